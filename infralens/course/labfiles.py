"""The files of labs: which there are, and what they say, before anything is looked up in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from infralens.course.layout import CODE, LABS
from infralens.engines.yamlnodes import Mapping, Node, Scalar, node_at, read_yaml, validate
from infralens.ground.issue import IssueSet
from infralens.ground.position import Position
from infralens.ground.source import SourceError, SourceFile, read_source
from infralens.model.spec import LabSpec

_NAME = re.compile(r"([0-9]{2,4})-([a-z0-9]+(?:-[a-z0-9]+)*)\.yml")
MISSION = "mission"
"""The kind of a lab that is played instead of read."""
_READ = get_args(LabSpec.model_fields["kind"].annotation)
"""The kinds of labs that are read."""


@dataclass(frozen=True)
class LabFile:
    """A lab whose spec could be read: ``node`` says where its parts stand."""

    track: str
    slug: str
    number: int
    node: Node
    spec: LabSpec

    @property
    def id(self) -> str:
        return f"{self.track}/{self.slug}"

    @property
    def path(self) -> str:
        return self.node.source.path

    @property
    def folder(self) -> str:
        return f"{CODE}/{self.id}"

    def at(self, *location: str | int) -> Position:
        return node_at(self.node, location).position


def read_lab_files(root: Path, track: str, issues: IssueSet) -> list[LabFile]:
    """The specs of a track in the order of their numbers; what cannot be read is noted."""
    found = [lab for path in spec_paths(root, track, issues) if (lab := _read(root, path, issues))]
    found.sort(key=lambda lab: (lab.number, lab.slug))
    taken: dict[str, LabFile] = {}
    for lab in found:
        first = taken.setdefault(lab.slug, lab)
        if first is not lab:
            fact = f"lab '{lab.id}' stands in {first.path} and {lab.path}"
            issues.add(lab.at(), "name-twice", fact, "rename one of the files")
    return list(taken.values())


def lab_id_of(path: str) -> str | None:
    """The lab that a spec at ``path`` would be, whether or not it can be read."""
    parts = path.split("/")
    match = _NAME.fullmatch(parts[-1])
    return f"{parts[1]}/{match.group(2)}" if match and len(parts) == 3 else None


def spec_paths(root: Path, track: str, issues: IssueSet) -> Iterator[str]:
    """The files that hold the labs and missions of a track; other names are noted."""
    folder = root / LABS / track
    if not folder.is_dir():
        return
    for name in sorted(entry.name for entry in folder.iterdir()):
        path = f"{LABS}/{track}/{name}"
        if name.startswith(".") or name.endswith(".lock.yml"):
            continue
        if _NAME.fullmatch(name):
            yield path
        else:
            hint = "name it NN-slug.yml, in lower case with hyphens"
            issues.add(Position(path), "lab-name", f"'{name}' is no name of a lab", hint)


def is_mission(node: Node) -> bool:
    """Whether the file is a mission, which has a schema of its own."""
    kind = _kind(node)
    return kind is not None and kind.text == MISSION


def _kind(node: Node) -> Scalar | None:
    kind = node.get("kind") if isinstance(node, Mapping) else None
    return kind if isinstance(kind, Scalar) else None


def _known_kind(node: Node, issues: IssueSet) -> bool:
    """Whether the kind, where there is one, has a schema: in another all keys would be wrong."""
    kind = _kind(node)
    if kind is None or kind.text in _READ:
        return True
    wanted = f"it should be {', '.join(map(repr, _READ))} or '{MISSION}'"
    issues.add(kind.position, "bad-value", f"'kind' is '{kind.text[:40]}'", wanted)
    return False


def numbered(path: str) -> tuple[int, str] | None:
    """The number and the slug in the name of a lab's file."""
    match = _NAME.fullmatch(path.rsplit("/", 1)[-1])
    return (int(match.group(1)), match.group(2)) if match else None


def _read(root: Path, path: str, issues: IssueSet) -> LabFile | None:
    try:
        source = read_source(root, path, at=Position(path), within=LABS)
    except SourceError as error:
        issues.extend([error.issue])
        return None
    note_encoding(source, issues)
    node = read_yaml(source, issues)
    if node is None or is_mission(node) or not _known_kind(node, issues):
        return None
    spec = validate(LabSpec, node, issues)
    name = numbered(path)
    if spec is None or name is None:
        return None
    return LabFile(path.split("/")[1], name[1], name[0], node, spec)


def note_encoding(source: SourceFile, issues: IssueSet) -> None:
    """Note Windows line ends and a byte order mark: harmless here, but worth knowing."""
    if source.had_crlf:
        fact = f"'{source.path}' has Windows line ends"
        issues.add(Position(source.path), "crlf", fact, "save it with plain line ends")
    if source.had_bom:
        fact = f"'{source.path}' begins with a byte order mark"
        issues.add(Position(source.path), "bom", fact, "save it as UTF-8 without one")

"""Reading labs: the spec, its starter files, its excerpts."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from infralens.course.embeds import Calculators
from infralens.course.excerpts import Request, resolve_excerpt
from infralens.course.layout import CODE, EXPECTED, LABS
from infralens.course.lock import read_lock
from infralens.course.variations import read_variations
from infralens.engines.select import SelectError, language_of, marker_lines
from infralens.engines.select.regions import regions
from infralens.engines.yamlnodes import Mapping, Node, Scalar, node_at, read_yaml, validate
from infralens.ground.issue import IssueSet, perhaps
from infralens.ground.position import Position
from infralens.ground.source import SourceError, SourceFile, read_source
from infralens.model.computable import Embed
from infralens.model.course import Excerpt, Lab, StarterFile
from infralens.model.spec import LabSpec

_NAME = re.compile(r"([0-9]{2,4})-([a-z0-9]+(?:-[a-z0-9]+)*)\.yml")
MISSION = "mission"
"""The kind of a lab that is played instead of read."""

_IGNORED = {"__pycache__", ".DS_Store", EXPECTED}


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
    kind = node.get("kind") if isinstance(node, Mapping) else None
    return isinstance(kind, Scalar) and kind.text == MISSION


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
    if node is None or is_mission(node):
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


def read_starters(root: Path, lab: LabFile, issues: IssueSet) -> dict[str, StarterFile]:
    """The starter files of a lab by name; files beside them that nothing names are noted."""
    starters: dict[str, StarterFile] = {}
    for index, spec in enumerate(lab.spec.starters):
        at = lab.at("starters", index, "file")
        if spec.file in starters:
            issues.add(at, "name-twice", f"starter '{spec.file}' is listed twice", "list it once")
            continue
        source = _starter_source(root, lab, spec.file, at, issues)
        if source is None:
            continue
        output = None
        if spec.run is not None:
            where = lab.at("starters", index, "run", "output")
            output = captured(root, lab, spec.run.output, where, issues)
            for nth, name in enumerate(spec.run.reads):
                if name not in {other.file for other in lab.spec.starters}:
                    place = lab.at("starters", index, "run", "reads", nth)
                    known = [other.file for other in lab.spec.starters]
                    hint = perhaps(name, known, "list it among the starters")
                    issues.add(place, "source-missing", f"no starter '{name}'", hint)
        starters[spec.file] = StarterFile(
            spec=spec,
            track=lab.track,
            slug=lab.slug,
            source=source,
            language=language_of(source.path),
            markers=marker_lines(source),
            output=output,
        )
    _note_strays(root, lab, issues)
    return starters


def _starter_source(
    root: Path, lab: LabFile, name: str, at: Position, issues: IssueSet
) -> SourceFile | None:
    try:
        source = read_source(root, f"{lab.folder}/{name}", at=at, within=lab.folder)
    except SourceError as error:
        issues.extend([error.issue])
        return None
    note_encoding(source, issues)
    if not source.text.strip():
        issues.add(at, "source-empty", f"starter '{name}' is empty", "write it, or do not list it")
        return None
    if language_of(source.path) == "python":
        _note_syntax(source, issues)
    _note_regions(source, issues)
    return source


def _note_syntax(source: SourceFile, issues: IssueSet) -> None:
    """Parse, never run: a starter that Python cannot read is broken for its readers."""
    try:
        ast.parse(source.text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line, column = getattr(error, "lineno", None) or 1, getattr(error, "offset", None) or 1
        fact = f"Python cannot read it: {getattr(error, 'msg', None) or error}"
        at = Position(source.path, line, column)
        issues.add(at, "source-syntax", fact, "mend the starter")


def captured(root: Path, lab: LabFile, name: str, at: Position, issues: IssueSet) -> str | None:
    """What a run printed when it was captured, in the file ``name`` beside the starters."""
    try:
        return read_source(root, f"{lab.folder}/{name}", at=at, within=lab.folder).text
    except SourceError as error:
        code = "output-missing" if error.issue.code == "source-missing" else error.issue.code
        hint = "capture it with: infralens check --run --capture"
        hint = hint if code == "output-missing" else error.issue.hint
        issues.add(at, code, error.issue.fact, hint)
        return None


def _note_regions(source: SourceFile, issues: IssueSet) -> None:
    try:
        regions(source)
    except SelectError as error:
        at = source.position_of(error.offset)
        issues.add(at, error.code, error.fact, error.hint)


def _note_strays(root: Path, lab: LabFile, issues: IssueSet) -> None:
    folder = root / lab.folder
    if not folder.is_dir():
        return
    named = {starter.file for starter in lab.spec.starters}
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(set(folders) - _IGNORED)
        for name in sorted(files):
            path = (Path(parent) / name).relative_to(folder).as_posix()
            if path not in named and name not in _IGNORED and not name.endswith(".pyc"):
                hint = f"list it among the starters of {lab.path}, or remove it"
                fact = f"'{path}' is not listed among the starters"
                issues.add(Position(f"{lab.folder}/{path}"), "starter-unused", fact, hint)


def resolve_lab(
    root: Path,
    lab: LabFile,
    starters: dict[str, StarterFile],
    calculators: Calculators,
    issues: IssueSet,
) -> Lab:
    """The lab with its excerpts resolved and judged against its lock."""
    lock = read_lock(root, lab.id, issues)
    excerpts: list[Excerpt] = []
    names: set[str] = set()
    for index, spec in enumerate(lab.spec.excerpts):
        if spec.id in names:
            at = lab.at("excerpts", index, "id")
            issues.add(at, "name-twice", f"excerpt '{spec.id}' stands twice", "rename one of them")
            continue
        names.add(spec.id)
        starter = starters.get(spec.file)
        if starter is None:
            if spec.file not in {given.file for given in lab.spec.starters}:
                known = [given.file for given in lab.spec.starters]
                hint = perhaps(spec.file, known, "list it among the starters")
                at = lab.at("excerpts", index, "file")
                issues.add(at, "source-missing", f"no starter '{spec.file}'", hint)
            continue
        node = node_at(lab.node, ("excerpts", index))
        request = Request(lab.id, spec, node, starter.source)
        others = [other.source for other in starters.values()]
        excerpt = resolve_excerpt(request, lock, others, issues)
        if excerpt is not None:
            excerpts.append(excerpt)
    for name in sorted(set(lock.entries) - names):
        fact = f"lock entry '{name}' belongs to no excerpt"
        issues.add(lock.positions[name], "unused", fact, "remove it with: infralens refresh")
    return Lab(
        track=lab.track,
        slug=lab.slug,
        number=lab.number,
        path=lab.path,
        spec=lab.spec,
        starters=tuple(starters.values()),
        excerpts=tuple(excerpts),
        embeds=tuple(_embeds(lab, calculators, issues)),
        variations=tuple(
            read_variations(
                lab.id,
                lab.spec,
                starters,
                lab.at,
                lambda name, at: captured(root, lab, name, at, issues),
                issues,
            )
        ),
    )


def _embeds(lab: LabFile, calculators: Calculators, issues: IssueSet) -> Iterator[Embed]:
    names: set[str] = set()
    for index, spec in enumerate(lab.spec.calculators):
        name = spec.name or spec.id
        if name in names:
            fact = f"calculator '{name}' stands twice"
            issues.add(lab.at("calculators", index), "name-twice", fact, "give one a 'name:'")
        names.add(name)
        embed = calculators.embed(spec, node_at(lab.node, ("calculators", index)), issues)
        if embed is not None:
            yield embed

"""Reading the lists that labs and pages refer to: tracks, concepts, references."""

from __future__ import annotations

from dataclasses import dataclass
from os.path import lexists
from pathlib import Path
from typing import Generic, TypeVar

from infralens.course.layout import DATA, LABS, TRACKS
from infralens.engines.yamlnodes import Node, Sequence, read_yaml, validate
from infralens.ground.issue import IssueSet
from infralens.ground.position import Position
from infralens.ground.source import SourceError, read_source
from infralens.model.entries import CardSpec, ConceptSpec, ReferenceSpec, TrackSpec
from infralens.model.text import Spec

Entry = TypeVar("Entry", bound=Spec, covariant=True)


@dataclass(frozen=True)
class Listed(Generic[Entry]):
    """An entry of a data file, with the node it was read from."""

    spec: Entry
    node: Node


def read_tracks(root: Path, issues: IssueSet) -> list[Listed[TrackSpec]]:
    """The tracks in their order; track folders that are not listed are noted."""
    problems = IssueSet()
    tracks = read_list(root, TRACKS, LABS, TrackSpec, "id", problems)
    issues.extend(problems)
    known = {track.spec.id for track in tracks}
    folder = root / LABS
    if folder.is_dir() and not len(problems):
        for entry in sorted(folder.iterdir()):
            if entry.is_dir() and entry.name not in known | {"pages"}:
                path = f"{LABS}/{entry.name}"
                hint = f"add '- id: {entry.name}' to {TRACKS}"
                issues.add(Position(path), "lab-name", f"'{entry.name}' is no track", hint)
    return tracks


def read_concepts(root: Path, docs: str, issues: IssueSet) -> list[Listed[ConceptSpec]]:
    return read_list(root, f"{docs}/{DATA}/concepts.yml", docs, ConceptSpec, "id", issues)


def read_references(root: Path, docs: str, issues: IssueSet) -> list[Listed[ReferenceSpec]]:
    return read_list(root, f"{docs}/{DATA}/references.yml", docs, ReferenceSpec, "key", issues)


def read_cards(root: Path, docs: str, issues: IssueSet) -> list[Listed[CardSpec]]:
    return read_list(root, f"{docs}/{DATA}/cards.yml", docs, CardSpec, "id", issues)


def read_list(
    root: Path, path: str, within: str, model: type[Entry], key: str, issues: IssueSet
) -> list[Listed[Entry]]:
    """The valid entries of a list file; a course without the file has none of its kind."""
    listed: list[Listed[Entry]] = []
    if not lexists(root / path):
        return listed
    try:
        source = read_source(root, path, at=Position(path), within=within)
    except SourceError as error:
        issues.extend([error.issue])
        return listed
    node = read_yaml(source, issues)
    if node is None:
        return listed
    if not isinstance(node, Sequence):
        issues.add(node.position, "wrong-type", f"'{path}' is no list", "begin entries with '- '")
        return listed
    taken: dict[str, int] = {}
    for index, item in enumerate(node.items):
        entry = validate(model, item, issues)
        if entry is None:
            continue
        name = getattr(entry, key)
        if name in taken:
            first = node.items[taken[name]].position.line
            fact = f"'{name}' stands twice, first in line {first}"
            issues.add(item.position, "name-twice", fact, "remove or rename one of them")
            continue
        taken[name] = index
        listed.append(Listed(entry, item))
    return listed

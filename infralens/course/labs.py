"""Labs with their starter files and excerpts."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from pathlib import Path

from infralens.course.embeds import Calculators
from infralens.course.excerpts import Request, resolve_excerpt
from infralens.course.labfiles import LabFile, note_encoding
from infralens.course.layout import EXPECTED
from infralens.course.lock import read_lock
from infralens.course.variations import read_variations
from infralens.engines.select import SelectError, language_of, marker_lines
from infralens.engines.select.regions import regions
from infralens.engines.yamlnodes import node_at
from infralens.ground.issue import IssueSet, perhaps
from infralens.ground.position import Position
from infralens.ground.source import SourceError, SourceFile, read_source
from infralens.model.computable import Embed
from infralens.model.course import Excerpt, Lab, StarterFile

_IGNORED = {"__pycache__", ".DS_Store", EXPECTED}


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

"""From an excerpt spec to a resolved, judged excerpt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from infralens.course import drift
from infralens.course.lock import Lock
from infralens.engines.bind import BindError, bind
from infralens.engines.codehash import shown_text
from infralens.engines.select import SelectError, language_of, parse_selector, resolve
from infralens.engines.yamlnodes import Node, Scalar, node_at
from infralens.ground.issue import IssueSet
from infralens.ground.position import Position, Span
from infralens.ground.source import SourceFile
from infralens.model.course import Excerpt, Note
from infralens.model.selection import Selection
from infralens.model.spec import ExcerptSpec


@dataclass(frozen=True)
class Request:
    """An excerpt to resolve: who owns it, what the author wrote, and where."""

    owner: str
    spec: ExcerptSpec
    node: Node
    source: SourceFile

    def position(self, *location: str | int) -> Position:
        node = node_at(self.node, location)
        return node.position

    @property
    def at(self) -> Position:
        return self.position("select")


def resolve_excerpt(
    request: Request, lock: Lock, others: Iterable[SourceFile], issues: IssueSet
) -> Excerpt | None:
    """Select, bind and judge; None when the selector does not resolve.

    ``others`` are the files in which moved code is looked for, besides the one that is named.
    """
    spec, source = request.spec, request.source
    try:
        selection = resolve(parse_selector(spec.select), source)
    except SelectError as error:
        if error.code == "region-unclosed" or (
            error.code == "source-syntax" and language_of(source.path) == "python"
        ):
            # Reported where the file is at fault, when the starter was read.
            return None
        if error.code == "missing":
            entry = lock.entries.get(spec.id)
            files = [source, *(other for other in others if other.path != source.path)]
            issue = drift.lost(spec, request.at, error.fact, error.hint, entry, files)
            issues.extend([issue])
        else:
            issues.add(_within(request, error.offset), error.code, error.fact, error.hint)
        return None
    bound = [_note(request, index, selection, issues) for index in range(len(spec.notes))]
    # Digits follow the code from top to bottom, in whatever order the notes were written.
    bound.sort(key=lambda note: note.spans[0] if note.spans else Span(len(source.text), 0))
    notes = tuple(replace(note, number=number) for number, note in enumerate(bound, 1))
    excerpt = Excerpt(
        owner=request.owner,
        spec=spec,
        source=source,
        language=language_of(source.path),
        selection=selection,
        notes=notes,
        shown=shown_text(source, selection),
        position=request.at,
    )
    verdict = drift.judge(excerpt, lock)
    if verdict is not None:
        issues.extend([verdict])
    if spec.select.startswith("L"):
        fact = f"excerpt '{spec.id}' addresses lines by number"
        issues.add(request.at, "selector-lines", fact, _better(source, selection))
    return excerpt


def _note(request: Request, index: int, selection: Selection, issues: IssueSet) -> Note:
    note = request.spec.notes[index]
    spans: list[Span] = []
    for nth, target in enumerate(note.targets):
        location: tuple[str | int, ...] = ("notes", index, "on")
        if isinstance(note.on, tuple):
            location = (*location, nth)
        try:
            spans.extend(bind(target, request.source, selection))
        except BindError as error:
            issues.add(request.position(*location), error.code, error.fact, error.hint)
    lines = sorted({line for span in spans for line in _lines(request.source, span)})
    return Note(index + 1, note.says, tuple(sorted(set(spans))), tuple(lines))


def _lines(source: SourceFile, span: Span) -> range:
    return range(source.line_of(span.start), source.line_of(max(span.start, span.end - 1)) + 1)


def _within(request: Request, offset: int) -> Position:
    node = node_at(request.node, ("select",))
    if isinstance(node, Scalar) and node.plain:
        return Position(node.position.path, node.position.line, node.position.column + offset)
    return node.position


def _better(source: SourceFile, selection: Selection) -> str:
    lines = (selection.first, selection.last)
    for candidate in drift.outline_of(source):
        if (candidate.selection.first, candidate.selection.last) == lines:
            return f"the same lines by name: {candidate.selector}"
    return "put a region around them and select it by name"

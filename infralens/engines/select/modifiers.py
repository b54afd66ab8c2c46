"""Modifiers: ``body``, ``signature``, ``without:docstring``, ``elide:L5-9``, ``+2``."""

from __future__ import annotations

from infralens.engines.select.regions import marker_lines
from infralens.engines.select.selection import Lines, Place, SelectError, Selection
from infralens.engines.select.selector import Selector
from infralens.ground.source import SourceFile


def modified(place: Place, selector: Selector, source: SourceFile) -> Selection:
    """The lines of a place after the selector's modifiers.

    Raises ``SelectError`` for a part that the place does not have and for lines outside it.
    """
    first, last = _part(place, selector)
    last = _extended(last, selector, source)
    gaps: list[Lines] = []
    if selector.modifiers.without_docstring:
        begin, end = _docstring(place, selector, (first, last))
        if begin == first and end < last:
            first = _next_written(end + 1, last, source)
        else:
            gaps.append((begin, end))
    for begin, end in selector.modifiers.elide:
        if not first <= begin <= end <= last:
            fact = f"'{selector}' elides lines outside the selected ones"
            hint = f"elide lines from {first} to {last}"
            raise SelectError("selector-syntax", fact, hint)
        gaps.append((begin, end))
    hidden = frozenset(n for n in marker_lines(source) if first <= n <= last)
    return Selection(first, last, _merged(gaps), hidden)


def _part(place: Place, selector: Selector) -> Lines:
    part = selector.modifiers.part
    if part is None:
        return place.first, place.last
    lines = place.body if part == "body" else place.signature
    if lines is None:
        fact = f"'{selector.kind}:{selector.argument}' has no {part} on lines of its own"
        raise SelectError("selector-unsupported", fact, f"remove '{part}'")
    return lines


def _extended(last: int, selector: Selector, source: SourceFile) -> int:
    more = selector.modifiers.more
    left = len(source.lines) - last
    if more > left:
        fact = f"'+{more}' asks for lines that '{source.path}' does not have"
        hint = f"write at most '+{left}'" if left else f"remove '+{more}'"
        raise SelectError("missing", fact, hint)
    return last + more


def _docstring(place: Place, selector: Selector, lines: Lines) -> Lines:
    if place.docstring is None or not lines[0] <= place.docstring[0] <= lines[1]:
        fact = f"'{selector}' has no docstring to leave out"
        raise SelectError("selector-unsupported", fact, "remove 'without:docstring'")
    return place.docstring


def _next_written(line: int, last: int, source: SourceFile) -> int:
    while line < last and not source.lines[line - 1].strip():
        line += 1
    return line


def _merged(gaps: list[Lines]) -> tuple[Lines, ...]:
    merged: list[Lines] = []
    for first, last in sorted(gaps):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return tuple(merged)

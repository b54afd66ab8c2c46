"""Long right sides in several lines: browsers do not break mathematics by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from infralens.engines.formula.typeset import (
    Cases,
    Digits,
    Identifier,
    Layout,
    Lowered,
    Raised,
    Ratio,
    Root,
    Row,
    Sign,
    Words,
)

_OPEN, _CLOSE = "([{⌊⌈", ")]}⌋⌉"
_SMALL = 0.75  # of the width: indices and exponents
_SHORT = 0.35  # of the room: a line is not cut before that, if it can be cut later


@dataclass(frozen=True)
class _Token:
    """Something that stays whole, and how many brackets are open around it."""

    layout: Layout
    depth: int
    wide: float


def broken(layout: Layout, room: float) -> tuple[Layout, ...]:
    """The layout in lines of about ``room`` letters at most.

    A line ends where the fewest brackets are open; a fraction or a choice that is too wide is
    written in a row.
    """
    if width(layout) <= room:
        return (layout,)
    rest = list(_placed(layout, room))
    lines: list[Layout] = []
    while rest:
        end = _end(rest, room)
        lines.append(Row(tuple(one.layout for one in rest[:end])))
        rest = rest[end:]
    return tuple(lines)


def width(layout: Layout) -> float:
    """About how many letters wide a layout is."""
    match layout:
        case Identifier() | Digits() | Words():
            return len(layout.text)
        case Sign():
            return 1.0 if layout.tight or layout.text == "," else 2.2
        case Row():
            return sum(map(width, layout.items))
        case Ratio():
            return max(width(layout.above), width(layout.below)) + 0.5
        case Raised():
            return width(layout.base) + _SMALL * width(layout.exponent)
        case Lowered():
            return width(layout.base) + _SMALL * width(layout.index)
        case Root():
            return width(layout.inside) + 1.5
        case Cases():
            condition = max(width(layout.condition) + 3, len("otherwise"))
            return max(width(layout.yes), width(layout.no)) + condition + 3


def _end(tokens: list[_Token], room: float) -> int:
    """Where the first line of these tokens ends."""
    used, places = 0.0, []
    for index, token in enumerate(tokens):
        if index and _may_end(tokens[index - 1].layout, token.layout):
            places.append((token.depth, -index, used))
        used += token.wide
        if used > room and places:
            late = [place for place in places if place[2] >= _SHORT * room]
            return -min(late or places)[1]
    return len(tokens)


def _may_end(before: Layout, after: Layout) -> bool:
    if isinstance(before, Sign) and before.text == ",":
        return True
    if isinstance(after, Words):
        return after.text.startswith(" ")
    return isinstance(after, Sign) and not after.tight and after.text != ","


def _placed(layout: Layout, room: float) -> Iterator[_Token]:
    depth = 0
    for one in _flat(layout, room):
        mark = one.text if isinstance(one, Sign) else ""
        depth -= mark != "" and mark in _CLOSE
        yield _Token(one, depth, width(one))
        depth += mark != "" and mark in _OPEN


def _flat(layout: Layout, room: float) -> Iterator[Layout]:
    if isinstance(layout, Row):
        for item in layout.items:
            yield from _flat(item, room)
    elif width(layout) <= room:
        yield layout
    elif isinstance(layout, Ratio):
        yield from _fenced(layout.above, room)
        yield Sign("/")
        yield from _fenced(layout.below, room)
    elif isinstance(layout, Cases):
        rest = (Words(" if "), layout.condition, Sign(","), Words("otherwise "), layout.no)
        yield from _fenced(Row((layout.yes, *rest)), room)
    else:
        yield layout


def _fenced(layout: Layout, room: float) -> Iterator[Layout]:
    yield Sign("(", tight=True)
    yield from _flat(layout, room)
    yield Sign(")", tight=True)

"""``key:`` places: YAML mapping entries and sequence items, by their path."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from infralens.engines.select.names import KeyPart, join_key, split_key
from infralens.engines.select.regions import marker_lines
from infralens.engines.select.selection import Place, SelectError
from infralens.engines.select.yamltree import Node, documents
from infralens.ground.position import Span
from infralens.ground.source import SourceFile

_DASH = re.compile(r"[ ]*(?:-[ ]+)*-[ ]*(?:#.*)?")
_IDLE = re.compile(r"[ ]*(?:#.*)?")


@dataclass(frozen=True)
class Entry:
    """A key or an item; ``alias`` is the anchor its value stands for, if it is an alias."""

    parts: tuple[KeyPart, ...]
    place: Place
    alias: str | None


@lru_cache(maxsize=128)
def keys(source: SourceFile) -> tuple[Place, ...]:
    """Every key and item of a YAML file but aliases. Raises ``SelectError`` (``source-syntax``)."""
    return tuple(entry.place for entry in _entries(source) if entry.alias is None)


def refuse_alias(path: str, source: SourceFile) -> None:
    """Raise ``SelectError`` when the path leads to or through an alias or a merge key.

    What it means is written elsewhere, so an excerpt would show lines that say nothing of it.
    """
    parts = split_key(path)
    for entry in _entries(source):
        if entry.alias is None:
            continue
        depth = len(entry.parts)
        merges = entry.parts[-1] == "<<" and len(parts) >= depth
        if parts[:depth] == entry.parts or (merges and parts[: depth - 1] == entry.parts[:-1]):
            raise SelectError(
                "selector-unsupported",
                f"'{entry.place.name}' is the alias '*{entry.alias}' (line {entry.place.last})",
                f"select the place of the anchor '&{entry.alias}', where it is written out",
            )


@lru_cache(maxsize=128)
def _entries(source: SourceFile) -> tuple[Entry, ...]:
    roots = documents(source)
    taken = frozenset(n for root in roots for n in _scalar_lines(root, source))
    found = (entry for root in roots for entry in _below(root, (), source, taken))
    return tuple(sorted(found, key=lambda e: (e.place.first, len(e.parts))))


def _below(
    node: Node, parts: tuple[KeyPart, ...], source: SourceFile, taken: frozenset[int]
) -> Iterator[Entry]:
    if node.shape == "mapping":
        for key, value in zip(node.children[::2], node.children[1::2], strict=True):
            if key.shape == "scalar":
                token = Span(key.start, key.end)
                first = source.line_of(key.start)
                yield from _entry(value, (*parts, key.value), first, token, source, taken)
    elif node.shape == "sequence":
        for index, item in enumerate(node.children):
            first = source.line_of(item.start)
            if not node.is_flow:
                first = _dash_line(first, item.start, source)
            yield from _entry(item, (*parts, index), first, None, source, taken)


def _entry(
    value: Node,
    parts: tuple[KeyPart, ...],
    first: int,
    token: Span | None,
    source: SourceFile,
    taken: frozenset[int],
) -> Iterator[Entry]:
    begin = source.line_of(value.start)
    last = max(begin, source.line_of(max(value.start, value.end - 1)))
    body = (max(begin, first + 1), last) if last > first else None
    above = _with_comments_above(first, source, taken)
    alias = value.value if value.shape == "alias" else None
    yield Entry(parts, Place(join_key(parts), above, last, token=token, body=body), alias)
    yield from _below(value, parts, source, taken)


def _dash_line(line: int, start: int, source: SourceFile) -> int:
    """The line of the dash before an item, which may stand above it."""
    if source.text[source.line_starts[line - 1] : start].strip():
        return line
    above = line - 1
    while above >= 1 and _IDLE.fullmatch(source.lines[above - 1]):
        above -= 1
    return above if above >= 1 and _DASH.fullmatch(source.lines[above - 1]) else line


def _with_comments_above(first: int, source: SourceFile, taken: frozenset[int]) -> int:
    kept_out = taken | marker_lines(source)
    while first > 1 and first - 1 not in kept_out:
        if not source.lines[first - 2].lstrip(" ").startswith("#"):
            break
        first -= 1
    return first


def _scalar_lines(node: Node, source: SourceFile) -> Iterator[int]:
    """Lines that scalars stand on: a ``#`` line among them is text, not a comment."""
    if node.shape == "scalar":
        yield from range(source.line_of(node.start), source.line_of(max(node.start, node.end)) + 1)
    for child in node.children:
        yield from _scalar_lines(child, source)

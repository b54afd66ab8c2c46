"""``fn:``, ``class:`` and ``macro:`` places of C++ and CUDA files.

Functions and types come from tree-sitter's CUDA grammar when it is installed, else from matching
braces. The two agree wherever the tests look; they may differ on code that neither can follow,
such as braces that only balance in one branch of an ``#if``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from infralens.engines.select import braces, grammar
from infralens.engines.select.definition import Definition, Shape
from infralens.engines.select.lexing import is_directive, tokens_of
from infralens.engines.select.selection import Lines, Place
from infralens.ground.position import Span
from infralens.ground.source import SourceFile

_DEFINE = re.compile(r"[ \t]*#[ \t]*define[ \t]+(?P<name>[^\W\d]\w*)")


def functions(source: SourceFile) -> tuple[Place, ...]:
    """The functions that a file defines, with their namespaces and classes; not those declared."""
    return _places(source, "function")


def classes(source: SourceFile) -> tuple[Place, ...]:
    """The classes, structs, unions and enumerations that a file defines."""
    return _places(source, "type")


@lru_cache(maxsize=128)
def macros(source: SourceFile) -> tuple[Place, ...]:
    """The macros that a file defines, with their continued lines."""
    return tuple(_macros(source))


def _places(source: SourceFile, shape: Shape) -> tuple[Place, ...]:
    return tuple(_place(d, source) for d in _definitions(source) if d.shape == shape)


@lru_cache(maxsize=128)
def _definitions(source: SourceFile) -> tuple[Definition, ...]:
    reader = grammar.definitions if grammar.is_installed() else braces.definitions
    return tuple(sorted(reader(source), key=lambda d: (d.start, d.token)))


def _place(definition: Definition, source: SourceFile) -> Place:
    first, last = source.line_of(definition.start), source.line_of(definition.end - 1)
    opening, closing = source.line_of(definition.brace), last
    own_line = not source.lines[last - 1][: _column(definition.end - 1, source)].strip()
    body: Lines | None = (opening + 1, closing - 1 if own_line else closing)
    if body and body[0] > body[1]:
        body = None
    return Place(
        definition.name,
        first,
        last,
        token=definition.token,
        signature=(first, opening),
        body=body,
    )


def _column(offset: int, source: SourceFile) -> int:
    return offset - source.line_starts[source.line_of(offset) - 1]


def _macros(source: SourceFile) -> Iterator[Place]:
    directives = frozenset(t.start for t in tokens_of(source) if is_directive(t))
    for number, line in enumerate(source.lines, start=1):
        match = _DEFINE.match(line)
        start = source.line_starts[number - 1]
        if not match or start + line.index("#") not in directives:
            continue
        last = number
        while source.lines[last - 1].endswith("\\") and last < len(source.lines):
            last += 1
        token = Span(start + match.start("name"), start + match.end("name"))
        body = (number + 1, last) if last > number else None
        yield Place(match["name"], number, last, token=token, signature=(number,) * 2, body=body)

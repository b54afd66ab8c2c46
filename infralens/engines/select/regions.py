"""``region:`` places: lines between neutral ``region: name`` and ``endregion`` comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from infralens.engines.select.languages import Language, language_of
from infralens.engines.select.lexing import comment_spans
from infralens.engines.select.markdown import outside_fences
from infralens.engines.select.selection import Place, SelectError
from infralens.ground.position import Span
from infralens.ground.source import SourceFile

_OPENERS: dict[Language, str] = {
    "python": r"\#",
    "yaml": r"\#",
    "shell": r"\#",
    "csv": r"\#",
    "cpp": r"//|/\*",
    "cuda": r"//|/\*",
    "markdown": r"<!--",
    "text": r"\#|//|--|<!--|/\*",
}
"""How a comment begins, per language: in Markdown a ``#`` line is a heading, not a marker."""

_LEXED: frozenset[Language] = frozenset({"python", "yaml", "shell", "cpp", "cuda"})
"""Languages in which a marker must be a comment token, so that strings hold none."""


@dataclass(frozen=True)
class Marker:
    """A marker line; ``name`` is empty for an ``endregion``."""

    line: int
    name: str
    token: Span


def regions(source: SourceFile) -> tuple[Place, ...]:
    """The regions of a file, in the order in which they open.

    Raises ``SelectError`` (``region-unclosed``) for a marker without its partner.
    """
    places: list[Place] = []
    open_markers: list[Marker] = []
    for marker in _markers(source):
        if marker.name:
            open_markers.append(marker)
        elif not open_markers:
            raise SelectError(
                "region-unclosed",
                f"the 'endregion' on line {marker.line} of '{source.path}' closes nothing",
                "remove it, or open the region with a 'region: name' comment",
                offset=marker.token.start,
            )
        else:
            opened = open_markers.pop()
            lines = (opened.line + 1, marker.line - 1)
            places.append(Place(opened.name, *lines, token=opened.token))
    if open_markers:
        opened = open_markers[-1]
        raise SelectError(
            "region-unclosed",
            f"region '{opened.name}' opened on line {opened.line} of '{source.path}' is not closed",
            "add an 'endregion' comment after its last line",
            offset=opened.token.start,
        )
    return tuple(sorted(places, key=lambda place: place.first))


def marker_lines(source: SourceFile) -> frozenset[int]:
    """The lines that are region markers; they are never shown."""
    return frozenset(marker.line for marker in _markers(source))


@lru_cache(maxsize=128)
def _markers(source: SourceFile) -> tuple[Marker, ...]:
    if "region" not in source.text:
        return ()
    return tuple(_found(source))


def _found(source: SourceFile) -> Iterator[Marker]:
    language = language_of(source.path)
    pattern = re.compile(
        rf"[ \t]*(?:{_OPENERS[language]})[ \t]*"
        r"(?:region:[ \t]*(?P<name>[A-Za-z0-9_.-]+)|endregion)"
        r"[ \t]*(?:-->|\*/)?[ \t]*"
    )
    fenced_off = frozenset[int]()
    if language == "markdown":
        fenced_off = frozenset(range(1, len(source.lines) + 1)) - outside_fences(source)
    for number, line in enumerate(source.lines, start=1):
        match = pattern.fullmatch(line)
        if not match or number in fenced_off:
            continue
        start = source.line_starts[number - 1]
        place = start + line.index("region")
        if language in _LEXED and not any(a <= place < b for a, b in comment_spans(source)):
            continue
        name = match["name"] or ""
        token = Span(start + match.start("name"), start + match.end("name")) if name else None
        yield Marker(number, name, token or Span(place, place + len("region")))

"""Highlighting: each file once, whole, then cut into lines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pygments.token import STANDARD_TYPES, Token, _TokenType

from infralens.engines.select.lexing import tokens_of
from infralens.ground.source import SourceFile

_UNMARKED = {Token, Token.Text, Token.Text.Whitespace, Token.Name, Token.Punctuation}


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters ``start`` to ``end`` of a file that share one token class ('' for none)."""

    start: int
    end: int
    css: str


@lru_cache(maxsize=32)
def highlighted(source: SourceFile) -> tuple[tuple[Piece, ...], ...]:
    """For each line its pieces, line end left out. A slice alone might be lexed wrongly.

    The excerpts of a file and its viewer are rendered one after the other: few need remembering.
    """
    text, line_starts = source.text, source.line_starts
    lines: list[list[Piece]] = [[] for _ in line_starts]
    line = 0
    for token in tokens_of(source):
        start = token.start
        while start < token.end:
            while line + 1 < len(line_starts) and line_starts[line + 1] <= start:
                line += 1
            following = line_starts[line + 1] if line + 1 < len(line_starts) else len(text)
            end = min(token.end, following)
            visible = end - 1 if text[end - 1] == "\n" else end
            if visible > start:
                _append(lines[line], Piece(start, visible, _css(token.kind)))
            start = end
    return tuple(map(tuple, lines))


def _append(line: list[Piece], piece: Piece) -> None:
    if line and line[-1].css == piece.css and line[-1].end == piece.start:
        piece = Piece(line.pop().start, piece.end, piece.css)
    line.append(piece)


def _css(token: _TokenType) -> str:
    if token in _UNMARKED:
        return ""
    while token not in STANDARD_TYPES and token.parent is not None:
        token = token.parent
    return STANDARD_TYPES.get(token, "")

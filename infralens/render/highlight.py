"""Highlighting: each file once, whole, then cut into lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import STANDARD_TYPES, Token, _TokenType

from infralens.ground.source import SourceFile

_LEXERS = {"csv": "text", "shell": "bash"}
_UNMARKED = {Token, Token.Text, Token.Text.Whitespace, Token.Name, Token.Punctuation}


@dataclass(frozen=True)
class Piece:
    """Characters ``start`` to ``end`` of a file that share one token class ('' for none)."""

    start: int
    end: int
    css: str


def highlighted(source: SourceFile, language: str) -> tuple[tuple[Piece, ...], ...]:
    """For each line its pieces, line end left out. A slice alone might be lexed wrongly."""
    return _highlighted(source.text, source.line_starts, language)


@lru_cache(maxsize=2048)
def _highlighted(
    text: str, line_starts: tuple[int, ...], language: str
) -> tuple[tuple[Piece, ...], ...]:
    lines: list[list[Piece]] = [[] for _ in line_starts]
    line = 0
    for piece in _pieces(text, language):
        start = piece.start
        while start < piece.end:
            while line + 1 < len(line_starts) and line_starts[line + 1] <= start:
                line += 1
            following = line_starts[line + 1] if line + 1 < len(line_starts) else len(text)
            end = min(piece.end, following)
            visible = end - 1 if text[end - 1] == "\n" else end
            if visible > start:
                _append(lines[line], Piece(start, visible, piece.css))
            start = end
    return tuple(map(tuple, lines))


def _append(line: list[Piece], piece: Piece) -> None:
    if line and line[-1].css == piece.css and line[-1].end == piece.start:
        piece = Piece(line.pop().start, piece.end, piece.css)
    line.append(piece)


def _pieces(text: str, language: str) -> Iterator[Piece]:
    offset = 0
    for token, words in _lexer(language).get_tokens(text):
        end = min(offset + len(words), len(text))
        if end > offset:
            yield Piece(offset, end, _css(token))
        offset = end
    if offset < len(text):
        yield Piece(offset, len(text), "")


@lru_cache(maxsize=32)
def _lexer(language: str) -> Lexer:
    # Without these options leading blank lines vanish and every line number after them is wrong.
    return get_lexer_by_name(_LEXERS.get(language, language), stripnl=False, ensurenl=False)


def _css(token: _TokenType) -> str:
    if token in _UNMARKED:
        return ""
    while token not in STANDARD_TYPES and token.parent is not None:
        token = token.parent
    return STANDARD_TYPES.get(token, "")

"""Pygments tokens of a whole file, with the character offset of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pygments.lexer import Lexer
from pygments.lexers.c_cpp import CppLexer
from pygments.lexers.c_like import CudaLexer
from pygments.lexers.data import YamlLexer
from pygments.lexers.markup import MarkdownLexer
from pygments.lexers.python import PythonLexer
from pygments.lexers.shell import BashLexer
from pygments.lexers.special import TextLexer
from pygments.token import Comment, Name, Number, Operator, String, Text, _TokenType

from infralens.engines.select.languages import Language, language_of
from infralens.ground.source import SourceFile

LEXERS: dict[Language, type[Lexer]] = {
    "python": PythonLexer,
    "yaml": YamlLexer,
    "markdown": MarkdownLexer,
    "cpp": CppLexer,
    "cuda": CudaLexer,
    "shell": BashLexer,
    "csv": TextLexer,
    "text": TextLexer,
}


_CODE: tuple[_TokenType, ...] = (Comment.Preproc, Comment.PreprocFile, Comment.Hashbang)


# The C lexers join 'Timer::stop' and '-1' in some places and not in others.
_JOINED = re.compile(r"(:|^[-+])")


@dataclass(frozen=True, slots=True)
class Token:
    """A lexer's token and where it starts in the file's text."""

    start: int
    kind: _TokenType
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def is_comment(self) -> bool:
        """True for comments people write; a preprocessor line counts as code."""
        return _within(self.kind, Comment) and not any(_within(self.kind, kind) for kind in _CODE)


def is_blank(token: Token) -> bool:
    """True for the space between tokens, but not for space inside a string."""
    return _within(token.kind, Text) and not token.text.strip()


def is_string(token: Token) -> bool:
    """True for string and character literals, their quotes included."""
    return _within(token.kind, String)


def is_directive(token: Token) -> bool:
    """True for the parts of a preprocessor line."""
    return _within(token.kind, Comment.Preproc) or _within(token.kind, Comment.PreprocFile)


def is_operator(token: Token) -> bool:
    """True for operators, which lexers give by the character."""
    return _within(token.kind, Operator)


def _within(kind: _TokenType, family: _TokenType) -> bool:
    return kind[: len(family)] == family


@lru_cache(maxsize=2048)
def tokens_of(source: SourceFile) -> tuple[Token, ...]:
    """The tokens of the file; together they are its text."""
    tokens, offset = [], 0
    lexer = LEXERS[language_of(source.path)]()
    # Not get_tokens(), which drops blank lines at both ends and so shifts every offset.
    for _, kind, text in lexer.get_tokens_unprocessed(source.text):
        for part in _JOINED.split(text) if _within(kind, Name) or _within(kind, Number) else [text]:
            if part:
                tokens.append(Token(offset, Operator if _JOINED.match(part) else kind, part))
            offset += len(part)
    return tuple(tokens)


@lru_cache(maxsize=128)
def comment_spans(source: SourceFile) -> tuple[tuple[int, int], ...]:
    """Half-open character ranges of the comments, in order."""
    return tuple((t.start, t.end) for t in tokens_of(source) if t.is_comment)

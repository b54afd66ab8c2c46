"""Where fences, code and headings stand in a Markdown text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from markdown.extensions.toc import slugify, unique

from infralens.ground.position import Span
from infralens.model.course import Heading

_FENCE = re.compile(r"^([ \t]*)(`{3,}|~{3,})[ \t]*([^\n`]*)$", re.MULTILINE)
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CODE_SPAN = re.compile(r"(?<![\\`])(`+)(?!`)((?:(?!\n[ \t]*\n).)+?)(?<!`)\1(?!`)", re.DOTALL)
_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
_HEADING_ID = re.compile(r"[ \t]*\{:?[ \t]*#([A-Za-z][\w.-]*)[^}]*\}$")
_INLINE_LINK = re.compile(r"!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])")
_CONCEPT = re.compile(r"\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]+))?\]\]")


@dataclass(frozen=True)
class Fence:
    """A fenced block: ``info`` is its opening line's text, ``body`` spans its content."""

    indent: str
    info: str
    span: Span
    body: Span
    closed: bool


def front_matter_end(text: str) -> int:
    """Offset of the first character after the front matter; 0 when there is none."""
    match = _FRONT_MATTER.match(text)
    return match.end() if match else 0


def fences(text: str) -> Iterator[Fence]:
    """All outermost fenced blocks, in order; an unclosed one runs to the end of the text."""
    offset = front_matter_end(text)
    while opening := _FENCE.search(text, offset):
        indent, marks, info = opening.groups()
        closing = re.compile(rf"^[ \t]*{re.escape(marks[0])}{{{len(marks)},}}[ \t]*$", re.MULTILINE)
        body = min(opening.end() + 1, len(text))
        end = closing.search(text, body)
        span = Span(opening.start(), end.end() if end else len(text))
        content = Span(body, max(body, end.start() if end else len(text)))
        yield Fence(indent, info.strip(), span, content, end is not None)
        offset = span.end


@lru_cache(maxsize=4096)
def mask(text: str) -> str:
    """The text with front matter, fences, comments and code spans blanked, offsets unchanged."""
    masked = _without_fences(text)
    for pattern in (_COMMENT, _CODE_SPAN):
        masked = _blank(masked, [Span(*match.span()) for match in pattern.finditer(masked)])
    return masked


def headings(text: str) -> tuple[Heading, ...]:
    """The ATX headings outside code, with the ids MkDocs gives them."""
    used: set[str] = set()
    found = []
    for match in _HEADING.finditer(_without_fences(text)):
        words = match.group(2)
        given = _HEADING_ID.search(words)
        if given:
            words = words[: given.start()]
        shown = _plain_words(words)
        # The toc extension makes ids unique in order of appearance; explicit ids are kept.
        id_ = given.group(1) if given else unique(slugify(shown, "-"), used)
        used.add(id_)
        line = text.count("\n", 0, match.start()) + 1
        found.append(Heading(len(match.group(1)), shown, id_, line))
    return tuple(found)


def _plain_words(words: str) -> str:
    words = _CONCEPT.sub(lambda match: match.group(2) or match.group(1), words)
    words = _INLINE_LINK.sub(r"\1", words)
    return re.sub(r"[`*]|(?<!\w)_|_(?!\w)", "", words).strip()


def _without_fences(text: str) -> str:
    matter = Span(0, front_matter_end(text))
    return _blank(text, [*([matter] if matter.end else []), *(f.span for f in fences(text))])


def _blank(text: str, spans: list[Span]) -> str:
    if not spans:
        return text
    parts, offset = [], 0
    for span in spans:
        parts.append(text[offset : span.start])
        parts.append(re.sub(r"[^\n]", " ", text[span.start : span.end]))
        offset = span.end
    return "".join([*parts, text[offset:]])

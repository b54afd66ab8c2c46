"""Does a text repeat another, or hold markup where none belongs?"""

from __future__ import annotations

import re
from collections.abc import Iterable

from infralens.course.checks.texts import PlacedText
from infralens.engines.markdown import mask
from infralens.ground.issue import IssueSet
from infralens.ground.position import Position
from infralens.ground.source import SourceFile

PARAGRAPH = 80
"""A text of at least this many characters is a paragraph that may stand only once."""

_TAG = re.compile(r"<(?:/?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?|!--)>?")
_ALLOWED = re.compile(
    r"</?(sub|sup|kbd|br|math|mrow|mi|mn|mo|msub|msup|msubsup|mfrac|msqrt|mtext|mspace|munder"
    r"|mover|munderover|mtable|mtr|mtd|mroot|mstyle)\b",
)
_CODE_FIELDS = frozenset(
    {"command", "file", "select", "on", "quote", "sym", "output", "src", "values"}
)
_REPEATED = frozenset({"choice"})
"""Fields that repeat another to the letter, because they refer to it."""

_BREAK = re.compile(r"\n[ \t]*\n")


def check_markup(texts: Iterable[PlacedText], issues: IssueSet) -> None:
    """Note raw HTML in texts of specs; hand-written pages may hold HTML as Markdown allows."""
    for text in texts:
        if isinstance(text.origin, SourceFile) or text.name in _CODE_FIELDS:
            continue
        searched = mask(text.text) if text.markdown else text.text
        for match in _TAG.finditer(searched):
            if text.markdown and _ALLOWED.match(match.group()):
                continue
            tag = match.group() if len(match.group()) <= 40 else match.group()[:39] + "…"
            fact = f"'{text.name}' holds the tag '{tag}'"
            hint = "write Markdown" if text.markdown else "write plain words"
            issues.add(text.locate(match.group(), match.start()), "html-in-text", fact, hint)


def check_repetition(texts: Iterable[PlacedText], issues: IssueSet) -> None:
    """Note each paragraph that stands a second time anywhere in the course's sources."""
    first_at: dict[str, Position] = {}
    for text in texts:
        if text.name in _CODE_FIELDS | _REPEATED:
            continue
        for paragraph, offset in _paragraphs(text.text):
            folded = " ".join(paragraph.casefold().split())
            if len(folded) < PARAGRAPH:
                continue
            line = paragraph.split("\n", 1)[0]
            at = text.locate(line, offset)
            first = first_at.setdefault(folded, at)
            if first != at:
                fact = f"this paragraph stands in {first} already"
                hint = "say it in one place and link there"
                issues.add(at, "text-twice", fact, hint)


def _paragraphs(text: str) -> list[tuple[str, int]]:
    found, offset = [], 0
    for match in [*_BREAK.finditer(text), None]:
        end = match.start() if match else len(text)
        piece = text[offset:end]
        stripped = piece.strip()
        if stripped:
            found.append((stripped, offset + piece.index(stripped)))
        offset = match.end() if match else end
    return found

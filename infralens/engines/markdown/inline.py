"""The course's inline syntax: ``[[concept]]``, ``[@reference]`` and links to site addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from infralens.engines.markdown.scan import fences, mask
from infralens.ground.position import Span

_CONCEPT = re.compile(r"\[\[([^\[\]|\n]+)(?:\|([^\[\]]+))?\]\](?!\()")
_CITATION = re.compile(r"(?<!\[)\[(@[^\[\]]+)\](?![(\[])")
_EQUATION = re.compile(r"\{\$((?:(?!\$\}|\n[ \t]*\n).)+)\$\}", re.DOTALL)
_SITE_LINK = re.compile(r"(?<=\]\()(/[^)\s]*)(?=\))")
_PAGE_LINK = re.compile(r"(?<=\]\()([^)\s#:/][^)\s#:]*(?<=[^./])\.md)(?:#([^)\s]*))?(?=[)\s])")


MATH = "math"
"""The fence whose lines are formulas in LaTeX."""


@dataclass(frozen=True)
class ConceptLink:
    """``[[id]]`` or ``[[id|text]]``; ``text`` is None where the concept's name is to be shown."""

    span: Span
    id: str
    text: str | None


@dataclass(frozen=True)
class Citation:
    """``[@key; @key]``."""

    span: Span
    keys: tuple[str, ...]


@dataclass(frozen=True)
class SiteLink:
    """The target of a Markdown link that begins with a slash: an address and a fragment."""

    span: Span
    address: str
    fragment: str


@dataclass(frozen=True)
class PageLink:
    """The target of a Markdown link to another Markdown file: its path from here, a fragment."""

    span: Span
    path: str
    fragment: str


@dataclass(frozen=True)
class Equation:
    """``{$ … $}`` in a line, or a line of a ``math`` fence, which is displayed."""

    span: Span
    text: str
    display: bool


def equations(text: str) -> tuple[Equation, ...]:
    """All formulas in LaTeX; those of one fence have its span in common."""
    found = [
        Equation(Span(*match.span()), text[match.start(1) : match.end(1)].strip(), False)
        for match in _EQUATION.finditer(mask(text))
    ]
    for fence in fences(text):
        if fence.info == MATH and fence.closed and not fence.indent:
            lines = text[fence.body.start : fence.body.end].splitlines()
            found += [Equation(fence.span, line.strip(), True) for line in lines if line.strip()]
    return tuple(sorted(found, key=lambda one: one.span))


def inline_links(text: str) -> tuple[ConceptLink | Citation | SiteLink, ...]:
    """All of them in order of appearance, none inside code."""
    masked = mask(text)
    return tuple(sorted(_found(masked), key=lambda link: link.span))


def page_links(text: str) -> tuple[PageLink, ...]:
    """The links of a page to others by file, which the site engine resolves; none inside code."""
    return tuple(
        PageLink(Span(*match.span()), match[1], match[2] or "")
        for match in _PAGE_LINK.finditer(mask(text))
    )


def _found(masked: str) -> Iterator[ConceptLink | Citation | SiteLink]:
    for match in _CONCEPT.finditer(masked):
        shown = match.group(2)
        yield ConceptLink(Span(*match.span()), match.group(1).strip(), shown and shown.strip())
    for match in _CITATION.finditer(masked):
        keys = [key.strip().removeprefix("@") for key in match.group(1).split(";")]
        yield Citation(Span(*match.span()), tuple(keys))
    for match in _SITE_LINK.finditer(masked):
        address, _, fragment = match.group(1).partition("#")
        yield SiteLink(Span(*match.span()), address, fragment)

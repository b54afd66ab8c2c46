"""The course's inline syntax: ``[[concept]]``, ``[@reference]`` and links to site addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from infralens.engines.markdown.scan import mask
from infralens.ground.position import Span

_CONCEPT = re.compile(r"\[\[([^\[\]|\n]+)(?:\|([^\[\]]+))?\]\](?!\()")
_CITATION = re.compile(r"(?<!\[)\[(@[^\[\]]+)\](?![(\[])")
_SITE_LINK = re.compile(r"(?<=\]\()(/[^)\s]*)(?=\))")


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


def inline_links(text: str) -> tuple[ConceptLink | Citation | SiteLink, ...]:
    """All of them in order of appearance, none inside code."""
    masked = mask(text)
    return tuple(sorted(_found(masked), key=lambda link: link.span))


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

"""What one page of a built site says about itself, and what it points at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from infralens.ground.position import Position


class Kind(Enum):
    """What a browser does with an address."""

    LINK = "link"
    """Followed when a reader asks for it; another host is fine."""

    RESOURCE = "resource"
    """Fetched with the page, so it has to be the site's own."""

    ADDRESS = "address"
    """The page's own full address, for search engines and social cards."""


@dataclass(frozen=True, slots=True)
class Reference:
    """An address that stands in a page or style sheet."""

    url: str
    kind: Kind
    element: str
    at: Position


@dataclass(frozen=True, slots=True)
class Mention:
    """An attribute that names an id of its own page."""

    attribute: str
    id: str
    at: Position


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a page that shows without looking at another file."""

    fact: str
    hint: str
    at: Position


@dataclass(frozen=True, slots=True)
class Page:
    """An HTML file of the site; ``path`` is relative to the site's folder."""

    path: str
    ids: frozenset[str]
    references: tuple[Reference, ...]
    mentions: tuple[Mention, ...]
    faults: tuple[Fault, ...]
    redirects: str
    """Where the page leads on to by itself, as it writes it; empty where it stays."""
    canonical: str

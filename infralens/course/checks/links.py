"""Do concept links, citations and links to site addresses lead somewhere?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from posixpath import normpath

from infralens.course.addresses import Known
from infralens.course.checks.texts import PlacedText
from infralens.course.layout import page_address
from infralens.engines.markdown import (
    Citation,
    ConceptLink,
    PageLink,
    SiteLink,
    inline_links,
    page_links,
)
from infralens.ground.issue import IssueSet, perhaps
from infralens.ground.source import SourceFile


@dataclass(frozen=True)
class Uses:
    """Which pages, by address, mention each concept and cite each reference."""

    mentions: dict[str, tuple[str, ...]]
    citations: dict[str, tuple[str, ...]]


def check_links(
    texts: Iterable[PlacedText],
    concepts: frozenset[str],
    references: frozenset[str],
    known: Known,
    issues: IssueSet,
) -> Uses:
    """Note every link that leads nowhere; tell who links to what."""
    mentions: defaultdict[str, dict[str, None]] = defaultdict(dict)
    citations: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for text in texts:
        if not text.markdown:
            continue
        for link in inline_links(text.text):
            fragment = text.text[link.span.start : link.span.end]
            at = text.locate(fragment, link.span.start)
            if isinstance(link, ConceptLink):
                mentions[link.id][text.address] = None
                if link.id not in concepts:
                    hint = perhaps(link.id, concepts, "define it among the concepts")
                    issues.add(at, "unknown-concept", f"no concept '{link.id}'", hint)
            elif isinstance(link, Citation):
                for key in link.keys:
                    citations[key][text.address] = None
                    if key not in references:
                        hint = perhaps(key, references, "add it to the references")
                        issues.add(at, "unknown-reference", f"no reference '{key}'", hint)
            else:
                problem = _address_problem(link, known)
                if problem:
                    issues.add(at, *problem)
        _check_page_links(text, known, issues)
    return Uses(
        {key: tuple(pages) for key, pages in mentions.items()},
        {key: tuple(pages) for key, pages in citations.items()},
    )


def _address_problem(link: SiteLink, known: Known) -> tuple[str, str, str] | None:
    addresses = known.anchors
    if link.address in known.moved:
        return _moved(link, link.address, known)
    if link.address not in addresses:
        slash = link.address.endswith("/")
        otherwise = "link to a page of the course" if slash else "end the address with a slash"
        hint = perhaps(link.address, addresses, otherwise, most=3)
        return "unknown-page", f"no page '{link.address}'", hint
    anchors = addresses[link.address]
    if link.fragment and link.fragment not in anchors:
        hint = perhaps(link.fragment, anchors, "link to the page without a fragment", most=3)
        return "unknown-anchor", f"'{link.address}' has no '#{link.fragment}'", hint
    return None


def _check_page_links(text: PlacedText, known: Known, issues: IssueSet) -> None:
    """Links from page to page by file: the site engine finds broken ones, but not where to."""
    if not known.moved or not isinstance(text.origin, SourceFile):
        return
    index = text.origin.path.endswith(("/index.md", "/README.md"))
    folder = text.address if index else f"{text.address}../"
    for link in page_links(text.text):
        address = page_address(normpath(f"{folder}{link.path}")[1:])
        if address in known.moved:
            issues.add(text.locate("", link.span.start), *_moved(link, address, known))


def _moved(link: SiteLink | PageLink, old: str, known: Known) -> tuple[str, str, str]:
    new = known.moved[old] + (f"#{link.fragment}" if link.fragment else "")
    return "page-moved", f"the page at '{old}' has moved", f"write '{new}'"

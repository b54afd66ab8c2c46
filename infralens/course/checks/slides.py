"""Can the slides of a page be told apart, named and presented?"""

from __future__ import annotations

from collections.abc import Iterable

from infralens.engines.markdown import headings, mask
from infralens.engines.markdown.slides import Deck, deck
from infralens.ground.issue import IssueSet
from infralens.ground.position import Position, Span
from infralens.model.blocks import SpeakerNotes
from infralens.model.course import Page


def check_slides(pages: Iterable[Page], issues: IssueSet) -> None:
    """Note slides without a heading of their own, breaks that are none, and stray notes."""
    for page in pages:
        found = deck(page.source.text) if page.slides else Deck((), (), None)
        if page.slides and not found.slides:
            fact, hint = "the page has no slide", "begin the first one with a line of '---'"
            issues.add(Position(page.source.path), "slide-break", fact, hint)
        for line in found.breaks:
            _check_break(page, line, issues)
        for slide in found.slides:
            _check_heading(page, slide, issues)
        for block in page.blocks:
            within = any(s.start <= block.span.start < s.end for s in found.slides)
            if isinstance(block.spec, SpeakerNotes) and not within:
                fact, hint = "these notes belong to no slide", "put them behind a line of '---'"
                issues.add(block.position, "notes-outside", fact, hint)


def _check_break(page: Page, line: Span, issues: IssueSet) -> None:
    before = page.source.text[: line.start].removesuffix("\n").rpartition("\n")[2]
    if before.strip():
        fact = "'---' stands right under text, which makes a heading of it"
        at = page.source.position_of(line.start)
        issues.add(at, "slide-break", fact, "leave a blank line above it")


def _check_heading(page: Page, slide: Span, issues: IssueSet) -> None:
    text = page.source.text[slide.start : slide.end]
    at = page.source.position_of(slide.start + len(text) - len(text.lstrip()))
    levels = [heading.level for heading in headings(mask(text))]
    if not text.lstrip().startswith("## "):
        fact, hint = "a slide begins without a title", "begin it with '## Title'"
        issues.add(at, "slide-heading", fact, hint)
    elif min(levels[1:], default=3) < 3:
        fact, hint = "a slide has two titles", "part it with '---', or use '###' for the second"
        issues.add(at, "slide-heading", fact, hint)

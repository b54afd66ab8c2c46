"""Every kind of block against the HTML that was read and approved."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from infralens.course.layout import lab_address, page_address
from infralens.model.course import Course
from infralens.render.blocks import block_html
from infralens.render.excerpts import excerpt_html
from infralens.render.prose import Prose
from infralens.render.sources import SourceLinks
from tests.builder import Project
from tests.cases.casefile import case_in
from tests.cases.golden import Golden
from tests.course.test_issues import apply
from tests.render.reading import Reading

CASES = sorted((Path(__file__).parent.parent / "cases" / "render").glob("*.yml"))
LINKS = SourceLinks("https://github.com/example/course", "0123abc")


def load(path: Path, project: Project) -> tuple[dict[str, Any], Course]:
    case = case_in(path)
    apply(case, project)
    course, issues = project.load()
    # Only what review is for may be amiss: each case changes code or shows new code.
    allowed = {"not-reviewed", "changed", "selector-lines", "unused", "cosmetic", "source-syntax"}
    assert {issue.code for issue in issues} <= allowed, [str(issue) for issue in issues]
    return case, course


def rendered(case: dict[str, Any], course: Course) -> str:
    prose = Prose(course)
    if "excerpt" in case:
        lab = course.labs[0]
        excerpt = next(e for e in lab.excerpts if e.name == case["excerpt"])
        return excerpt_html(excerpt, lab_address(lab.id), prose, LINKS, anchor=None)
    page = next(page for page in course.pages if page.path == "handbook/memory.md")
    return block_html(page.blocks[case["block"]], page_address(page.path), prose, LINKS)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_block_is_exactly_this(path: Path, project: Project, golden: Golden) -> None:
    html = rendered(*load(path, project))
    golden(path.with_suffix(".html"), f"{html.strip()}\n")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_ids_are_unique_and_links_on_the_page_have_targets(path: Path, project: Project) -> None:
    reading = Reading(rendered(*load(path, project)))
    assert [name for name, count in reading.ids.items() if count > 1] == []
    assert set(reading.targets) <= reading.ids.keys()


EXCERPTS = [path for path in CASES if path.stem.startswith(("excerpt", "note"))]


@pytest.mark.parametrize("path", EXCERPTS, ids=lambda path: path.stem)
def test_lines_are_the_text_of_the_file_to_the_letter(path: Path, project: Project) -> None:
    case, course = load(path, project)
    excerpt = next(e for e in course.labs[0].excerpts if e.name == case["excerpt"])
    reading = Reading(rendered(case, course))
    rows = excerpt.selection.rows
    assert reading.lines == [
        (row, f"{excerpt.source.lines[row - 1]}\n") for row in rows if isinstance(row, int)
    ]
    assert reading.gaps == [row[1] - row[0] + 1 for row in rows if isinstance(row, tuple)]


class _Balance(HTMLParser):
    """Fails at a tag that closes another than the last one opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("input", "br", "img"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Closed in itself, as in SVG."""

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_tag_is_closed_in_order_and_none_comes_from_code(
    path: Path, project: Project
) -> None:
    html = rendered(*load(path, project))
    balance = _Balance()
    balance.feed(html)
    assert balance.open == []
    # Data is not run; what code holds must never become a tag.
    assert "<script" not in html.replace('<script type="application/json"', "")
    assert "{{ config" not in html

"""The list of dated claims holds everything dated, and says until when it is good."""

from __future__ import annotations

from datetime import date

from infralens.course.checks.ages import check_ages
from infralens.course.dated import WHOLE, Dated, dated_claims
from infralens.ground.issue import IssueSet
from infralens.ground.position import Position
from infralens.model.blocks import VersionNote
from infralens.render.site import render_site
from infralens.render.sources import SourceLinks
from tests.builder import Project
from tests.this_course import this_course

NOTE = """
```version-note
claim: "{claim}"
as_of: {as_of}
sources: [paper]
```
"""


def listed(project: Project) -> str:
    course, _ = project.load()
    pages = render_site(course, SourceLinks(None, "0123abc")).pages
    return next(page.markdown for page in pages if page.path == "guide/dated-claims.md")


def test_claims_are_listed_with_page_month_and_source_the_oldest_first(project: Project) -> None:
    project.write("docs/guide/index.md", "# Guide\n")
    project.append("docs/handbook/memory.md", NOTE.format(claim="Newer *news*.", as_of="2026-10"))
    project.append("docs/index.md", NOTE.format(claim="Older [[weight]].", as_of="2026-01"))
    text = listed(project)
    assert text.index("Older") < text.index("Newer <em>news</em>.")
    assert '<a href="../../concepts/#weight">Weight</a>' in text
    assert '<a href="../../handbook/memory/">Memory</a>' in text
    assert '<a href="../../references/#paper">[Reader et al. 2024]</a>' in text
    assert '<tr data-due="2027-01">' in text
    assert '<tr data-due="2027-10">' in text


def test_a_claim_is_due_when_check_says_so() -> None:
    course, _ = this_course()
    oldest = dated_claims(course)[0]
    year, month = map(int, oldest.due.split("-"))
    in_time, late = IssueSet(), IssueSet()
    check_ages(course, date(year, month, 28), in_time)
    check_ages(course, date(year + month // 12, month % 12 + 1, 1), late)
    assert "claim-aged" not in {issue.code for issue in in_time}
    assert oldest.position in {issue.position for issue in late}


def test_nothing_dated_in_the_course_is_left_out() -> None:
    course, _ = this_course()
    found = dated_claims(course)
    notes = [b for p in course.pages for b in p.blocks if isinstance(b.spec, VersionNote)]
    rows = [e for r in course.registries.values() for e in r.entries.values()]
    assert {note.position for note in notes} <= {dated.position for dated in found}
    assert {row.name for row in rows} <= {dated.where for dated in found}
    assert all(dated.sources for dated in found if dated.says != WHOLE)
    assert {page.title for page in course.pages if page.as_of} <= {dated.where for dated in found}


def test_the_last_good_month_is_a_year_later() -> None:
    for as_of, due in (("2025-12", "2026-12"), ("2026-01", "2027-01")):
        assert Dated("", "", None, as_of, (), Position("x")).due == due

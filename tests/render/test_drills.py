"""The page of drills: cards by group, drills of the pages, and the way back."""

from __future__ import annotations

from infralens.render.site import render_site
from infralens.render.sources import SourceLinks
from tests.builder import PAGE, Project

LINKS = SourceLinks("https://github.com/example/course", "0123abc")
DRILL = """
```drill
id: why-bytes
ask: Why *bytes*?
short: They take time.
deeper: See the [[weight]].
pitfall: Operations are no bytes.
follow_up: And then?
concepts: [weight]
```
"""
CARDS = """
- id: second
  group: serving
  ask: What costs {= 2 B | given =}?
  short: A weight.
  deeper: It is read.
  pitfall: It is not kept.
  follow_up: Twice?
  follow_up_answer: Each step.
  concepts: [weight]
  read: handbook/memory
- id: first
  group: foundations
  ask: Who reads?
  short: We do.
  deeper: All of us.
  pitfall: Nobody else.
  follow_up: When?
  follow_up_answer: Now.
  concepts: [weight]
  read: handbook/memory
"""


def test_cards_stand_in_their_groups_and_drills_behind_them(project: Project) -> None:
    project.append(PAGE, DRILL)
    project.write("docs/data/cards.yml", CARDS)
    course, issues = project.load()
    assert not [issue for issue in issues if issue.code != "not-reviewed"]
    site = render_site(course, LINKS)
    page = next(page for page in site.pages if page.path == "drills/index.md").markdown
    places = [page.index(f'id="{name}"') for name in ("first", "second", "why-bytes")]
    assert places == sorted(places)
    groups = [line for line in page.splitlines() if line.startswith("## ")]
    assert groups == [
        "## Foundations {#foundations}",
        "## Serving {#serving}",
        "## At the whiteboard {#whiteboard}",
    ]
    assert "3 questions: 2 interview cards" in page
    assert "What costs 2" in page
    assert 'href="../handbook/memory/#why-bytes"' in page
    assert 'href="../../drills/#why-bytes"' in site.written["handbook/memory.md"]


def test_without_cards_there_is_no_such_page(project: Project) -> None:
    project.append(PAGE, DRILL)
    course, _ = project.load()
    site = render_site(course, LINKS)
    assert not any(page.path.startswith("drills/") for page in site.pages)
    assert "drills/" not in site.written["handbook/memory.md"]

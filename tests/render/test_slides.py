"""A page of slides: sections between rules, still one page under one title."""

from __future__ import annotations

import re

import pytest

from infralens.engines.markdown.slides import deck
from tests.builder import Project

DECK = """---
title: Deck
slides: true
---

# Deck

Before. ***Bold***, and a rule:

***

---

## One {#one}

A [[weight]].

```yaml
---
***
```

```notes
says: Say *this*.
```

---

## Two

***

## After

---
"""


def test_the_deck_is_what_stands_between_the_first_break_and_the_end() -> None:
    found = deck(DECK)
    assert [DECK[s.start : s.end].split()[1] for s in found.slides] == ["One", "Two"]
    assert len(found.breaks) == 2
    assert found.end is not None
    assert DECK[found.end.end :].split()[:2] == ["##", "After"]


@pytest.mark.parametrize(
    "text", ["", "# Title\n", "a\n\n***\n", "```\n---\n```\n", "<!--\n---\n-->\n"]
)
def test_a_text_without_a_break_has_no_slide(text: str) -> None:
    assert deck(text).slides == ()


def test_the_page_has_its_slides_in_order_and_the_rest_around_them(project: Project) -> None:
    project.write("docs/handbook/deck.md", DECK)
    project.edit("mkdocs.yml", "[handbook/memory.md]", "[handbook/memory.md, handbook/deck.md]")
    html = project.build().article("handbook/deck/")
    assert html.count("<h1") == 1
    assert html.count("Present 2 slides") == 1
    sections = re.findall(r'<section class="il-slide" aria-labelledby="([^"]+)">', html)
    assert sections == ["one", "two"]
    lead, rest = html.split("<il-slides>")[0], html.split("</il-slides>")[1]
    assert "Before." in lead
    assert "<hr" in lead
    assert 'id="after"' in rest
    assert "Say <em>this</em>." in html
    assert 'href="../../concepts/#weight"' in html
    assert "il-slide-break" not in html


def test_another_page_keeps_its_rules(project: Project) -> None:
    project.append("docs/handbook/memory.md", "\n---\n\nMore.\n\n***\n")
    html = project.build().article("handbook/memory/")
    assert html.count("<hr") == 2
    assert "il-slide" not in html

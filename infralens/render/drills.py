"""The page on which readers practise: interview cards by group, and the drills of all chapters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from infralens.course.layout import DRILLS_ADDRESS, page_address, relative, taught_address
from infralens.model.blocks import Drill
from infralens.model.course import Course, Page
from infralens.model.entries import CARD_GROUPS, CardSpec
from infralens.render.environment import template
from infralens.render.prose import Prose

WHITEBOARD = "whiteboard"
"""The group of the drills that stand in chapters."""


def drills_markdown(course: Course, prose: Prose) -> str:
    """All cards in their groups, then the drills in the order of their pages."""
    by_group = [
        {
            "id": group,
            "title": title,
            "cards": [_card(card, course, prose) for card in course.cards if card.group == group],
        }
        for group, title in CARD_GROUPS.items()
    ]
    drills = [_drill(page, drill, prose) for page, drill in course.drills]
    by_group.append({"id": WHITEBOARD, "title": "At the whiteboard", "cards": drills})
    groups = [group for group in by_group if group["cards"]]
    used = {name for card in course.cards for name in card.concepts}
    used |= {name for _, drill in course.drills for name in drill.concepts}
    concepts = sorted(
        (concept for concept in course.concepts if concept.id in used),
        key=lambda concept: concept.name.casefold(),
    )
    return template(
        "drills.md.jinja",
        groups=groups,
        concepts=concepts,
        count=len(course.cards) + len(drills),
        cards=len(course.cards),
        drills=len(drills),
    )


def _card(card: CardSpec, course: Course, prose: Prose) -> dict[str, Any]:
    page, mark, section = card.read.partition("#")
    address = taught_address(page)
    titles = {page_address(page.path): page.title for page in course.pages}
    return {
        **_shared(card, card.concepts, prose),
        "group": card.group,
        "follow_up": prose.inline(card.follow_up, DRILLS_ADDRESS),
        "follow_up_answer": prose.html(card.follow_up_answer, DRILLS_ADDRESS),
        "href": relative(f"{address}{mark}{section}", DRILLS_ADDRESS),
        "title": titles.get(address, page),
    }


def _drill(page: Page, drill: Drill, prose: Prose) -> dict[str, Any]:
    address = page_address(page.path)
    prose = prose.within(address)
    return {
        **_shared(drill, drill.concepts, prose),
        "group": WHITEBOARD,
        "follow_up": "Follow-up",
        "follow_up_answer": prose.html(drill.follow_up, DRILLS_ADDRESS),
        "href": relative(f"{address}#{drill.id}", DRILLS_ADDRESS),
        "title": page.title,
    }


def _shared(spec: CardSpec | Drill, concepts: Iterable[str], prose: Prose) -> dict[str, Any]:
    return {
        "id": spec.id,
        "ask": prose.inline(spec.ask, DRILLS_ADDRESS),
        "short": prose.html(spec.short, DRILLS_ADDRESS),
        "deeper": prose.html(spec.deeper, DRILLS_ADDRESS),
        "pitfall": prose.html(spec.pitfall, DRILLS_ADDRESS),
        "concepts": [
            {
                "id": name,
                "name": prose.concepts[name].name,
                "href": relative(f"/concepts/#{name}", DRILLS_ADDRESS),
            }
            for name in concepts
        ],
    }

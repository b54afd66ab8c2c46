"""What stands in the lists of a course: tracks, concepts, references."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from infralens.model.text import Moved, Slug, Spec, Text


class TrackSpec(Spec):
    """A track of labs, as listed in ``labs/tracks.yml``."""

    id: Slug
    title: Text
    summary: Text
    moved_from: Moved = ()


class ConceptSpec(Spec):
    """A term the course teaches."""

    prose = frozenset({"definition", "formula", "example", "pitfall"})

    id: Slug
    name: Text
    definition: Text
    formula: Text | None = None
    example: Text | None = None
    pitfall: Text | None = None
    requires: tuple[Slug, ...] = ()
    taught: Annotated[
        Text, Field(description="Page and heading, handbook/ai-infra#prefill, or labs/track/slug")
    ]


CardGroup = Literal["foundations", "training", "scale", "serving", "operations", "design"]

CARD_GROUPS: dict[CardGroup, str] = {
    "foundations": "Foundations",
    "training": "Training",
    "scale": "Scale",
    "serving": "Serving",
    "operations": "Operations",
    "design": "Design",
}
"""Groups of interview cards in the order of their page, with their titles."""

LONGEST_SHORT_ANSWER = 40
"""Words that one breath carries."""


class CardSpec(Spec):
    """An interview card: a question, four answers, and where to read more."""

    prose = frozenset({"ask", "short", "deeper", "pitfall", "follow_up", "follow_up_answer"})

    id: Slug
    group: CardGroup
    ask: Text
    short: Annotated[Text, Field(description="Markdown, 40 words at most")]
    deeper: Text
    pitfall: Text
    follow_up: Text
    follow_up_answer: Text
    concepts: Annotated[tuple[Slug, ...], Field(min_length=1)]
    read: Annotated[Text, Field(description="Page and heading, handbook/ai-infra#training")]


class ReferenceSpec(Spec):
    """A source that pages cite by key."""

    key: Slug
    authors: Text
    title: Text
    year: Annotated[int, Field(ge=1900, le=2100)]
    url: Annotated[Text, Field(pattern=r"^https://")]

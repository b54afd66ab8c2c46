"""What stands in the lists of a course: tracks, concepts, references."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from infralens.model.text import Slug, Spec, Text


class TrackSpec(Spec):
    """A track of labs, as listed in ``labs/tracks.yml``."""

    id: Slug
    title: Text
    summary: Text


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


class ReferenceSpec(Spec):
    """A source that pages cite by key."""

    key: Slug
    authors: Text
    title: Text
    year: Annotated[int, Field(ge=1900, le=2100)]
    url: Annotated[Text, Field(pattern=r"^https://")]

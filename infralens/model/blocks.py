"""The fenced blocks an author can write in any Markdown page, as specs."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from infralens.model.question import Question
from infralens.model.spec import EmbeddedCalculator, ExcerptSpec
from infralens.model.text import FileName, Slug, Spec, Text


class BorrowedExcerpt(Spec):
    """``excerpt`` fence that shows an excerpt of a lab: ``track/slug#excerpt``."""

    from_: Annotated[
        str,
        StringConstraints(pattern=r"^[a-z0-9-]+/[a-z0-9-]+#[a-z0-9-]+$"),
        Field(alias="from"),
    ]
    notes: Literal["all", "none"] = "all"


class OwnExcerpt(ExcerptSpec):
    """``excerpt`` fence with its own selection; ``file`` is a path under ``code/``."""


class Drill(Spec):
    """``drill`` fence: an interview prompt whose answers are hidden until asked for."""

    prose = frozenset({"ask", "short", "deeper", "pitfall", "follow_up"})

    id: Slug
    ask: Text
    short: Text
    deeper: Text
    pitfall: Text
    follow_up: Text
    concepts: tuple[Slug, ...] = ()


class Quiz(Question):
    """``quiz`` fence: one checkable question."""

    id: Slug


class Figure(Spec):
    """``figure`` fence: an SVG under ``docs/``, with its text alternative."""

    prose = frozenset({"caption"})

    src: FileName
    alt: Text
    caption: Text


class VersionNote(Spec):
    """``version-note`` fence: a claim that ages, with its month and sources."""

    prose = frozenset({"claim"})

    claim: Text
    as_of: Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$")]
    sources: Annotated[tuple[Slug, ...], Field(min_length=1)]


class SpeakerNotes(Spec):
    """``notes`` fence: what a speaker says to a slide and the slide does not show."""

    prose = frozenset({"says"})

    says: Text


class MatrixColumn(Spec):
    """A column of a matrix; where it lists ``facets``, rows can be chosen by them."""

    id: Slug
    title: Text
    facets: tuple[Text, ...] = ()


class MatrixRow(Spec):
    """A row of a matrix: a cell for each column by its id, and facets where the column has any."""

    prose = frozenset({"name", "cells"})

    id: Slug
    name: Text
    cells: dict[str, Text]
    facets: dict[str, tuple[Text, ...]] = Field(default_factory=dict)

    @property
    def anchor(self) -> str:
        """The element id by which the row is linked to."""
        return f"row-{self.id}"


class Matrix(Spec):
    """``matrix`` fence: things compared by the same questions; ``heading`` names the things."""

    prose = frozenset({"caption"})

    id: Slug
    caption: Text
    heading: Text
    columns: Annotated[tuple[MatrixColumn, ...], Field(min_length=1)]
    rows: Annotated[tuple[MatrixRow, ...], Field(min_length=1)]


Block = (
    BorrowedExcerpt
    | OwnExcerpt
    | Drill
    | Quiz
    | Figure
    | VersionNote
    | EmbeddedCalculator
    | Matrix
    | SpeakerNotes
)

FENCES: dict[str, tuple[type[Spec], ...]] = {
    "excerpt": (BorrowedExcerpt, OwnExcerpt),
    "drill": (Drill,),
    "quiz": (Quiz,),
    "figure": (Figure,),
    "version-note": (VersionNote,),
    "calculator": (EmbeddedCalculator,),
    "matrix": (Matrix,),
    "notes": (SpeakerNotes,),
}
"""Fence names, each with the specs its content may have."""

"""Exercises on wrong formulas: what an author writes, and what a page shows of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from infralens.model.text import Slug, Spec, Text


class BugSpec(Spec):
    """A plausible formula, what it says, what is right, and the question what is wrong with it."""

    prose = frozenset({"seen", "symptom", "options", "why"})

    id: Slug
    title: Text
    seen: Annotated[Text, Field(description="Where such a formula was found")]
    code: Annotated[Text, Field(description="A function in the formula language")]
    wrong: Annotated[Text, Field(description="Its call: bugs.name(layers=32, …)")]
    right: Annotated[Text, Field(description="The right call: module.name(layers=32, …)")]
    symptom: Text
    options: Annotated[tuple[Text, ...], Field(min_length=2)]
    choice: Annotated[Text, Field(description="The right option, word for word")]
    why: Text


@dataclass(frozen=True)
class Bug:
    """An exercise with both numbers computed and the formula as mathematics."""

    spec: BugSpec
    wrong: str
    right: str
    mathematics: str
    code: str

"""Questions whose answers a page can check."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Field, StringConstraints, Tag

from infralens.model.text import Spec, Text

_Tolerance = Annotated[
    str, StringConstraints(pattern=r"^[0-9]+(\.[0-9]+)? ?%?$"), Field(description="0.5 or 1 %")
]


class NumberAnswer(Spec):
    """A numeric answer with its unit; a reader's answer within the tolerance is right."""

    number: float
    unit: str = ""
    tolerance: _Tolerance = "1 %"


class ComputedAnswer(Spec):
    """A numeric answer that a formula gives, in a unit it can be shown in."""

    value: Annotated[Text, Field(description="As between {= and =}, without options")]
    unit: str = ""
    tolerance: _Tolerance = "1 %"


class ChoiceAnswer(Spec):
    """The right one among the options, word for word."""

    choice: Text


def _answer_kind(value: Any) -> str:
    if isinstance(value, dict):
        return next((f"<{key}>" for key in ("choice", "value") if key in value), "<number>")
    named = ((ChoiceAnswer, "<choice>"), (ComputedAnswer, "<value>"))
    return next((name for kind, name in named if isinstance(value, kind)), "<number>")


Answer = Annotated[
    Annotated[NumberAnswer, Tag("<number>")]
    | Annotated[ComputedAnswer, Tag("<value>")]
    | Annotated[ChoiceAnswer, Tag("<choice>")],
    Discriminator(_answer_kind),
]


class Question(Spec):
    """A question whose answer the page can check."""

    prose = frozenset({"ask", "options", "why"})

    ask: Text
    answer: Answer
    options: tuple[Text, ...] = ()
    why: Text

"""Calculators: what an author writes."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from infralens.model.measures import MEASURES
from infralens.model.text import Moved, Name, Slug, Spec, Text

GROUPS: dict[str, str] = {
    "fits": "Does it fit?",
    "fast": "How fast can it be?",
    "many": "How many GPUs?",
}
"""The questions that the gallery asks, in its order."""


class Choice(Spec):
    """One of the numbers an input can be, with the words it is offered under."""

    value: float
    label: Text


def _with_label(value: object, letters: str) -> object:
    # A bare number is its own label, with its unit.
    if isinstance(value, int | float) and not isinstance(value, bool):
        return {"value": value, "label": f"{value:,g} {letters}".strip()}
    return value


class InputSpec(Spec):
    """An input: a number in a unit, a choice between numbers, or a flag."""

    prose = frozenset({"help"})

    name: Name
    label: Text
    unit: Annotated[Text | None, Field(description="Annotation of the formula language")] = None
    in_: Annotated[
        str, Field(alias="in", description="The unit in which it is typed: GB, ms, %")
    ] = ""
    default: bool | float | None = None
    minimum: float | None = None
    maximum: float | None = None
    step: Annotated[float, Field(gt=0)] | None = None
    choices: tuple[Choice, ...] = ()
    flag: bool = False
    help: Text | None = None

    @field_validator("choices", mode="before")
    @classmethod
    def _labelled(cls, choices: Any, info: ValidationInfo) -> Any:
        measure = MEASURES.get(info.data.get("in_", ""))
        letters = measure.letters if measure else ""
        if not isinstance(choices, tuple):
            return choices
        return tuple(_with_label(one, letters) for one in choices)

    @property
    def kind(self) -> Literal["quantity", "choice", "flag"]:
        return "flag" if self.flag else "choice" if self.choices else "quantity"


class FieldOrElse(Spec):
    """A field of a registry, with the value for rows that lack it."""

    field: Text
    otherwise: bool | float


class OwnRow(Spec):
    """A row of a calculator's own preset."""

    id: Slug
    name: Text
    fills: dict[str, bool | float]


class PresetSpec(Spec):
    """A choice that fills several inputs, from a registry or from rows of its own."""

    label: Text
    registry: Literal["models", "hardware", "interconnects"] | None = None
    fills: dict[str, Text | FieldOrElse] = Field(default_factory=dict)
    needs: Annotated[tuple[Text, ...], Field(description="Fields that offered rows have")] = ()
    name: Slug | None = None
    rows: tuple[OwnRow, ...] = ()
    chosen: Slug | None = None

    @model_validator(mode="after")
    def _has_one_origin(self) -> PresetSpec:
        registry = self.registry is not None and bool(self.fills)
        own = self.name is not None and bool(self.rows)
        if registry == own or (bool(self.rows) and bool(self.fills)):
            message = "Write registry and fills, or name and rows"
            raise PydanticCustomError("preset", message)
        return self

    @property
    def key(self) -> str:
        """What distinguishes it from the calculator's other presets."""
        return self.name or self.registry or ""


class OutputSpec(Spec):
    """A result: a formula, and where its arguments come from if not from inputs of their names."""

    key: Name
    label: Text
    formula: Text
    with_: dict[str, bool | float | str] = Field(alias="with", default_factory=dict)
    digits: Annotated[int, Field(ge=1, le=15)] = 4
    lower_bound: bool = False
    mode: Slug | None = None


class ModeSpec(Spec):
    """One of several ways to count the same thing."""

    id: Slug
    label: Text


class SweepSpec(Spec):
    """An input that is varied for the plot and its table, in the unit it is typed in."""

    input: Name
    from_: Annotated[float, Field(alias="from")]
    to: float
    scale: Literal["log", "linear"] = "linear"
    output: Annotated[
        Name | tuple[Name, ...],
        Field(description="What is plotted; of several, the one that the chosen mode shows"),
    ]

    @property
    def outputs(self) -> tuple[str, ...]:
        """The results that can be plotted, in order."""
        return (self.output,) if isinstance(self.output, str) else self.output


def _lists_something(rows: tuple[object, ...]) -> tuple[object, ...]:
    if not rows:
        raise PydanticCustomError("empty_text", "nothing listed")
    return rows


class CalculatorSpec(Spec):
    """One calculator: the content of ``docs/data/calculators/<id>.yml``."""

    prose = frozenset({"about"})

    title: Text
    group: Literal["fits", "fast", "many"]
    ask: Text
    about: Text
    moved_from: Moved = ()
    inputs: Annotated[tuple[InputSpec, ...], AfterValidator(_lists_something)]
    presets: tuple[PresetSpec, ...] = ()
    outputs: Annotated[tuple[OutputSpec, ...], AfterValidator(_lists_something)]
    modes: tuple[ModeSpec, ...] = ()
    inverse: tuple[OutputSpec, ...] = ()
    sweep: SweepSpec | None = None
    oracles: tuple[Slug, ...] = ()
    concepts: tuple[Slug, ...] = ()


class Tolerance(Spec):
    """How far a computed value may be from a published one: absolute, or a share of it."""

    abs: Annotated[float, Field(ge=0)] = 0.0
    rel: Annotated[float, Field(ge=0)] = 0.0


class OracleSpec(Spec):
    """A published answer that a formula must give for these arguments, all in base units."""

    id: Slug
    title: Text
    formula: Text
    arguments: dict[str, bool | float]
    expected: float
    tolerance: Tolerance = Tolerance()
    source: Text
    note: Text | None = None

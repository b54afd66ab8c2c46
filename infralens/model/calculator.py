"""Calculators: what an author writes, and what is left of it once every name is resolved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, Protocol

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from infralens.model.text import Name, Slug, Spec, Text

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


def _with_label(value: object) -> object:
    # A bare number is its own label.
    if isinstance(value, int | float) and not isinstance(value, bool):
        return {"value": value, "label": f"{value:g}"}
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
    choices: tuple[Annotated[Choice, BeforeValidator(_with_label)], ...] = ()
    flag: bool = False
    help: Text | None = None

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
        return self.registry or self.name or ""


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


Value = bool | float


class ModelSpec(Protocol):
    """Inputs, presets and outputs: what a calculator and a scene of a mission have in common."""

    @property
    def inputs(self) -> tuple[InputSpec, ...]: ...

    @property
    def presets(self) -> tuple[PresetSpec, ...]: ...


class Computable(Protocol):
    """What can be computed: results in order, and the sizes of the units inputs are typed in."""

    @property
    def id(self) -> str: ...

    @property
    def factors(self) -> dict[str, float]: ...

    @property
    def results(self) -> tuple[Output, ...]: ...


@dataclass(frozen=True)
class Preset:
    """A preset with the rows it offers: each input's value in the unit it is typed in."""

    key: str
    label: str
    rows: tuple[PresetRow, ...]
    chosen: str | None

    @property
    def fills(self) -> frozenset[str]:
        """The inputs that some row fills."""
        return frozenset(name for row in self.rows for name in row.values)


@dataclass(frozen=True)
class PresetRow:
    """What one choice of a preset fills in."""

    id: str
    name: str
    values: dict[str, Value]


@dataclass(frozen=True)
class FromInput:
    """An argument that is the value of an input."""

    name: str


@dataclass(frozen=True)
class FromOutput:
    """An argument that is the value of an earlier output."""

    key: str


Argument = FromInput | FromOutput | Value


@dataclass(frozen=True)
class Output:
    """A result whose every parameter has an argument; fixed ones are in base units."""

    spec: OutputSpec
    arguments: dict[str, Argument]


def needed_for(
    results: tuple[Output, ...], keys: frozenset[str]
) -> tuple[tuple[Output, ...], frozenset[str]]:
    """The results that those of ``keys`` are computed from, themselves too, and their inputs."""
    wanted, inputs = set(keys), set[str]()
    for output in reversed(results):
        if output.spec.key in wanted:
            for argument in output.arguments.values():
                if isinstance(argument, FromOutput):
                    wanted.add(argument.key)
                elif isinstance(argument, FromInput):
                    inputs.add(argument.name)
    return tuple(o for o in results if o.spec.key in wanted), frozenset(inputs)


@dataclass(frozen=True)
class Calculator:
    """A calculator that can be computed; ``defaults`` are in the units inputs are typed in."""

    id: str
    path: str
    spec: CalculatorSpec
    defaults: dict[str, Value]
    factors: dict[str, float]
    presets: tuple[Preset, ...]
    outputs: tuple[Output, ...]
    inverse: tuple[Output, ...]
    oracles: tuple[OracleSpec, ...]

    @property
    def results(self) -> tuple[Output, ...]:
        return (*self.outputs, *self.inverse)

    def input(self, name: str) -> InputSpec:
        return next(one for one in self.spec.inputs if one.name == name)

    def plotted(self, mode: str | None) -> Output | None:
        """What the plot shows in a mode: the first of the sweep's results that belongs to it."""
        swept = self.spec.sweep.outputs if self.spec.sweep else ()
        outputs = [next(o for o in self.outputs if o.spec.key == key) for key in swept]
        fitting = [one for one in outputs if one.spec.mode in (None, mode)]
        return next(iter([*fitting, *outputs]), None)

    def needed(self, keys: frozenset[str]) -> tuple[tuple[Output, ...], frozenset[str]]:
        """The results that these ones are computed from, themselves too, and their inputs."""
        return needed_for(self.results, keys)

    @property
    def shown(self) -> Embed:
        """The calculator as its own page shows it."""
        chosen = {preset.key: preset.chosen for preset in self.presets}
        return Embed(
            self, self.id, self.defaults, chosen, frozenset(o.spec.key for o in self.results)
        )


@dataclass(frozen=True)
class Embed:
    """A calculator on some page: its name there, its inputs and presets, the results it shows."""

    calculator: Calculator
    name: str
    inputs: dict[str, Value]
    chosen: dict[str, str | None]
    shown: frozenset[str]

    @property
    def plotted(self) -> Output | None:
        """What is plotted at the beginning, if it is among the results shown."""
        modes = self.calculator.spec.modes
        output = self.calculator.plotted(modes[0].id if modes else None)
        return output if output and output.spec.key in self.shown else None

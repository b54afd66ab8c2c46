"""What can be computed: inputs with their defaults, and results whose arguments are resolved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from infralens.model.calculator import CalculatorSpec, InputSpec, OracleSpec, OutputSpec, PresetSpec

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

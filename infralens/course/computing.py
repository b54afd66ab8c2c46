"""What a calculator gives for some inputs."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from infralens.engines.formula import DomainError, Library, evaluate
from infralens.model.computable import Calculator, Computable, FromInput, FromOutput, Output, Value

Result = float | str
"""A value in base units, or the reason why there is none."""

ABOVE, BELOW = 1.01, 0.99
"""The factors by which an input is varied to see how much it matters."""

_NEGLIGIBLE = 1e-6


def compute(
    calculator: Computable,
    library: Library,
    inputs: Mapping[str, Value],
    outputs: Sequence[Output] | None = None,
) -> dict[str, Result]:
    """Every result by key, in order, or those of ``outputs``, which hold what they are made from.

    ``inputs`` are in the units they are typed in.
    """
    found: dict[str, Result] = {}
    for output in calculator.results if outputs is None else outputs:
        values = arguments(calculator, output, inputs, found)
        if isinstance(values, str):
            found[output.spec.key] = values
            continue
        try:
            found[output.spec.key] = evaluate(library.formulas[output.spec.formula], values)
        except DomainError as error:
            found[output.spec.key] = str(error)
    return found


def arguments(
    calculator: Computable,
    output: Output,
    inputs: Mapping[str, Value],
    before: Mapping[str, Result],
) -> dict[str, Value] | str:
    """What the formula of ``output`` is given, or why an earlier output has no value."""
    values: dict[str, Value] = {}
    for name, argument in output.arguments.items():
        if isinstance(argument, FromOutput):
            result = before[argument.key]
            if isinstance(result, str):
                return result
            values[name] = result
        elif isinstance(argument, FromInput):
            value = inputs[argument.name]
            factor = calculator.factors[argument.name]
            values[name] = value if isinstance(value, bool) else value * factor
        else:
            values[name] = argument
    return values


def dominant_input(
    calculator: Calculator, library: Library, inputs: Mapping[str, Value], key: str
) -> str | None:
    """The input whose relative change changes the result ``key`` most, relatively."""
    best, most = None, _NEGLIGIBLE
    for spec in calculator.spec.inputs:
        value = inputs[spec.name]
        if spec.kind != "quantity" or isinstance(value, bool) or not value:
            continue
        above, below = (
            compute(calculator, library, {**inputs, spec.name: value * factor})[key]
            for factor in (ABOVE, BELOW)
        )
        if isinstance(above, str) or isinstance(below, str) or above <= 0 or below <= 0:
            continue
        matters = abs(math.log(above / below) / math.log(ABOVE / BELOW))
        # Two that matter the same differ in the last bit: the first on the page is named.
        if matters > most + _NEGLIGIBLE:
            best, most = spec.name, matters
    return best


def sweep_points(calculator: Calculator, steps: int = 8) -> tuple[float, ...]:
    """Values of the varied input, in the unit it is typed in, so many steps apart."""
    sweep = calculator.spec.sweep
    if sweep is None:
        return ()
    shares = [step / steps for step in range(steps + 1)]
    if sweep.scale == "log":
        points = [sweep.from_ * (sweep.to / sweep.from_) ** share for share in shares]
    else:
        points = [sweep.from_ + (sweep.to - sweep.from_) * share for share in shares]
    step = calculator.input(sweep.input).step
    whole = step is not None and float(step).is_integer()
    rounded = (float(round(point)) if whole else float(f"{point:.6g}") for point in points)
    return tuple(dict.fromkeys(rounded))


def swept(
    calculator: Calculator,
    library: Library,
    inputs: Mapping[str, Value],
    output: Output,
    points: Sequence[float],
) -> list[Result]:
    """What ``output`` gives at each of these values of the varied input."""
    assert calculator.spec.sweep is not None
    name, key = calculator.spec.sweep.input, output.spec.key
    needed, _ = calculator.needed(frozenset({key}))
    return [compute(calculator, library, {**inputs, name: at}, needed)[key] for at in points]

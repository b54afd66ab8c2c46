"""What Python says a calculator shows for given settings, and random settings to ask it for."""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random

from infralens.course.computing import arguments, compute, dominant_input
from infralens.course.library import library
from infralens.engines.formula import shown, working
from infralens.model.calculator import InputSpec
from infralens.model.computable import Calculator, Output, Value
from infralens.render.calculator_data import number_text


@dataclass(frozen=True)
class Setting:
    """One setting of all inputs, as typed values, and the mode that is chosen."""

    inputs: dict[str, Value]
    mode: str | None

    @property
    def typed(self) -> dict[str, str | bool]:
        """What is put into the controls."""
        texts: dict[str, str | bool] = {
            name: value if isinstance(value, bool) else number_text(value)
            for name, value in self.inputs.items()
        }
        return {**texts, **({"mode": self.mode} if self.mode else {})}


def beginning(calculator: Calculator) -> Setting:
    """The setting the page begins with."""
    modes = calculator.spec.modes
    return Setting(dict(calculator.defaults), modes[0].id if modes else None)


def random_settings(calculator: Calculator, count: int, seed: str) -> list[Setting]:
    """Settings near the defaults, of presets, and anywhere in the ranges."""
    random = Random(f"{calculator.id} {seed}")
    found = []
    for number in range(count):
        inputs = dict(calculator.defaults)
        if calculator.presets and number % 3 == 1:
            inputs |= random.choice(random.choice(calculator.presets).rows).values
        specs = calculator.spec.inputs
        some = specs if number % 3 == 2 else random.sample(specs, min(len(specs), 3))
        inputs |= {one.name: _anything(one, inputs[one.name], random) for one in some}
        modes = [mode.id for mode in calculator.spec.modes]
        found.append(Setting(inputs, random.choice(modes) if modes else None))
    return found


def texts(calculator: Calculator, setting: Setting) -> dict[str, str]:
    """The text of each result that is shown, by key; of the input that matters most under ''."""
    values = compute(calculator, library(), setting.inputs)
    results = {
        one.spec.key: _text(one, values[one.spec.key])
        for one in calculator.results
        if one.spec.mode in (None, setting.mode)
    }
    key = (calculator.plotted(setting.mode) or calculator.results[0]).spec.key
    name = dominant_input(calculator, library(), setting.inputs, key)
    return {**results, "": calculator.input(name).label if name else "none stands out"}


def steps(calculator: Calculator, setting: Setting) -> dict[str, list[list[str]]]:
    """The rows of each result's working, by key."""
    values = compute(calculator, library(), setting.inputs)
    found: dict[str, list[list[str]]] = {}
    for one in calculator.results:
        given = arguments(calculator, one, setting.inputs, values)
        formula = library().formulas[one.spec.formula]
        failed = isinstance(given, str) or isinstance(values[one.spec.key], str)
        lines = () if failed or isinstance(given, str) else working(formula, given)
        found[one.spec.key] = [[s.name, s.expression, s.substituted, s.result] for s in lines]
    return found


def _text(output: Output, value: float | str) -> str:
    unit = library().formulas[output.spec.formula].unit
    return value if isinstance(value, str) else shown(value, unit, digits=output.spec.digits)


def _anything(spec: InputSpec, default: Value, random: Random) -> Value:
    if spec.kind == "flag":
        return random.random() < 0.5
    if spec.kind == "choice":
        return random.choice(spec.choices).value
    low = spec.minimum if spec.minimum is not None else 0.0
    high = spec.maximum if spec.maximum is not None else max(10.0 * float(default), 10.0)
    if random.random() < 0.1:
        return random.choice((low, high))
    near = float(default) * 2 ** random.uniform(-3, 3)
    far = math.exp(random.uniform(math.log(max(low, high * 1e-9)), math.log(high)))
    value = random.choice((near, near, far))
    whole = spec.step is not None and float(spec.step).is_integer()
    value = float(round(value)) if whole else float(f"{value:.4g}")
    return min(max(value, low), high)

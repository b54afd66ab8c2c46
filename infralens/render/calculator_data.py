"""What the page's script needs to know of a calculator."""

from __future__ import annotations

import json
from collections.abc import Container
from typing import Any

from infralens.course.computing import sweep_points
from infralens.course.layout import calculator_address, relative
from infralens.engines.formula import Library, latex
from infralens.model.calculator import InputSpec, PresetSpec
from infralens.model.computable import Argument, Embed, FromInput, FromOutput, Output, Value
from infralens.model.measures import MEASURES
from infralens.render.modules import module_address, working_address


def calculator_data(embed: Embed, page: str, library: Library) -> str:
    """The description of a calculator as JSON, for the page at address ``page``."""
    calculator, spec = embed.calculator, embed.calculator.spec
    outputs, inputs = calculator.needed(embed.shown)
    data = {
        "id": calculator.id,
        "address": relative(calculator_address(calculator.id), page),
        "module": relative(module_address(calculator.id), page),
        "working": relative(working_address(calculator.id), page),
        "show": [o.spec.key for o in calculator.results if o.spec.key in embed.shown],
        "inputs": [
            input_data(one, calculator.factors[one.name], embed.inputs[one.name])
            for one in spec.inputs
            if one.name in inputs
        ],
        "presets": [
            {
                "name": preset.key,
                "label": preset.label,
                "chosen": embed.chosen[preset.key],
                "rows": [
                    {
                        "id": row.id,
                        "name": row.name,
                        "values": {n: plain(v) for n, v in row.values.items() if n in inputs},
                    }
                    for row in preset.rows
                ],
                **_origin(origin, inputs),
            }
            for preset, origin in zip(calculator.presets, spec.presets, strict=True)
            if preset.fills & inputs
        ],
        "modes": [{"id": mode.id, "label": mode.label} for mode in spec.modes],
        "outputs": [_output(one, library) for one in calculator.outputs if one in outputs],
        "inverse": [_output(one, library) for one in calculator.inverse if one in outputs],
        "sweep": _sweep(embed),
    }
    return json_text(data)


def _origin(spec: PresetSpec, inputs: Container[str]) -> dict[str, Any]:
    """Which field of a model fills each input: a reader's own configuration takes the same way."""
    if spec.registry != "models":
        return {}
    fields = {
        name: one if isinstance(one, str) else one.field
        for name, one in spec.fills.items()
        if name in inputs
    }
    return {"fields": fields, "needs": spec.needs}


def json_text(data: dict[str, Any]) -> str:
    """JSON that can stand in a script element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def input_data(one: InputSpec, factor: float, value: Value) -> dict[str, Any]:
    """An input with the value it begins with."""
    return {
        "name": one.name,
        "label": one.label,
        "unit": one.unit,
        "in": MEASURES[one.in_].letters,
        "factor": factor,
        "kind": one.kind,
        "default": plain(value),
        "minimum": plain(one.minimum),
        "maximum": plain(one.maximum),
        "step": plain(one.step),
        "choices": [{"value": plain(c.value), "label": c.label} for c in one.choices],
    }


def number_text(value: Value) -> str:
    """A number as a person would type it."""
    number = plain(value)
    return f"{number}" if isinstance(number, int) else repr(number)


def plain(value: Value | None) -> Value | None:
    """The value, as a whole number where it is one."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value


def _output(output: Output, library: Library) -> dict[str, Any]:
    formula = library.formulas[output.spec.formula]
    return {**output_data(output, library), "latex": latex(formula)}


def output_data(output: Output, library: Library) -> dict[str, Any]:
    """A result: its formula, and where the arguments come from."""
    spec = output.spec
    formula = library.formulas[spec.formula]
    return {
        "key": spec.key,
        "label": spec.label,
        "formula": spec.formula,
        "arguments": {name: _argument(one) for name, one in output.arguments.items()},
        "unit": formula.unit,
        "digits": spec.digits,
        "lower_bound": spec.lower_bound,
        "mode": spec.mode,
    }


def _argument(argument: Argument) -> dict[str, Any]:
    if isinstance(argument, FromInput):
        return {"input": argument.name}
    if isinstance(argument, FromOutput):
        return {"output": argument.key}
    return {"value": plain(argument)}


def _sweep(embed: Embed) -> dict[str, Any] | None:
    sweep = embed.calculator.spec.sweep
    if sweep is None or embed.plotted is None:
        return None
    return {
        "input": sweep.input,
        "from": plain(sweep.from_),
        "to": plain(sweep.to),
        "scale": sweep.scale,
        "points": [plain(point) for point in sweep_points(embed.calculator)],
        "outputs": [key for key in sweep.outputs if key in embed.shown],
    }

"""The plot of a calculator at the inputs it begins with: drawing, words and table."""

from __future__ import annotations

import re
from typing import Any

from infralens.course.computing import Result, sweep_points, swept
from infralens.engines.formula import Library, shown, unit_for
from infralens.model.computable import Embed, Output
from infralens.model.measures import MEASURES
from infralens.render.chart import Chart, Here, Line, Told, drawing
from infralens.render.chart import told as in_words
from infralens.render.scales import Scale, is_steep, nice_scale

_FINE = 32
_NOT_OF_WORDS = re.compile(r"[^a-z/]+")


def sweep_view(embed: Embed, library: Library) -> dict[str, Any] | None:
    """What the template of a calculator needs for its plot; None where it has none."""
    output, sweep = embed.plotted, embed.calculator.spec.sweep
    if output is None or sweep is None:
        return None
    calculator = embed.calculator
    one = calculator.input(sweep.input)
    unit = MEASURES[one.in_].letters
    points = sweep_points(calculator)
    results = swept(calculator, library, embed.inputs, output, points)
    now = float(embed.inputs[sweep.input])
    (present,) = swept(calculator, library, embed.inputs, output, [now])
    rows = [
        Told(_place(point, unit), _said(output, library, result), _known(result))
        for point, result in zip(points, results, strict=True)
    ]
    inside = sweep.from_ <= now <= sweep.to
    outside = "" if inside else ", outside the plot"
    fine = sweep_points(calculator, _FINE)
    lines = swept(calculator, library, embed.inputs, output, fine)
    known = [value for value in map(_known, [*lines, *[present] * inside]) if value is not None]
    formula = library.formulas[output.spec.formula]
    size, letters = unit_for(max(map(abs, known), default=1.0), formula.unit)
    label = f"{output.spec.label} over {one.label}"
    return {
        "label": label,
        "says": in_words(rows),
        "reads": f"At {_place(now, unit)}, as set{outside}: {_said(output, library, present)}.",
        "up": titled(output.spec.label, letters),
        "across": titled(one.label, unit),
        "output": output.spec.label,
        "rows": [
            {"input": _place(point, ""), "result": row.text}
            for point, row in zip(points, rows, strict=True)
        ],
        "drawing": drawing(
            Chart(
                label=f"Line chart: {label}",
                x=Scale(sweep.scale, sweep.from_, sweep.to),
                y=_upward(sweep.scale == "log", [value / size for value in known]),
                parts=(
                    Line([(x, _in(size, y)) for x, y in zip(fine, lines, strict=True)]),
                    *([Here((now, _in(size, present)))] if inside else []),
                ),
            )
        )
        if known
        else "",
    }


def titled(label: str, unit: str) -> str:
    """An axis by its quantity, with the unit unless the words name it."""
    named = not unit or unit in _NOT_OF_WORDS.split(label.lower())
    return label if named else f"{label}, {unit}"


def _upward(wide: bool, values: list[float]) -> Scale:
    if wide and is_steep(values):
        return nice_scale("log", min(values), max(values))
    return nice_scale("linear", min(0.0, *values), max(0.0, *values))


def _place(point: float, unit: str) -> str:
    return f"{shown(point, 'Number', digits=6)} {unit}".strip()


def _said(output: Output, library: Library, result: Result) -> str:
    unit = library.formulas[output.spec.formula].unit
    return result if isinstance(result, str) else shown(result, unit, digits=output.spec.digits)


def _known(result: Result) -> float | None:
    return None if isinstance(result, str) else result


def _in(size: float, result: Result) -> float | None:
    return None if isinstance(result, str) else result / size

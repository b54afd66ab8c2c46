"""The beginning of a calculator: a form around one formula that passes ``check`` as it is."""

from __future__ import annotations

from infralens.course.layout import CALCULATORS, DATA
from infralens.course.library import library
from infralens.doors.writing import NewError, check_slug, write_files
from infralens.engines.formula import DomainError, Formula, Parameter, evaluate
from infralens.ground.issue import perhaps
from infralens.ground.position import Position
from infralens.model.course import Course
from infralens.model.measures import MEASURES

_USUAL = {
    "Count": ("", 8.0),
    "Number": ("", 1.0),
    "Fraction": ("%", 50.0),
    "Parameters": ("billion", 8.0),
    "Bits": ("bit", 8.0),
    "Bytes": ("GB", 10.0),
    "Flops": ("TFLOP", 100.0),
    "Tokens": ("tokens", 2048.0),
    "Requests": ("requests", 8.0),
    "Seconds": ("ms", 10.0),
    "Usd": ("$", 10.0),
    "Joules": ("mJ", 10.0),
    "Watts": ("W", 10.0),
    "BytesPerSecond": ("GB/s", 100.0),
    "FlopsPerSecond": ("TFLOP/s", 100.0),
    "TokensPerSecond": ("tokens/s", 1000.0),
    "RequestsPerSecond": ("requests/s", 1.0),
    "PerSecond": ("1/s", 1.0),
    "BytesPerToken": ("kB/token", 100.0),
    "FlopsPerToken": ("GFLOP/token", 10.0),
    "SecondsPerToken": ("ms/token", 10.0),
    "TokensPerRequest": ("tokens/request", 100.0),
    "SecondsPerRequest": ("s/request", 1.0),
    "FlopsPerByte": ("FLOP/B", 100.0),
    "UsdPerSecond": ("$/h", 2.0),
    "UsdPerToken": ("$/million tokens", 1.0),
}
"""The unit in which each kind of quantity is typed, and a value to begin with."""

_OWN = {
    "memory": ("GB", 1000.0),
    "step": ("s", 1.0),
    "arrivals": ("1/s", 0.01),
    "shared": ("tokens", 0.0),
    "height": ("", 512.0),
    "width": ("", 512.0),
    "time_patch": ("", 1.0),
    "base": ("", 10_000.0),
    "pair": ("", 0.0),
}
"""The same for names that a formula sets against another quantity."""

_OF_AN_ELEMENT = ("element_bytes", "weight_bytes", "gradient_bytes", "optimizer_bytes")
_WHOLE = frozenset({"Count", "Tokens", "Requests"})


def new_calculator(course: Course, name: str, formula: str) -> list[str]:
    """A calculator of one formula; the path written. Raises ``NewError``."""
    path = f"docs/{DATA}/{CALCULATORS}/{name}.yml"
    check_slug(name, path)
    known = library().formulas
    if formula not in known:
        hint = perhaps(formula, known, "infralens show lists them")
        raise NewError(Position(path), "unknown-formula", f"no formula '{formula}'", hint)
    write_files(course.root, {path: _text(known[formula], path)})
    return [path]


def _text(formula: Formula, path: str) -> str:
    values = {one.name: _begins(one) for one in formula.parameters}
    try:
        evaluate(formula, {one.name: values[one.name][1] for one in formula.parameters})
    except DomainError as error:
        fact = f"'{formula.name}' has no value at the usual inputs: {error}"
        hint = "begin with another formula, then exchange it and its inputs"
        raise NewError(Position(path), "value-undefined", fact, hint) from None
    label = formula.label
    title = label.partition(",")[0]
    inputs = "".join(_input(one, values[one.name][0]) for one in formula.parameters)
    return (
        f"title: {_quoted(title)}\n"
        "group: fits                   # the question it belongs to: fits, fast or many\n"
        f"ask: {_quoted(f'What is the result of {formula.name}?')}\n"
        "about: |\n"
        f"  What readers should know of {formula.name}, and which defaults these are.\n"
        f"inputs:\n{inputs}"
        "outputs:\n"
        f"  - {{key: result, label: {_quoted(label)}, formula: {formula.name}}}\n"
        f"{_sweep(formula, values)}"
    )


def _begins(one: Parameter) -> tuple[float | bool, float | bool]:
    """The value to begin with: as it is typed, and in base units."""
    if one.kind == "flag":
        return False, False
    if one.choices:
        return one.choices[0], one.choices[0]
    measure, typed = _typed(one)
    least = (one.minimum or 0) / MEASURES[measure].factor
    typed = max(typed, least)
    return typed, typed * MEASURES[measure].factor


def _typed(one: Parameter) -> tuple[str, float]:
    if one.unit == "Bytes" and one.name.endswith(_OF_AN_ELEMENT):
        return "B", 2.0
    usual = _USUAL[one.unit or "Number"]
    own = _OWN.get(one.name, usual)
    return own if MEASURES[own[0]].dimension == MEASURES[usual[0]].dimension else usual


def _input(one: Parameter, value: float | bool) -> str:
    label = _quoted(one.name.replace("_", " ").capitalize())
    if one.kind == "flag":
        rest = "flag: true, default: false"
    elif one.choices:
        offered = ", ".join(f"{choice:g}" for choice in one.choices)
        rest = f"default: {value:g}, choices: [{offered}]"
    else:
        measure, _ = _typed(one)
        least = (one.minimum or 0) / MEASURES[measure].factor
        unit = f'unit: {one.unit}, in: "{measure}"' if measure else f"unit: {one.unit}"
        step = ", step: 1" if one.unit in _WHOLE else ""
        rest = f"{unit}, default: {value:g}, minimum: {least:g}{step}"
    return f"  - {{name: {one.name}, label: {label}, {rest}}}\n"


def _sweep(formula: Formula, values: dict[str, tuple[float | bool, float | bool]]) -> str:
    """Up to the double of the first number that the formula takes, where it has a value there."""
    base = {name: in_base for name, (_, in_base) in values.items()}
    for one in formula.parameters:
        typed, in_base = values[one.name]
        if one.kind != "quantity":
            continue
        try:
            evaluate(formula, {**base, one.name: 2 * in_base})
        except DomainError:
            continue
        return (
            f"sweep: {{input: {one.name}, from: {typed:g}, to: {2 * typed:g}, scale: linear, "
            "output: result}\n"
        )
    return ""


def _quoted(text: str) -> str:
    return f'"{text}"' if set(text) & set(":,[]{}#&*?|>%@`'") else text

"""Which input matters most: the largest relative change of the result."""

from __future__ import annotations

import math

from infralens.engines.formula.evaluate import Values, evaluate, inputs
from infralens.engines.formula.numeric import DomainError
from infralens.engines.formula.tree import Binary, Call, Formula, Search, walk

_SMALL = 1e-4
_COARSE = 0.1
_EQUAL = 1e-4
_ROUNDING = {"floor", "ceil", "ceil_log2"}


def dominant(formula: Formula, values: Values) -> str | None:
    """The quantity with the largest |d ln result / d ln input|, the first of equals, or None.

    Raises ``DomainError`` where the formula has no value.
    """
    most, size = None, 0.0
    for name, change in sensitivities(formula, values).items():
        if abs(change) > size + _EQUAL:
            most, size = name, abs(change)
    return most


def sensitivities(formula: Formula, values: Values) -> dict[str, float]:
    """d ln result / d ln input of each quantity that has one, by central differences.

    Raises ``DomainError`` where the formula has no value.
    """
    given = inputs(formula, values)
    if evaluate(formula, given) == 0:
        return {}
    step = difference_step(formula)
    found = {}
    for parameter in formula.parameters:
        value = given[parameter.name]
        if parameter.kind != "quantity" or value == 0:
            continue
        try:
            below, above = (
                evaluate(formula, {**given, parameter.name: value * factor})
                for factor in (1 - step, 1 + step)
            )
        except DomainError:
            continue
        if below * above > 0:
            found[parameter.name] = math.log(above / below) / math.log((1 + step) / (1 - step))
    return found


def difference_step(formula: Formula) -> float:
    """How far an input is moved: further where the result goes in steps, lest one look steep."""
    rounds = any(
        (isinstance(node, Call) and node.function in _ROUNDING)
        or (isinstance(node, Binary) and node.operator in ("//", "%"))
        or (isinstance(node, Search) and node.function == "largest")
        for one in (*formula.called(), formula)
        for expression in one.expressions()
        for node in walk(expression)
    )
    return _COARSE if rounds else _SMALL

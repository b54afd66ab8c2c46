"""What a formula is given: whether a value will do for a parameter."""

from __future__ import annotations

import math
import sys

from infralens.engines.formula.numeric import DomainError
from infralens.engines.formula.tree import Parameter

Value = float | bool

LARGEST = sys.float_info.max


def given(parameter: Parameter, value: Value | None) -> Value:
    """The value as the parameter takes it. Raises ``DomainError`` where it takes none such."""
    if parameter.kind == "flag":
        if not isinstance(value, bool):
            raise DomainError(f"'{parameter.name}' must be true or false")
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise DomainError(f"'{parameter.name}' must be a number")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise DomainError(f"'{parameter.name}' must be a number")
    if parameter.amount and number < 0:
        raise DomainError(f"'{parameter.name}' must not be below 0")
    if parameter.choices and number not in parameter.choices:
        *most, last = [f"{choice:.15g}" for choice in parameter.choices]
        raise DomainError(f"'{parameter.name}' must be {', '.join(most)} or {last}")
    return number


def least(parameter: Parameter) -> float:
    """The least number that is a good input whatever else it is; NaN where it takes more."""
    if parameter.kind == "flag" or parameter.choices:
        return math.nan
    return 0.0 if parameter.amount else -LARGEST

"""Arithmetic as both languages do it: the twin of ``numeric.mjs``.

Where Python raises, JavaScript goes on with NaN or Infinity; inside an expression these functions
do as JavaScript does, and :func:`finite` refuses what is left of it at the next assignment.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

MAX_STEPS = 4096
_STOP = 1e-13
_HALVINGS = 2200  # more than there are between any two floats
_WHOLE = 2**53


class DomainError(Exception):
    """A formula has no value for these inputs; the text is the reason."""


def finite(value: float, name: str) -> float:
    """The value itself; raises ``DomainError`` for NaN and Infinity."""
    if math.isfinite(value):
        return value
    raise DomainError(f"'{name}' cannot be computed from these values")


def divide(a: float, b: float) -> float:
    """``a / b``, also by zero."""
    if b:
        return a / b
    if not a or math.isnan(a) or math.isnan(b):
        return math.nan
    return math.copysign(math.inf, a) * math.copysign(1, b)


def floordiv(a: float, b: float) -> float:
    """``a // b``, NaN where Python has none."""
    return a // b if b else math.nan


def mod(a: float, b: float) -> float:
    """``a % b``, NaN where Python has none."""
    return a % b if b and math.isfinite(a) else math.nan


def power(a: float, b: float) -> float:
    """``a ** b``, Infinity for what is too large, NaN for what is complex."""
    if (math.isinf(b) and abs(a) == 1) or math.isnan(b):
        return math.nan
    try:
        result = a**b
    except OverflowError:
        odd = b % 2 == 1
        return -math.inf if a < 0 and odd else math.inf
    except ZeroDivisionError:
        return math.copysign(math.inf, a) if b % 2 == 1 else math.inf
    return result if isinstance(result, float) else math.nan


def smallest_of(*values: float) -> float:
    """``min``, NaN when any value is."""
    return math.nan if any(map(math.isnan, values)) else min(values)


def largest_of(*values: float) -> float:
    """``max``, NaN when any value is."""
    return math.nan if any(map(math.isnan, values)) else max(values)


def sqrt(a: float) -> float:
    return math.sqrt(a) if a >= 0 else math.nan


def exp(a: float) -> float:
    try:
        return math.exp(a)
    except OverflowError:
        return math.inf


def expm1(a: float) -> float:
    try:
        return math.expm1(a)
    except OverflowError:
        return math.inf


def log(a: float) -> float:
    if a > 0:
        return math.log(a)
    return math.nan if a else -math.inf


def log2(a: float) -> float:
    if a > 0:
        return math.log2(a)
    return math.nan if a else -math.inf


def floor(a: float) -> float:
    return float(math.floor(a)) if math.isfinite(a) else a


def ceil(a: float) -> float:
    return float(math.ceil(a)) if math.isfinite(a) else a


def ceil_log2(a: float) -> float:
    """The smallest whole power of two that reaches ``a``, exactly; NaN unless ``a`` is positive."""
    if not a > 0 or math.isinf(a):
        return math.nan
    mantissa, exponent = math.frexp(a)
    return float(exponent - 1 if mantissa == 0.5 else exponent)


def fold(steps: float, step: Callable[..., Sequence[float]], *start: float) -> tuple[float, ...]:
    """The carried values after ``steps`` steps.

    Raises ``DomainError`` when the number of steps is not whole or out of bounds.
    """
    if not (0 <= steps <= MAX_STEPS and steps == math.floor(steps)):
        raise DomainError(f"the number of steps must be whole, from 0 to {MAX_STEPS:,}")
    carried: Sequence[float] = start
    for k in range(1, int(steps) + 1):
        carried = step(float(k), *carried)
    return tuple(carried)


def solve(low: float, high: float, value: Callable[[float], float]) -> float:
    """Where ``value`` crosses zero between ``low`` and ``high``.

    Raises ``DomainError`` when the signs at both ends do not differ.
    """
    at_low, at_high = value(low), value(high)
    if at_low == 0:
        return low
    if at_high == 0:
        return high
    if not (low < high and (at_low < 0 < at_high or at_high < 0 < at_low)):
        raise DomainError("there is no solution between the bounds")
    for _ in range(_HALVINGS):
        middle = low + (high - low) / 2
        wide = high - low > _STOP * max(abs(low), abs(high))
        if not wide or middle in (low, high):
            break
        at_middle = value(middle)
        if at_middle == 0:
            return middle
        if (at_middle < 0) == (at_low < 0):
            low = middle
        else:
            high = middle
    return low + (high - low) / 2


def largest(low: float, high: float, fits: Callable[[float], bool]) -> float:
    """The largest whole number from ``low`` to ``high`` that fits.

    Raises ``DomainError`` when the bounds are not whole or ``low`` does not fit.
    """
    if not all(abs(end) <= _WHOLE and end == math.floor(end) for end in (low, high)):
        raise DomainError("the bounds of the search must be whole numbers")
    if low > high or not fits(low):
        raise DomainError("no whole number within the bounds fits")
    if fits(high):
        return high
    while high - low > 1:
        middle = math.floor((low + high) / 2)
        if fits(float(middle)):
            low = float(middle)
        else:
            high = float(middle)
    return low

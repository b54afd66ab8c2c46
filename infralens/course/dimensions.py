"""Quantities and how they combine: numbers in base units, each with its dimension."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from infralens.engines.formula.units import LETTERS, UNITS

Powers = tuple[tuple[str, int], ...]
"""A dimension: base units with their exponents, in order, none of them 0."""

_PLAIN = (None, "Number", "Count", "Fraction")


@dataclass(frozen=True)
class Quantity:
    """A number in base units, with the annotation that says how it is shown.

    ``unit`` is None for a plain number as it is written, which takes the unit of what it is given
    to, and where no annotation has the dimension, as with B·s on the way to a result.
    """

    value: float | bool
    unit: str | None
    powers: Powers


def quantity(value: float | bool, unit: str) -> Quantity:
    """A quantity of an annotation."""
    return Quantity(value, unit, powers_of(UNITS[unit]))


@cache
def powers_of(dimension: str) -> Powers:
    """The exponents of a dimension such as ``byte / second``."""
    above, *below = dimension.split(" / ")
    counted = Counter({above: 1} if above not in ("", "1") else {})
    counted.subtract(below)
    return _sorted(counted)


def combined(sign: str, left: Quantity, right: Quantity) -> Quantity | None:
    """The result of ``+ - * /``; None where a sum's sides differ in dimension or a divisor is 0."""
    a, b = float(left.value), float(right.value)
    if sign in "+-":
        if left.powers != right.powers:
            return None
        return Quantity(a + b if sign == "+" else a - b, left.unit or right.unit, left.powers)
    if sign == "/" and b == 0:
        return None
    exponents = Counter(dict(left.powers))
    (exponents.update if sign == "*" else exponents.subtract)(dict(right.powers))
    powers = _sorted(exponents)
    return Quantity(a * b if sign == "*" else a / b, _unit(sign, left, right, powers), powers)


def letters_of(powers: Powers) -> str:
    """The dimension for people: ``B/s``."""
    above = "·".join(LETTERS[name] for name, power in powers for _ in range(power))
    below = "".join(f"/{LETTERS[name]}" for name, power in powers for _ in range(-power))
    return f"{above or '1'}{below}" if powers else "a plain number"


def unit_of(powers: Powers) -> str | None:
    """The annotation with a dimension, None where there is none."""
    if not powers:
        return "Number"
    return next((unit for unit, text in UNITS.items() if powers_of(text) == powers), None)


def _unit(sign: str, left: Quantity, right: Quantity, powers: Powers) -> str | None:
    # Twice a number of parameters is one too, but a ratio of two such numbers is not.
    if right.unit in _PLAIN and left.unit in _PLAIN:
        return "Number" if left.unit and right.unit else left.unit or right.unit
    if right.unit in _PLAIN:
        return left.unit
    if left.unit in _PLAIN and sign == "*":
        return right.unit
    return unit_of(powers)


def _sorted(exponents: Mapping[str, int]) -> Powers:
    return tuple(sorted((name, power) for name, power in exponents.items() if power))

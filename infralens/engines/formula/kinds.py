"""What an expression is: a quantity with a unit, or a condition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from infralens.engines.formula.units import LETTERS, UNITS

_Powers = dict[str, Fraction]

_ABSORBED = {"byte": ("token", "request"), "flop": ("token", "request"), "token": ("request",)}


@dataclass(frozen=True)
class Unit:
    """A product of base units: their powers by name, none of them 0.

    A byte is one of them, as is a token: neither adds to a plain number or to the other.
    """

    powers: frozenset[tuple[str, Fraction]] = frozenset()

    def __mul__(self, other: Unit) -> Unit:
        return self._with(other, 1)

    def __truediv__(self, other: Unit) -> Unit:
        return self._with(other, -1)

    def __pow__(self, exponent: Fraction | int) -> Unit:
        return of_powers({name: power * exponent for name, power in self.powers})

    def _with(self, other: Unit, sign: int) -> Unit:
        powers = dict(self.powers)
        for name, power in other.powers:
            powers[name] = powers.get(name, Fraction(0)) + sign * power
        return of_powers(powers)


@dataclass(frozen=True)
class Kind:
    """What an expression is: a quantity with a unit, a condition, zero, or unknown.

    ``exact`` is false when its last bit differs between machines.
    """

    unit: Unit | None = None
    condition: bool = False
    zero: bool = False
    exact: bool = True


CONDITION = Kind(condition=True)
UNKNOWN = Kind(zero=True)
"""Fits everywhere, as zero does, so that one mistake is reported once."""


def shown_unit(kind: Kind) -> str | None:
    """The annotation that fits best, else letters such as ``B²/s``; None for a condition."""
    if kind.condition:
        return None
    powers = absorbed(kind.unit)
    if not powers:
        return "Number"
    return _annotations().get(of_powers(powers)) or _letters(powers)


def fit(one: Kind, other: Kind) -> bool:
    if one.zero or other.zero or one.unit is None or other.unit is None:
        return True
    return one.unit == other.unit or absorbed(one.unit) == absorbed(other.unit)


def said(kind: Kind) -> str:
    if kind.condition:
        return "a condition"
    return _letters(_powers(kind.unit)) or "a plain number"


def parameter_kind(kind: str, unit: str | None) -> Kind:
    return CONDITION if kind == "flag" else Kind(unit_of(UNITS[unit] if unit else ""))


def plain() -> Kind:
    return Kind(unit_of(""))


def _powers(unit: Unit | None) -> _Powers:
    return dict(unit.powers) if unit else {}


def absorbed(unit: Unit | None) -> _Powers:
    """The powers without what the rule of absorption drops."""
    powers = _powers(unit)
    for absorber, absorbed in _ABSORBED.items():
        if powers.get(absorber, 0) > 0:
            return {n: p for n, p in powers.items() if not (n in absorbed and p > 0)}
    return powers


def _letters(powers: _Powers) -> str:
    above = [_letter(name, power) for name, power in _ordered(powers) if power > 0]
    below = [_letter(name, -power) for name, power in _ordered(powers) if power < 0]
    return "/".join(["·".join(above) or "1", *below]) if powers else ""


def _ordered(powers: _Powers) -> Iterable[tuple[str, Fraction]]:
    return sorted(powers.items(), key=lambda item: list(LETTERS).index(item[0]))


def _letter(name: str, power: Fraction) -> str:
    if power == 1:
        return LETTERS[name]
    if power.denominator == 1:
        return LETTERS[name] + "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(digit)] for digit in str(power))
    return f"{LETTERS[name]}^({power})"


@cache
def unit_of(text: str) -> Unit:
    """The unit that is written like ``byte / second``."""
    above, *below = text.split(" / ")
    counted = Counter([above] if above not in ("", "1") else [])
    counted.subtract(below)
    return of_powers({name: Fraction(power) for name, power in counted.items()})


def of_powers(powers: _Powers) -> Unit:
    """The unit of these powers."""
    return Unit(frozenset((name, power) for name, power in powers.items() if power))


@cache
def _annotations() -> dict[Unit, str]:
    """The first annotation of each unit."""
    return {unit_of(text): name for name, text in reversed(UNITS.items())}

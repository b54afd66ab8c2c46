"""What an expression is: a quantity with a unit, or a condition. Only here pint is at work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

from infralens.engines.formula.units import LETTERS, UNITS

if TYPE_CHECKING:
    from pint.facets.plain import PlainUnit

_ABSORBED = {"byte": ("token", "request"), "flop": ("token", "request"), "token": ("request",)}


@dataclass(frozen=True)
class Kind:
    """What an expression is: a quantity with a unit, a condition, zero, or unknown.

    ``exact`` is false when its last bit differs between machines.
    """

    unit: PlainUnit | None = None
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
    for name, text in UNITS.items():
        if text and _powers(unit_of(text)) == powers:
            return name
    return _letters(powers) if powers else "Number"


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


_Powers = dict[str, Fraction]


def _powers(unit: PlainUnit | None) -> _Powers:
    if unit is None:
        return {}
    return {name: Fraction(float(power.real)) for name, power in unit._units.items()}


def absorbed(unit: PlainUnit | None) -> _Powers:
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
def _registry() -> Any:
    """Our own units: in pint's registry a byte has no dimension, and adds to a count."""
    import pint

    registry: pint.UnitRegistry[float] = pint.UnitRegistry(None)
    for name in LETTERS:
        registry.define(f"{name} = [{name}]")
    return registry


@cache
def unit_of(text: str) -> PlainUnit:
    return _registry().Unit(text)  # type: ignore[no-any-return]


def of_powers(powers: _Powers) -> PlainUnit:
    unit = unit_of("")
    for name, power in powers.items():
        unit = unit * unit_of(name) ** float(power)
    return unit

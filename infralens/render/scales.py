"""The scales of charts: nice ends, ticks and labels. Like ``chart.py`` a twin of ``chart.mjs``."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from infralens.engines.formula import shown

Kind = Literal["linear", "log"]
LETTER = 7
"""About the width of a letter in pixels."""

NARROW, WIDE = 250, 560  # pixels that a plot has at 328 and at 640
_GAP = 14  # pixels
_STEEP = 50  # from here on a logarithmic axis shows more
_MANY = 9
_PARTS = 5  # what an axis of values is cut into, before its ends are nice
_SLACK = 1e-9


@dataclass(frozen=True)
class Scale:
    """Values from low to high along an axis."""

    kind: Kind
    low: float
    high: float

    def share(self, value: float) -> float:
        """Where a value stands, from 0 to 1."""
        if self.kind == "log":
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)


@dataclass(frozen=True)
class Label:
    """A value that an axis names; ``more`` is left out where there is little room."""

    value: float
    text: str
    more: bool


def nice_scale(kind: Kind, low: float, high: float) -> Scale:
    """The scale of values from low to high, with ends that are easy to name."""
    if kind == "log":
        return Scale(kind, _beside(low, below=True), _beside(high, below=False))
    if low == high:
        return Scale(kind, min(low, 0.0), max(high, 0.0 if low else 1.0))
    _, _, step = _step(low, high, _PARTS)
    return Scale(kind, math.floor(low / step) * step, math.ceil(high / step) * step)


def is_steep(values: Iterable[float]) -> bool:
    """Whether values are better read on a logarithmic axis."""
    known = list(values)
    return min(known) > 0 and max(known) > _STEEP * min(known)


def ticks(scale: Scale, most: int = _MANY) -> list[float]:
    """The values that a scale names, at most ``most`` of them."""
    if scale.kind == "log":
        for values in _powers(scale.low, scale.high):
            if 1 < len(values) <= most:
                return values
    digit, exponent, size = _step(scale.low, scale.high, most - 1)
    first, last = math.ceil(scale.low / size - _SLACK), math.floor(scale.high / size + _SLACK)
    return [_times(whole * digit, exponent) for whole in range(first, last + 1)]


def labels(scale: Scale) -> list[Label]:
    """The labels below the plot: what has no room in a narrow window is marked."""
    every_one = [(value, named(value)) for value in ticks(scale)]
    each = LETTER * max(len(text) for _, text in every_one) + _GAP

    def every(count: int, width: int) -> int:
        step = 1
        while -(-count // step) * each > width and step < count:
            step += 1
        return step

    seen = every_one[:: every(len(every_one), WIDE)]
    narrow = every(len(seen), NARROW)
    return [Label(value, text, at % narrow != 0) for at, (value, text) in enumerate(seen)]


def named(value: float) -> str:
    """A value as an axis says it."""
    return shown(value, "Number", digits=6)


def _times(whole: int, exponent: int) -> float:
    """A whole number times a power of ten, as precise as it is written."""
    power = float(f"1e{abs(exponent)}")
    return whole / power if exponent < 0 else whole * power


def _exponent(value: float) -> int:
    """The power of ten of the first digit."""
    return Decimal(repr(value)).adjusted()


def _step(low: float, high: float, most: int) -> tuple[int, int, float]:
    """The step, 1, 2 or 5 of a power of ten, that parts a range so many times at most."""
    exponent = _exponent((high - low) / most)
    fits = (one for one in (1, 2, 5) if _times(one, exponent) * most >= high - low)
    digit = next(fits, 10)
    return digit, exponent, _times(digit, exponent)


def _beside(value: float, *, below: bool) -> float:
    """The next 1, 2 or 5 of a power of ten."""
    nice = [_times(digit, _exponent(value)) for digit in (1, 2, 5, 10)]
    choose: Callable[[Iterable[float]], float] = max if below else min
    return choose(one for one in nice if (one <= value if below else one >= value))


def _powers(low: float, high: float) -> Iterator[list[float]]:
    """Lists of values for a logarithmic scale, the fullest first."""

    def within(values: Iterable[float]) -> list[float]:
        return [one for one in values if low * (1 - _SLACK) <= one <= high * (1 + _SLACK)]

    if math.frexp(low)[0] == math.frexp(high)[0] == 0.5 and high >= 8 * low:
        ratio = 2.0
        while ratio < high / low:
            steps = int(math.log2(high / low) / math.log2(ratio))
            yield [low * ratio**step for step in range(steps + 1)]
            ratio *= 2
    decades = range(_exponent(low), _exponent(high) + 1)
    yield within(_times(digit, one) for one in decades for digit in (1, 2, 5))
    for every in range(1, len(decades) + 1):
        yield within(_times(1, one) for one in decades if one % every == 0)

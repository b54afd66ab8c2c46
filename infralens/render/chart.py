"""Line charts as SVG: scales, ticks, paths. The twin of ``chart.mjs``.

Places are shares of the plot, so that one drawing fits every width; labels keep their size.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from markupsafe import Markup

from infralens.engines.formula import shown
from infralens.render.environment import template

Kind = Literal["linear", "log"]
Point = tuple[float, float | None]
"""A value of each axis; without the second the line has a gap."""

SIZE = 1000
"""Of the box that paths are drawn in."""

HEIGHT = 220
NARROW, WIDE = 250, 560  # pixels that a plot has at 328 and at 640
_LETTER, _GAP = 7, 14  # pixels
_STEEP = 50  # from here on a logarithmic axis shows more
_MANY = 9
_PARTS, _ROWS = 5, 8  # what an axis of values is cut into, before and after its ends are nice
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


@dataclass(frozen=True)
class Line:
    """A line through points; ``other`` is the second of two that are compared."""

    points: Sequence[Point]
    kind: Literal["line", "other"] = "line"


@dataclass(frozen=True)
class Band:
    """The room between two lines: place, lower and upper value."""

    rows: Sequence[tuple[float, float, float]]


@dataclass(frozen=True)
class Dots:
    """Points by themselves."""

    points: Sequence[Point]


@dataclass(frozen=True)
class Ghost:
    """A mark of something that was expected, not found."""

    at: tuple[float, float]


@dataclass(frozen=True)
class Here:
    """A place on the lower axis that is marked, with the value there if it has one."""

    at: Point
    kind: Literal["here", "cursor"] = "here"


Part = Line | Band | Dots | Ghost | Here


@dataclass(frozen=True)
class Chart:
    """What is drawn over two scales; the label says what it is in words."""

    label: str
    x: Scale
    y: Scale
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Told:
    """One row of a chart's table in words; without value the text is the reason."""

    place: str
    text: str
    value: float | None


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
    named = [(value, _text(value)) for value in ticks(scale)]
    each = _LETTER * max(len(text) for _, text in named) + _GAP

    def every(count: int, width: int) -> int:
        step = 1
        while -(-count // step) * each > width and step < count:
            step += 1
        return step

    seen = named[:: every(len(named), WIDE)]
    narrow = every(len(seen), NARROW)
    return [Label(value, text, at % narrow != 0) for at, (value, text) in enumerate(seen)]


def path(points: Sequence[Point], x: Scale, y: Scale) -> str:
    """A line through points, broken where there is none."""
    drawn, before = [], False
    for at, (across, up) in enumerate(points):
        if up is not None:
            drawn.append(f"{'L' if before else 'M'}{_spot(x, y, across, up)}")
            alone = at + 1 == len(points) or points[at + 1][1] is None
            drawn += ["h0"] if alone and not before else []
        before = up is not None
    return "".join(drawn)


def band(rows: Sequence[tuple[float, float, float]], x: Scale, y: Scale) -> str:
    """The outline between two lines."""
    there = [_spot(x, y, across, above) for across, _, above in rows]
    back = [_spot(x, y, across, below) for across, below, _ in reversed(rows)]
    return f"M{'L'.join([*there, *back])}Z" if rows else ""


def drawing(chart: Chart) -> Markup:
    """The chart as an ``svg`` element."""
    x, y = chart.x, chart.y
    return template(
        "chart.html.jinja",
        label=chart.label,
        height=HEIGHT,
        size=SIZE,
        rules=[(_percent(1 - y.share(value)), _text(value)) for value in ticks(y, _ROWS)],
        names=[
            (_percent(x.share(one.value)), one.text, f"{_ending(one, x)}{_MORE * one.more}")
            for one in labels(x)
        ],
        outlines=[found for part in chart.parts if (found := _outline(part, x, y))],
        marks=[found for part in chart.parts for found in _marks(part, x, y)],
    )


_MORE = " il-chart-more"


def told(rows: Sequence[Told]) -> str:
    """The chart in words: its ends, and the least and the most. Rows stand in order."""
    known = [(one, one.value) for one in rows if one.value is not None]
    none = [one for one in rows if one.value is None]
    places = ", ".join(one.place for one in none)
    missing = f" No value at {places}: {none[0].text}." if none else ""
    if not known:
        return missing.strip()
    (first, start), (last, end) = known[0], known[-1]
    least, most = min(known, key=lambda one: one[1]), max(known, key=lambda one: one[1])
    if least[1] == most[1]:
        return f"From {first.place} to {last.place}: {first.text} throughout.{missing}"

    def rank(value: float) -> str:
        return ", the least" * (value == least[1]) or ", the most" * (value == most[1])

    also = "".join(
        f" The {name}: {one.text} at {one.place}."
        for name, (one, value) in (("least", least), ("most", most))
        if value not in (start, end)
    )
    beginning = f"{first.text} at {first.place}{rank(start)}{',' * bool(rank(start))}"
    return f"From {beginning} to {last.text} at {last.place}{rank(end)}.{also}{missing}"


def _outline(part: Part, x: Scale, y: Scale) -> tuple[str, str] | None:
    if isinstance(part, Band):
        return "band", band(part.rows, x, y)
    return (part.kind, path(part.points, x, y)) if isinstance(part, Line) else None


def _marks(part: Part, x: Scale, y: Scale) -> Iterator[tuple[str, str, str, str]]:
    """What keeps its shape at every width: its shape, kind and place."""
    if isinstance(part, Ghost):
        yield "cross", "ghost", _percent(x.share(part.at[0])), _percent(1 - y.share(part.at[1]))
    elif isinstance(part, Here):
        yield "line", part.kind, _percent(x.share(part.at[0])), ""
    points: Sequence[Point] = ()
    kind = "dots"
    if isinstance(part, Dots):
        points = part.points
    elif isinstance(part, Here):
        points, kind = (part.at,), part.kind
    for across, up in points:
        if up is not None:
            yield "dot", kind, _percent(x.share(across)), _percent(1 - y.share(up))


def _spot(x: Scale, y: Scale, across: float, up: float) -> str:
    left, top = x.share(across) * SIZE, (1 - y.share(up)) * SIZE
    return f"{_written(_rounded(left, 10))},{_written(_rounded(top, 10))}"


def _rounded(value: float, parts: int) -> float:
    return math.floor(value * parts + 0.5) / parts


def _written(value: float) -> str:
    return f"{int(value)}" if value.is_integer() else repr(value)


def _percent(part: float) -> str:
    return f"{_written(_rounded(part * 100, 100))}%"


def _text(value: float) -> str:
    return shown(value, "Number", digits=6)


def _ending(label: Label, x: Scale) -> str:
    """Labels near the ends of the plot lean inwards."""
    half, at = len(label.text) * _LETTER / 2, x.share(label.value) * NARROW
    if at + half > NARROW + 16:
        return " il-chart-last"
    return " il-chart-first" if at - half < -48 else ""


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

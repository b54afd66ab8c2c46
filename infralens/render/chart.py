"""Line charts as SVG, and in words. With ``scales.py`` the twin of ``chart.mjs``.

Places are shares of the plot, so that one drawing fits every width; labels keep their size.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from infralens.render.environment import template
from infralens.render.scales import LETTER, NARROW, Label, Scale, labels, named, ticks

Point = tuple[float, float | None]
"""A value of each axis; without the second the line has a gap."""

SIZE = 1000
"""Of the box that paths are drawn in."""

HEIGHT = 220
_ROWS = 8  # values named beside the plot, at most


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
        rules=[(_percent(1 - y.share(value)), named(value)) for value in ticks(y, _ROWS)],
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


def _ending(label: Label, x: Scale) -> str:
    """Labels near the ends of the plot lean inwards."""
    half, at = len(label.text) * LETTER / 2, x.share(label.value) * NARROW
    if at + half > NARROW + 16:
        return " il-chart-last"
    return " il-chart-first" if at - half < -48 else ""

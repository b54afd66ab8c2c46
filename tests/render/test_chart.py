"""Line charts: the vectors that the browser's twin runs too, and the plots of real calculators."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infralens.bootstrap.environment import ROOT
from infralens.engines.formula import unit_for
from infralens.render.chart import (
    Band,
    Chart,
    Dots,
    Ghost,
    Here,
    Line,
    Part,
    Told,
    band,
    drawing,
    path,
    told,
)
from infralens.render.scales import Kind, Scale, is_steep, labels, nice_scale, ticks
from infralens.render.sweeps import titled

VECTORS = json.loads((ROOT / "tests" / "vectors" / "chart.json").read_text("utf-8"))
SIZES = st.floats(min_value=1e-9, max_value=1e15)


def scale(row: list[Any]) -> Scale:
    return Scale(*row)


def part(given: dict[str, Any]) -> Part:
    match given["kind"]:
        case "line" | "other" as kind:
            return Line(given["points"], kind)
        case "band":
            return Band(given["rows"])
        case "dots":
            return Dots(given["points"])
        case "ghost":
            return Ghost(given["at"])
        case kind:
            return Here(given["at"], kind)


@pytest.mark.parametrize(("axis", "expected"), VECTORS["labels"])
def test_labels_below_the_plot(axis: list[Any], expected: list[Any]) -> None:
    assert [[one.text, one.more] for one in labels(scale(axis))] == expected


@pytest.mark.parametrize(("kind", "low", "high", "ends", "named"), VECTORS["nice"])
def test_scales_with_ends_that_are_easy_to_name(
    kind: Kind, low: float, high: float, ends: list[float], named: list[float]
) -> None:
    nice = nice_scale(kind, low, high)
    assert [nice.low, nice.high] == ends
    assert ticks(nice, 8) == named


def test_paths_and_bands() -> None:
    for points, x, y, expected in VECTORS["paths"]:
        assert path(points, scale(x), scale(y)) == expected
    for rows, x, y, expected in VECTORS["bands"]:
        assert band(rows, scale(x), scale(y)) == expected


@pytest.mark.parametrize(("rows", "words"), VECTORS["told"])
def test_a_chart_in_words(rows: list[Any], words: str) -> None:
    assert told([Told(*row) for row in rows]) == words


@pytest.mark.parametrize(("largest", "unit", "size", "letters"), VECTORS["units"])
def test_the_unit_of_an_axis(largest: float, unit: str, size: float, letters: str) -> None:
    assert unit_for(largest, unit) == (size, letters)


@pytest.mark.parametrize(("chart", "expected"), VECTORS["drawings"])
def test_the_whole_drawing(chart: dict[str, Any], expected: str) -> None:
    parts = tuple(part(one) for one in chart["parts"])
    made = drawing(Chart(chart["label"], scale(chart["x"]), scale(chart["y"]), parts))
    assert made == expected


@given(SIZES, SIZES)
def test_a_nice_scale_holds_its_values_and_names_some(one: float, other: float) -> None:
    low, high = sorted((one, other))
    if high < low * (1 + 1e-9):
        return
    for kind in ("log", "linear"):
        nice = nice_scale(kind, low, high)
        assert nice.low <= low * (1 + 1e-9)
        assert high <= nice.high * (1 + 1e-9)
        found = ticks(nice, 8)
        assert 1 < len(found) <= 8
        assert found == sorted(set(found))


def test_only_what_spans_much_is_drawn_on_a_logarithmic_axis() -> None:
    assert [is_steep(one) for one in ([1, 51], [1, 50], [0, 51], [-1, 51])] == [True, *3 * [False]]


def test_an_axis_names_its_unit_once() -> None:
    assert titled("Tokens in each sequence", "tokens") == "Tokens in each sequence"
    assert titled("Mean time, wait and service", "s") == "Mean time, wait and service, s"
    assert titled("GPUs", "") == "GPUs"

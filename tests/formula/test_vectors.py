"""The vectors of the language, and random numbers, in both languages."""

from __future__ import annotations

import json
import math
import os
from decimal import ROUND_HALF_UP, Context, Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infralens.engines.formula import numeric, quantity, shown
from infralens.engines.formula.units import UNITS
from tests.formula.node import Node

VECTORS = json.loads(
    (Path(__file__).parents[1] / "vectors" / "language.json").read_text(encoding="utf-8")
)
_EXAMPLES = settings(max_examples=200 if os.environ.get("CI") else 20, deadline=None)
_FLOATS = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.floats(-1e7, 1e7, allow_nan=False),
    st.builds(lambda n, d: n * 10.0**-d, st.integers(-(10**6), 10**6), st.integers(0, 9)),
)


def same(one: float, other: object) -> bool:
    number = float(str(other))
    return one == number or (math.isnan(one) and math.isnan(number))


def test_quotients_and_remainders_are_those_of_cpython(node: Node) -> None:
    rows = VECTORS["whole"]
    for a, b, quotient, remainder in rows:
        assert (a // b, a % b) == (quotient, remainder)
        assert (numeric.floordiv(a, b), numeric.mod(a, b)) == (quotient, remainder)
    asked = [[name, a, b] for a, b, _, _ in rows for name in ("floordiv", "mod")]
    answers = node.ask(helpers=asked)["helpers"]
    for (a, b, *expected), theirs in zip(
        rows, zip(answers[::2], answers[1::2], strict=True), strict=True
    ):
        assert [float(one) for one in theirs] == expected, (a, b)


@_EXAMPLES
@given(pairs=st.lists(st.tuples(_FLOATS, _FLOATS), min_size=1, max_size=200))
def test_quotients_and_remainders_agree(node: Node, pairs: list[tuple[float, float]]) -> None:
    asked = [[name, a, b] for a, b in pairs for name in ("floordiv", "mod")]
    answers = node.ask(helpers=asked)["helpers"]
    for (name, a, b), theirs in zip(asked, answers, strict=True):
        assert same(getattr(numeric, str(name))(a, b), theirs), (name, a, b, theirs)


@pytest.mark.parametrize("a", [0.0, 1.0, -1.0, math.inf, -math.inf, math.nan, 1e308])
def test_what_has_no_quotient_is_none_in_both(a: float, node: Node) -> None:
    ends = [0.0, -0.0, 1.0, -2.0, math.inf, -math.inf, math.nan, 1e-308]
    asked = [[name, str(a).replace("inf", "Infinity").replace("nan", "NaN"),
              str(b).replace("inf", "Infinity").replace("nan", "NaN")]
             for b in ends for name in ("floordiv", "mod")]  # fmt: skip
    answers = node.ask(helpers=asked)["helpers"]
    ours = [f(a, b) for b in ends for f in (numeric.floordiv, numeric.mod)]
    assert all(same(one, other) for one, other in zip(ours, answers, strict=True)), (ours, answers)


def test_powers_of_two_are_exact(node: Node) -> None:
    rows = VECTORS["ceil_log2"]
    assert [numeric.ceil_log2(n) for n, _ in rows] == [expected for _, expected in rows]
    answers = node.ask(helpers=[["ceil_log2", n] for n, _ in rows])["helpers"]
    assert answers == [expected for _, expected in rows]


def test_quantities_are_shown_as_listed(node: Node) -> None:
    rows = VECTORS["shown"]
    expected = [text for *_, text in rows]
    assert [shown(v, u, digits=d, binary=b) for v, u, d, b, _ in rows] == expected
    asked = [[v, u, {"digits": d, "binary": b}] for v, u, d, b, _ in rows]
    assert node.ask(shows=asked)["shows"] == expected


@_EXAMPLES
@given(
    values=st.lists(_FLOATS, min_size=1, max_size=100),
    digits=st.integers(1, 8),
    binary=st.booleans(),
)
def test_every_unit_is_shown_alike(
    node: Node, values: list[float], digits: int, binary: bool
) -> None:
    asked = [(value, unit) for value in values for unit in UNITS]
    ours = [shown(v, u, digits=digits, binary=binary) for v, u in asked]
    options = {"digits": digits, "binary": binary}
    assert node.ask(shows=[[v, u, options] for v, u in asked])["shows"] == ours
    assert not any(word in text for text in ours for word in ("nan", "inf", "NaN", "Infinity"))


@settings(max_examples=300)
@given(st.floats(1e-5, 1e11), st.integers(1, 8))
def test_rounding_is_that_of_decimal(value: float, digits: int) -> None:
    snapped = Context(prec=12, rounding=ROUND_HALF_UP).create_decimal(repr(value))
    whole = snapped.adjusted() + 1
    places = Decimal(1).scaleb(-max(0, digits - whole))
    expected = snapped.quantize(places, rounding=ROUND_HALF_UP)
    assert Decimal(shown(value, "Number", digits=digits).replace(",", "")) == expected


def test_every_unit_can_be_shown() -> None:
    assert quantity.SCALES.keys() == UNITS.keys()
    assert shown(math.nan, "Bytes") == shown(math.inf, "Bytes") == "—"

"""Units: what fits, what is absorbed, and what is not."""

from __future__ import annotations

import pytest

from infralens.engines.formula import read_library
from infralens.engines.formula.tree import Assign
from infralens.engines.formula.units import CONSTANTS, UNITS
from tests.formula.reading import DOCSTRING, HEAD, read, source

PARAMETERS = "n: Count, m: Bytes, t: Tokens, r: Requests, s: Seconds, w: Flops, b: BytesPerSecond"
USES = "n * (m / BYTE) * (t / TOKEN) * r / r * s / s * w / w * b / b * 0"


def issues_of(expression: str, unit: str) -> list[str]:
    text = f"def f({PARAMETERS}) -> {unit}:\n{DOCSTRING}    unused = {USES}\n"
    text += f"    require(unused < 1, 'x')\n    return {expression}\n"
    return [str(issue) for issue in read_library([source(HEAD + text)])[1]]


@pytest.mark.parametrize(
    ("expression", "unit"),
    [
        ("2 * n * m * t", "Bytes"),
        ("2 * n * m * t * r", "Bytes"),
        ("t * (34 * BYTE + 5 * BYTE * n * t / n)", "Bytes"),
        ("6 * FLOP * n * t", "Flops"),
        ("m * t / t + m", "Bytes"),
        ("m * t / (1 * TOKEN)", "Bytes"),
        ("m / TOKEN", "BytesPerToken"),
        ("m / TOKEN * t", "Bytes"),
        ("m / b", "Seconds"),
        ("m / s", "BytesPerSecond"),
        ("t / s", "TokensPerSecond"),
        ("t / r * r + t * r", "Tokens"),
        ("n * BIT", "Bytes"),
        ("max(0, m - 3 * GB)", "Bytes"),
        ("m if n > 1 else 0", "Bytes"),
        ("sqrt(m * m)", "Bytes"),
        ("m ** 2 / m", "Bytes"),
        ("m // m * m % (3 * BYTE)", "Bytes"),
        ("log(m / BYTE)", "Number"),
        ("fold(n, lambda k, a: a + m, 0)", "Bytes"),
        ("0", "Seconds"),
    ],
)
def test_real_formulas_need_no_ceremony(expression: str, unit: str) -> None:
    assert issues_of(expression, unit) == []


@pytest.mark.parametrize(
    ("expression", "unit"),
    [
        ("m + n", "Bytes"),
        ("m + 1", "Bytes"),
        ("m + t", "Bytes"),
        ("t + r", "Tokens"),
        ("t + 1", "Tokens"),
        ("s + 1", "Seconds"),
        ("m", "Count"),
        ("m", "BytesPerToken"),
        ("m * s", "Bytes"),
        ("t * s", "Seconds"),
        ("t / s", "Tokens"),
        ("w + m", "Flops"),
        ("m < t", "Number"),
        ("m % s", "Bytes"),
        ("fold(m, lambda k, a: a + 1, 0)", "Number"),
        ("solve(0 * SECOND, m, lambda x: x - m)", "Bytes"),
    ],
)
def test_what_does_not_fit_is_refused(expression: str, unit: str) -> None:
    (issue,) = issues_of(expression, unit)
    assert ": formula-unit: " in issue


def test_each_assignment_knows_how_it_is_shown() -> None:
    text = f"def f({PARAMETERS}) -> Number:\n{DOCSTRING}    a = m * t\n    c = m / s * n\n"
    text += "    d = m * m / s\n    e = n > 1\n    g = r / n\n    h = w\n"
    text += "    return (d / m / b + a / BYTE / t + c / b if e else 1) * g / g * h / h\n"
    formula = read(text).formulas["m.f"]
    units = [one.units for one in formula.statements if isinstance(one, Assign)]
    assert units == [
        ("Bytes",), ("BytesPerSecond",), ("B²/s",), (None,), ("Requests",), ("Flops",),
    ]  # fmt: skip


def test_the_stub_has_all_units_and_constants() -> None:
    from infralens.engines.formula import language

    for name in UNITS:
        assert hasattr(language, name), name
    for name, (value, _, _) in CONSTANTS.items():
        assert getattr(language, name) == value, name

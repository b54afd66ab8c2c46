"""The library reproduces every published case, in Python and in JavaScript."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.casefile import case_in
from tests.formulas.claims import ROOT, Claim, Evaluator, Outcome, outcomes
from tests.formulas.oracles import CASES, LEFT_OUT, PUBLISHED

SHOWN = case_in(ROOT / "docs/data/oracles.yml")

COMPUTED = {name for name, case in PUBLISHED.items() if case["kind"] == "computed"}


def test_every_computed_case_is_reproduced_and_no_other() -> None:
    assert CASES.keys() == COMPUTED


def test_every_key_is_reproduced_or_left_out_with_a_reason() -> None:
    claimed = {
        (name, key) for name, made in CASES.items() for key in made(PUBLISHED[name]["inputs"])
    }
    expected = {(name, key) for name in COMPUTED for key in PUBLISHED[name]["expected"]}
    assert claimed.isdisjoint(LEFT_OUT)
    assert claimed | LEFT_OUT.keys() == expected


def test_published_answers_are_reproduced_within_their_tolerance(run: Evaluator) -> None:
    rows = [row for name in CASES for row in _rows(name)]
    got = outcomes([claim for _, claim, _ in rows], run)
    wrong = [
        f"{where}: {outcome.value or outcome.reason}, published {expected}"
        for (where, _, expected), outcome in zip(rows, got, strict=True)
        if not _within(outcome, expected, PUBLISHED[where.split(":")[0]]["tolerance"])
    ]
    assert not wrong, "\n".join(wrong)
    assert len(rows) > 190


def test_the_answers_that_pages_show_are_these() -> None:
    """A case that stands in both homes has one formula, one answer and one tolerance."""
    shown = {case["id"]: case for case in SHOWN}
    shared = sorted(shown.keys() & CASES.keys())
    assert len(shared) > 15
    apart = []
    for name in shared:
        page = shown[name]
        allowed = page.get("tolerance", {})
        most = allowed.get("abs", 0) + allowed.get("rel", 0) * abs(page["expected"])
        if not any(_same(page, claim, value, slack, most) for claim, value, slack in _claims(name)):
            apart.append(name)
    assert not apart


def _claims(name: str) -> list[tuple[Claim, float, float]]:
    """What a case claims, each with its answer and how far it may be off, in base units."""
    tolerance = PUBLISHED[name]["tolerance"]
    return [
        (claim, value * claim.unit, claim.unit * _allowed(tolerance, value))
        for _, claim, value in _rows(name)
    ]


def _same(page: dict[str, Any], claim: Claim, value: float, slack: float, most: float) -> bool:
    flat = not claim.inner()
    return (
        claim.formula == page["formula"]
        and (not flat or claim.values == page["arguments"])
        and page["expected"] == pytest.approx(value, rel=1e-12)
        and most == pytest.approx(slack, rel=1e-12)
    )


def _allowed(tolerance: dict[str, float], expected: float) -> float:
    return tolerance.get("abs", 0) + tolerance.get("rel", 0) * abs(expected)


def _rows(name: str) -> list[tuple[str, Claim, float]]:
    case = PUBLISHED[name]
    rows = []
    for key, made in CASES[name](case["inputs"]).items():
        expected = case["expected"][key]
        claims = made if isinstance(made, list) else [made]
        values = expected if isinstance(expected, list) else [expected]
        for index, (claim, value) in enumerate(zip(claims, values, strict=True)):
            rows.append((f"{name}: {key}[{index}]", claim, float(value)))
    return rows


def _within(outcome: Outcome, expected: float, tolerance: dict[str, float]) -> bool:
    if outcome.value is None:
        return False
    allowed = _allowed(tolerance, expected)
    # Exact whole numbers stay exact; only the last bit of a fraction is forgiven.
    slack = 0 if expected == int(expected) and abs(expected) >= 1e6 else 1e-12 * abs(expected)
    return abs(outcome.value - expected) <= allowed + slack

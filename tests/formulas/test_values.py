"""Every formula has at least one value from outside, in Python and in JavaScript."""

from __future__ import annotations

from tests.formulas.claims import Evaluator, Outcome, in_python, library, outcomes
from tests.formulas.known import (
    cost,
    estimates,
    hierarchy,
    missions,
    models,
    operations,
    papers,
    queues,
    reports,
    serving,
    training,
)
from tests.formulas.known.value import Known
from tests.formulas.oracles import CASES, PUBLISHED
from tests.formulas.sampling import samples

TOPICS = (
    models,
    training,
    hierarchy,
    serving,
    cost,
    queues,
    operations,
    estimates,
    missions,
    papers,
    reports,
)

KNOWN = [row for topic in TOPICS for row in topic.values()]


def test_known_values_are_reproduced(run: Evaluator) -> None:
    rows = KNOWN
    got = outcomes([row.claim for row in rows], run)
    wrong = [
        f"{row.claim.formula}: {outcome.value or outcome.reason}, not {row.expected} ({row.why})"
        for row, outcome in zip(rows, got, strict=True)
        if not _within(outcome, row)
    ]
    assert not wrong, "\n".join(wrong)


def test_every_formula_has_a_value_from_outside() -> None:
    covered = {row.claim.formula for row in KNOWN}
    for name, made in CASES.items():
        for claims in made(PUBLISHED[name]["inputs"]).values():
            for one in claims if isinstance(claims, list) else [claims]:
                covered |= one.called()
    assert library().formulas.keys() <= covered, sorted(library().formulas.keys() - covered)


def test_no_formula_takes_less_than_nothing(run: Evaluator) -> None:
    calls = []
    for formula in library().formulas.values():
        fine = next(
            one for one in samples(formula, 20) if in_python([(formula.name, one)])[0].value
        )
        quantities = [one.name for one in formula.parameters if one.kind == "quantity"]
        calls += [(formula.name, {**fine, name: -3.0}) for name in quantities]
    taken = [call for call, got in zip(calls, run(calls), strict=True) if got.value is not None]
    assert not taken, taken[:5]
    assert len(calls) > 800


def _within(outcome: Outcome, row: Known) -> bool:
    if outcome.value is None:
        return False
    return abs(outcome.value - row.expected) <= row.relative * abs(row.expected) + 1e-15

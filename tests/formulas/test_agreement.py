"""Python and JavaScript agree on thousands of calls of every formula, in value and in text."""

from __future__ import annotations

import math
import os

import pytest

from infralens.engines.formula import DomainError, Formula, shown
from infralens.engines.formula.evaluate import Scope, steps, value_of
from infralens.engines.formula.tree import Choose, walk
from tests.formula.node import Node
from tests.formulas.claims import Outcome, Values, in_javascript, in_python, library
from tests.formulas.sampling import samples

CALLS = 2_000 if os.environ.get("CI") else 200
"""Calls of each formula; the quick loop makes fewer."""

FEW_RESULTS = {
    "capacity.fewest_gpus": "a small whole number, whatever the inputs",
    "compute.devices_for_time": "a whole number, often small",
    "inference.largest_batch_in_time": "a whole number, often small",
    "speculative.verification_cost": "1 below the critical batch, the tokens checked above it",
    "queueing.fewest_servers": "a small whole number, whatever the inputs",
    "speculative.best_drafted": "a whole number up to 64",
    "hierarchy.break_even_bytes": "0 where two levels are faster at every size",
    "positions.rotary_pairs_turned": "a whole number, often all pairs",
    "queueing.wait_quantile": "0 for all who do not wait",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(library().formulas))
def test_both_languages_agree(name: str, node: Node) -> None:
    formula = library().formulas[name]
    calls = [(name, values) for values in samples(formula, CALLS)]
    assert len(calls) == CALLS
    ours, theirs = in_python(calls), in_javascript(node)(calls)
    pairs = zip(calls, ours, theirs, strict=True)
    different = [pair for pair in pairs if not _same(formula, *pair[1:])]
    assert different == []
    numbers = [outcome.value for outcome in ours if outcome.value is not None]
    assert len(numbers) >= 0.9 * CALLS, {outcome.reason for outcome in ours}
    if name not in FEW_RESULTS:
        assert len(set(numbers)) >= 0.9 * len(numbers)


@pytest.mark.parametrize("name", sorted(library().formulas))
def test_both_arms_of_each_choice_are_taken(name: str) -> None:
    formula = library().formulas[name]
    choices = _choices(formula)
    missing = {(i, arm) for i in range(len(choices)) for arm in (True, False)}
    for values in samples(formula, CALLS) if choices else ():
        scope = _scope(formula, values)
        if scope is not None:
            missing -= {(i, bool(value_of(one.condition, scope))) for i, one in enumerate(choices)}
        if not missing:
            break
    assert not missing


def _same(formula: Formula, ours: Outcome, theirs: Outcome) -> bool:
    if ours.value is None or theirs.value is None:
        return ours == theirs
    close = math.isclose(ours.value, theirs.value, rel_tol=1e-9)
    return close and shown(ours.value, formula.unit) == shown(theirs.value, formula.unit)


def _scope(formula: Formula, values: Values) -> Scope | None:
    try:
        return steps(formula, values)[0]
    except DomainError:
        return None


def _choices(formula: Formula) -> list[Choose]:
    """The conditional expressions; none stands in a lambda, so the formula's names are enough."""
    nodes = (node for expression in formula.expressions() for node in walk(expression))
    return [node for node in nodes if isinstance(node, Choose)]

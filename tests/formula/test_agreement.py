"""Random formulas have the same value, or the same reason, in Python and in JavaScript."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infralens.engines.formula import (
    DomainError,
    Formula,
    Library,
    dominant,
    javascript,
    shown,
    working,
    working_javascript,
)
from infralens.engines.formula.dominant import difference_step
from infralens.engines.formula.evaluate import Values
from tests.formula.node import Node
from tests.formula.reading import DOCSTRING, agree, outcome, read

_LEAVES = ("a", "b", "c", "local", "2", "0.3", "7", "1000", "1e-3", "stage")
_EXACT_CALLS = ("floor", "ceil", "abs")


def _exact(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Without what differs in the last bit, so that anything can be rounded."""
    pairs = st.tuples(inner, st.sampled_from(["+", "-", "*", "/", "//", "%"]), inner)
    return st.one_of(
        pairs.map(lambda p: f"({p[0]} {p[1]} {p[2]})"),
        pairs.map(lambda p: f"{p[0]} {p[1]} ({p[2]})"),
        inner.map(lambda e: f"-({e})"),
        st.tuples(st.sampled_from(_EXACT_CALLS), inner).map(lambda p: f"{p[0]}({p[1]})"),
        st.tuples(st.sampled_from(["min", "max"]), inner, inner).map(
            lambda p: f"{p[0]}({p[1]}, {p[2]})"
        ),
        inner.map(lambda e: f"sqrt(abs({e}))"),
        st.tuples(inner, _conditions(inner), inner).map(
            lambda p: f"({p[0]} if {p[1]} else {p[2]})"
        ),
    )


def _conditions(numbers: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    signs = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
    plain = st.one_of(
        st.just("flag"),
        st.tuples(numbers, signs, numbers).map(lambda p: f"{p[0]} {p[1]} {p[2]}"),
        st.tuples(numbers, numbers, numbers).map(lambda p: f"{p[0]} < {p[1]} <= {p[2]}"),
    )
    joined = st.tuples(plain, st.sampled_from(["and", "or"]), plain)
    return st.one_of(plain, joined.map(" ".join), plain.map(lambda c: f"not ({c})"))


def _smooth(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """What may be put around an exact expression, once."""
    return st.one_of(
        inner,
        inner.map(lambda e: f"exp(-abs({e}) / 100) + log(1 + abs({e}))"),
        inner.map(lambda e: f"(1 + abs({e})) ** 0.37 - expm1(-abs({e}))"),
        inner.map(lambda e: f"log2(2 + abs({e})) * ceil_log2(1 + abs({e}))"),
    )


_EXPRESSIONS = _smooth(st.recursive(st.sampled_from(_LEAVES), _exact, max_leaves=12))
_NUMBERS = st.one_of(
    st.sampled_from([0.0, 1.0, 2.0, 3.0, -1.0, 0.5, 7.0, 1000.0]),
    st.integers(-100, 100).map(float),
    st.floats(-1e6, 1e6, allow_subnormal=False),
    st.sampled_from([1e-300, 1e300, -1e300, 2.0**53, 61.25]),
)
_VALUES = st.fixed_dictionaries(
    {
        "a": _NUMBERS,
        "b": _NUMBERS,
        "c": _NUMBERS,
        "stage": st.sampled_from([0, 1, 2]),
        "flag": st.booleans(),
    }
)
_EXAMPLES = settings(max_examples=150 if os.environ.get("CI") else 15, deadline=None)


def library_of(expressions: list[str]) -> Library:
    parameters = "a: Number, b: Number, c: Number, stage: Literal[0, 1, 2], flag: bool"
    uses = "0 * (a + b + c + stage) if flag else 0"
    return read(
        "".join(
            f"def f{number}({parameters}) -> Number:\n{DOCSTRING}"
            f"    used = {uses}\n    local = a * 0.25 - b\n"
            f"    return used + 0 * local + ({expression})\n\n"
            for number, expression in enumerate(expressions)
        )
    )


def disagreements(
    library: Library,
    inputs: list[Values],
    node: Node,
    emit: Callable[[Library], str] = javascript,
) -> list[str]:
    """What differs, over all formulas and inputs, in value, reason or displayed text."""
    calls = [(name, values) for name in library.formulas for values in inputs]
    theirs = node.ask(formulas=emit(library), calls=calls)["calls"]
    found = []
    for (name, values), their in zip(calls, theirs, strict=True):
        formula = library.formulas[name]
        ours = outcome(formula, values)
        if not agree(ours, their) or _text(formula, ours) != _text(formula, their):
            found.append(f"{name}({values}): {ours} against {their}")
    return found


def _text(formula: Formula, outcome: dict[str, object]) -> str:
    if "value" not in outcome:
        return str(outcome)
    return shown(float(str(outcome["value"])), formula.unit)


@pytest.mark.slow
@_EXAMPLES
@given(st.lists(_EXPRESSIONS, min_size=8, max_size=8), st.lists(_VALUES, min_size=25, max_size=25))
def test_random_expressions_agree(node: Node, expressions: list[str], inputs: list[Values]) -> None:
    assert disagreements(library_of(expressions), inputs, node) == []


@pytest.mark.slow
@_EXAMPLES
@given(st.lists(_EXPRESSIONS, min_size=4, max_size=4), st.lists(_VALUES, min_size=6, max_size=6))
def test_random_workings_are_the_same_text(
    node: Node, expressions: list[str], inputs: list[Values]
) -> None:
    library = library_of(expressions)
    calls = [(name, values) for name in library.formulas for values in inputs]
    answer = node.ask(
        formulas=javascript(library), workings=working_javascript(library), calls=calls
    )
    for (name, values), theirs in zip(calls, answer["texts"], strict=True):
        assert theirs == _working(library.formulas[name], values)


def _working(formula: Formula, values: Values) -> dict[str, object]:
    try:
        return {"value": [vars(step) for step in working(formula, values)]}
    except DomainError as error:
        return {"reason": str(error)}


def test_the_dominant_input_is_the_same(constructs: Library, node: Node) -> None:
    ring = constructs.formulas["constructs.ring_seconds"]
    most = constructs.formulas["constructs.most"]
    quantile = constructs.formulas["constructs.quantile"]
    cases: list[tuple[Formula, Values, str | None]] = [
        (ring, {"payload": 14e9, "ranks": 1.5, "bandwidth": 4e11}, "ranks"),
        (ring, {"payload": 14e9, "ranks": 8, "bandwidth": 4e11}, "payload"),
        (ring, {"payload": 14e9, "ranks": 1, "bandwidth": 4e11}, None),
        (most, {"memory": 80e9, "weights": 14e9, "each": 0.5e9}, "memory"),
        (quantile, {"rate": 2, "share": 0.99}, "share"),
    ]
    asked = []
    for formula, values, expected in cases:
        assert dominant(formula, values) == expected
        names = [one.name for one in formula.parameters if one.kind == "quantity"]
        asked.append((formula.name, values, names, difference_step(formula)))
    answers = node.ask(formulas=javascript(constructs), dominants=asked)["dominants"]
    assert [answer["value"] for answer in answers] == [expected for _, _, expected in cases]

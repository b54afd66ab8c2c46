"""A claim: a formula and the values that must give a published number; claims can be nested."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

from infralens.course.library import library_and_issues
from infralens.engines.formula import DomainError, Library, evaluate, javascript
from tests.formula.node import Node

ROOT = Path(__file__).parents[2]

Input: TypeAlias = "float | bool | Claim"
Values = dict[str, float | bool]
Call = tuple[str, Values]


@dataclass(frozen=True)
class Claim:
    """The value of a formula, in another unit or counted from an offset."""

    formula: str
    values: dict[str, Input]
    unit: float = 1
    offset: float = 0

    def inner(self) -> list[Claim]:
        return [value for value in self.values.values() if isinstance(value, Claim)]

    def called(self) -> set[str]:
        """All formulas that are evaluated for it, its own and those of its inputs."""
        return {self.formula}.union(*(one.called() for one in self.inner()))


@dataclass(frozen=True)
class Outcome:
    """A number, or the reason why there is none."""

    value: float | None = None
    reason: str | None = None


Evaluator = Callable[[Sequence[Call]], list[Outcome]]


def claim(formula: str, *, unit: float = 1, offset: float = 0, **values: Input) -> Claim:
    return Claim(formula, values, unit, offset)


@cache
def library() -> Library:
    """The library of the project; it has no issues."""
    found, wrong = library_and_issues()
    assert [str(issue) for issue in wrong] == []
    return found


def in_python(calls: Sequence[Call]) -> list[Outcome]:
    return [_evaluated(name, values) for name, values in calls]


@cache
def script() -> str:
    return javascript(library())


def in_javascript(node: Node) -> Evaluator:
    def run(calls: Sequence[Call]) -> list[Outcome]:
        answers = node.ask(formulas=script(), calls=list(calls))["calls"]
        return [
            Outcome(float(one["value"]) if "value" in one else None, one.get("reason"))
            for one in answers
        ]

    return run


def outcomes(claims: Sequence[Claim], run: Evaluator) -> list[Outcome]:
    """What each claim gives; all of one depth are evaluated together, the inner ones first."""
    if not claims:
        return []
    inner = iter(outcomes([one for claim in claims for one in claim.inner()], run))
    calls = [
        (
            claim.formula,
            {
                name: _number(next(inner)) if isinstance(value, Claim) else value
                for name, value in claim.values.items()
            },
        )
        for claim in claims
    ]
    return [_scaled(claim, one) for claim, one in zip(claims, run(calls), strict=True)]


def _evaluated(name: str, values: Values) -> Outcome:
    try:
        return Outcome(value=evaluate(library().formulas[name], values))
    except DomainError as error:
        return Outcome(reason=str(error))


def _scaled(claim: Claim, one: Outcome) -> Outcome:
    if one.value is None:
        return one
    return Outcome(value=(one.value - claim.offset) / claim.unit)


def _number(one: Outcome) -> float:
    assert one.value is not None, one.reason
    return one.value

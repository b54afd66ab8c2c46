"""A value that is known from outside."""

from __future__ import annotations

from dataclasses import dataclass

from tests.formulas.claims import Claim, Input

GIB = 2**30


@dataclass(frozen=True)
class Known:
    """What a claim must give, and how that is known."""

    claim: Claim
    expected: float
    why: str
    relative: float


def known(
    formula: str,
    expected: float,
    why: str,
    *,
    within: float = 1e-9,
    unit: float = 1,
    **values: Input,
) -> Known:
    return Known(Claim(formula, values, unit), expected, why, within)

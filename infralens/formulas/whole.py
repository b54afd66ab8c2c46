"""Whole numbers from quotients."""

from __future__ import annotations

from infralens.engines.formula.language import Count, Number, ceil, require


def enough(need: Number) -> Count:
    """Fewest whole things that cover a need

    Source: rounding up; Goldberg, 1991, doi 10.1145/103162.103163, for what a quotient of
    floating-point numbers may be above the exact one.
    Not included: a need that is above a whole number by less than a share of 10⁻¹².
    """
    require(need >= 0, "the need is 0 or more")
    # 4 stages and a fifth: 3 * (1 - 0.2) / 0.2 is above 12 in its last bit, and 12 are enough.
    return ceil(need * (1 - 1e-12))

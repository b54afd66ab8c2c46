"""Many servers at once: fan-out, choice of two, batches."""

# A power has no fixed type in mypy's eyes.
# mypy: no-warn-return-any

from __future__ import annotations

from infralens.engines.formula.language import (
    Count,
    Fraction,
    Number,
    PerSecond,
    Seconds,
    fold,
    require,
)


def all_branches_fast(fast: Fraction, branches: Count) -> Fraction:
    """Share of requests whose branches are all fast

    Source: Dean and Barroso, 2013, doi 10.1145/2408776.2408794.
    Not included: branches that are slow together.
    """
    require(fast >= 0, "the share is 0 or more")
    require(fast <= 1, "the share is 1 at most")
    require(branches >= 0, "the number of branches is 0 or more")
    return fast**branches


def branch_quantile(quantile: Fraction, branches: Count) -> Fraction:
    """Quantile each branch must meet for all together to meet one

    Source: Dean and Barroso, 2013, doi 10.1145/2408776.2408794, solved for the branch.
    Not included: branches that are slow together.
    """
    require(quantile >= 0, "the quantile is 0 or more")
    require(quantile <= 1, "the quantile is 1 at most")
    require(branches >= 1, "there is at least one branch")
    return quantile ** (1 / branches)


def two_choices_mean(utilization: Fraction, service: Seconds) -> Seconds:
    """Mean time where each request joins the shorter of two queues

    Source: Mitzenmacher, 2001, doi 10.1109/71.963420, for a large fleet.
    Not included: small fleets; the cost of asking two servers.
    """
    require(utilization >= 0, "the utilisation is 0 or more")
    require(utilization < 1, "the queues grow without end")
    _, total = fold(
        64,
        lambda k, term, summed: (term * term * utilization * utilization, summed + term),
        1,
        0,
    )
    return service * total


def batch_capacity(batch: Count, fixed: Seconds, per_request: Seconds) -> PerSecond:
    """Requests a second that batches of one size allow

    Source: the time of a batch as a fixed part and one for each request.
    Not included: waiting until a batch is full.
    """
    require(batch >= 1, "the batch is at least 1")
    require(fixed + per_request > 0, "a batch takes time")
    return batch / (fixed + per_request * batch)


def static_batch_lengths(batch: Count) -> Number:
    """Length of a static batch, in mean lengths of its requests

    Source: the largest of exponential lengths, Feller, An Introduction to Probability Theory,
    volume 2, I.6.
    Not included: lengths that are not exponential. Continuous batching need not wait for the
    longest.
    """
    require(batch >= 1, "the batch is at least 1")
    return fold(batch, lambda k, summed: summed + 1 / k, 0)

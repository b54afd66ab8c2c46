"""Queries that ask many branches at once, and ask again where an answer is late."""

from __future__ import annotations

from infralens.engines.formula.language import (
    Count,
    Fraction,
    PerSecond,
    Seconds,
    require,
    solve,
)
from infralens.formulas.fleet import branch_quantile
from infralens.formulas.queueing import latency_quantile, latency_survival


def copied_share(
    arrivals: PerSecond, service: Seconds, servers: Count, hedge_after: Seconds
) -> Fraction:
    """Share of a branch's requests that are sent a second time

    Source: Dean and Barroso, 2013, doi 10.1145/2408776.2408794: requests that are late.
    Not included: copies of copies. A time of 0 means that none is sent.
    """
    require(hedge_after >= 0, "the time before a copy is 0 or more")
    late = latency_survival(arrivals=arrivals, service=service, servers=servers, time=hedge_after)
    return late if hedge_after > 0 else 0


def fan_out_quantile(
    arrivals: PerSecond,
    service: Seconds,
    servers: Count,
    branches: Count,
    hedge_after: Seconds,
    quantile: Fraction,
) -> Seconds:
    """Quantile of a query that waits for the slowest of its branches

    Source: Dean and Barroso, 2013, doi 10.1145/2408776.2408794, on branches that are M/M/c queues.
    Not included: branches that are slow together. A copy is taken to find a queue of its own, as
    long as the first; all copies add to the load.
    """
    require(quantile < 1, "the quantile is below 1")
    each = branch_quantile(quantile=quantile, branches=branches)
    copied = copied_share(
        arrivals=arrivals, service=service, servers=servers, hedge_after=hedge_after
    )
    asked = arrivals * (1 + copied)
    alone = latency_quantile(arrivals=asked, service=service, servers=servers, quantile=each)
    patience = hedge_after if hedge_after > 0 else 2 * alone
    return solve(
        0,
        2 * alone,
        lambda t: (
            latency_survival(arrivals=asked, service=service, servers=servers, time=t)
            * latency_survival(
                arrivals=asked, service=service, servers=servers, time=max(t - patience, 0)
            )
            - (1 - each)
        ),
    )

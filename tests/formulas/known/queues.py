"""Queues, fleets, paging."""

from __future__ import annotations

import math
from collections.abc import Iterator

from tests.formulas.known.value import Known, known


def values() -> Iterator[Known]:
    yield from _queues()
    yield from _inverses()
    yield from _fleet()


def _queues() -> Iterator[Known]:
    yield known(
        "queueing.single_server_quantile",
        46.05,
        "4.605 of ten service times",
        within=1e-4,
        arrivals=0.9,
        service=1,
        quantile=0.99,
    )
    yield known(
        "queueing.blocking_probability",
        0.0568,
        "Erlang B tables: 10 erlangs, 14 servers",
        within=1e-3,
        offered=10,
        servers=14,
    )
    fourteen = {"arrivals": 10 / 3, "service": 3, "servers": 14}
    waiting = 0.1741319335950498
    yield known("queueing.mean_wait", waiting / (4 / 3), "0.1741 over 4/3 a minute", **fourteen)
    yield known(
        "queueing.latency_survival",
        0.36787944117144233,
        "one server: exp(-(1 - 0.5)·2)",
        arrivals=0.5,
        service=1,
        servers=1,
        time=2,
    )
    yield known(
        "queueing.latency_survival",
        math.exp(-0.6) * 1.2,
        "as many requests in service as servers but one: exp(-t)·(1 + C·t), C = 1/3",
        arrivals=1,
        service=1,
        servers=2,
        time=0.6,
    )
    yield known(
        "queueing.latency_quantile",
        0.0460517,
        "one server, load 0.9: 4.605 of ten service times",
        within=1e-6,
        arrivals=900,
        service=1e-3,
        servers=1,
        quantile=0.99,
    )
    # Four servers of 100 a second, 80 arrive: the textbook's tail is 1 % at the quantile.
    waits = 0.8**4 / 24 * 1.25 / (1 + 0.8 + 0.32 + 0.8**3 / 6 + 0.8**4 / 24 * 1.25)
    tail = math.exp(-4.6061) * (1 + waits * (1 - math.exp(-4.6061 * 2.2)) / 2.2)
    yield known(
        "queueing.latency_survival",
        tail,
        "Gross et al., section 2.3",
        arrivals=80,
        service=0.01,
        servers=4,
        time=0.046061,
    )
    yield known(
        "queueing.latency_quantile",
        0.046061 + 0.01 * math.log(tail / 0.01),
        "where that tail is 1 %, one step of Newton's method away",
        within=1e-4,
        arrivals=80,
        service=0.01,
        servers=4,
        quantile=0.99,
    )
    general = {"arrivals": 0.8, "service": 1, "servers": 1}
    name = "queueing.general_mean_wait"
    yield known(name, 2, "M/D/1", arrival_variability=1, service_variability=0, **general)
    yield known(name, 4, "M/M/1", arrival_variability=1, service_variability=1, **general)
    # Where a step takes 5 ms whatever the batch, the chain is an M/M/c queue: 14 servers and
    # 10 erlangs.
    server = {
        "output_tokens": 100,
        "parameters": 0,
        "weight_bytes": 16e9,
        "cache_bytes": 0,
        "devices": 1,
        "peak": 1e15,
        "bandwidth": 3.2e12,
    }
    yield known("serving.completion_rate", 6, "3 / (100·5 ms)", batch=3, **server)
    chain = {"arrivals": 20, "batch_limit": 14, **server}
    mean = 10 + waiting * 2.5
    yield known("serving.highest_state_share", 0.0568, "Erlang B", within=1e-3, **chain)
    yield known("serving.full_batch_share", waiting, "Erlang C", **chain)
    yield known("serving.requests_in_server", mean, "10 + C·2.5", **chain)
    yield known("serving.server_latency", mean / 20, "Little's law", **chain)


def _inverses() -> Iterator[Known]:
    centre = {"arrivals": 10 / 3, "service": 3, "quantile": 0.99}
    source = "10 erlangs: the 99th percentile is 14.2 minutes with 13 servers, 14.9 with 12"
    yield known("queueing.fewest_servers", 13, source, limit=14.5, **centre)
    yield known("queueing.fewest_servers", 1, "nobody comes", limit=15, **{**centre, "arrivals": 0})
    yield known("pipeline.microbatches_for_share", 57, "3/60 of all time", stages=4, chunks=1,
                allowed=0.05)  # fmt: skip
    yield known("pipeline.microbatches_for_share", 1, "one stage has no bubble", stages=1, chunks=1,
                allowed=0.05)  # fmt: skip
    yield known("speculative.best_drafted", 6, "2.470, against 2.460 with 5 and 2.448 with 7",
                acceptance=0.8, draft_cost=0.1, verify_cost=1)  # fmt: skip
    yield known("speculative.best_drafted", 0, "a draft that costs more than it gives",
                acceptance=0.5, draft_cost=0.6, verify_cost=1)  # fmt: skip
    yield known("speculative.free_verification_batch", 59, "295 tokens, five of each request",
                drafted=4, critical_batch=295)  # fmt: skip
    yield known("compute.calendar_seconds", 60, "54 days of 90 %", seconds=54, goodput=0.9)


def _fleet() -> Iterator[Known]:
    yield known("fleet.all_branches_fast", 0.904382075, "0.99¹⁰", fast=0.99, branches=10)
    yield known(
        "fleet.branch_quantile",
        0.998995,
        "0.99 to the tenth",
        within=1e-6,
        quantile=0.99,
        branches=10,
    )
    yield known(
        "fleet.two_choices_mean",
        1 + 0.9**2 + 0.9**6 + 0.9**14 + 0.9**30 + 0.9**62 + 0.9**126,
        "Mitzenmacher: the sum of 0.9 to the powers 2ⁱ - 2",
        utilization=0.9,
        service=1,
    )
    yield known(
        "fleet.batch_capacity", 160, "8 / (10 + 8·5) ms", batch=8, fixed=0.01, per_request=0.005
    )
    yield known("fleet.static_batch_lengths", 761 / 280, "1 + 1/2 + … + 1/8", batch=8)
    yield known("paging.paged_utilization", 100 / 112, "seven blocks of 16", length=100, block=16)
    yield known(
        "paging.contiguous_utilization", 0.25, "2048 / 8192", mean_length=2048, longest=8192
    )
    yield known("paging.user_gain", 5 / 3, "1 / 0.6", waste_before=0.4, waste_after=0)

"""A million customers and more against the closed forms: 95 % intervals hold what they promise."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from infralens.formulas.queueing import latency_quantile, mean_latency
from tests.missions.simulator import simulated

LOADS = (0.5, 0.8, 0.9, 0.95)
SERVERS = (1, 4)
SEEDS = range(1, 21)
LEAST = 17  # of 20 intervals; 95 % of them are right, so fewer is a chance of 1.6 %
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def runs() -> dict[tuple[int, float], list[Any]]:
    """The runs of 20 seeds for each number of servers and load."""

    def all_loads(servers: int) -> list[Any]:
        settings = {"service": 1, "servers": servers, "variability": 1}
        wanted = [
            ("queue", {**settings, "arrivals": load * servers}, {"seed": seed})
            for load in LOADS
            for seed in SEEDS
        ]
        return simulated(runs=wanted)["runs"]  # type: ignore[no-any-return]

    with ThreadPoolExecutor() as pool:
        found = dict(zip(SERVERS, pool.map(all_loads, SERVERS), strict=True))
    seeds = len(SEEDS)
    return {
        (servers, load): found[servers][at * seeds : (at + 1) * seeds]
        for servers in SERVERS
        for at, load in enumerate(LOADS)
    }


@pytest.mark.parametrize("load", LOADS)
@pytest.mark.parametrize("servers", SERVERS)
def test_intervals_cover_the_closed_form(
    runs: dict[tuple[int, float], list[Any]], servers: int, load: float
) -> None:
    mean = mean_latency(load * servers, 1, servers)
    tail = latency_quantile(load * servers, 1, servers, 0.99)
    results = runs[servers, load]
    means = sum(abs(one["mean"] - mean) <= one["meanHalf"] for one in results)
    tails = sum(abs(one["p99"] - tail) <= one["p99Half"] for one in results)
    widest = max(one["meanHalf"] / mean for one in results)
    widest_tail = max(one["p99Half"] / tail for one in results)
    customers = min(one["customers"] for one in results)
    print(
        f"M/M/{servers} at {load}: {customers:,} customers;"
        f" mean {mean:.3f} in {means} of 20 intervals, half-width at most {widest:.2%};"
        f" P99 {tail:.3f} in {tails} of 20, at most {widest_tail:.2%}"
    )
    assert customers >= 1_000_000
    assert means >= LEAST
    assert tails >= LEAST
    assert widest <= 0.03
    assert widest_tail <= 0.10


def test_the_number_in_the_system_is_arrivals_times_time(
    runs: dict[tuple[int, float], list[Any]],
) -> None:
    for (servers, load), results in runs.items():
        for one in results:
            assert one["inSystem"] == pytest.approx(one["throughput"] * one["mean"], rel=0.01)
            assert one["inSystem"] == pytest.approx(load * servers * one["mean"], rel=0.01)
            assert one["load"] == pytest.approx(load, rel=0.01)

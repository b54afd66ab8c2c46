"""Queues and batches, request by request, against SimPy on the same arrivals and service times."""

from __future__ import annotations

import math
from functools import cache
from itertools import accumulate
from typing import Any

import pytest

from infralens.formulas.queueing import general_service_mean_wait
from tests.missions.models import asked, batched
from tests.missions.simulator import simulated

REQUESTS = 1500
ONE = {"arrivals": 0.9, "service": 1, "servers": 1, "variability": 1}
QUEUES = {
    "one server": ONE,
    "constant service": {**ONE, "variability": 0},
    "steady service": {**ONE, "variability": 0.5},
    "uneven service": {**ONE, "variability": 2},
    "five servers": {**ONE, "arrivals": 4.5, "servers": 5},
    "ten branches": {**ONE, "arrivals": 0.5, "branches": 10},
    "asked twice": {**ONE, "arrivals": 2, "servers": 4, "hedge_after": 2},
    "asked twice at once": {**ONE, "arrivals": 0.5, "servers": 2, "hedge_after": 1e-3},
    "asked twice late": {
        **ONE,
        "arrivals": 40,
        "servers": 50,
        "variability": 20,
        "hedge_after": 30,  # more requests than the rings hold at first
    },
    "all of it": {
        **ONE,
        "arrivals": 1.5,
        "servers": 3,
        "variability": 2,
        "branches": 4,
        "hedge_after": 1.5,
    },
}
BATCH = {"arrivals": 100, "window": 0.05, "largest": 32, "fixed": 0.02, "each": 0.002}
BATCHES = {
    "formed by the window": BATCH,
    "no window": {**BATCH, "window": 0},
    "full": {**BATCH, "arrivals": 300},
    "small": {**BATCH, "largest": 4, "window": 0.01},
    "one at a time": {**BATCH, "largest": 1, "arrivals": 40},
    "over a link": {**BATCH, "delay": 0.03, "jitter": 0.01},
}


@cache
def _traces() -> dict[str, Any]:
    """Every request of a run of each kind."""
    options = {"seed": 9, "customers": REQUESTS}
    wanted = [("queue", one, options) for one in QUEUES.values()]
    wanted += [("batches", one, options) for one in BATCHES.values()]
    return dict(zip([*QUEUES, *BATCHES], simulated(traces=wanted)["traces"], strict=True))


@pytest.mark.parametrize("name", QUEUES)
def test_a_queue_agrees_with_simpy(name: str) -> None:
    settings = QUEUES[name]
    trace = _traces()[name]
    arrivals = list(accumulate(trace["gaps"]))
    assert arrivals[: len(trace["come"])] == trace["come"]
    services = [branch["services"] for branch in trace["branches"]]
    copies = [[*branch["copies"], *[1.0] * len(arrivals)] for branch in trace["branches"]]
    patience = settings.get("hedge_after", 0)
    expected = asked(arrivals, services, copies, int(settings["servers"]), patience)
    assert len(trace["times"]) >= REQUESTS
    assert trace["times"] == pytest.approx(expected[: len(trace["times"])], rel=1e-9, abs=1e-9)
    assert bool(patience) == any(branch["copies"] for branch in trace["branches"])


@pytest.mark.parametrize("name", [name for name in BATCHES if "delay" not in BATCHES[name]])
def test_batches_agree_with_simpy(name: str) -> None:
    settings = BATCHES[name]
    trace = _traces()[name]
    count = len(trace["times"])
    arrivals = list(accumulate(trace["gaps"]))
    limits = (settings["window"], int(settings["largest"]), settings["fixed"], settings["each"])
    assert count >= REQUESTS
    assert trace["times"] == pytest.approx(batched(arrivals, *limits)[:count], rel=1e-9, abs=1e-9)


def test_a_link_adds_its_own_time_to_each_request() -> None:
    plain, linked = _traces()["formed by the window"], _traces()["over a link"]
    rows = zip(linked["times"], plain["times"], strict=True)
    extra = [with_link - without - 0.03 for with_link, without in rows]
    assert min(extra) > -1e-12
    assert sum(extra) / len(extra) == pytest.approx(0.01, rel=0.1)
    assert sum(one > 0.02 for one in extra) / len(extra) == pytest.approx(math.exp(-2), rel=0.1)


@pytest.mark.parametrize("name", [*QUEUES, *BATCHES])
def test_the_number_in_the_system_is_counted_from_comings_and_goings(name: str) -> None:
    trace = _traces()[name]
    come, result = trace["come"], trace["result"]
    counted = trace["warmUp"] + result["customers"]
    begin, end = come[trace["warmUp"] - 1], come[counted - 1]
    rows = list(zip(come, trace["times"], strict=True))[:counted]
    changes = sorted([(at, 1) for at, _ in rows] + [(at + time, -1) for at, time in rows])
    inside, before, area = 0, 0.0, 0.0
    for time, change in changes:
        area += inside * max(0.0, min(time, end) - max(before, begin))
        inside, before = inside + change, time
    assert result["inSystem"] == pytest.approx(area / (end - begin), rel=1e-9)
    assert result["throughput"] == pytest.approx(result["customers"] / (end - begin), rel=1e-12)


def test_the_mean_and_the_99th_percentile_are_those_of_the_requests() -> None:
    wanted = [("queue", ONE, {"seed": 9, "customers": 50_000})]
    trace = simulated(traces=wanted)["traces"][0]
    result, first = trace["result"], trace["warmUp"]
    times = sorted(trace["times"][first : first + result["customers"]])
    assert result["mean"] == pytest.approx(sum(times) / len(times), rel=1e-12)
    assert result["p99"] == pytest.approx(times[math.ceil(0.99 * len(times)) - 1], rel=0.004)


@pytest.mark.slow
@pytest.mark.parametrize("variability", [0, 0.5, 2])
def test_the_mean_wait_is_that_of_pollaczek_and_khinchine(variability: float) -> None:
    settings = {"arrivals": 0.8, "service": 1, "servers": 1, "variability": variability}
    result = simulated(runs=[("queue", settings, {"seed": 1})])["runs"][0]
    exact = 1 + general_service_mean_wait(0.8, 1, variability)
    assert result["mean"] == pytest.approx(exact, abs=1.5 * result["meanHalf"])
    assert result["meanHalf"] < 0.03 * exact


@pytest.mark.slow
def test_the_slowest_of_idle_branches_decides() -> None:
    settings = {"arrivals": 1e-4, "service": 1, "servers": 1, "variability": 1, "branches": 10}
    alone, twice = simulated(
        runs=[
            ("queue", settings, {"seed": 2, "customers": 400_000}),
            (
                "queue",
                {**settings, "servers": 2, "hedge_after": 3},
                {"seed": 2, "customers": 400_000},
            ),
        ]
    )["runs"]
    # A branch is slower than t in a share exp(-t); asked again at 3, for t > 3 in exp(3 - 2 t).
    each = -math.log1p(-(0.99 ** (1 / 10)))
    assert alone["p99"] == pytest.approx(each, rel=0.01)
    assert twice["p99"] == pytest.approx((each + 3) / 2, rel=0.01)
    assert twice["extra"] == pytest.approx(math.exp(-3), rel=0.02)
    assert alone["extra"] == 0


def test_an_idle_server_waits_for_the_window_and_no_longer() -> None:
    settings = {**BATCH, "arrivals": 1e-3, "delay": 1}
    result = simulated(runs=[("batches", settings, {"seed": 1, "customers": 20_000})])["runs"][0]
    assert result["mean"] == pytest.approx(1 + 0.05 + 0.022, rel=1e-3)
    assert result["size"] == pytest.approx(1, rel=1e-3)


REFUSED = (
    ("queue", {"arrivals": 1}, "the queue grows without end"),
    ("queue", {"arrivals": 0}, "the arrival rate is above 0"),
    ("queue", {"service": 0}, "the service time is above 0"),
    ("queue", {"variability": -1}, "the variability is 0 or more"),
    ("queue", {"servers": 0.5}, "there is at least one server and one branch"),
    ("queue", {"branches": 5000}, "at most 4096 servers can be simulated"),
    ("queue", {"hedge_after": -1}, "the time before a copy is 0 or more"),
    ("batches", {"arrivals": 400}, "the queue grows without end"),
    ("batches", {"arrivals": 0}, "the arrival rate is above 0"),
    ("batches", {"largest": 0}, "a batch holds from 1 to 65536 requests"),
    ("batches", {"fixed": 0, "each": 0}, "a batch takes some time"),
    ("batches", {"window": -1}, "no time is below 0"),
)


def test_what_cannot_be_simulated_has_a_reason() -> None:
    plain = {"queue": ONE, "batches": BATCH}
    runs = [(kind, {**plain[kind], **changed}, {"seed": 1}) for kind, changed, _ in REFUSED]
    assert simulated(runs=runs)["runs"] == [{"refused": reason} for _, _, reason in REFUSED]

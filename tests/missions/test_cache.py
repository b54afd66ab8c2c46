"""A cache served by three allocators: what holds at every step, and SimPy on the same trace."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import groupby
from typing import Any

import pytest

from tests.missions.models import ADMITTED, ENDED, PREEMPTED, REFUSED, PagedServer, slotted
from tests.missions.simulator import simulated

STEPS = 160
SETTINGS: dict[str, Any] = {
    "blocks": 96,
    "block": 16,
    "longest": 512,
    "mean_prompt": 80,
    "mean_output": 100,
    "arrivals": 2,
    "token": 0.05,
    "shared": 0,
    "policy": 2,
    "budget": 3,
}
CASES: dict[str, dict[str, Any]] = {
    "newest anew": {},
    "newest to the host": {"policy": 1},
    "least recent anew": {"policy": 0},
    "never": {"budget": 0},
    "once": {"budget": 1, "policy": 0},
    "shared": {"shared": 40},
    "shared, often": {"shared": 33, "policy": 0, "budget": 20, "arrivals": 6},
    "small pool": {"blocks": 7, "longest": 100, "mean_prompt": 20, "mean_output": 40},
    "longer than the pool": {"blocks": 20, "longest": 4096},
    "blocks of one token": {"block": 1, "blocks": 500, "longest": 300},
    "blocks of many": {"block": 128, "blocks": 40},
    "idle": {"arrivals": 0.05},
    "one block short": {"blocks": 109, "longest": 150, "arrivals": 8},
}
ALLOCATORS = ("contiguous", "buddy", "paged")
MAKING_UP = ("used", "reserved", "internal", "free")


@cache
def _results() -> dict[str, Any]:
    options = {"seed": 4, "steps": STEPS}
    wanted = [("cache", {**SETTINGS, **case}, options) for case in CASES.values()]
    return dict(zip(CASES, simulated(full=wanted)["full"], strict=True))


def _steps(name: str, allocator: str) -> Any:
    """Owners, tokens and counters of each step."""
    recording, size = _results()[name][allocator], _results()[name]["blocks"]
    for step in range(STEPS):
        cells = slice(step * size, (step + 1) * size)
        counters = {key: values[step] for key, values in recording["counters"].items()}
        yield recording["owners"][cells], recording["tokens"][cells], counters


def _running(log: list[int], steps: int) -> list[set[int]]:
    """Who runs at the end of each step, from the log alone."""
    events = [tuple(log[at : at + 3]) for at in range(0, len(log), 3)]
    assert events == sorted(events, key=lambda event: event[0])
    running: set[int] = set()
    found = []
    for step in range(steps):
        for _, event, number in (one for one in events if one[0] == step):
            if event == ADMITTED:
                assert number not in running
                running.add(number)
            elif event != REFUSED:
                running.remove(number)
        found.append(set(running))
    return found


@pytest.mark.parametrize("allocator", ALLOCATORS)
@pytest.mark.parametrize("name", CASES)
def test_memory_is_conserved_at_every_step(name: str, allocator: str) -> None:
    settings = {**SETTINGS, **CASES[name]}
    running = _running(_results()[name][allocator]["log"], STEPS)
    final = _results()[name]["sequences"]["final"]
    block = settings["block"]
    for step, (owners, tokens, counters) in enumerate(_steps(name, allocator)):
        assert sum(counters[key] for key in MAKING_UP) == settings["blocks"] * block
        assert counters["free"] == owners.count(0) * block
        assert counters["used"] == sum(tokens)
        assert counters["promised"] <= counters["free"]
        assert counters["external"] <= counters["free"]
        assert counters["running"] == len(running[step])
        held, stored = Counter(owners), Counter[int]()
        for owner, count in zip(owners, tokens, strict=True):
            stored[owner] += count
            assert 0 <= count <= (block if owner else 0)
        assert set(held) - {0, 1} == {number + 2 for number in running[step]}
        shared = held[1] * block
        assert stored[1] == shared
        waste = [held[owner] * block - stored[owner] for owner in held if owner > 1]
        assert sum(waste) == counters["reserved"] + counters["internal"]
        assert all(shared + stored[number + 2] <= final[number] for number in running[step])
        if allocator == "paged":
            assert all(one < block for one in waste)
            assert bool(held[1]) == bool(running[step] and settings["shared"] >= block)


@pytest.mark.parametrize("name", CASES)
def test_pieces_are_what_their_allocator_gives(name: str) -> None:
    settings = {**SETTINGS, **CASES[name]}
    longest = -(-settings["longest"] // settings["block"])
    for owners, _, _ in _steps(name, "contiguous"):
        assert {size for _, size in _pieces(owners)} <= {longest}
    for owners, _, _ in _steps(name, "buddy"):
        for start, size in _pieces(owners):
            assert size & (size - 1) == 0
            assert start % size == 0


def _pieces(owners: list[int]) -> list[tuple[int, int]]:
    """Start and size of the piece of each owner, who has only one."""
    places = [(owner, at) for at, owner in enumerate(owners) if owner]
    runs = [(owner, [at for _, at in run]) for owner, run in groupby(places, lambda one: one[0])]
    assert len({owner for owner, _ in runs}) == len(runs)
    return [(at[0], len(at)) for _, at in runs]


@pytest.mark.parametrize("name", CASES)
def test_the_paged_cache_agrees_with_simpy(name: str) -> None:
    result = _results()[name]
    model = PagedServer({**SETTINGS, **CASES[name]}, result["sequences"], STEPS)
    log, counters = result["paged"]["log"], result["paged"]["counters"]
    assert [tuple(log[at : at + 3]) for at in range(0, len(log), 3)] == model.run()
    assert counters["moved"][-1] == model.moved
    assert counters["recomputed"][-1] == model.recomputed


@pytest.mark.parametrize("name", CASES)
def test_the_contiguous_cache_agrees_with_simpy(name: str) -> None:
    settings, result = {**SETTINGS, **CASES[name]}, _results()[name]
    log = result["contiguous"]["log"]
    events = [tuple(log[at : at + 3]) for at in range(0, len(log), 3)]
    slots = settings["blocks"] // -(-settings["longest"] // settings["block"])
    trace = result["sequences"]
    if not slots:
        assert {event for _, event, _ in events} == {REFUSED}
        return
    stride = max(1, round(settings["mean_output"] / 32))
    pairs = zip(trace["prompt"], trace["final"], strict=True)
    made = [-(-(final - prompt) // stride) for prompt, final in pairs]
    expected = slotted(trace["arrives"], made, slots, STEPS)
    assert sorted(one for one in events if one[1] != REFUSED) == sorted(expected)


@pytest.mark.parametrize("allocator", ALLOCATORS)
@pytest.mark.parametrize("name", CASES)
def test_totals_are_those_of_the_log(name: str, allocator: str) -> None:
    recording = _results()[name][allocator]
    log = recording["log"]
    seen = Counter(log[1::3])
    last = {key: values[-1] for key, values in recording["counters"].items()}
    assert (seen[REFUSED], seen[PREEMPTED], seen[ENDED]) == (
        last["refused"],
        last["preempted"],
        last["ended"],
    )
    given_way = Counter(
        number for event, number in zip(log[1::3], log[2::3], strict=True) if event == PREEMPTED
    )
    assert max(given_way.values(), default=0) <= {**SETTINGS, **CASES[name]}["budget"]
    assert recording["users"] == pytest.approx(sum(recording["counters"]["running"]) / STEPS)


def test_what_a_policy_costs() -> None:
    host, anew = (
        _results()[name]["paged"]["counters"] for name in ("newest to the host", "newest anew")
    )
    assert host["preempted"] == anew["preempted"]
    assert host["moved"][-1] > 0
    assert host["recomputed"][-1] == 0
    assert anew["moved"][-1] == 0
    assert anew["recomputed"][-1] > 0


def test_paging_serves_more_users_on_the_same_trace() -> None:
    users = {allocator: _results()["newest anew"][allocator]["users"] for allocator in ALLOCATORS}
    assert users["contiguous"] < users["buddy"] < users["paged"]


def test_a_shared_prefix_makes_room() -> None:
    prefix = {**SETTINGS, "mean_prompt": 200, "shared": 160, "arrivals": 4, "budget": 50}
    plain = {**prefix, "shared": 0}
    seen = simulated(full=[("cache", one, {"seed": 4, "steps": STEPS}) for one in (plain, prefix)])
    apart, together = (one["paged"]["users"] for one in seen["full"])
    assert together > 1.3 * apart


REASONS: tuple[tuple[dict[str, float], str], ...] = (
    ({"blocks": 0}, "the pool has from 1 to 8192 blocks"),
    ({"block": 0}, "a block holds from 1 to 65535 tokens"),
    ({"arrivals": 0}, "the arrival rate and the time of a token are above 0"),
    ({"shared": 80}, "a prompt is longer than what is shared"),
    ({"longest": 60, "shared": 60}, "the longest sequence is longer than what is shared"),
    ({"budget": -1}, "the preemption budget is 0 or more"),
    ({"arrivals": 1e5}, "so many sequences cannot be shown"),
)


def test_what_cannot_be_simulated_has_a_reason() -> None:
    runs = [("cache", {**SETTINGS, **changed}, {"seed": 1}) for changed, _ in REASONS]
    assert simulated(runs=runs)["runs"] == [{"refused": reason} for _, reason in REASONS]

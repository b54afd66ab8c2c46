"""The numbers that the mission on fleet serving is about, read from its own model."""

from __future__ import annotations

import math
from functools import cache

import pytest

from infralens.course.computing import compute
from infralens.course.layout import mission_address
from infralens.course.missions import read_missions
from infralens.course.scenes import answer, named_values
from infralens.engines.formula import evaluate
from infralens.ground.issue import IssueSet
from infralens.model.computable import Value
from infralens.model.scene import Mission, Scene
from tests.formulas.claims import ROOT, library

MS = 1e-3


@cache
def mission() -> Mission:
    issues = IssueSet()
    found = read_missions(ROOT, "ai-infra", library(), issues)
    assert not len(issues)
    (one,) = (file.mission for file in found if file.slug == "fleet-serving")
    assert one is not None
    return one


def scene(part: str, track: str = "cloud") -> Scene:
    scenes = (one for each in mission().parts for one in each.scenes)
    return next(one for one in scenes if (one.part, one.track) == (part, track))


def result(part: str, key: str, track: str = "cloud", /, **settings: Value) -> float:
    """An output of a scene in base units, with these controls set and the others as they begin."""
    model = scene(part, track).model
    assert settings.keys() <= model.defaults.keys()
    value = compute(model, library(), {**model.defaults, **settings})[key]
    assert not isinstance(value, str), value
    return value


def test_every_track_has_every_part_and_a_design() -> None:
    tracks = ["cloud", "edge", "mobile", "tiny"]
    assert [track.id for track in mission().spec.tracks] == tracks
    assert [part.spec.id for part in mission().parts] == ["knee", "split", "wall"]
    assert [[one.track for one in part.scenes] for part in mission().parts] == [tracks] * 3
    assert [design.track for design in mission().designs] == tracks
    assert sum(part.spec.minutes for part in mission().parts) == mission().spec.minutes == 45


@pytest.mark.parametrize(
    ("load", "mean", "tail", "deterministic", "two_choices"),
    [
        (0.5, 2, 9.21, 1.5, None),
        (0.7, 3.33, 15.35, 2.17, 1.61),
        (0.8, 5, 23.03, 3.0, 1.95),
        (0.9, 10, 46.05, 5.5, 2.61),
        (0.95, 20, 92.10, 10.5, 3.38),
    ],
)
def test_the_knee_in_service_times(
    load: float, mean: float, tail: float, deterministic: float, two_choices: float | None
) -> None:
    rate = load / 0.01
    one: dict[str, Value] = {"rate": rate, "servers": 1}
    assert result("knee", "mean", **one) / 0.01 == pytest.approx(mean, abs=0.005)
    assert result("knee", "tail", **one) / 0.01 == pytest.approx(tail, abs=0.006)
    waits = result("knee", "wait", **one, variability=0)
    assert waits / 0.01 + 1 == pytest.approx(deterministic, abs=0.005)
    if two_choices is not None:
        formula = library().formulas["fleet.two_choices_mean"]
        shorter = evaluate(formula, {"utilization": load, "service": 1})
        assert shorter == pytest.approx(two_choices, abs=0.005)


def test_four_servers_have_their_exact_percentile() -> None:
    assert result("knee", "tail", rate=80, servers=4) == pytest.approx(46.1 * MS, abs=0.05 * MS)
    assert result("knee", "growth") == pytest.approx(5)


def test_ten_branches_share_one_tail() -> None:
    fast = evaluate(library().formulas["fleet.all_branches_fast"], {"fast": 0.99, "branches": 10})
    assert fast == pytest.approx(0.904, abs=0.0005)
    assert result("knee", "each", "edge") == pytest.approx(0.998995, abs=5e-7)
    hundred = {"fast": 0.99, "branches": 100}
    slow = 1 - evaluate(library().formulas["fleet.all_branches_fast"], hundred)
    assert slow == pytest.approx(0.63, abs=0.005)


def test_copies_after_the_95th_percentile_cost_a_twentieth_and_save_the_loop() -> None:
    values = {"arrivals": 400, "service": 0.0015, "servers": 2, "quantile": 0.95}
    late = evaluate(library().formulas["queueing.latency_quantile"], values) / MS
    assert result("knee", "copied", "edge", hedge_after=late) == pytest.approx(0.05)
    assert result("knee", "held", "edge") > 10 * MS
    assert result("knee", "held", "edge", hedge_after=late) < 10 * MS


@pytest.mark.parametrize(
    ("tokens", "layouts"),
    [
        (512, (24.6, 41.2, 75.5, 144.7)),
        (1024, (48.1, 82.2, 151.5, 290.8)),
        (2048, (95.5, 165.2, 305.6, 587.1)),
        (4096, (192.5, 335.4, 622.2, 1196.4)),
    ],
)
def test_the_first_token_of_each_layout(tokens: int, layouts: tuple[float, ...]) -> None:
    for tensor, expected in zip((8, 4, 2, 1), layouts, strict=True):
        got = result("split", "latency", tensor=tensor, tokens=tokens)
        assert got == pytest.approx(expected * MS, abs=0.05 * MS)


def test_the_parts_of_the_first_token() -> None:
    for tokens, compute_, reduces in ((512, 18.1, 6.6), (1024, 36.3, 11.8), (2048, 73.3, 22.2)):
        one: dict[str, Value] = {"tensor": 8, "tokens": tokens}
        assert result("split", "compute", **one) == pytest.approx(compute_ * MS, abs=0.05 * MS)
        assert result("split", "reduces", **one) == pytest.approx(reduces * MS, abs=0.05 * MS)
    full = result("split", "compute", tensor=8, tokens=2048, efficiency=100)
    assert full == pytest.approx(36.7 * MS, abs=0.05 * MS)


def test_hops_and_a_headline_rate_decide_the_target() -> None:
    for setting, expected in (({"hop": 1.9}, 51.0), ({"hop": 3.4}, 54.4), ({"link": 900}, 42.9)):
        values: dict[str, Value] = {"tensor": 8, **setting}
        assert result("split", "latency", **values) == pytest.approx(expected * MS, abs=0.05 * MS)
    assert answer(scene("split"), library()) == pytest.approx(48.1 * MS, abs=0.05 * MS)


def test_decoding_takes_the_stages_one_after_another() -> None:
    for tensor, expected in ((8, 6.67), (4, 11.22), (2, 21.46), (1, 42.53)):
        assert result("split", "itl", tensor=tensor) == pytest.approx(expected * MS, abs=5e-6)


def test_gathering_weights_pays_from_a_number_of_tokens() -> None:
    values = {"layer_weight_bytes": 1_711_276_032, "hidden": 8192, "element_bytes": 2}
    assert evaluate(library().formulas["sharding.gather_break_even_tokens"], values) == 26_112


def test_users_of_one_gpu() -> None:
    assert result("wall", "token") == 131_072
    assert result("wall", "pool") == pytest.approx(69.84e9, abs=5e6)
    assert result("wall", "users") == 65
    assert result("wall", "users", paged=True) == 259
    assert result("wall", "gain") == pytest.approx(3.98, abs=0.005)
    exact = {"budget": result("wall", "pool"), "bytes_per_token": 131_072, "block": 16}
    whole = {**exact, "length": 2048}
    assert evaluate(library().formulas["capacity.concurrent_sequences"], whole) == 260


@pytest.mark.parametrize(
    ("name", "free", "reserved", "paged"),
    [("free_int4", 49.52e9, 18, 73), ("free_eight", 546.1e9, 203, 810)],
)
def test_users_of_other_models(name: str, free: float, reserved: int, paged: int) -> None:
    assert name in named_values(mission())[mission_address("fleet-serving")]
    weights = 70_553_706_496 * (4.125 / 8 if name == "free_int4" else 2)
    budget = (80 if name == "free_int4" else 640) * 2**30 - weights
    assert budget == pytest.approx(free, abs=5e7)
    common: dict[str, Value] = {"budget": budget, "bytes_per_token": 327_680, "block": 16}
    for flag, expected in ((False, reserved), (True, paged)):
        values = {**common, "paged": flag, "longest": 8192, "mean_length": 2048, "shared": 0}
        assert evaluate(library().formulas["paging.held_users"], values) == expected


def test_tokens_gain_less_than_users() -> None:
    users = result("wall", "users", paged=True) / result("wall", "users")
    tokens = result("wall", "rate", paged=True) / result("wall", "rate")
    assert 1 < tokens < users


def test_speculation_and_batches() -> None:
    for acceptance, expected in ((50, 1.94), (70, 2.77), (80, 3.36), (90, 4.10)):
        got = result("wall", "accepted", drafted=4, acceptance=acceptance)
        assert got == pytest.approx(expected, abs=0.005)
    for batch, expected in ((8, 2.72), (32, 4.06)):
        formula = library().formulas["fleet.static_batch_lengths"]
        assert evaluate(formula, {"batch": batch}) == pytest.approx(expected, abs=0.005)
    gain = {"waste_before": 0.4, "waste_after": 0}
    assert evaluate(library().formulas["paging.user_gain"], gain) == pytest.approx(5 / 3)


def test_a_batch_that_waits_gives_fewer_tokens() -> None:
    lost = result("split", "decoded") / result("split", "decoded", continuous=False)
    assert lost == pytest.approx(sum(1 / k for k in range(1, 33)))
    assert math.isclose(lost, 4.06, abs_tol=0.005)

"""What the course simulates: every scene runs as it stands and at both ends of its controls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest

from infralens.course.computing import compute
from infralens.course.library import library
from infralens.course.scenes import reach
from infralens.model.computable import Value
from infralens.model.mission import Blocks, Frontier
from infralens.model.scene import Scene
from tests.missions.simulator import simulated
from tests.this_course import this_course

pytestmark = pytest.mark.slow
ENDLESS = "the queue grows without end"


@cache
def _scenes() -> list[Scene]:
    course, issues = this_course()
    assert course is not None, issues
    every = [one for mission in course.missions for part in mission.parts for one in part.scenes]
    return [scene for scene in every if isinstance(scene.spec.instrument, Frontier | Blocks)]


def _run(scene: Scene, inputs: Mapping[str, Value]) -> tuple[str, dict[str, float], dict[str, int]]:
    """Kind, settings in base units and options, as the page gives them."""
    instrument = scene.spec.instrument
    assert isinstance(instrument, Frontier | Blocks)
    results = compute(scene.model, library(), inputs)
    settings = {}
    for name, given in instrument.simulation.with_.items():
        if not isinstance(given, str):
            settings[name] = float(given)
        elif given in inputs:
            settings[name] = float(inputs[given]) * scene.model.factors[given]
        else:
            settings[name] = float(results[given])
    return instrument.simulation.kind, settings, {"seed": 1, "customers": 50_000}


def _reached(scene: Scene) -> Iterator[dict[str, Value]]:
    """The defaults, and each control at both ends."""
    defaults = dict(scene.model.defaults)
    yield defaults
    for control in scene.controls:
        values = reach(scene.model.input(control))
        yield from ({**defaults, control: value} for value in (*values[:1], *values[-1:]))


@cache
def _found() -> list[list[Any]]:
    """The results of each scene: at the defaults, then at the ends."""
    inputs = [list(_reached(scene)) for scene in _scenes()]
    runs = [
        [_run(scene, one) for one in each] for scene, each in zip(_scenes(), inputs, strict=True)
    ]
    results = iter(simulated(runs=[run for each in runs for run in each])["runs"])
    return [[next(results) for _ in each] for each in runs]


def test_every_scene_can_be_simulated() -> None:
    assert _scenes()
    for scene, (first, *others) in zip(_scenes(), _found(), strict=True):
        told = f"{scene.part} {scene.track}"
        assert "refused" not in first, told
        assert {one.get("refused", ENDLESS) for one in others} <= {ENDLESS}, told


def test_line_and_points_are_of_one_system() -> None:
    for scene, (result, *_) in zip(_scenes(), _found(), strict=True):
        instrument = scene.spec.instrument
        if isinstance(instrument, Frontier):
            results = compute(scene.model, library(), scene.model.defaults)
            line = results[instrument.latency]
            assert isinstance(line, float)
            told = f"{scene.part} {scene.track}: line {line:.4g} s, point {result['p99']:.4g} s"
            print(told)
            assert result["p99"] == pytest.approx(line, rel=0.25), told

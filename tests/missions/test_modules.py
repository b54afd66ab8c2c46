"""The simulations' own tests under Node, and numbers that must never change."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from infralens.bootstrap.environment import ROOT
from infralens.bootstrap.node import node_command
from tests.missions.simulator import FRONTEND, simulated

HERE = Path(__file__).parent
VECTORS = json.loads((ROOT / "tests/vectors/simulations.json").read_text(encoding="utf-8"))


def test_the_jobs_tests_pass() -> None:
    command = [*node_command("node"), "--test-force-exit", str(HERE / "jobs.test.mjs")]
    environment = {**os.environ, "FRONTEND": FRONTEND.as_uri()}
    answer = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_the_same_seed_gives_the_same_bits_for_ever() -> None:
    answer = simulated(
        bits=[row[:3] for row in VECTORS["bits"]], times=[row[:5] for row in VECTORS["times"]]
    )
    assert answer["bits"] == [row[3] for row in VECTORS["bits"]]
    assert answer["times"] == [row[5] for row in VECTORS["times"]]


def test_the_same_seed_gives_the_same_results_for_ever() -> None:
    rows = VECTORS["runs"]
    found = simulated(runs=[row[:3] for row in rows])["runs"]
    for (_, _, _, expected), result in zip(rows, found, strict=True):
        assert {key: _cut(result, key) for key in expected} == expected


def _cut(result: dict[str, object], key: str) -> object:
    for name in key.split("."):
        result = result[name]  # type: ignore[assignment]
    return result


def test_there_are_as_many_in_the_system_as_arrive_in_the_time_they_take() -> None:
    for kind, _, options, result in VECTORS["runs"]:
        if kind != "cache" and options["customers"] >= 100_000:
            expected = result["throughput"] * result["mean"]
            assert result["inSystem"] == pytest.approx(expected, rel=0.01)


def test_students_t() -> None:
    # The 97.5 % points of printed tables, for 9, 19, 29 and 39 degrees of freedom.
    found = simulated(students=[9, 19, 29, 39])["students"]
    assert found == pytest.approx([2.2622, 2.0930, 2.0452, 2.0227], abs=1e-3)


def test_a_higher_load_needs_more_customers() -> None:
    found = simulated(loads=[0.1, 0.5, 0.8, 0.9, 0.95, 0.999])["loads"]
    assert found == sorted(found)
    assert found[0] == found[2] == 1e6
    assert found[-1] == 20e6

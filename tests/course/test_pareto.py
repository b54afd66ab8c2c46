"""Designs that none beats, by the vectors that the browser's module reads too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from infralens.course.pareto import pareto_set, regret

VECTORS = Path(__file__).parent.parent / "vectors" / "pareto.json"
CASES: list[dict[str, Any]] = json.loads(VECTORS.read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["about"]))
def test_the_set_and_the_regret_are_those_worked_by_hand(case: dict[str, Any]) -> None:
    assert pareto_set(case["rows"], case["better"]) == case["set"]
    for at, expected in enumerate(case["regret"]):
        found = regret(case["rows"], at, case["better"])
        if expected is None:
            assert found is None
            continue
        assert found is not None
        to, share, gaps = expected
        assert found.to == to
        assert found.share == pytest.approx(share, abs=1e-12)
        assert found.gaps == pytest.approx(gaps, abs=1e-12)

"""The browser's pure modules, under Node's own test runner."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from infralens.bootstrap.environment import ROOT
from infralens.bootstrap.node import node_command
from infralens.course.library import library
from infralens.engines.formula import javascript
from tests.this_course import this_course

HERE = Path(__file__).parent
FRONTEND = ROOT / "infralens" / "frontend"
FORMULAS = (
    "parameters.dense_parameters",
    "variants.expert_parameters",
    "variants.latent_expert_parameters",
)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Where the modules' tests find what they compare with."""
    folder = tmp_path_factory.mktemp("modules")
    numeric = (FRONTEND / "numeric.mjs").as_uri()
    formulas = folder / "formulas.mjs"
    text = javascript(library(), FORMULAS)
    formulas.write_text(text.replace("./numeric.mjs", numeric), encoding="utf-8")
    course, _ = this_course()
    registry = {
        name: {
            "total": entry.fields["total"][0],
            **{field: value for field, (value, _) in entry.fields.items()},
        }
        for name, entry in course.registries["models"].entries.items()
    }
    models = folder / "models.json"
    models.write_text(json.dumps(registry), encoding="utf-8")
    return {
        "FRONTEND": FRONTEND.as_uri(),
        "FORMULAS": formulas.as_uri(),
        "MODELS": str(models),
    }


@pytest.mark.parametrize("name", sorted(path.name for path in HERE.glob("*.test.mjs")))
def test_the_modules_tests_pass(name: str, settings: dict[str, str]) -> None:
    # Run as it is: under --test it would have a process of its own beside the runner's.
    command = [*node_command("node"), str(HERE / name)]
    answer = subprocess.run(
        command, check=False, capture_output=True, text=True, env={**os.environ, **settings}
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr

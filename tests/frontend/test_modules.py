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
from infralens.course.load import load_course
from infralens.engines.formula import javascript

HERE = Path(__file__).parent
FRONTEND = ROOT / "infralens" / "frontend"
FORMULAS = (
    "parameters.dense_parameters",
    "variants.expert_parameters",
    "variants.latent_expert_parameters",
)


@pytest.mark.parametrize("name", sorted(path.name for path in HERE.glob("*.test.mjs")))
def test_the_modules_tests_pass(name: str, tmp_path: Path) -> None:
    text = javascript(library(), FORMULAS)
    numeric = (FRONTEND / "numeric.mjs").as_uri()
    formulas = tmp_path / "formulas.mjs"
    formulas.write_text(text.replace("./numeric.mjs", numeric), encoding="utf-8")
    course, _ = load_course(ROOT)
    registry = {
        name: {
            "total": entry.fields["total"][0],
            **{field: value for field, (value, _) in entry.fields.items()},
        }
        for name, entry in course.registries["models"].entries.items()
    }
    models = tmp_path / "models.json"
    models.write_text(json.dumps(registry), encoding="utf-8")
    settings = {
        "FRONTEND": FRONTEND.as_uri(),
        "FORMULAS": formulas.as_uri(),
        "MODELS": str(models),
    }
    command = [*node_command("node"), "--test", str(HERE / name)]
    answer = subprocess.run(
        command, check=False, capture_output=True, text=True, env={**os.environ, **settings}
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr

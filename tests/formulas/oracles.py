"""The published cases, and how each is reproduced."""

from __future__ import annotations

from typing import Any

from tests.cases.casefile import case_in
from tests.formulas.cases import caches, memory, models, serving, speed, training
from tests.formulas.cases.shared import Cases
from tests.formulas.claims import ROOT

FILE = case_in(ROOT / "tests/oracles.yaml")
PUBLISHED: dict[str, dict[str, Any]] = {case["id"]: case for case in FILE["cases"]}

CASES: Cases = {
    **caches.CASES,
    **memory.CASES,
    **models.CASES,
    **serving.CASES,
    **speed.CASES,
    **training.CASES,
}

LEFT_OUT = {
    ("gopher-6nd-vs-paper", "flops_paper"): "the paper's own detailed count, not a formula",
    ("gpuhours-llama2-70b", "gpu_hours"): "repeats an input",
    ("mmc-mean-trap", "W_wrong_mm1_form"): "the wrong formula's value; see the known errors",
    ("image-dit-xl2", "published_gflops"): "with conditioning; reproduced to 1 % in test_values",
}
"""Keys of computed cases that no claim reproduces, each with the reason."""

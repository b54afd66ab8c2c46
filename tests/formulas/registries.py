"""The registries as the tests read them, and their models as inputs of formulas."""

from __future__ import annotations

from typing import Any

from tests.cases.casefile import case_in
from tests.formulas.claims import ROOT, Call, library

Entry = dict[str, Any]


def entries(name: str) -> list[Entry]:
    read: list[Entry] = case_in(ROOT / f"docs/data/{name}.yml")
    return read


def parameters_of(model: Entry, **other: float | bool) -> Call:
    """The formula that counts a model, with its configuration; what is absent is 0 or false."""
    config = {**model["config"], "layers": sum(group["count"] for group in model["layers"])}
    if "latent_rank" in config:
        name = "variants.latent_expert_parameters"
    elif "experts" in config:
        name = "variants.expert_parameters"
    else:
        name = "parameters.dense_parameters"
    values = {
        one.name: {**config, **other}.get(one.name, False if one.kind == "flag" else 0)
        for one in library().formulas[name].parameters
    }
    return name, values

"""The registries are complete, sourced and dated, and their models count exactly."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.cases.casefile import case_in
from tests.formulas.claims import ROOT, Evaluator
from tests.formulas.oracles import PUBLISHED
from tests.formulas.registries import Entry, entries, parameters_of

NAMES = ("models", "hardware", "interconnects")
MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")
REFERENCES = {one["key"] for one in case_in(ROOT / "docs/data/references.yml")}


def test_every_model_has_exactly_its_published_parameters(run: Evaluator) -> None:
    models = entries("models")
    got = run([parameters_of(model) for model in models])
    for model, outcome in zip(models, got, strict=True):
        assert outcome.value == model["total"]["value"], model["id"]


def test_active_parameters_are_the_published_ones(run: Evaluator) -> None:
    published = {
        "mixtral-8x7b": 12.9e9,
        "qwen3-30b-a3b": 3.3e9,
        "gpt-oss-20b": 4.2e9,
        "deepseek-v3": 37.6e9,
    }
    models = [model for model in entries("models") if model["id"] in published]
    got = run([parameters_of(model, active=True) for model in models])
    for model, outcome in zip(models, got, strict=True):
        assert outcome.value == pytest.approx(published[model["id"]], rel=0.02), model["id"]


@pytest.mark.parametrize("name", NAMES)
def test_names_are_unique_and_fit_an_address(name: str) -> None:
    ids = [entry["id"] for entry in entries(name)]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one) for one in ids)


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_has_a_source_and_a_month(name: str) -> None:
    figures = [figure for entry in entries(name) for figure in _sourced(entry)]
    assert len(figures) >= len(entries(name))
    for figure in figures:
        assert MONTH.fullmatch(figure["as_of"])
        assert figure["source"].startswith("https://") or figure["source"] in REFERENCES


def test_there_are_enough_entries() -> None:
    assert len(entries("models")) >= 14
    assert len(entries("hardware")) >= 12
    assert len(entries("interconnects")) >= 8


def test_accelerators_are_those_of_the_published_tables() -> None:
    accelerators = {entry["id"]: entry for entry in entries("hardware")}
    names = {"a100-sxm": "a100-80gb", "h100-pcie": "h100-pcie", "mi300x": "mi300x"}
    checked = 0
    for case in PUBLISHED.values():
        if case["calculator"] != "hardware":
            continue
        device = case["inputs"]["device"].replace("_", "-")
        entry = accelerators[names.get(device, device)]
        expected = case["expected"]
        shown = {
            "bf16_dense_tflops": entry["peaks"]["bf16"]["value"],
            "hbm_GB_as_labelled": entry["memory_label"]["value"],
            "hbm_TBps": entry["memory_bandwidth"]["value"] / 1e3,
        }
        if "fp8_dense_tflops" in expected:
            shown["fp8_dense_tflops"] = entry["peaks"]["fp8"]["value"]
        for key, value in shown.items():
            # The table rounds an A100's 2.039 TB/s to one digit.
            assert value == pytest.approx(expected[key], rel=0.02), f"{case['id']}: {key}"
        checked += 1
    assert checked == 10


def test_usable_memory_follows_its_rule(run: Evaluator) -> None:
    for entry in entries("hardware"):
        label = entry["memory_label"]["value"]
        (outcome,) = run([("capacity.usable_memory_bytes", {"label": label * 1e9, "share": 0.98})])
        assert outcome.value == pytest.approx(entry["usable_memory"]["value"] * 1e9, abs=5e6)


def test_links_are_rates_of_one_direction() -> None:
    links = {entry["id"]: entry["bandwidth"]["value"] for entry in entries("interconnects")}
    assert links["nvlink-4"] == 900 / 2
    assert links["pcie-5"] == pytest.approx(32 * 16 * 128 / 130 / 8, rel=1e-3)
    assert links["nic-400"] == 400 / 8
    for entry in entries("hardware"):
        if "link_to_one_peer" in entry:
            assert entry["link_to_one_peer"]["value"] * 7 == pytest.approx(entry["link"]["value"])


def _sourced(entry: Entry) -> Iterator[Entry]:
    for value in entry.values():
        if isinstance(value, dict):
            if "value" in value or "source" in value:
                yield value
            else:
                yield from _sourced(value)

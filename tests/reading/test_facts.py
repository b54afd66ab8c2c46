"""Facts that are easily got wrong, as the site states them and as its code computes them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from infralens.bootstrap.environment import ROOT
from infralens.course.library import library
from infralens.course.values import Values
from infralens.model.course import Course
from tests.cases.casefile import case_in
from tests.reading.built import Built, words

CODE = ROOT / "code" / "ai-infra"
KNOWN = case_in(Path(__file__).parent / "known-answers.yml")


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known["value"].split("(")[0])
def test_formulas_meet_known_answers(course: Course, known: dict[str, Any]) -> None:
    found = Values(library(), course.registries).number(known["value"], known["unit"])
    assert found == pytest.approx(known["is"], rel=1e-3)


def test_the_serving_configuration_has_two_workloads_and_five_metrics() -> None:
    text = (CODE / "vllm-serving-config" / "benchmark_config.yaml").read_text(encoding="utf-8")
    given = yaml.safe_load(text)
    assert [one["name"] for one in given["workloads"]] == ["short-short", "long-short"]
    assert given["metrics"] == ["ttft_ms", "tpot_ms", "qps", "tokens_per_second", "memory_peak_gb"]


def test_the_transpose_stores_with_swapped_blocks() -> None:
    text = (CODE / "bank-conflict" / "transpose.cu").read_text(encoding="utf-8")
    kernels = [match.group() for match in re.finditer(r"__global__ void .*?\n}", text, re.DOTALL)]
    tiled = [kernel for kernel in kernels if "__shared__" in kernel]
    assert len(tiled) == 2
    for kernel in tiled:
        load, store = kernel.split("__syncthreads", 1)
        assert "blockIdx.x * 32 + threadIdx.x" in load
        assert "x = blockIdx.y * 32 + threadIdx.x" in store
        assert "y = blockIdx.x * 32 + threadIdx.y" in store


def test_stages_one_and_two_send_what_ddp_sends() -> None:
    path = CODE / "fsdp-state-sharding" / "expected" / "state_sharding.txt"
    rows = re.findall(r"^(DDP|ZeRO-[123]).*? ([0-9.]+)$", path.read_text(encoding="utf-8"), re.M)
    for first in range(0, 8, 4):
        sent = {name: float(value) for name, value in rows[first : first + 4]}
        assert sent["ZeRO-1"] == sent["ZeRO-2"] == sent["DDP"]
        assert sent["ZeRO-3"] == pytest.approx(1.5 * sent["DDP"], rel=1e-3)


@pytest.mark.slow
def test_column_shards_are_kept_or_joined_and_never_summed(built: Built) -> None:
    wrong = []
    for address, html in built.pages().items():
        for sentence in re.split(r"(?<=[.!?]) ", words(html)):
            told = sentence.casefold()
            about = re.search(r"column[- ](parallel|shard)|shards? of columns", told)
            sums = re.search(r"\b(sum|summed|sums|add up|added|all-reduced?)\b", told)
            if about and sums and not re.search(r"\b(row|not|never|no|nothing|without)\b", told):
                wrong.append((address, sentence))
    assert wrong == []


@pytest.mark.slow
def test_a_step_of_decoding_sees_itself(built: Built) -> None:
    claim = re.compile(r"(step|position|token) (\w+) (sees|reads|attends to) (\w+)( \+ 1)? entries")
    told = [
        (address, match.group())
        for address, html in built.pages().items()
        for match in claim.finditer(words(html))
    ]
    wrong = [one for one in told if re.search(r"(step|position|token) (\w) \w+ \2 entries", one[1])]
    assert wrong == []
    pages = " ".join(words(html) for html in built.pages().values())
    assert re.search(r"t \+ 1|itself included|including itself|its own (key|entry)", pages)

"""Formulas in use that are wrong: ours differs from each in the way that is described."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.formulas.claims import Values, in_python
from tests.formulas.oracles import FILE
from tests.formulas.registries import Entry, entries, parameters_of

KNOWN_BAD = FILE["known_bad"]
LLAMA = next(model for model in entries("models") if model["id"] == "llama-3-8b")
GIB, TIB = 2**30, 2**40


def ours(formula: str, **values: float | bool) -> float:
    given: Values = values
    (outcome,) = in_python([(formula, given)])
    assert outcome.value is not None, outcome.reason
    return outcome.value


def total(model: Entry = LLAMA, **other: float | bool) -> float:
    name, values = parameters_of(model, **other)
    return ours(name, **values)


def cache(kv_heads: int = 8, head_dim: int = 128) -> float:
    return ours(
        "memory.kv_cache_bytes_per_token",
        layers=32,
        kv_heads=kv_heads,
        head_dim=head_dim,
        element_bytes=2,
    )


def states(stage: int, weight: int, gradient: int, optimizer: int, parallel: int = 1) -> float:
    return ours(
        "training.parallel_training_state_bytes",
        dense_parameters=8e9,
        expert_parameters=0,
        weight_bytes=weight,
        gradient_bytes=gradient,
        optimizer_bytes=optimizer,
        stage=stage,
        tensor_parallel=parallel,
        pipeline_parallel=parallel,
        data_parallel=4,
        expert_parallel=1,
        expert_tensor_parallel=1,
    )


def layer(recompute: int) -> float:
    return ours(
        "activations.gelu_layer_activation_bytes",
        tokens=2048,
        sequences=1,
        hidden=4096,
        heads=32,
        tensor_parallel=1,
        sequence_parallel=False,
        recompute=recompute,
    )


def v5e_row(element: float, chips: int) -> tuple[float, float]:
    free = ours(
        "capacity.cache_budget_bytes",
        memory=chips * 16e9,
        utilization=1,
        weight_bytes=70e9 * element,
        gpus=1,
        activation_bytes=0,
        reserved_bytes=0,
    )
    fitting = ours(
        "capacity.concurrent_sequences",
        budget=free,
        bytes_per_token=162e3 * element,
        block=1,
        length=8192,
    )
    return free / 1e9, fitting


def saved(copies: int) -> float:
    return ours(
        "activations.saved_states_bytes",
        tokens=4e6,
        sequences=1,
        hidden=8192,
        layers=80,
        copies=copies,
        element_bytes=2,
    )


def figure(registry: str, name: str, key: str) -> float:
    entry: dict[str, Any] = next(one for one in entries(registry) if one["id"] == name)
    return float(entry[key]["value"])


def no_factor_two() -> None:
    hidden_based = 2 * 4096 * 32
    assert hidden_based / cache(kv_heads=32) == 0.5
    assert hidden_based / cache(kv_heads=8) == 2


def sharded_twice() -> None:
    weights = 2 * 8e9 / (2 * 2) / (2 * 2 * 4)
    assert weights / states(3, 2, 0, 0, parallel=2) == pytest.approx(1 / 4)
    assert 2 * 8e9 / states(0, 0, 2, 0, parallel=2) == 4
    assert 12 * 8e9 / states(0, 0, 0, 12, parallel=2) == 4


def checkpointing_is_selective() -> None:
    claimed = 34 * 2048 * 4096
    assert claimed == layer(recompute=1)
    assert claimed / layer(recompute=2) == 17


def dense_layers_dropped() -> None:
    block = ours(
        "parameters.feed_forward_parameters",
        hidden=4096,
        intermediate=14336,
        gated=True,
        bias=False,
    )
    mixed = 16 * block + 16 * block  # half the layers dense, one expert of the others each token
    assert 32 * block * (1 / 2) / mixed == 0.5


def whole_factor_only() -> None:
    assert 14336 / 4096 == 3.5
    assert total() - total(intermediate=3 * 4096) == 32 * 3 * 4096 * 2048
    assert total(positions=8192) - total() == 8192 * 4096


def fudged_cache() -> None:
    assert 2 * 2 * 2 * 4096 * 32 / cache() == 8
    assert states(0, 2, 2, 12) / (8 * 8e9) == 2


def bytes_twice() -> None:
    assert 4 * 2048 * 4096 * (34 + 5 * 32 * 2048 / 4096) / layer(recompute=0) == 4
    assert 2 * 2 * 4096 * 32 / cache() == 4


def query_heads_loaded() -> None:
    assert cache(kv_heads=32) / cache() == 4
    scores = ours(
        "memory.attention_score_bytes", sequences=1, heads=32, tokens=2048, element_bytes=2
    )
    assert scores / (2048 * 32 * 128 * 2) == 16  # written once more than the output itself


def slow_memory() -> None:
    assert figure("hardware", "h100-sxm", "memory_bandwidth") == 3350


def binary_peak() -> None:
    def share(peak: float) -> float:
        return ours("compute.model_flops_utilization", flops=5e14, devices=1, seconds=1, peak=peak)

    assert share(312 * TIB) / share(312e12) == pytest.approx(0.91, abs=1e-3)


def tied_and_wide() -> None:
    llama2 = next(model for model in entries("models") if model["id"] == "llama-2-7b")
    wrong = total(llama2, tied=True, gated=False, intermediate=16384)
    assert wrong == pytest.approx(6.57e9, rel=1e-3)
    assert llama2["total"]["value"] == 6_738_415_616


def no_bonus_token() -> None:
    tokens = ours("speculative.tokens_per_pass", acceptance=0.9, drafted=4)
    assert min(tokens, 4) < tokens == pytest.approx(4.0951)


def mixed_precisions() -> None:
    assert figure("hardware", "a100-80gb", "link") == 300


def documented_zero2() -> None:
    documented = (4 * 2.851e9 + 16 * 2.851e9 / 8) / GIB
    code = ours("training.deepspeed_zero2_bytes", parameters=2.851e9, gpus=8) / GIB
    assert documented == pytest.approx(15.93, abs=5e-3)
    assert code == pytest.approx(11.28, abs=5e-3)


def largest_part_only() -> None:
    assert states(0, 2, 2, 12) / (8 * 8e9) == 2


def longest_sequence() -> None:
    def attention(sequence: int) -> float:
        return ours(
            "compute.attention_flops",
            layers=32,
            heads=32,
            head_dim=128,
            sequence=sequence,
            tokens=1,
            causal=False,
        )

    assert attention(131_072) / attention(8192) == 16


def wrong_rows() -> None:
    assert v5e_row(1, 8) == (58, 43) != (68, 52)
    assert v5e_row(0.5, 4) == (29, 43) != (19, 67)


def four_not_three() -> None:
    assert saved(3) == pytest.approx(15.7e12, rel=2e-3)
    assert saved(4) == pytest.approx(20.97e12, rel=1e-3)


def decimal_rows() -> None:
    def floor(giga: float, tera: float) -> float:
        seconds = ours(
            "inference.decode_floor_seconds",
            weight_bytes=26 * giga,
            cache_bytes=6.7 * giga,
            devices=1,
            bandwidth=6.56 * tera,
        )
        return seconds * 1e3

    assert floor(1e9, 1e12) == pytest.approx(4.98, abs=5e-3)
    assert floor(GIB, TIB) < 4.88


def served_with_master_weights() -> None:
    assert 6 * 8e9 / ours("memory.weight_bytes", parameters=8e9, element_bytes=2) == 3


def heads_twice() -> None:
    wrong = 2 * 32 * 32 * 4096 * 4 / 8
    assert wrong / cache(kv_heads=32) == 8
    assert wrong / cache(kv_heads=8) == 32


def odd_sizes() -> None:
    def size(name: str) -> float:
        model = next(one for one in entries("models") if one["id"] == name)
        parameters = model["total"]["value"]
        return ours("memory.weight_bytes", parameters=parameters, element_bytes=4) / 1e9

    assert size("llama-3-70b") == pytest.approx(282.2, abs=0.05) != 280.9
    assert size("llama-3-1-405b") == pytest.approx(1623.4, abs=0.05) != 1625.1


DIFFERENCES: dict[str, Callable[[], None]] = {
    "bad-cookbook-kv": no_factor_two,
    "bad-cookbook-zero3": sharded_twice,
    "bad-cookbook-checkpointing": checkpointing_is_selective,
    "bad-cookbook-moe-flops": dense_layers_dropped,
    "bad-cookbook-int-ffn": whole_factor_only,
    "bad-gpu-poor-kv": fudged_cache,
    "bad-llm-tools": bytes_twice,
    "bad-llm-viewer-flash": query_heads_loaded,
    "bad-llm-viewer-hw": slow_memory,
    "bad-vidur-mfu": binary_peak,
    "bad-llm-analysis-embedding": tied_and_wide,
    "bad-genz-spec": no_bonus_token,
    "bad-genz-hw": mixed_precisions,
    "bad-deepspeed-doc-zero2": documented_zero2,
    "bad-accelerate-training": largest_part_only,
    "bad-picotron-mfu": longest_sequence,
    "bad-scalingbook-70b-table": wrong_rows,
    "bad-scalingbook-ckpt": four_not_three,
    "bad-scalingbook-gib": decimal_rows,
    "bad-hf-mem-6bytes": served_with_master_weights,
    "bad-vllm-fit": heads_twice,
    "bad-llamacpp-f32-sizes": odd_sizes,
}


@pytest.mark.parametrize("name", [entry["id"] for entry in KNOWN_BAD])
def test_our_result_differs_as_described(name: str) -> None:
    DIFFERENCES[name]()


def test_every_known_error_is_checked() -> None:
    assert DIFFERENCES.keys() == {entry["id"] for entry in KNOWN_BAD}

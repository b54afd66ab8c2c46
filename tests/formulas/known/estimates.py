"""Whole models: experts, prompts, runs."""

from __future__ import annotations

from collections.abc import Iterator

from tests.formulas.known.value import GIB, Known, known


def values() -> Iterator[Known]:
    yield known(
        "variants.routed_expert_parameters",
        45_097_156_608,
        "Mixtral: 32·8·176,160,768",
        layers=32,
        dense_layers=0,
        hidden=4096,
        experts=8,
        expert_intermediate=14336,
        expert_bias=False,
    )
    gpt = {
        "layers": 32,
        "tokens": 2048,
        "sequences": 1,
        "hidden": 4096,
        "heads": 32,
        "tensor_parallel": 1,
        "sequence_parallel": False,
    }
    name = "estimates.gelu_activation_bytes"
    yield known(name, 28.5, "32·2048·4096·(34 + 80) bytes", unit=GIB, recompute=0, **gpt)
    yield known(name, 8.5, "32·2048·4096·34 bytes", unit=GIB, recompute=1, **gpt)
    yield known(name, 0.5, "32·2048·4096·2 bytes", unit=GIB, recompute=2, **gpt)
    llama = {"layers": 32, "kv_heads": 8, "head_dim": 128}
    yield known(
        "estimates.gated_activation_bytes",
        32 * 2048 * 139_392,
        "Llama 3 8B: 139,392 bytes a token and layer",
        tokens=2048,
        sequences=1,
        hidden=4096,
        heads=32,
        intermediate=14336,
        element_bytes=2,
        keep_gate=False,
        tensor_parallel=1,
        framework_factor=1,
        **llama,
    )
    yield known(
        "estimates.token_floor_seconds",
        (16_060_522_496 + 4 * 2048 * 131_072) / 3.35e12,
        "Llama 3 8B on an H100, 4 sequences of 2,048 tokens",
        parameters=8_030_261_248,
        element_bytes=2,
        cache_element_bytes=2,
        context=2048,
        sequences=4,
        devices=1,
        bandwidth=3.35e12,
        **llama,
    )
    prompt = {
        "parameters": 8.03e9,
        "element_bytes": 2,
        "layers": 32,
        "heads": 32,
        "head_dim": 128,
        "causal": True,
        "devices": 1,
        "peak": 989e12,
        "efficiency": 0.5,
        "bandwidth": 3.35e12,
    }
    name = "estimates.prompt_seconds"
    work = 2 * 8.03e9 * 4096 + 2 * 32 * 4096 * 4096**2
    yield known(name, work / 494.5e12, "141.9 ms of compute", prompt=4096, **prompt)
    yield known(name, 16.06 / 3350, "4.79 ms to read the weights", prompt=128, **prompt)
    yield known(
        "estimates.group_quantized_bytes",
        4.1405e9,
        "8.03e9·4.125/8",
        within=1e-4,
        parameters=8.03e9,
        bits=4,
        group=128,
        scale_bits=16,
        zero_bits=0,
    )
    yield known(
        "estimates.served_sequences",
        260,
        "Llama 3 8B in 80 GiB: 33,301 blocks, 128 a sequence",
        memory=80 * GIB,
        utilization=1,
        reserved_bytes=0,
        parameters=8_030_261_248,
        element_bytes=2,
        cache_element_bytes=2,
        block=16,
        length=2048,
        gpus=1,
        **llama,
    )
    palm = {"layers": 118, "heads": 48, "head_dim": 256, "sequence": 2048, "causal": False}
    chips = {"parameters": 540.35e9, "devices": 6144, "peak": 275e12}
    yield known(
        "estimates.training_run_utilization",
        0.462,
        "PaLM, section 4.1",
        within=2e-3,
        throughput=238_300,
        **palm,
        **chips,
    )
    yield known(
        "estimates.training_run_seconds",
        780e9 / 238_300,
        "PaLM's 780e9 tokens at its throughput",
        within=2e-3,
        tokens=780e9,
        utilization=0.462,
        **palm,
        **chips,
    )

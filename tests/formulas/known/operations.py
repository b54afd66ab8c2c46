"""Adapters, pipelines, rollouts, checkpoints, cost."""

from __future__ import annotations

from collections.abc import Iterator

from tests.formulas.known.value import Known, known


def values() -> Iterator[Known]:
    yield known(
        "lora.matrix_adapter_parameters", 98_304, "4·24,576", inputs=12288, outputs=12288, rank=4
    )
    llama = {
        "layers": 32,
        "hidden": 4096,
        "heads": 32,
        "kv_heads": 8,
        "head_dim": 128,
        "intermediate": 14336,
    }
    yield known(
        "lora.adapter_parameters",
        41_943_040,
        "Llama 3 8B, rank 16 on all: 32·16·(2·8192 + 2·5120 + 3·18432)",
        rank=16,
        gated=True,
        on_query=True,
        on_key=True,
        on_value=True,
        on_output=True,
        on_block=True,
        **llama,
    )
    yield known(
        "lora.adapter_training_bytes",
        14e9 + 16 * 18_874_368,
        "base and 16 bytes each",
        base_bytes=14e9,
        trained=18_874_368,
        weight_bytes=2,
        gradient_bytes=2,
        optimizer_bytes=12,
    )
    yield known(
        "quantization.double_quantized_bits_per_weight",
        4.127,
        "QLoRA, section 3: 0.127 bits for scales",
        within=1e-4,
        bits=4,
        group=64,
        scale_bits=8,
        scale_group=256,
        scale_scale_bits=32,
    )
    yield known(
        "quantization.bits_per_weight",
        4.15625,
        "4 + 20/128",
        bits=4,
        group=128,
        scale_bits=16,
        zero_bits=4,
    )
    yield known(
        "pipeline.pipeline_step_seconds",
        33,
        "(8 + 3)·3",
        stages=4,
        microbatches=8,
        chunks=1,
        forward=1,
        backward=2,
    )
    name = "pipeline.microbatches_for_share"
    yield known(name, 12, "3/15 is a fifth, to the last bit", stages=4, chunks=1, allowed=0.2)
    yield known(name, 97, "3/100", stages=4, chunks=1, allowed=0.03)
    name = "whole.enough"
    yield known(name, 12, "3·0.8/0.2 in floating point", need=3 * (1 - 0.2) / 0.2)
    yield known(name, 13, "a little more than 12", need=12.000001)
    yield known(name, 0, "nothing", need=0)
    name = "pipeline.microbatches_in_flight"
    yield known(name, 4, "1F1B", stages=4, microbatches=8, one_forward_one_backward=True)
    yield known(name, 8, "GPipe", stages=4, microbatches=8, one_forward_one_backward=False)
    yield known(
        "rollout.rollout_rate",
        32,
        "32,000 / 1,000",
        devices=16,
        device_throughput=2000,
        mean_length=1000,
    )
    yield known(
        "rollout.rollout_surplus",
        -88_576,
        "960,000 - 1,048,576",
        devices=16,
        device_throughput=2000,
        step=30,
        needed=2**20,
    )
    yield known(
        "rollout.rollout_devices",
        18,
        "1,048,576 / 60,000",
        device_throughput=2000,
        step=30,
        needed=2**20,
    )
    yield known("rollout.version_lag", 4, "100 / 30", rollout=100, step=30)
    yield known("rollout.version_lag", 11, "11 steps, to the last bit", rollout=1.1, step=0.1)
    yield known(
        "rollout.synchronised_step_seconds",
        30.32,
        "30 + 16/50",
        step=30,
        weight_bytes=16e9,
        bandwidth=50e9,
    )
    yield known(
        "checkpoint.checkpoint_seconds",
        9.8,
        "980 GB at 100 GB/s",
        parameters=70e9,
        bytes_per_parameter=14,
        bandwidth=100e9,
    )
    yield known(
        "checkpoint.cluster_failure_interval",
        3.09 * 3600,
        "Llama 3, section 3.3.4: 419 failures in 54 days on 16,384 GPUs, 50,686 hours for each",
        within=2e-3,
        device_interval=50_686 * 3600,
        devices=16_384,
    )
    yield known(
        "checkpoint.checkpoint_interval",
        1138.42,
        "√(2·60·10,800)",
        within=1e-5,
        save=60,
        failure_interval=10_800,
    )
    yield known(
        "checkpoint.checkpoint_overhead",
        (120 / 10_800) ** 0.5 + 300 / 10_800,
        "√(2C/M) at the best interval, and the restart",
        interval=(2 * 60 * 10_800) ** 0.5,
        save=60,
        failure_interval=10_800,
        restart=300,
    )
    yield known(
        "cost.cost_per_token",
        2.7778e-6,
        "20 dollars an hour for 7.2 million tokens",
        within=1e-4,
        devices=8,
        device_price=2.5 / 3600,
        throughput=2000,
        utilization=1,
    )
    yield known(
        "cost.training_cost",
        2.6e6,
        "1.3 million GPU-hours at 2 dollars",
        devices=100,
        device_price=2 / 3600,
        seconds=13_000 * 3600,
    )
    yield known("cost.serving_flops", 1.6e22, "2·8e9·1e12", parameters=8e9, tokens=1e12)
    yield known(
        "cost.serving_to_training_ratio",
        2,
        "three times the tokens at half the utilisation",
        training_tokens=15e12,
        served_tokens=45e12,
        training_utilization=0.4,
        serving_utilization=0.2,
    )

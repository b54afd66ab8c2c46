"""Latency, experts, groups of GPUs."""

from __future__ import annotations

from collections.abc import Iterator

from tests.formulas.known.value import Known, known


def values() -> Iterator[Known]:
    yield from _serving()
    yield from _experts()
    yield from _sharding()
    yield from _references()


def _serving() -> Iterator[Known]:
    yield known(
        "inference.decode_floor_seconds",
        4.794e-3,
        "16.06 GB at 3.35 TB/s",
        within=1e-4,
        weight_bytes=16_060_522_496,
        cache_bytes=0,
        devices=1,
        bandwidth=3.35e12,
    )
    yield known(
        "inference.throughput_limit",
        2500,
        "1/(0.3 ms + 0.1 ms)",
        parameters=50e9,
        cache_bytes=0.3e9,
        devices=1,
        peak=1e15,
        bandwidth=1e12,
    )
    yield known(
        "inference.request_seconds",
        2.48,
        "0.5 + 99·0.02",
        first_token=0.5,
        per_token=0.02,
        output_tokens=100,
    )
    yield known(
        "inference.largest_batch_in_time",
        240,
        "8 ms for weights and 50 µs a sequence in 20 ms",
        step=0.020000001,
        parameters=8e9,
        weight_bytes=16e9,
        cache_bytes=1e8,
        devices=1,
        peak=989e12,
        bandwidth=2e12,
        compute_efficiency=1,
        memory_efficiency=1,
    )
    yield known(
        "speculative.speculative_speedup",
        2.4011,
        "3.3616 / 1.4",
        within=1e-4,
        acceptance=0.8,
        drafted=4,
        draft_cost=0.1,
        verify_cost=1,
    )
    yield known(
        "speculative.speculative_token_seconds",
        28e-3 / 3.3616,
        "(4·2 ms + 20 ms) / 3.3616",
        acceptance=0.8,
        drafted=4,
        draft=2e-3,
        verify=20e-3,
    )
    name = "speculative.verification_cost"
    yield known(
        name, 1, "160 tokens are under the critical batch", batch=32, drafted=4, critical_batch=295
    )
    yield known(name, 500 / 295, "500 tokens are over it", batch=100, drafted=4, critical_batch=295)
    yield known(name, 5, "already over it", batch=600, drafted=4, critical_batch=295)


def _experts() -> Iterator[Known]:
    name = "experts.experts_touched"
    yield known(name, 8, "one token visits its eight", experts=256, experts_per_token=8, batch=1)
    yield known(name, 3.5, "8·(1 - 0.75²)", experts=8, experts_per_token=2, batch=2)
    yield known(name, 8, "all", experts=8, experts_per_token=8, batch=3)
    yield known(
        "experts.expert_weight_bytes_read",
        122,
        "32·3.5 + 10",
        expert_layers=32,
        experts=8,
        experts_per_token=2,
        expert_bytes=1,
        other_bytes=10,
        batch=2,
    )
    expert = 2 * 3 * 4096 * 14336
    active = 12_879_925_248
    yield known(
        "experts.expert_decode_step_seconds",
        2 * active / 3.35e12,
        "Mixtral at batch 1 reads its active parameters",
        batch=1,
        active_parameters=active,
        expert_layers=32,
        experts=8,
        experts_per_token=2,
        expert_bytes=expert,
        other_bytes=2 * active - 32 * 2 * expert,
        cache_bytes=0,
        devices=1,
        peak=989e12,
        bandwidth=3.35e12,
        compute_efficiency=1,
        memory_efficiency=1,
    )
    yield known(
        "experts.expert_exchange_bytes",
        6_048_000,
        "32·9·7000·3",
        tokens=32,
        routes=9,
        hidden=7000,
        dispatch_bytes=1,
        combine_bytes=2,
    )


def _sharding() -> Iterator[Known]:
    shape = {"layers": 80, "element_bytes": 2, "bandwidth": 450e9, "hop": 0.6e-6}
    yield known(
        "sharding.tensor_parallel_seconds",
        160 * (8.4e-6 + 1.75 * 16_777_216 / 450e9),
        "160 all-reduces of 16.8 MB",
        tokens=1024,
        hidden=8192,
        tensor_parallel=8,
        passes=1,
        **shape,
    )
    yield known(
        "sharding.pipeline_handoff_seconds",
        3 * (0.6e-6 + 16_777_216 / 450e9),
        "three messages of 16.8 MB",
        stages=4,
        tokens=1024,
        hidden=8192,
        element_bytes=2,
        bandwidth=450e9,
        hop=0.6e-6,
    )
    # Llama 3 70B on eight H100 at half their peak: prefill by prompt, then time between tokens.
    prefill = {
        512: (24.6, 41.2, 75.5, 144.7),
        1024: (48.1, 82.2, 151.5, 290.8),
        2048: (95.5, 165.2, 305.6, 587.1),
        4096: (192.5, 335.4, 622.2, 1196.4),
    }
    for tokens, row in prefill.items():
        for tensor, expected in zip((8, 4, 2, 1), row, strict=True):
            work = 2 * 69_503_033_344 * tokens + 2 * 80 * 8192 * tokens**2
            reduces = 160 * (2 * (tensor - 1) / tensor * tokens * 16384 / 450e9)
            hops = 160 * 2 * (tensor - 1) * 0.6e-6
            sends = (8 // tensor - 1) * (tokens * 16384 / 450e9 + 0.6e-6)
            compute = work / (tensor * 494.7e12)
            assert abs((compute + reduces + hops + sends) * 1e3 / expected - 1) < 5e-3
            yield known(
                "sharding.sharded_prefill_seconds",
                (compute + reduces + hops + sends) * 1e3,
                "compute, all-reduces and hand-offs by hand",
                unit=1e-3,
                parameters=69_503_033_344,
                heads=64,
                head_dim=128,
                tokens=tokens,
                tensor_parallel=tensor,
                stages=8 // tensor,
                peak=989.4e12,
                efficiency=0.5,
                **shape,
            )
    for tensor, expected in zip((8, 4, 2, 1), (6.67, 11.22, 21.46, 42.53), strict=True):
        yield known(
            "sharding.sharded_step_seconds",
            expected,
            "141.1 GB and 4,096 tokens of cache at 3.35 TB/s, 160 all-reduces of 16 kB",
            within=1e-3,
            unit=1e-3,
            weight_bytes=2 * 70_553_706_496,
            cache_bytes=4096 * 327_680,
            batch=1,
            hidden=8192,
            tensor_parallel=tensor,
            stages=8 // tensor,
            memory_bandwidth=3.35e12,
            **shape,
        )
    yield known(
        "sharding.gather_break_even_tokens",
        26_112,
        "1,711,276,032 / 65,536",
        layer_weight_bytes=1_711_276_032,
        hidden=8192,
        element_bytes=2,
    )


def _references() -> Iterator[Known]:
    """Published measurements that a bound or an average has to come near."""
    yield known(
        "inference.decode_floor_seconds",
        17.07e-3,
        "FasterTransformer, 13B on an A100 with 40 GB: measured, so a little more",
        within=0.03,
        weight_bytes=26e9,
        cache_bytes=0,
        devices=1,
        bandwidth=1555e9,
    )
    yield known(
        "inference.decode_floor_seconds",
        1 / 208.5,
        "Llama 3 8B on an H100 at 128 tokens: between 208 and 209 tokens a second",
        within=2.5e-3,
        weight_bytes=16_060_522_496,
        cache_bytes=128 * 131_072,
        devices=1,
        bandwidth=3.35e12,
    )
    yield known(
        "speculative.tokens_per_pass",
        1.8,
        "DeepSeek-V3: 80 % accepted, 1.8 times the speed",
        acceptance=0.8,
        drafted=1,
    )

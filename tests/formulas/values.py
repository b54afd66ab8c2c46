"""Values from outside for what the published cases do not reach: papers, and sums by hand."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from tests.formulas.claims import Claim, Input

GIB = 2**30


@dataclass(frozen=True)
class Known:
    """What a claim must give, and how that is known."""

    claim: Claim
    expected: float
    why: str
    relative: float


def known(
    formula: str,
    expected: float,
    why: str,
    *,
    within: float = 1e-9,
    unit: float = 1,
    **values: Input,
) -> Known:
    return Known(Claim(formula, values, unit), expected, why, within)


def all_known() -> list[Known]:
    return [
        *_parameters(),
        *_memory(),
        *_capacity(),
        *_training(),
        *_activations(),
        *_collectives(),
        *_compute(),
        *_serving(),
        *_experts(),
        *_sharding(),
        *_queues(),
        *_fleet(),
        *_operations(),
        *_estimates(),
        *_references(),
    ]


def _parameters() -> Iterator[Known]:
    plain = {"qkv_bias": False, "output_bias": False, "qk_norm": 0, "sinks": False}
    llama = {"hidden": 4096, "heads": 32, "kv_heads": 8, "head_dim": 128}
    name = "parameters.attention_parameters"
    yield known(name, 41_943_040, "4096·128·2·(32+8)", **llama, **plain)
    yield known(
        name,
        2_362_368,
        "GPT-2: 4·768² and four biases of 768",
        hidden=768,
        heads=12,
        kv_heads=12,
        head_dim=64,
        **{**plain, "qkv_bias": True, "output_bias": True},
    )
    yield known(name, 41_943_296, "Qwen3: and two norms of 128", **llama, **{**plain, "qk_norm": 1})
    yield known(name, 41_948_160, "OLMo 2: and norms of 40·128", **llama, **{**plain, "qk_norm": 2})
    yield known(
        name,
        26_550_144,
        "gpt-oss: 11,800,576 + 2·1,475,072 + 11,799,360 + 64",
        hidden=2880,
        heads=64,
        kv_heads=8,
        head_dim=64,
        qkv_bias=True,
        output_bias=True,
        qk_norm=0,
        sinks=True,
    )
    latent = {
        "hidden": 7168,
        "heads": 128,
        "latent_rank": 512,
        "nope_dim": 128,
        "rope_dim": 64,
        "value_dim": 128,
    }
    name = "parameters.latent_attention_parameters"
    yield known(
        name,
        187_107_328,
        "11,010,048 + 1,536 + 37,748,736 + 4,128,768 + 512 + 16,777,216 + 117,440,512",
        query_rank=1536,
        **latent,
    )
    yield known(
        name,
        314_507_776,
        "queries 7168·128·192 = 176,160,768 in place of the first three",
        query_rank=0,
        **latent,
    )
    name = "parameters.feed_forward_parameters"
    yield known(
        name, 176_160_768, "3·4096·14336", hidden=4096, intermediate=14336, gated=True, bias=False
    )
    yield known(
        name,
        4_722_432,
        "2·768·3072 + 3072 + 768",
        hidden=768,
        intermediate=3072,
        gated=False,
        bias=True,
    )
    block = {
        "hidden": 4096,
        "experts": 8,
        "expert_intermediate": 14336,
        "shared_intermediate": 0,
        "router_bias": False,
        "expert_bias": False,
    }
    name = "parameters.expert_layer_parameters"
    yield known(name, 1_409_318_912, "Mixtral: 8·176,160,768 + 8·4096", experts_counted=8, **block)
    yield known(
        name,
        352_354_312,
        "2·176,160,768 + 8·4096 + 8",
        experts_counted=2,
        **{**block, "router_bias": True},
    )
    name = "parameters.embedding_parameters"
    yield known(
        name, 1_050_673_152, "2·128256·4096", hidden=4096, vocab=128256, positions=0, tied=False
    )
    yield known(
        name,
        39_383_808,
        "GPT-2: (50257+1024)·768",
        hidden=768,
        vocab=50257,
        positions=1024,
        tied=True,
    )
    yield known(
        "parameters.assembled_parameters",
        4 * (100 + 2 * 8) + 1 * 50 + 3 * 500 + 1000 + 8,
        "four layers, one of them dense, by hand",
        layers=4,
        dense_layers=1,
        attention=100,
        dense_block=50,
        expert_block=500,
        hidden=8,
        norms_per_layer=2,
        norm_bias=False,
        embedding=1000,
    )
    sizes = {"layers": 32, "hidden": 4096, "heads": 32, "block_factor": 8, "vocab": 32000}
    name = "parameters.estimated_parameters"
    yield known(name, 6_573_522_944, "32·12·4096² + 32000·4096", kv_heads=32, tied=True, **sizes)
    yield known(name, 5_768_216_576, "32·10.5·4096² + 32000·4096", kv_heads=8, tied=True, **sizes)
    yield known(
        "variants.non_embedding_parameters",
        85_056_000,
        "GPT-2: 124,439,808 - 51,281·768",
        parameters=124_439_808,
        hidden=768,
        vocab=50257,
        positions=1024,
        tied=True,
    )


def _memory() -> Iterator[Known]:
    yield known(
        "memory.attention_score_bytes",
        1,
        "4·32·2048²·2 bytes are 2³⁰",
        unit=GIB,
        sequences=4,
        heads=32,
        tokens=2048,
        element_bytes=2,
    )
    model = {"layers": 80, "kv_heads": 8, "head_dim": 128, "element_bytes": 2}
    name = "memory.sharded_kv_cache_bytes_per_token"
    yield known(name, 40_960, "327,680 / 8", tensor_parallel=8, pipeline_parallel=1, **model)
    yield known(name, 40_960, "one head repeated", tensor_parallel=16, pipeline_parallel=1, **model)
    yield known(name, 13_824, "27 of 80 layers", tensor_parallel=8, pipeline_parallel=3, **model)
    yield known(
        "memory.quantized_kv_cache_bytes_per_token",
        67_584,
        "2·32·8·(128 + 4)",
        layers=32,
        kv_heads=8,
        head_dim=128,
        bits=8,
        group=128,
        scale_bytes=4,
    )
    gpt_oss = {
        "full_layers": 12,
        "window_layers": 12,
        "window": 128,
        "kv_heads": 8,
        "head_dim": 64,
        "element_bytes": 2,
        "tokens": 8192,
        "sequences": 32,
        "block": 16,
    }
    source = "hf-mem pull request 70: gpt-oss-20b, 8k tokens, 32 sequences"
    name = "memory.hybrid_kv_cache_bytes"
    yield known(name, 6.09, source, within=1e-3, unit=GIB, window_as_full=False, **gpt_oss)
    yield known(name, 12.0, source, within=1e-3, unit=GIB, window_as_full=True, **gpt_oss)


def _capacity() -> Iterator[Known]:
    yield known(
        "capacity.usable_memory_bytes", 84_181_359_001.6, "80·2³⁰·0.98", label=80e9, share=0.98
    )
    left = 80 * GIB - 2 * 8_030_261_248
    cache = {"budget": left, "bytes_per_token": 131_072}
    yield known("capacity.cache_blocks", 33_301, "69,838,823,424 / 2²¹", block=16, **cache)
    yield known("capacity.contiguous_sequences", 65, "69,838,823,424 / 2³⁰", longest=8192, **cache)
    yield known(
        "capacity.concurrent_sequences", 260, "33,301 / 128", block=16, length=2048, **cache
    )
    yield known(
        "capacity.largest_context", 133_200, "33,301 / 4, times 16", block=16, sequences=4, **cache
    )
    llama = {
        "weight_bytes": 141_107_412_992,
        "layers": 80,
        "kv_heads": 8,
        "head_dim": 128,
        "element_bytes": 2,
        "tokens": 8192,
        "sequences": 1,
        "reserved_bytes": 0,
    }
    yield known(
        "capacity.gpu_need_bytes", 17_973_970_944, "weights / 8 and one head", gpus=8, **llama
    )
    name = "capacity.fewest_gpus"
    yield known(name, 2, "70.55 GB + 1.34 GB is under 80 GiB", memory=80 * GIB, **llama)
    yield known(name, 7, "20.16 GB + 0.67 GB is under 21 GB, 23.5 is not", memory=21e9, **llama)


def _training() -> Iterator[Known]:
    adam = {"weight_bytes": 2, "gradient_bytes": 2, "optimizer_bytes": 12}
    split = {"tensor_parallel": 8, "pipeline_parallel": 4, "data_parallel": 4}
    name = "training.parallel_training_state_bytes"
    yield known(
        name,
        15.3125e9,
        "70e9/32·(2 + 2 + 12/4)",
        dense_parameters=70e9,
        expert_parameters=0,
        stage=1,
        expert_parallel=1,
        expert_tensor_parallel=1,
        **adam,
        **split,
    )
    yield known(
        name,
        10e9 / 32 * 4 + 640e9 / (16 * 4) * 8,
        "stage 3; experts on 16 ranks of 32, so in two copies: 16/2 bytes each",
        dense_parameters=10e9,
        expert_parameters=640e9,
        stage=3,
        expert_parallel=16,
        expert_tensor_parallel=1,
        **adam,
        **split,
    )
    yield known(
        "training.gathered_bytes",
        0.4375e9,
        "7e9/32·2",
        unit_parameters=7e9 / 32,
        element_bytes=2,
        units=1,
    )
    yield known(
        "training.deepspeed_zero2_bytes",
        11.28,
        "DeepSpeed since pull request 5099: 2.851e9·(2 + 18/8) bytes",
        within=1e-3,
        unit=GIB,
        parameters=2_851e6,
        gpus=8,
    )
    yield known(
        "training.training_peak_bytes",
        42e9,
        "36e9 / 0.9 + 2e9",
        state_bytes=10e9,
        activation_bytes=20e9,
        logit_bytes=5e9,
        buffer_bytes=1e9,
        reserved_bytes=2e9,
        fragmentation=0.1,
    )
    yield known(
        "training.largest_parameters",
        35e9,
        "(80e9 - 10e9) / (16/8)",
        memory=80e9,
        other_bytes=10e9,
        stage=3,
        data_parallel=8,
        **adam,
    )


def _activations() -> Iterator[Known]:
    llama = {
        "tokens": 1,
        "sequences": 1,
        "hidden": 4096,
        "heads": 32,
        "kv_heads": 8,
        "head_dim": 128,
        "intermediate": 14336,
        "element_bytes": 2,
        "framework_factor": 1,
    }
    name = "activations.gated_layer_activation_bytes"
    by_hand = "2·(4·4096 + 80·128 + 3·14336) + 4·32"
    yield known(name, 139_392, by_hand, keep_gate=False, tensor_parallel=1, **llama)
    yield known(name, 168_064, by_hand + " + 2·14336", keep_gate=True, tensor_parallel=1, **llama)
    yield known(name, 17_424, "139,392 / 8", keep_gate=False, tensor_parallel=8, **llama)
    stage = {"layer_bytes": 1e9, "layers": 8, "stages": 4}
    name = "activations.stage_activation_bytes"
    yield known(name, 8e9, "four microbatches of two layers", chunks=1, microbatches=8, **stage)
    yield known(name, 4e9, "two microbatches of two layers", chunks=1, microbatches=2, **stage)
    yield known(name, 11e9, "8·(1 + 3/8)", chunks=2, microbatches=8, **stage)
    ends = {"tokens": 2048, "sequences": 4, "hidden": 6144, "vocab": 51200, "tensor_parallel": 8}
    name = "activations.ends_activation_bytes"
    yield known(name, 241_172_480, "6,291,456 + 4·6,291,456·57344/6144", stages=1, **ends)
    yield known(name, 25_165_824, "4·6,291,456", stages=4, **ends)


def _collectives() -> Iterator[Known]:
    yield known("collectives.gather_bus_factor", 0.875, "7/8", ranks=8)
    yield known("collectives.ring_all_reduce_bytes", 3.5e9, "2·7/8·2e9", size=2e9, ranks=8)
    yield known(
        "collectives.ring_all_reduce_seconds",
        7.7778e-3,
        "3.5 GB at 450 GB/s",
        within=1e-4,
        size=2e9,
        ranks=8,
        bandwidth=450e9,
        hop=0,
        start=0,
    )
    link = {"size": 1e9, "ranks": 8}
    yield known(
        "collectives.all_to_all_seconds",
        17.598e-3,
        "7·14 µs + 0.875 GB at 50 GB/s",
        bandwidth=50e9,
        hop=14e-6,
        start=0,
        **link,
    )
    name = "collectives.tree_all_reduce_seconds"
    tree = {"bandwidth": 400e9, "hop": 4e-6, "start": 6.8e-6}
    yield known(name, 5.0308e-3, "6.8 µs + 6·4 µs + 2 GB at 400 GB/s", **tree, **link)
    yield known(name, 6.8e-6, "one rank sends nothing", size=1e9, ranks=1, **tree)
    name = "collectives.broadcast_seconds"
    yield known(name, 10.007e-3, "7·1 µs + 1 GB at 100 GB/s", bandwidth=100e9, hop=1e-6, **link)
    yield known(name, 0, "one rank sends nothing", size=1e9, ranks=1, bandwidth=1e9, hop=1e-6)
    nodes = {
        "size": 1e9,
        "gpus_per_node": 8,
        "nodes": 4,
        "inner_bandwidth": 350e9,
        "outer_bandwidth": 50e9,
        "inner_hop": 1e-6,
        "outer_hop": 10e-6,
    }
    name = "collectives.hierarchical_all_reduce_seconds"
    inner, outer = 2 * (7e-6 + 0.875 / 350), 60e-6 + 1.5 * 0.125 / 50
    yield known(name, inner + outer, "both levels by hand", overlapped=False, **nodes)
    yield known(name, inner, "the inner level is slower", overlapped=True, **nodes)
    yield known(
        "collectives.bus_bandwidth",
        377.34e9,
        "stas00/ml-engineering: 4 GiB over 32 GPUs in 22.05 ms",
        within=1e-3,
        size=4 * GIB,
        seconds=22.05e-3,
        factor=1.9375,
    )
    yield known(
        "collectives.latency_knee_bytes",
        12.24e6,
        "8·3.4 µs·450 GB/s",
        ranks=8,
        bandwidth=450e9,
        hop=3.4e-6,
    )
    yield known(
        "collectives.transfer_seconds", 3e-3, "2 ms + 1 ms", size=1e6, bandwidth=1e9, latency=2e-3
    )
    name = "collectives.data_parallel_bytes"
    source = "ZeRO, section 7: 2 and 3 times the parameters, here 7e9 in 16 bits"
    yield known(name, 24.5e9, source, model_bytes=14e9, ranks=8, sharded_weights=False)
    yield known(name, 36.75e9, source, model_bytes=14e9, ranks=8, sharded_weights=True)


def _compute() -> Iterator[Known]:
    palm = {"layers": 118, "heads": 48, "head_dim": 256, "sequence": 2048, "tokens": 1}
    name = "compute.attention_flops"
    yield known(name, 35_634_806_784, "12·118·48·256·2048", causal=False, **palm)
    yield known(name, 17_817_403_392, "half of it", causal=True, **palm)
    yield known(
        "compute.megatron_step_flops",
        96 * 4 * 10 * 8 * 64**2 * (1 + 8 / (6 * 64) + 100 / (16 * 10 * 64)),
        "PTD-P, equation 3",
        sequences=4,
        layers=10,
        sequence=8,
        hidden=64,
        vocab=100,
        recompute=2,
    )
    yield known(
        "compute.devices_for_time",
        1024,
        "PTD-P: GPT-3 in 34 days on 1,024 GPUs at 140 TFLOP/s, with recomputation",
        within=5e-3,
        flops=8 * 175e9 * 300e9,
        seconds=34 * 86_400,
        peak=140e12,
        utilization=1,
    )
    yield known(
        "roofline.matmul_flops", 137_438_953_472, "2·2³⁶", rows=4096, inner=4096, columns=4096
    )
    yield known(
        "roofline.matmul_intensity",
        4096 / 3,
        "2·4096³ over 3·2·4096²",
        rows=4096,
        inner=4096,
        columns=4096,
        input_bytes=2,
        weight_bytes=2,
        output_bytes=2,
    )
    name = "roofline.attainable_speed"
    yield known(name, 3.35e12, "1 FLOP/B", intensity=1, peak=989e12, bandwidth=3.35e12)
    yield known(name, 989e12, "beyond the ridge", intensity=1000, peak=989e12, bandwidth=3.35e12)
    yield known(
        "roofline.latent_attention_intensity",
        128 * 2 * 1088 / 1152,
        "2·(576 + 512)·128 FLOP for 1,152 bytes",
        heads=128,
        latent_rank=512,
        rope_dim=64,
        element_bytes=2,
    )
    image = {"layers": 28, "hidden": 1152}
    source = "Peebles and Xie, table 1, in multiply-adds, with conditioning"
    name = "latents.denoising_step_flops"
    yield known(name, 119, source, within=1e-2, unit=2e9, tokens=256, **image)
    yield known(name, 525, source, within=1e-2, unit=2e9, tokens=1024, **image)
    by_hand = 24 * 28 * 1152**2 * 256 + 4 * 28 * 1152 * 256**2
    name = "latents.denoising_flops"
    yield known(name, 500 * by_hand, "500 passes", tokens=256, steps=250, guided=True, **image)
    yield known(name, 250 * by_hand, "250 passes", tokens=256, steps=250, guided=False, **image)
    yield known(
        "latents.latent_tokens",
        118_800,
        "HunyuanVideo, 129 frames of 720 x 1280: 33·45·80",
        frames=129,
        height=720,
        width=1280,
        time_stride=4,
        space_stride=8,
        time_patch=1,
        space_patch=2,
    )


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


def _queues() -> Iterator[Known]:
    yield known(
        "queueing.single_server_quantile",
        46.05,
        "4.605 of ten service times",
        within=1e-4,
        arrivals=0.9,
        service=1,
        quantile=0.99,
    )
    yield known(
        "queueing.blocking_probability",
        0.0568,
        "Erlang B tables: 10 erlangs, 14 servers",
        within=1e-3,
        offered=10,
        servers=14,
    )
    fourteen = {"arrivals": 10 / 3, "service": 3, "servers": 14}
    waiting = 0.1741319335950498
    yield known("queueing.mean_wait", waiting / (4 / 3), "0.1741 over 4/3 a minute", **fourteen)
    yield known(
        "queueing.latency_survival",
        0.36787944117144233,
        "one server: exp(-(1 - 0.5)·2)",
        arrivals=0.5,
        service=1,
        servers=1,
        time=2,
    )
    yield known(
        "queueing.latency_survival",
        math.exp(-0.6) * 1.2,
        "as many requests in service as servers but one: exp(-t)·(1 + C·t), C = 1/3",
        arrivals=1,
        service=1,
        servers=2,
        time=0.6,
    )
    yield known(
        "queueing.latency_quantile",
        0.0460517,
        "one server, load 0.9: 4.605 of ten service times",
        within=1e-6,
        arrivals=900,
        service=1e-3,
        servers=1,
        quantile=0.99,
    )
    # Four servers of 100 a second, 80 arrive: the textbook's tail is 1 % at the quantile.
    waits = 0.8**4 / 24 * 1.25 / (1 + 0.8 + 0.32 + 0.8**3 / 6 + 0.8**4 / 24 * 1.25)
    tail = math.exp(-4.6061) * (1 + waits * (1 - math.exp(-4.6061 * 2.2)) / 2.2)
    yield known(
        "queueing.latency_survival",
        tail,
        "Gross et al., section 2.3",
        arrivals=80,
        service=0.01,
        servers=4,
        time=0.046061,
    )
    yield known(
        "queueing.latency_quantile",
        0.046061 + 0.01 * math.log(tail / 0.01),
        "where that tail is 1 %, one step of Newton's method away",
        within=1e-4,
        arrivals=80,
        service=0.01,
        servers=4,
        quantile=0.99,
    )
    general = {"arrivals": 0.8, "service": 1, "servers": 1}
    name = "queueing.general_mean_wait"
    yield known(name, 2, "M/D/1", arrival_variability=1, service_variability=0, **general)
    yield known(name, 4, "M/M/1", arrival_variability=1, service_variability=1, **general)
    # Where a step takes 5 ms whatever the batch, the chain is an M/M/c queue: 14 servers and
    # 10 erlangs.
    server = {
        "output_tokens": 100,
        "parameters": 0,
        "weight_bytes": 16e9,
        "cache_bytes": 0,
        "devices": 1,
        "peak": 1e15,
        "bandwidth": 3.2e12,
    }
    yield known("serving.completion_rate", 6, "3 / (100·5 ms)", batch=3, **server)
    chain = {"arrivals": 20, "batch_limit": 14, **server}
    mean = 10 + waiting * 2.5
    yield known("serving.highest_state_share", 0.0568, "Erlang B", within=1e-3, **chain)
    yield known("serving.full_batch_share", waiting, "Erlang C", **chain)
    yield known("serving.requests_in_server", mean, "10 + C·2.5", **chain)
    yield known("serving.server_latency", mean / 20, "Little's law", **chain)


def _fleet() -> Iterator[Known]:
    yield known("fleet.all_branches_fast", 0.904382075, "0.99¹⁰", fast=0.99, branches=10)
    yield known(
        "fleet.branch_quantile",
        0.998995,
        "0.99 to the tenth",
        within=1e-6,
        quantile=0.99,
        branches=10,
    )
    yield known(
        "fleet.two_choices_mean",
        1 + 0.9**2 + 0.9**6 + 0.9**14 + 0.9**30 + 0.9**62 + 0.9**126,
        "Mitzenmacher: the sum of 0.9 to the powers 2ⁱ - 2",
        utilization=0.9,
        service=1,
    )
    yield known(
        "fleet.batch_capacity", 160, "8 / (10 + 8·5) ms", batch=8, fixed=0.01, per_request=0.005
    )
    yield known("fleet.static_batch_lengths", 761 / 280, "1 + 1/2 + … + 1/8", batch=8)
    yield known("paging.paged_utilization", 100 / 112, "seven blocks of 16", length=100, block=16)
    yield known(
        "paging.contiguous_utilization", 0.25, "2048 / 8192", mean_length=2048, longest=8192
    )
    yield known("paging.user_gain", 5 / 3, "1 / 0.6", waste_before=0.4, waste_after=0)


def _operations() -> Iterator[Known]:
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


def _estimates() -> Iterator[Known]:
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

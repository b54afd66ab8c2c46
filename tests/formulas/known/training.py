"""Training state, activations, collectives, work."""

from __future__ import annotations

from collections.abc import Iterator

from tests.formulas.known.value import GIB, Known, known


def values() -> Iterator[Known]:
    yield from _training()
    yield from _activations()
    yield from _collectives()
    yield from _compute()


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
        "compute.devices_for_time",
        4,
        "by hand: 1e15 FLOP in 3 s at 100 TFLOP/s need 3.33 devices, so 4",
        flops=1e15,
        seconds=3,
        peak=1e14,
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

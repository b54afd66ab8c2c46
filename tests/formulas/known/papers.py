"""Tables of papers, textbooks and makers that the published cases leave out."""

from __future__ import annotations

from collections.abc import Iterator

from tests.formulas.claims import claim
from tests.formulas.known.value import GIB, Known, known


def values() -> Iterator[Known]:
    yield from _zero()
    yield from _megatron()
    yield from _work()
    yield from _intensities()
    yield from _speculation()
    yield from _queues()
    yield from _adapters()
    yield from _bits()
    yield from _latents()
    yield from _bodies()
    yield from _arithmetic()
    yield from _windows()


def _zero() -> Iterator[Known]:
    table = {  # ranks: GB of a model of 7.5, 128 and 1,000 B parameters at stages 1, 2 and 3
        1: ((120, 120, 120), (2048, 2048, 2048), (16_000, 16_000, 16_000)),
        4: ((52.5, 41.3, 30), (896, 704, 512), (7000, 5500, 4000)),
        16: ((35.6, 21.6, 7.5), (608, 368, 128), (4750, 2875, 1000)),
        64: ((31.4, 16.6, 1.88), (536, 284, 32), (4187, 2218, 250)),
        256: ((30.4, 15.4, 0.47), (518, 263, 8), (4046, 2054, 62.5)),
        1024: ((30.1, 15.1, 0.12), (513, 257, 2), (4011, 2013, 15.6)),
    }
    for ranks, models in table.items():
        for parameters, stages in zip((7.5e9, 128e9, 1e12), models, strict=True):
            for stage, gigabytes in enumerate(stages, start=1):
                yield known(
                    "training.training_state_bytes",
                    gigabytes,
                    "Rajbhandari et al., arXiv:1910.02054, table 1",
                    within=0.05 if gigabytes < 1 else 5e-3,
                    unit=1e9,
                    parameters=parameters,
                    weight_bytes=2,
                    gradient_bytes=2,
                    optimizer_bytes=12,
                    stage=stage,
                    data_parallel=ranks,
                )


def _megatron() -> Iterator[Known]:
    rows = (  # of table 2, at GPT-3's shape, where 5as/h is 80, over eight GPUs
        (False, 0, 10 + 24 / 8 + 80 / 8),
        (True, 0, (34 + 80) / 8),
        (False, 1, 10 + 24 / 8),
        (True, 1, 34 / 8),
        (True, 2, 2),
    )
    for sequence_parallel, recompute, bytes_each in rows:
        yield known(
            "activations.gelu_layer_activation_bytes",
            bytes_each,
            "Korthikanti et al., arXiv:2205.05198, table 2",
            unit=2048 * 12288,
            tokens=2048,
            sequences=1,
            hidden=12288,
            heads=96,
            tensor_parallel=8,
            sequence_parallel=sequence_parallel,
            recompute=recompute,
        )


def _work() -> Iterator[Known]:
    mt_nlg = {"parameters": 530e9, "heads": 128, "head_dim": 160, "sequence": 2048,
              "throughput": 65_430, "causal": False, "devices": 2240, "peak": 312e12}  # fmt: skip
    for layers, share in ((105, 0.302), (0, 0.297)):
        yield known("estimates.training_run_utilization", share,
                    "MT-NLG: Chowdhery et al., arXiv:2204.02311, section 4.1", within=5e-3,
                    layers=layers, **mt_nlg)  # fmt: skip
    for parameters, tokens, flops, source in (
        (174.6e9, 300e9, 3.14e23, "Brown et al., arXiv:2005.14165, table D.1"),
        (405e9, 15.6e12, 3.8e25, "Llama team, arXiv:2407.21783, section 1"),
    ):
        yield known("compute.parameter_flops", flops, source, within=5e-3, parameters=parameters,
                    tokens=tokens, recompute=False)  # fmt: skip


def _intensities() -> Iterator[Known]:
    source = "NVIDIA, Deep Learning Performance guide"
    sixteen = {"input_bytes": 2, "weight_bytes": 2, "output_bytes": 2}
    for shape, intensity in (
        ((512, 1024, 4096), 315),
        ((1, 1024, 4096), 1),
        ((8192, 8192, 128), 124.1),
        ((8192, 8192, 8192), 2730),
    ):
        rows, inner, columns = shape
        yield known("roofline.matmul_intensity", intensity, source, within=2e-3, rows=rows,
                    inner=inner, columns=columns, **sixteen)  # fmt: skip
    yield known("roofline.ridge_intensity", 138.9, f"{source}: V100", within=1e-3, peak=125e12,
                bandwidth=900e9)  # fmt: skip


def _speculation() -> Iterator[Known]:
    rows = ((0.75, 7, 0.02, 3.2), (0.62, 7, 0.02, 2.3), (0.8, 7, 0.04, 3.3), (0.82, 7, 0.11, 2.5))
    for acceptance, drafted, cost, speedup in rows:
        yield known("speculative.speculative_speedup", speedup,
                    "Leviathan et al., arXiv:2211.17192, appendix: T5 XXL, theorem 3.8",
                    within=0.02, acceptance=acceptance, drafted=drafted, draft_cost=cost,
                    verify_cost=1)  # fmt: skip


def _queues() -> Iterator[Known]:
    for offered, servers in ((4.461, 10), (12.03, 20), (84.06, 100)):
        yield known("queueing.blocking_probability", 0.01, "Erlang B tables, 1 % blocked",
                    within=5e-3, offered=offered, servers=servers)  # fmt: skip
    clinic = {"arrivals": 6.0, "service": 1 / 3, "servers": 3}
    source = "Gross et al., Fundamentals of Queueing Theory, the clinic: M/M/3 in hours"
    yield known("queueing.mean_wait", 4 / 27, source, **clinic)
    yield known("queueing.mean_latency", 4 / 27 + 1 / 3, source, **clinic)
    ward = {"arrivals": 2.0, "service": 1 / 3, "servers": 2}
    source = "Hillier and Lieberman, Operations Research, the county hospital: M/M/2 in hours"
    yield known("queueing.waiting_probability", 1 / 6, source, **ward)
    yield known("queueing.mean_wait", 1 / 24, source, **ward)
    yield known("queueing.mean_latency", 3 / 8, source, **ward)
    yield known("queueing.wait_survival", 0.022, source, within=0.1, time=0.5, **ward)
    yield known(
        "queueing.mean_latency", 1.0, f"{source}, with one doctor", **{**ward, "servers": 1}
    )


def _adapters() -> Iterator[Known]:
    attention = {"gated": False, "intermediate": 0, "on_block": False, "on_query": True,
                 "on_value": True, "on_key": False, "on_output": False}  # fmt: skip
    source = "Hu et al., arXiv:2106.09685, tables 2 and 4"
    for layers, hidden, rank, millions, within in (
        (96, 12288, 1, 4.7, 5e-3),
        (96, 12288, 8, 37.7, 5e-3),
        (12, 768, 8, 0.3, 0.02),
        (24, 1024, 8, 0.8, 0.02),
        (48, 1536, 16, 4.7, 5e-3),
    ):
        yield known("lora.adapter_parameters", millions, source, within=within, unit=1e6,
                    layers=layers, hidden=hidden, heads=1, kv_heads=1, head_dim=hidden, rank=rank,
                    **attention)  # fmt: skip
    everywhere = {**attention, "on_key": True, "on_output": True, "on_block": True}
    llama = {"layers": 32, "hidden": 4096, "heads": 32, "kv_heads": 32, "head_dim": 128}
    for rank, trained in ((16, 39_976_960), (64, 159_907_840)):
        yield known("lora.adapter_parameters", trained, "PEFT on Llama 7B, all matrices",
                    rank=rank, **llama,
                    **{**everywhere, "gated": True, "intermediate": 11008})  # fmt: skip
    yield known("lora.adapter_parameters", 12 * 8 * (8 * 768 + 2 * (768 + 3072)),
                "GPT-2: two matrices of the block, by hand", layers=12, hidden=768, heads=12,
                kv_heads=12, head_dim=64, rank=8,
                **{**everywhere, "intermediate": 3072})  # fmt: skip


def _bits() -> Iterator[Known]:
    source = "llama.cpp, ggml-common.h"
    for bits, scale, zero, each in (
        (4, 16, 0, 4.5),
        (4, 16, 16, 5),
        (5, 16, 0, 5.5),
        (8, 16, 0, 8.5),
    ):
        yield known("quantization.bits_per_weight", each, f"{source}: blocks of 32", bits=bits,
                    group=32, scale_bits=scale, zero_bits=zero)  # fmt: skip
    name = "quantization.double_quantized_bits_per_weight"
    yield known(name, 6.5625, f"{source}: 210 bytes for 256 weights of Q6_K", bits=6, group=16,
                scale_bits=8, scale_group=16, scale_scale_bits=16)  # fmt: skip
    yield known(name, 4.5, f"{source}: 144 bytes for 256 weights of Q4_K", bits=4, group=32,
                scale_bits=12, scale_group=8, scale_scale_bits=32)  # fmt: skip


def _latents() -> Iterator[Known]:
    for layers, hidden, tokens, gigamacs in (
        (12, 384, 256, 6.06),
        (12, 768, 256, 23.01),
        (24, 1024, 256, 80.71),
        (28, 1152, 64, 29.05),
    ):
        yield known("latents.denoising_step_flops", gigamacs,
                    "Peebles and Xie, arXiv:2212.09748, table 4, multiply-adds with conditioning",
                    within=0.02, unit=2e9, layers=layers, hidden=hidden, tokens=tokens)  # fmt: skip
    shape = {"time_stride": 4, "space_stride": 8, "time_patch": 1, "space_patch": 2}
    for frames, height, width, tokens in ((49, 480, 720, 17_550), (129, 720, 1280, 118_800)):
        yield known("latents.latent_tokens", tokens, "CogVideoX and HunyuanVideo", frames=frames,
                    height=height, width=width, **shape)  # fmt: skip


def _bodies() -> Iterator[Known]:
    none = {"positions": 0, "qkv_bias": False, "output_bias": False, "mlp_bias": False,
            "qk_norm": 0}  # fmt: skip
    gemma = {"gated": True, "tied": True, "norms_per_layer": 4, "norm_bias": False,
             "vocab": 256_000}  # fmt: skip
    rows = (  # layers, width, heads, key-value heads, their width, feed-forward width, million
        (26, 2304, 8, 4, 256, 9216, 2024),
        (42, 3584, 16, 8, 256, 14336, 8324),
        (46, 4608, 32, 16, 128, 36864, 26047),
    )
    names = ("layers", "hidden", "heads", "kv_heads", "head_dim", "intermediate")
    for row in rows:
        shape = dict(zip(names, row[:-1], strict=True))
        total = claim("parameters.dense_parameters", **shape, **gemma, **none)
        yield known("variants.non_embedding_parameters", row[-1],
                    "Gemma team, arXiv:2408.00118, table 2", within=5e-4, unit=1e6,
                    parameters=total, hidden=shape["hidden"], vocab=256_000, positions=0,
                    tied=True)  # fmt: skip
    nemotron = dict(zip(names, (96, 18432, 96, 8, 192, 73728), strict=True))
    total = claim("parameters.dense_parameters", **nemotron, vocab=256_000, gated=False, tied=False,
                  norms_per_layer=2, norm_bias=True, **none)  # fmt: skip
    yield known("variants.non_embedding_parameters", 331.6, "NVIDIA, arXiv:2406.11704, section 2.2",
                within=5e-4, unit=1e9, parameters=total, hidden=18432, vocab=256_000, positions=0,
                tied=False)  # fmt: skip


def _arithmetic() -> Iterator[Known]:
    source = "Chen, Transformer Inference Arithmetic, 2022: 52 B parameters on four A100"
    yield known("memory.kv_cache_bytes_per_token", 2**21, source, layers=64, kv_heads=64,
                head_dim=128, element_bytes=2)  # fmt: skip
    yield known("inference.decode_floor_seconds", 17.3e-3, source, within=5e-3,
                weight_bytes=104e9, cache_bytes=0, devices=4, bandwidth=1.5e12)  # fmt: skip
    for batch, touched in ((1, 8), (8, 57), (32, 163), (128, 252)):
        yield known("experts.experts_touched", touched, "DeepSeek-V3, even routing", within=0.01,
                    experts=256, experts_per_token=8, batch=batch)  # fmt: skip
    yield known("experts.parameters_read", 12_879_925_248, "Mixtral 8x7B, its active parameters",
                parameters=46_702_792_704, routed=45_097_156_608, experts=8, experts_per_token=2,
                batch=1)  # fmt: skip


def _windows() -> Iterator[Known]:
    source = "hf-mem pull request 70: gpt-oss-20b, 8k tokens, 32 sequences"
    shape = {"full_layers": 12, "window_layers": 12, "window": 128, "kv_heads": 8, "head_dim": 64,
             "element_bytes": 2, "block": 16}  # fmt: skip
    for as_full, gibibytes in ((False, 6.1), (True, 12.0)):
        common = {**shape, "budget": gibibytes * GIB, "window_as_full": as_full}
        yield known("windows.windowed_sequences", 32, source, tokens=8192, **common)
        yield known("windows.windowed_context", 8192, source, within=2e-3, sequences=32, **common)
    mistral = {**shape, "full_layers": 0, "window_layers": 32, "window": 4096, "head_dim": 128}
    for tokens in (4096, 131_072):
        yield known("windows.windowed_sequences", 111, "60 GB over 32·4,096·4,096 bytes",
                    budget=60e9, tokens=tokens, window_as_full=False, **mistral)  # fmt: skip

"""Numbers that reports, model cards and textbooks state, none of them made for this library."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tests.formulas.claims import claim
from tests.formulas.known.value import GIB, Known, known

HOUR, DAY, YEAR = 3600, 86_400, 365 * 86_400


def values() -> Iterator[Known]:
    yield from _bodies()
    yield from _experts()
    yield from _caches()
    yield from _states()
    yield from _failures()
    yield from _speeds()
    yield from _work()
    yield from _latents()
    yield from _queues()
    yield from _adapters()


def _bodies() -> Iterator[Known]:
    plain = {"positions": 0, "gated": False, "qkv_bias": True, "output_bias": True,
             "mlp_bias": True, "qk_norm": 0, "norms_per_layer": 2, "norm_bias": True}  # fmt: skip
    for layers, hidden, heads, vocab, tied, total, source in (
        (44, 6144, 64, 50_432, False, 20_554_567_680, "GPT-NeoX-20B, its model card"),
        (36, 5120, 40, 50_688, False, 11_846_072_320, "Pythia 12B, its model card"),
        (6, 512, 8, 50_304, False, 70_426_624, "Pythia 70M, its model card"),
        (70, 14_336, 112, 250_880, True, 176_247_271_424 - 2 * 14_336,
         "BLOOM, its model card, without the norm behind its token table"),
    ):  # fmt: skip
        body = claim("parameters.dense_parameters", layers=layers, hidden=hidden, heads=heads,
                     kv_heads=heads, head_dim=hidden // heads, intermediate=4 * hidden,
                     vocab=vocab, tied=tied, **plain)  # fmt: skip
        yield Known(body, total, source, 0)
        if source.startswith("Pythia"):
            inner = {70_426_624: 18_915_328, 11_846_072_320: 11_327_027_200}[total]
            yield known("variants.non_embedding_parameters", inner, source, parameters=body,
                        hidden=hidden, vocab=vocab, positions=0, tied=tied)  # fmt: skip


def _experts() -> Iterator[Known]:
    none = {"dense_layers": 0, "head_dim": 128, "intermediate": 0, "shared_intermediate": 0,
            "qkv_bias": False, "output_bias": False, "router_bias": False, "expert_bias": False,
            "sinks": False, "norms_per_layer": 2, "tied": False}  # fmt: skip
    name = "variants.expert_parameters"
    dbrx = {"layers": 40, "hidden": 6144, "heads": 48, "kv_heads": 8, "experts": 16,
            "experts_per_token": 4, "expert_intermediate": 10_752, "vocab": 100_352,
            "qk_norm": 0}  # fmt: skip
    yield known(name, 131_596_523_520, "DBRX, its checkpoint", active=False, **dbrx, **none)
    yield known(name, 36e9, "DBRX, its model card", within=0.015, active=True, **dbrx, **none)
    olmoe = {"layers": 16, "hidden": 2048, "heads": 16, "kv_heads": 16, "experts": 64,
             "experts_per_token": 8, "expert_intermediate": 1024, "vocab": 50_304,
             "qk_norm": 2}  # fmt: skip
    source = "Muennighoff et al., arXiv:2409.02060: 1.3B active, 6.9B total"
    yield known(name, 6.9e9, source, within=5e-3, active=False, **olmoe, **none)
    yield known(name, 1.3e9, source, within=0.02, active=True, **olmoe, **none)


def _caches() -> Iterator[Known]:
    each = "memory.kv_cache_bytes_per_token"
    # A chip of 32 GiB gives 30 % to the cache. Heads are split over 64 chips; one shared head is
    # repeated on every chip, unless the requests are split.
    heads = claim(each, layers=118, kv_heads=64, head_dim=128, element_bytes=2)
    shared = claim(each, layers=118, kv_heads=1, head_dim=256, element_bytes=2)
    source = "Pope et al., arXiv:2211.05102, table 1: longest context of PaLM 540B"
    for cache, chips, sequences, longest in (
        (heads, 64, 128, 1320),
        (heads, 64, 512, 330),
        (shared, 1, 128, 660),
        (shared, 1, 512, 165),
        (shared, 64, 128, 43_000),
        (shared, 64, 512, 10_700),
    ):
        yield known("capacity.largest_context", longest, source, within=0.01,
                    budget=chips * 0.3 * 32 * GIB, bytes_per_token=cache, block=1,
                    sequences=sequences)  # fmt: skip
    latent = "memory.latent_cache_bytes_per_token"
    mla = {"layers": 60, "latent_rank": 512, "rope_dim": 64, "scale_bytes": 0}
    source = "DeepSeek-V2, arXiv:2405.04434, abstract: 93.3 % less than DeepSeek 67B, in 6 bits"
    yield known(latent, (1 - 0.933) * 2 * 95 * 8 * 128 * 2, source, within=0.01,
                latent_element_bytes=0.75, rope_element_bytes=0.75, **mla)  # fmt: skip
    one_group = 2 * 60 * 128 * 2
    source = "DeepSeek-V2, table 1: as much as 2.25 groups"
    yield known(latent, 2.25, source, unit=one_group, latent_element_bytes=2,
                rope_element_bytes=2, **mla)  # fmt: skip
    yield known("memory.kv_cache_bytes", 1.6, "Kwon et al., arXiv:2309.06180, section 3: OPT-13B",
                within=0.03, unit=GIB, layers=40, kv_heads=40, head_dim=128, element_bytes=2,
                tokens=2048, sequences=1)  # fmt: skip
    yield known("memory.hybrid_kv_cache_bytes", 4 / 8, within=1e-9, unit=GIB,
                why="Jiang et al., arXiv:2310.06825, section 2: an eighth at 32k tokens",
                full_layers=0, window_layers=32, window=4096, kv_heads=8, head_dim=128,
                element_bytes=2, block=16, tokens=32_768, sequences=1,
                window_as_full=False)  # fmt: skip


def _states() -> Iterator[Known]:
    source = "Rajbhandari et al., arXiv:2104.07857, figure 2: model states, 20 bytes each"
    kept = "the same: one copy a layer of 32 sequences of 1,024 tokens"
    for layers, hidden, states, activations in (
        (80, 10, 1.83, 0.05),
        (100, 20, 9.16, 0.12),
        (128, 25, 18.31, 0.20),
        (195, 64, 182.81, 0.76),
        (315, 160, 1845.70, 3.08),
    ):
        width = hidden * 1024
        yield known("training.training_state_bytes", states, source, within=1e-3, unit=2**40,
                    parameters=12 * layers * width**2, weight_bytes=2, gradient_bytes=2,
                    optimizer_bytes=16, stage=0, data_parallel=1)  # fmt: skip
        yield known("activations.saved_states_bytes", activations, kept, within=0.03, unit=2**40,
                    tokens=1024, sequences=32, hidden=width, layers=layers, copies=1,
                    element_bytes=2)  # fmt: skip
    yield known("activations.saved_states_bytes", 60e9, within=0.01,
                why="Rajbhandari et al., arXiv:1910.02054, section 3.2: GPT-2, 12 values a layer",
                tokens=1024, sequences=32, hidden=1600, layers=48, copies=12,
                element_bytes=2)  # fmt: skip


def _failures() -> Iterator[Known]:
    name = "checkpoint.cluster_failure_interval"
    source = "Kokolis et al., arXiv:2410.21680: 6.5 failures in a thousand days of a node"
    for nodes, hours, within in ((2048, 1.8, 5e-3), (16_384, 0.23, 0.025)):
        yield known(name, hours, source, within=within, unit=HOUR, devices=nodes,
                    device_interval=1000 / 6.5 * DAY)  # fmt: skip
    name = "checkpoint.higher_order_interval"
    source = "the least of Daly's exact time, found by trying every second"
    yield known(name, 1099, source, within=1e-3, save=60, failure_interval=10_800)
    yield known(name, 10, "saving outlasts two failures", save=30, failure_interval=10)
    # e⁰·¹ takes 0.1 of progress and e^0.02 of starting again: 0.1 / (1.105171 - 1) / 1.020201.
    yield known("checkpoint.expected_overhead", 1 - 0.950833 / 1.020201, "by hand", within=1e-5,
                interval=100, save=0, failure_interval=1000, restart=20)  # fmt: skip


def _speeds() -> Iterator[Known]:
    ridge = "roofline.ridge_intensity"
    source = "Jouppi et al., arXiv:1704.04760, section 4, in multiply-adds for each byte: "
    for peak, bandwidth, intensity, within, device in (
        (92e12, 34e9, 1350, 3e-3, "TPU"),
        (2.8e12, 160e9, 9, 0.03, "K80"),
        (1.3e12, 51e9, 13, 0.03, "Haswell"),
    ):
        yield known(ridge, intensity, source + device, within=within, unit=2, peak=peak,
                    bandwidth=bandwidth)  # fmt: skip
    source = "Austin et al., How to Scale Your Model, GPUs: tokens a GPU for data parallelism"
    for bandwidth, tokens in ((450e9, 2200), (400e9, 2475), (300e9, 3300)):
        yield known(ridge, tokens, source, peak=990e12, bandwidth=bandwidth)
    source = "Austin et al., How to Scale Your Model, GPUs, pop quiz 1"
    yield known("collectives.all_gather_seconds", 65e-6, source, within=5e-3, ranks=8,
                size=2 * 1024 * 16_384, bandwidth=450e9, hop=0, start=0)  # fmt: skip
    source = "Prime Intellect, INTELLECT-2, arXiv:2505.07291: 62 GB at 590 Mb/s in 14 minutes"
    yield known("rollout.synchronised_step_seconds", 14 * 60, source, within=5e-3, step=0,
                weight_bytes=62e9, bandwidth=590e6 / 8)  # fmt: skip


def _work() -> Iterator[Known]:
    name = "compute.parameter_flops"
    source = "Chowdhery et al., arXiv:2204.02311, appendix B"
    for parameters, tokens, flops in (
        (540e9, 780e9, 2527.2e21),
        (62e9, 795e9, 295.7e21),
        (8e9, 780e9, 37.4e21),
    ):
        yield known(name, flops, source, within=2e-3, parameters=parameters, tokens=tokens,
                    recompute=False)  # fmt: skip
    source = "Hoffmann et al., arXiv:2203.15556, table 3"
    for parameters, tokens, flops in (
        (400e6, 8.0e9, 1.92e19),
        (1e9, 20.2e9, 1.21e20),
        (10e9, 205.1e9, 1.23e22),
        (175e9, 3.7e12, 3.85e24),
        (280e9, 5.9e12, 9.90e24),
        (520e9, 11.0e12, 3.43e25),
        (1e12, 21.2e12, 1.27e26),
        (10e12, 216.2e12, 1.30e28),
    ):
        yield known(name, flops, source, within=0.01, parameters=parameters, tokens=tokens,
                    recompute=False)  # fmt: skip
    source = (
        "Li, OpenAI's GPT-3 Language Model, Lambda, 2020: a V100 at 28 TFLOPS and $1.50 an hour"
    )
    alone = claim("compute.training_seconds", flops=3.14e23, devices=1, peak=28e12, utilization=1)
    yield Known(replace(alone, unit=YEAR), 355, source, 2e-3)
    yield known("cost.training_cost", 4.6e6, source, within=0.02, devices=1,
                device_price=1.5 / HOUR, seconds=alone)  # fmt: skip


def _latents() -> Iterator[Known]:
    for frames, height, width, strides, patch, tokens, source, within in (
        (256, 768, 768, (8, 8), 2, 73_000, "Movie Gen, arXiv:2410.13720: 73K tokens", 0.01),
        (121, 704, 1280, (8, 8), 2, 56_320, "Cosmos, arXiv:2501.03575: its context", 0),
        (163, 480, 848, (6, 8), 2, 44_520, "Genmo, Mochi 1: video tokens of its context", 0),
    ):
        yield known("latents.latent_tokens", tokens, source, within=within, frames=frames,
                    height=height, width=width, time_stride=strides[0], space_stride=strides[1],
                    time_patch=1, space_patch=patch)  # fmt: skip
    source = "HaCohen et al., arXiv:2501.00103: 8,192 pixels of a frame and its seven for a token"
    yield known("latents.latent_tokens", 8 * 512 * 768 * 16 / 8192, source, frames=121, height=512,
                width=768, time_stride=8, space_stride=32, time_patch=1,
                space_patch=1)  # fmt: skip


def _queues() -> Iterator[Known]:
    source = "Adan and Resing, Queueing Systems, table of M/M/c at a load of 0.9"
    for servers, waits, mean in (
        (2, 0.85, 4.26),
        (5, 0.76, 1.53),
        (10, 0.67, 0.67),
        (20, 0.55, 0.28),
    ):
        load = {"arrivals": 0.9 * servers, "service": 1, "servers": servers}
        yield known("queueing.waiting_probability", waits, source, within=5e-3, **load)
        yield known("queueing.mean_wait", mean, source, within=0.02, **load)
    source = "Call Centre Helper, Erlang C: 200 calls an hour of 180 s, answered within 20 s"
    for servers, late in ((11, 0.610), (12, 0.360), (13, 0.204), (14, 0.112)):
        yield known("queueing.wait_survival", late, source, within=5e-3, time=20,
                    arrivals=200 / HOUR, service=180, servers=servers)  # fmt: skip
    source = "Mitzenmacher, The Power of Two Choices, 2001, table 1"
    two = ((0.5, 1.2657), (0.7, 1.6145), (0.8, 1.9474), (0.95, 3.3830), (0.99, 5.4320))
    for busy, mean in two:
        yield known("fleet.two_choices_mean", mean, source, within=1e-4, utilization=busy,
                    service=1)  # fmt: skip


def _adapters() -> Iterator[Known]:
    # Two matrices in each of 72 attentions: 24 of the encoder, 24 and 24 of the decoder.
    yield known("lora.matrix_adapter_parameters", 2_359_296 / 144, "PEFT, README: mt0-large",
                inputs=1024, outputs=1024, rank=8)  # fmt: skip

"""Parameters, memory, what fits."""

from __future__ import annotations

import math
from collections.abc import Iterator

from tests.formulas.known.value import GIB, Known, known


def values() -> Iterator[Known]:
    yield from _parameters()
    yield from _memory()
    yield from _capacity()
    yield from _positions()


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


def _positions() -> Iterator[Known]:
    name = "positions.rotary_wavelength"
    yield known(name, 2 * math.pi, "pair 0: a radian a token", base=10_000, head_dim=128, pair=0)
    by_hand = 2 * math.pi * 100
    yield known(name, by_hand, "the middle: √10,000 times", base=10_000, head_dim=128, pair=32)
    name = "positions.rotary_pairs_turned"
    source = "Liu et al., arXiv:2310.05209, section 4.1: critical dimension 92 of Llama 2, 128 wide"
    yield known(name, 92 / 2, source, base=10_000, head_dim=128, tokens=4096)
    # 64 pairs, of which those below 64 ln(8,192 / 2π) / ln 500,000 = 34.98 complete a turn.
    yield known(name, 35, "Llama 3, 8,192 tokens", base=500_000, head_dim=128, tokens=8192)
    yield known(name, 0, "6 tokens are less than a turn", base=10_000, head_dim=128, tokens=6)

"""Key/value caches: what a token takes, what fits, what paging wastes."""

from __future__ import annotations

from tests.formulas.cases.shared import GIB, KIB, Cases, Claims, Inputs
from tests.formulas.claims import Claim, claim


def cache_token(i: Inputs, unit: float = 1) -> Claim:
    return claim(
        "memory.kv_cache_bytes_per_token",
        unit=unit,
        layers=i["layers"],
        kv_heads=i["kv_heads"],
        head_dim=i["head_dim"],
        element_bytes=i["bytes_per_element"],
    )


def cache(i: Inputs, unit: float, **other: float) -> Claim:
    names = {
        "layers": i["layers"],
        "kv_heads": i.get("kv_heads"),
        "head_dim": i["head_dim"],
        "element_bytes": i["bytes_per_element"],
        "tokens": i["tokens"],
        "sequences": i.get("batch", 1),
        **other,
    }
    return claim("memory.kv_cache_bytes", unit=unit, **names)


def latent_cache(i: Inputs) -> Claims:
    return {
        "GiB": claim(
            "memory.latent_cache_bytes",
            unit=GIB,
            layers=i["layers"],
            latent_rank=i["latent"] - 64,
            rope_dim=64,
            latent_element_bytes=i["bytes_per_element"],
            rope_element_bytes=i["bytes_per_element"],
            scale_bytes=0,
            tokens=i["tokens"],
            sequences=1,
        )
    }


def blocks(i: Inputs) -> Claims:
    return {
        "max_concurrency": claim(
            "capacity.full_length_concurrency",
            blocks=i["num_gpu_blocks"],
            block=i["block_size"],
            length=i["max_model_len"],
        )
    }


def v5e(i: Inputs) -> Claims:
    rows = list(zip(i["bytes"], i["chips"], i["kv_bytes_per_token"], strict=True))

    def free(element: float, chips: int, unit: float) -> Claim:
        return claim(
            "capacity.cache_budget_bytes",
            unit=unit,
            memory=chips * i["hbm"],
            utilization=1,
            weight_bytes=i["params"] * element,
            gpus=1,
            activation_bytes=0,
            reserved_bytes=0,
        )

    return {
        "free_GB": [free(element, chips, 1e9) for element, chips, _ in rows],
        "sequences": [
            claim(
                "capacity.concurrent_sequences",
                budget=free(element, chips, 1),
                bytes_per_token=token,
                block=1,
                length=i["ctx"],
            )
            for element, chips, token in rows
        ],
    }


def token_bytes(i: Inputs) -> Claims:
    return {"bytes_per_token": cache_token(i)}


CASES: Cases = {
    "kv-llama3-8b": token_bytes,
    "kv-llama31-405b": token_bytes,
    "kv-qwen25-72b": token_bytes,
    "kv-llama3-70b-int8": token_bytes,
    "kv-llama3-70b-bf16": lambda i: {
        "bytes_per_token": cache_token(i),
        "KiB_per_token": cache_token(i, KIB),
    },
    "kv-deepseek-v31-163840": latent_cache,
    "kv-kimi-k25-262144": latent_cache,
    "kv-deepseek-v32-fp8-layout": lambda i: {
        "bytes_per_token": claim(
            "memory.latent_cache_bytes_per_token",
            layers=i["layers"],
            latent_rank=512,
            rope_dim=64,
            latent_element_bytes=1,
            rope_element_bytes=2,
            scale_bytes=16,
        )
    },
    "kv-gpt-oss-120b-vllm-log": lambda i: {
        "bytes_per_token": cache_token(i),
        "gpu_kv_cache_tokens": claim(
            "capacity.cache_tokens",
            budget=i["available_GiB"] * GIB,
            bytes_per_token=cache_token(i),
            block=i["block_size"],
        ),
    },
    "kv-500b-mha-3tb": lambda i: {"TB": cache(i, 1e12)},
    "kv-llama2-70b-32k-gqa-vs-mha": lambda i: {
        "GiB_gqa": cache(i, GIB, kv_heads=i["kv_heads_gqa"]),
        "GiB_mha": cache(i, GIB, kv_heads=i["kv_heads_mha"]),
    },
    "kv-gemma3-27b-windowed": lambda i: {
        "GiB": claim(
            "memory.hybrid_kv_cache_bytes",
            unit=GIB,
            full_layers=i["global_layers"],
            window_layers=i["local_layers"],
            window=i["window"],
            kv_heads=i["kv_heads"],
            head_dim=i["head_dim"],
            element_bytes=i["bytes_per_element"],
            tokens=i["tokens"],
            sequences=1,
            block=1,
            window_as_full=False,
        )
    },
    "kv-qwen3-06b-40960": lambda i: {
        "GiB": cache(i, GIB),
        "GiB_if_head_dim_is_hidden_over_heads": cache(i, GIB, head_dim=i["hidden"] / i["heads"]),
    },
    "nvfp4-kv-per-head": lambda i: {
        "bytes_per_head_per_k_or_v": claim(
            "memory.quantized_vector_bytes",
            width=i["head_dim"],
            bits=4,
            group=16,
            scale_bytes=1,
        )
    },
    "kv-concurrency-vllm-12569": blocks,
    "kv-concurrency-vllm-13596": lambda i: {
        **blocks(i),
        "gpu_kv_cache_tokens": claim(
            "capacity.cache_tokens",
            budget=i["num_gpu_blocks"] * i["block_size"],
            bytes_per_token=1,
            block=i["block_size"],
        ),
    },
    "capacity-llama3-70b-v5e": v5e,
    "paged-sliding-window-blocks": lambda i: {
        "blocks": claim(
            "paging.window_blocks",
            window=i["window"],
            step_tokens=i["new_tokens"],
            longest=i["max_model_len"],
            block=i["block_size"],
        )
    },
    "paged-waste-bound": lambda i: {
        "max_waste_tokens": claim("paging.paged_waste", length=1, block=i["block_size"]),
        "mean_waste_tokens": claim("paging.mean_paged_waste", block=i["block_size"]),
    },
}

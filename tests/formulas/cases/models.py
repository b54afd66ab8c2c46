"""Parameter counts of published models."""

from __future__ import annotations

from tests.formulas.cases.shared import Cases, Claims, Inputs
from tests.formulas.claims import Claim, claim


def llama(i: Inputs, tied: bool | None = None) -> Claim:
    return claim(
        "parameters.dense_parameters",
        layers=i["layers"],
        hidden=i["hidden"],
        heads=i["heads"],
        kv_heads=i["kv_heads"],
        head_dim=i["head_dim"],
        intermediate=i["intermediate"],
        vocab=i["vocab"],
        positions=0,
        gated=True,
        tied=i["tied"] if tied is None else tied,
        qkv_bias=i.get("qkv_bias", False),
        output_bias=False,
        mlp_bias=False,
        qk_norm=1 if i.get("qk_norm") else 0,
        norms_per_layer=2,
        norm_bias=False,
    )


def gpt(layers: int, hidden: int, vocab: int, positions: int, unit: float = 1) -> Claim:
    return claim(
        "parameters.dense_parameters",
        unit=unit,
        layers=layers,
        hidden=hidden,
        heads=1,
        kv_heads=1,
        head_dim=hidden,
        intermediate=4 * hidden,
        vocab=vocab,
        positions=positions,
        gated=False,
        tied=True,
        qkv_bias=True,
        output_bias=True,
        mlp_bias=True,
        qk_norm=0,
        norms_per_layer=2,
        norm_bias=True,
    )


def tied_trap(i: Inputs) -> Claims:
    return {
        "total_tied": llama(i),
        "total_if_embedding_counted_twice": llama(i, tied=False),
    }


def mixtral(i: Inputs) -> Claims:
    def count(active: bool) -> Claim:
        return claim(
            "variants.expert_parameters",
            layers=i["layers"],
            dense_layers=0,
            hidden=i["hidden"],
            heads=i["heads"],
            kv_heads=i["kv_heads"],
            head_dim=i["head_dim"],
            intermediate=0,
            experts=i["experts"],
            experts_per_token=i["top_k"],
            expert_intermediate=i["expert_intermediate"],
            shared_intermediate=0,
            vocab=i["vocab"],
            tied=i["tied"],
            qkv_bias=False,
            output_bias=False,
            router_bias=False,
            expert_bias=False,
            qk_norm=0,
            sinks=False,
            norms_per_layer=2,
            active=active,
        )

    return {"total": count(False), "active": count(True)}


def deepseek(i: Inputs) -> Claims:
    def count(router_bias: bool, active: bool) -> Claim:
        return claim(
            "variants.latent_expert_parameters",
            layers=i["layers"],
            dense_layers=i["dense_layers"],
            hidden=i["hidden"],
            heads=i["heads"],
            query_rank=i["q_lora_rank"],
            latent_rank=i["kv_lora_rank"],
            nope_dim=i["qk_nope"],
            rope_dim=i["qk_rope"],
            value_dim=i["v_head"],
            intermediate=i["dense_intermediate"],
            experts=i["routed_experts"],
            experts_per_token=i["top_k"],
            expert_intermediate=i["expert_intermediate"],
            shared_intermediate=i["shared_experts"] * i["expert_intermediate"],
            vocab=i["vocab"],
            tied=i["tied"],
            router_bias=router_bias,
            active=active,
        )

    active = count(router_bias=False, active=True)
    return {
        "total": count(router_bias=i["gate_bias"], active=False),
        "total_without_gate_correction_bias": count(router_bias=False, active=False),
        "active_incl_both_embeddings": active,
        "active_excl_input_embedding": claim(
            "variants.matmul_parameters",
            parameters=active,
            hidden=i["hidden"],
            vocab=i["vocab"],
            positions=0,
            tied=i["tied"],
        ),
    }


def megatron_models(i: Inputs) -> Claims:
    return {
        "billions": [
            gpt(layers, hidden, i["vocab"], i["positions"], 1e9)
            for layers, hidden in zip(i["layers"], i["hidden"], strict=True)
        ]
    }


def total(i: Inputs) -> Claims:
    return {"total": llama(i)}


CASES: Cases = {
    "params-mistral-7b": total,
    "params-llama3-8b": total,
    "params-llama2-70b": total,
    "params-llama31-405b": total,
    "params-qwen3-8b": total,
    "params-llama3-70b": total,
    "params-llama2-7b": total,
    "params-qwen25-7b": total,
    "params-megatron-ptdp-table1": megatron_models,
    "params-gpt2-xl": lambda i: {
        "total": gpt(i["layers"], i["hidden"], i["vocab"], i["positions"])
    },
    "params-llama32-1b-tied-trap": tied_trap,
    "params-llama32-3b-tied-trap": tied_trap,
    "params-deepseek-v3": deepseek,
    "params-mixtral-8x7b": mixtral,
}

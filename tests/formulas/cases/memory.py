"""Training state, adapters, quantized weights, activations."""

from __future__ import annotations

from tests.formulas.cases.shared import GIB, MIB, PERCENT, Cases, Claims, Inputs
from tests.formulas.claims import Claim, claim


def zero(i: Inputs, stages: range) -> Claims:
    return {
        "GB": [
            claim(
                "training.training_state_bytes",
                unit=1e9,
                parameters=i["params"],
                weight_bytes=i.get("param_bytes", 2),
                gradient_bytes=i.get("grad_bytes", 2),
                optimizer_bytes=i["K"],
                stage=stage,
                data_parallel=i["dp"],
            )
            for stage in stages
        ]
    }


def deepspeed(i: Inputs, offload: int, unit: float) -> Claim:
    return claim(
        "training.deepspeed_zero3_bytes",
        unit=unit,
        parameters=i["params"],
        largest_layer=i["largest_layer"],
        gpus=i["gpus"],
        offload=offload,
    )


def states(params: float, weight: int, gradient: int, optimizer: int, unit: float) -> Claim:
    return claim(
        "training.training_state_bytes",
        unit=unit,
        parameters=params,
        weight_bytes=weight,
        gradient_bytes=gradient,
        optimizer_bytes=optimizer,
        stage=0,
        data_parallel=1,
    )


def gguf(i: Inputs) -> Claims:
    size = claim(
        "quantization.quantized_weight_bytes",
        unit=GIB,
        parameters=i["params"],
        weight_bits=i["bits_per_weight"],
    )
    return {"GiB": size}


def bits(i: Inputs) -> Claim:
    return claim(
        "quantization.bits_per_weight",
        bits=i["bits"],
        group=i["block"],
        scale_bits=i["scale_bits"],
        zero_bits=0,
    )


def table2(i: Inputs) -> Claims:
    rows = [
        (1, False, 0),
        (i["t"], False, 0),
        (i["t"], True, 0),
        (i["t"], False, 1),
        (i["t"], True, 1),
        (i["t"], True, 2),
    ]
    return {
        "GB_per_layer": [
            claim(
                "activations.gelu_layer_activation_bytes",
                unit=1e9,
                tokens=i["s"],
                sequences=i["b"],
                hidden=i["h"],
                heads=i["a"],
                tensor_parallel=tensor,
                sequence_parallel=sequence,
                recompute=recompute,
            )
            for tensor, sequence, recompute in rows
        ]
    }


def saved(
    tokens: float, hidden: int, layers: int, copies: float, element: int, unit: float
) -> Claim:
    return claim(
        "activations.saved_states_bytes",
        unit=unit,
        tokens=tokens,
        sequences=1,
        hidden=hidden,
        layers=layers,
        copies=copies,
        element_bytes=element,
    )


def llama_eager(i: Inputs) -> Claims:
    def copies(layers: int, number: int) -> Claim:
        return saved(i["s"] * i["b"], i["hidden"], layers, number, i["bytes"], GIB)

    return {
        "GiB_hidden_state": copies(1, 1),
        "GiB_layer": copies(1, i["copies_per_layer"]),
        "GiB_all_layers_checkpointed": copies(i["layers"], 1),
        "GiB_all_layers": copies(i["layers"], i["copies_per_layer"]),
        "GiB_fp32_logits": claim(
            "activations.logit_bytes",
            unit=GIB,
            tokens=i["s"],
            sequences=i["b"],
            vocab=i["vocab"],
            logit_element_bytes=4,
        ),
    }


def selective(i: Inputs) -> Claims:
    return {
        f"{name}_percent": claim(
            "compute.selective_recompute_overhead",
            unit=PERCENT,
            layers=i[name]["L"],
            sequence=i["s"],
            hidden=i[name]["h"],
            vocab=i["v"],
        )
        for name in ("gpt3", "mtnlg")
    }


def later_stages(i: Inputs) -> Claims:
    return zero(i, range(1, 4))


def adapters(i: Inputs) -> Claim:
    query = i["matrices_per_layer"] >= 1
    value = i["matrices_per_layer"] >= 2
    return claim(
        "lora.adapter_parameters",
        layers=i["layers"],
        hidden=i["d_in"],
        heads=1,
        kv_heads=1,
        head_dim=i["d_out"],
        intermediate=0,
        rank=i["rank"],
        gated=False,
        on_query=query,
        on_key=False,
        on_value=value,
        on_output=False,
        on_block=False,
    )


CASES: Cases = {
    "zero3-deepspeed-doc": lambda i: {
        "GiB_no_offload": deepspeed(i, 0, GIB),
        "GiB_optimizer_offload": deepspeed(i, 1, GIB),
        "GiB_full_offload": deepspeed(i, 2, GIB),
    },
    "zero3-deepspeed-t5large": lambda i: {
        "MiB_case1": deepspeed(i, 0, MIB),
        "MiB_case2": deepspeed(i, 2, MIB),
        "MiB_case3": deepspeed(i, 1, MIB),
    },
    "megatron-distopt-bytes": lambda i: {
        "bytes_per_param": [
            claim(
                "training.state_bytes_per_parameter",
                weight_bytes=2,
                gradient_bytes=4,
                optimizer_bytes=12,
                stage=1,
                data_parallel=dp,
            )
            for dp in i["dp"]
        ]
    },
    "zero-table1-1t-dp64": later_stages,
    "zero-table1-7.5b-dp16": later_stages,
    "zero-table1-128b-dp64": later_stages,
    "zero-table1-1t-dp1024": later_stages,
    "zero-table1-7.5b-dp4": later_stages,
    "zero-fig1-7.5b-64": lambda i: zero(i, range(4)),
    "adamw-mixed-18-bytes": lambda i: {
        "bytes_per_param": states(1, i["weights"], i["grads"], i["adam"], 1)
    },
    "accelerate-bert-base": lambda i: {
        "MiB_fp32": claim("memory.weight_bytes", unit=MIB, parameters=i["params"], element_bytes=4),
        "MiB_fp16": claim("memory.weight_bytes", unit=MIB, parameters=i["params"], element_bytes=2),
        "GiB_adam_fp32": states(i["params"], 4, 4, 8, GIB),
        # The largest part only, as the tool reports it; see 'bad-accelerate-training'.
        "MiB_adam_fp16_as_reported": states(i["params"], 0, 0, 8, MIB),
    },
    "lora-llama2-7b-r8-qv": lambda i: {
        "trainable": adapters(i),
        "percent": claim(
            "lora.trained_share",
            unit=PERCENT,
            trained=adapters(i),
            base_parameters=i["base_params"],
        ),
    },
    "lora-gpt3-r4-qv": lambda i: {
        "trainable": adapters(i),
        "MB": claim(
            "memory.weight_bytes",
            unit=1e6,
            parameters=adapters(i),
            element_bytes=i["adapter_bytes"],
        ),
    },
    "fp8-block-scale-overhead": lambda i: {
        "overhead_percent": claim(
            "quantization.bits_per_weight",
            offset=8,
            unit=8 * PERCENT,
            bits=8,
            group=i["block"][0] * i["block"][1],
            scale_bits=8 * i["scale_bytes"],
            zero_bits=0,
        )
    },
    "gguf-llama31-8b-q6_k": gguf,
    "gguf-llama31-8b-f16": gguf,
    "gguf-llama31-8b-q8_0": gguf,
    "gguf-llama31-8b-q5_k_m": gguf,
    "qlora-65b-dq-saving": lambda i: {
        "GB": claim(
            "quantization.quantized_weight_bytes",
            unit=1e9,
            parameters=i["params"],
            weight_bits=i["saving_bits"],
        )
    },
    "microscaling-bpw": lambda i: {name: bits(one) for name, one in i.items()},
    "vllm-w8a8-70b-load": lambda i: {
        "GiB": claim(
            "quantization.mixed_weight_bytes",
            unit=GIB,
            quantized_parameters=i["linear_params"],
            quantized_bits=8 * i["linear_bytes"],
            other_parameters=i["other_params"],
            other_bits=8 * i["other_bytes"],
        )
    },
    "act-llama31-8b-hf-measured": llama_eager,
    "act-table2-22b-t8": table2,
    "act-selective-flops-overhead": selective,
    "act-scalingbook-84tb": lambda i: {
        "TB_no_remat": saved(i["tokens"], i["D"], i["L"], i["saved_per_layer"], i["bytes"], 1e12),
        "TB_block_remat": saved(i["tokens"], i["D"], i["L"], 1, i["bytes"], 1e12),
    },
    "act-530b-output-dealloc": lambda i: {
        "GiB": saved(i["s"] * i["b"], i["h"], i["p"], 1, i["bytes"], GIB)
    },
    "act-interleaved-penalty": lambda i: {
        "memory_factor": claim(
            "activations.interleaved_memory_factor", stages=i["p"], chunks=i["v"]
        )
    },
}

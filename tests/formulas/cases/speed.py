"""Collectives, rooflines, prefill and decoding."""

from __future__ import annotations

from tests.formulas.cases.shared import MICRO, MILLI, Cases, Claims, Inputs
from tests.formulas.claims import Claim, claim


def ring(size: float, ranks: int, rate: float, hop: float = 0, start: float = 0) -> Claim:
    return claim(
        "collectives.ring_all_reduce_seconds",
        unit=MICRO if size == 0 else MILLI,
        size=size,
        ranks=ranks,
        bandwidth=rate,
        hop=hop,
        start=start,
    )


def exchange(i: Inputs) -> Claims:
    def one(unit: float) -> Claim:
        return claim(
            "experts.expert_exchange_seconds",
            unit=unit,
            tokens=i["tokens"],
            routes=i["routes"],
            hidden=i["hidden"],
            dispatch_bytes=i.get("dispatch_bytes", 1),
            combine_bytes=i.get("combine_bytes", 2),
            bandwidth=i["bw"],
        )

    def per_token(layers: int, unit: float) -> Claim:
        return claim(
            "experts.exchange_bound_per_token",
            unit=unit,
            exchange=one(1),
            layers=layers,
            microbatches=i["microbatches"],
        )

    return {
        "us_per_exchange": one(MICRO),
        "us_per_layer": per_token(1, MICRO),
        "tpot_ms": per_token(i["layers"], MILLI),
        "tokens_per_s": claim(
            "inference.decode_tokens_per_second", batch=1, step=per_token(i["layers"], 1)
        ),
    }


def vector_add(i: Inputs) -> Claims:
    traffic = 3 * i["N"] * i["bytes"]
    return {
        "ms": claim(
            "roofline.roofline_seconds",
            unit=MILLI,
            flops=i["N"],
            traffic=traffic,
            peak=67e12,
            bandwidth=i["bw"],
        ),
        "flops_per_byte": claim("roofline.arithmetic_intensity", flops=i["N"], traffic=traffic),
    }


def ridge(peak: float, rate: float) -> Claim:
    return claim("roofline.ridge_intensity", peak=peak, bandwidth=rate)


def critical(peak: float, rate: float, element: int) -> Claim:
    return claim("roofline.critical_batch", peak=peak, bandwidth=rate, element_bytes=element)


def b200_matmul(i: Inputs) -> Claims:
    def shape(m: int) -> Inputs:
        return {
            "rows": m,
            "inner": i["k"],
            "columns": i["n"],
            "input_bytes": i["bytes"],
            "weight_bytes": i["bytes"],
            "output_bytes": i["bytes"],
        }

    def seconds(m: int) -> Claim:
        return claim(
            "roofline.matmul_seconds",
            unit=MICRO,
            peak=i["flops"],
            bandwidth=i["bw"],
            **shape(m),
        )

    small, large = i["m"]
    return {
        "MB_m64": claim("roofline.matmul_bytes", unit=1e6, **shape(small)),
        "us_m64": seconds(small),
        "us_m512": seconds(large),
    }


def step(i: Inputs, batch: int) -> Claim:
    return claim(
        "inference.decode_step_seconds",
        unit=MILLI,
        batch=batch,
        parameters=i["params"],
        weight_bytes=i["params"] * i["weight_bytes"],
        cache_bytes=i["kv_bytes_per_token"] * i["ctx"],
        devices=i["chips"],
        peak=i["flops"],
        bandwidth=i["bw"],
        compute_efficiency=1,
        memory_efficiency=1,
    )


def llama_table(i: Inputs) -> Claims:
    def floor(batch: int, unit: float) -> Claim:
        return claim(
            "inference.decode_floor_seconds",
            unit=unit,
            weight_bytes=i["weights_GB"] * 1e9,
            cache_bytes=batch * i["kv_GB_per_seq"] * 1e9,
            devices=1,
            bandwidth=i["bw_total"],
        )

    return {
        "ms": [floor(batch, MILLI) for batch in i["batch"]],
        "tokens_per_s": [
            claim("inference.decode_tokens_per_second", batch=batch, step=floor(batch, 1))
            for batch in i["batch"]
        ],
    }


def prefill(i: Inputs) -> Claims:
    flops = claim(
        "inference.forward_flops",
        parameters=i["params"],
        layers=0,
        heads=0,
        head_dim=0,
        tokens=i["tokens"],
        causal=True,
    )
    return {
        "s": claim(
            "inference.prefill_seconds",
            flops=flops,
            weight_bytes=0,
            devices=i["chips"],
            peak=i["flops"],
            efficiency=i["mfu"],
            bandwidth=1,
        )
    }


CASES: Cases = {
    "allgather-8xh100": lambda i: {
        "ms": claim(
            "collectives.all_gather_seconds",
            unit=MILLI,
            size=i["bytes"],
            ranks=i["n"],
            bandwidth=i["egress_bytes_per_s"],
            hop=0,
            start=0,
        )
    },
    "alpha-beta-genz-allreduce": lambda i: {
        "ms": ring(i["bytes"], i["n"], i["bw"], i["alpha"], i["start_s"])
    },
    "allreduce-4gib-32xb200": lambda i: {"ms": ring(i["bytes"], i["n"], i["busbw_bytes_per_s"])},
    "allreduce-1gb-8gpu-100gbs": lambda i: {
        "ms": ring(i["bytes"], i["n"], i["link_bytes_per_s"], i["alpha"])
    },
    "busbw-factor-n2": lambda i: {
        "allreduce": claim("collectives.all_reduce_bus_factor", ranks=i["n"])
    },
    "nccl-ring-latency-nvlink-n8": lambda i: {
        "us": ring(0, i["n"], 1, i["hop_us"] * MICRO, i["base_us"] * MICRO)
    },
    "moe-ep-deepseek-ib": exchange,
    "moe-ep-deepseek-nvl72": lambda i: {
        key: one for key, one in exchange(i).items() if key != "us_per_layer"
    },
    "vector-add-h100": vector_add,
    "ridge-h100-sxm-bf16": lambda i: {"flops_per_byte": ridge(i["flops"], i["bw"])},
    "ridge-int8-v5e": lambda i: {
        "ops_per_byte": ridge(i["ops"], i["bw"]),
        "critical_batch_int8": critical(i["ops"], i["bw"], 1),
    },
    "b200-matmul-time": b200_matmul,
    "critical-batch-int8w-bf16": lambda i: {
        "critical_batch": critical(i["flops"], i["bw"], i["weight_bytes"])
    },
    "attention-decode-intensity": lambda i: {
        "flops_per_byte": claim(
            "roofline.attention_intensity",
            context=i["S"],
            queries=i["T"],
            group=i["G"],
            element_bytes=i["bytes"],
        )
    },
    "decode-popquiz-30b": lambda i: {"ms": [step(i, batch) for batch in i["batch"]]},
    "decode-llama2-13b-table": llama_table,
    "disagg-ratio": lambda i: {
        "prefill_per_decode_server": claim(
            "inference.prefill_servers_per_decode_server",
            prefill=i["prefill_s"],
            step=i["step_s"],
            output_tokens=i["out_tokens"],
            batch=i["batch"],
        )
    },
    "prefill-llama3-70b-v5e": prefill,
}

"""Work, time and utilisation of training runs; bubbles of pipelines."""

from __future__ import annotations

from tests.formulas.cases.shared import DAY, HOUR, PERCENT, YEAR, Cases, Claims, Inputs
from tests.formulas.claims import Claim, claim


def six(parameters: float, tokens: float, recompute: bool = False) -> Claim:
    return claim(
        "compute.parameter_flops", parameters=parameters, tokens=tokens, recompute=recompute
    )


def run(flops: Claim, devices: float, peak: float, share: float, unit: float) -> Claim:
    return claim(
        "compute.training_seconds",
        unit=unit,
        flops=flops,
        devices=devices,
        peak=peak,
        utilization=share,
    )


def recomputed_run(tokens: float, parameters: float, devices: float, speed: float) -> Claim:
    return run(six(parameters, tokens, recompute=True), devices, speed, 1, DAY)


def llama3_run(i: Inputs) -> Claims:
    flops = six(i["params"], i["tokens"])
    return {
        "flops_per_token": six(i["params"], 1),
        "total_flops": flops,
        "days": run(flops, i["chips"], i["peak"], i["mfu"], DAY),
        "years_on_one_chip": run(flops, 1, i["peak"], 1, YEAR),
    }


def mfu(flops: Claim | float, devices: float, seconds: float, peak: float) -> Claim:
    return claim(
        "compute.model_flops_utilization",
        unit=PERCENT,
        flops=flops,
        devices=devices,
        seconds=seconds,
        peak=peak,
    )


def korthikanti(i: Inputs) -> Claims:
    def share(recompute: int) -> Claim:
        flops = claim(
            "compute.megatron_step_flops",
            sequences=i["batch"],
            layers=i["layers"],
            sequence=i["seq"],
            hidden=i["hidden"],
            vocab=i["vocab"],
            recompute=recompute,
        )
        return mfu(flops, i["gpus"], i["iter_s"], i["peak"])

    return {"mfu_percent": share(0), "hfu_percent": share(1)}


def palm(i: Inputs) -> Claims:
    attended = claim(
        "compute.training_flops",
        parameters=i["params"],
        layers=i["layers"],
        heads=i["heads"],
        head_dim=i["head_dim"],
        sequence=i["seq"],
        tokens=i["tokens_per_s"],
        causal=False,
    )
    plain = six(i["params"], i["tokens_per_s"])
    return {
        "percent_without_attention": mfu(plain, i["chips"], 1, i["peak"]),
        "percent_with_attention": mfu(attended, i["chips"], 1, i["peak"]),
    }


def implied_flops(i: Inputs, speed: str) -> Claim:
    return claim(
        "compute.flops_per_token",
        unit=1e9,
        achieved=i[speed] * 1e12,
        devices=i["gpus"],
        throughput=i["tokens_per_day"] / DAY,
    )


def equal_work(parameters: float, i: Inputs) -> Claim:
    return claim(
        "compute.equal_work_sequence",
        parameters_per_layer=parameters * i["D"] * i["D"],
        heads=1,
        head_dim=i["D"],
        causal=False,
    )


def bubble(kind: str, i: Inputs, chunks: int) -> Claim:
    return claim(f"pipeline.bubble_{kind}", stages=i["p"], microbatches=i["m"], chunks=chunks)


CASES: Cases = {
    "chinchilla-70b": lambda i: {"flops": six(i["params"], i["tokens"])},
    "gopher-6nd-vs-paper": lambda i: {"flops_6nd": six(i["params"], i["tokens"])},
    "attention-share-of-flops": lambda i: {
        "qkvo_equals_attention_at_T": equal_work(4, i),
        "attention_equals_matmul_at_T": equal_work(4 + 3 * 4, i),
    },
    "train-gpt3-34-days": lambda i: {"days": recomputed_run(i["T"], i["P"], i["n"], i["X"])},
    "train-llama3-70b-scalingbook": llama3_run,
    "train-ptdp-table2": lambda i: {
        "days": [recomputed_run(i["T"], *row) for row in zip(i["P"], i["n"], i["X"], strict=True)]
    },
    "gpuhours-llama2-70b": lambda i: {
        "implied_mfu_percent": mfu(
            six(i["params"], i["tokens"]), 1, i["gpu_hours"] * HOUR, i["peak"]
        )
    },
    "mfu-deepseek-v3-book": lambda i: {
        "percent": mfu(six(i["active"], i["tokens"]), 1, i["gpu_hours"] * HOUR, i["peak"])
    },
    "mfu-korthikanti-1t": korthikanti,
    "mfu-korthikanti-530b": korthikanti,
    "mfu-llama3-405b-table4": lambda i: {
        "percent": [mfu(speed * 1e12, 1, 1, i["peak"]) for speed in i["tflops"]]
    },
    "mfu-deepseek-v3-causal": lambda i: {
        "gflop_per_token_causal": implied_flops(i, "tflops_causal"),
        "gflop_per_token_noncausal": implied_flops(i, "tflops_noncausal"),
    },
    "mfu-palm-540b": palm,
    "bubble-megatron-vs-gpipe": lambda i: {
        "overhead_ratio_pm1_over_m": bubble("overhead", i, 1),
        "fraction_of_total": bubble("fraction", i, 1),
        "interleaved_overhead_ratio": bubble("overhead", i, i["v"]),
    },
}

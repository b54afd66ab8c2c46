"""Predict a serving benchmark from its configuration: python serving_model.py benchmark_config.yaml

One GPU, one batch. All requests of a batch arrive together (a burst), their
prompts are read one after another, then the whole batch decodes in step.
Left out: the scheduler, kernel launches, sampling, the network, and any
overlap of one request's prefill with another's decode.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from math import ceil
from pathlib import Path

import yaml

KIB = 1024
MIB = 1024**2


@dataclass(frozen=True)
class Model:
    name: str
    parameters: int
    bytes_per_parameter: float
    layers: int
    hidden: int
    kv_heads: int
    head_dim: int
    bytes_per_kv_value: float


@dataclass(frozen=True)
class Gpu:
    name: str
    bandwidth_gb_per_s: float
    peak_tflops: float
    prefill_efficiency: float
    memory_budget_gb: float


@dataclass(frozen=True)
class Workload:
    name: str
    input_tokens: int
    output_tokens: int
    concurrency: list[int]


def weight_bytes(model: Model) -> float:
    """Bytes of the weights, all of which every pass reads."""
    return model.parameters * model.bytes_per_parameter


def kv_bytes_per_token(model: Model) -> float:
    """Bytes of keys and values that one token leaves behind in all layers."""
    return 2 * model.layers * model.kv_heads * model.head_dim * model.bytes_per_kv_value


def kv_bytes_per_request(model: Model, work: Workload) -> float:
    """Bytes reserved for one request at its full length."""
    return (work.input_tokens + work.output_tokens) * kv_bytes_per_token(model)


def weight_read_ms(model: Model, gpu: Gpu) -> float:
    """Milliseconds to stream the weights once from device memory."""
    return weight_bytes(model) / (gpu.bandwidth_gb_per_s * 1e9) * 1e3


def prefill_ms(model: Model, gpu: Gpu, tokens: int) -> float:
    """Milliseconds to read one prompt: arithmetic, or the weight read if that is longer."""
    projections = 2 * model.parameters * tokens
    causal_attention = 2 * model.layers * model.hidden * tokens**2
    rate = gpu.peak_tflops * 1e12 * gpu.prefill_efficiency
    compute = (projections + causal_attention) / rate * 1e3
    return max(compute, weight_read_ms(model, gpu))


def tpot_ms(model: Model, gpu: Gpu, work: Workload, concurrency: int) -> float:
    """Milliseconds per output token after the first, for each request."""
    mean_context = work.input_tokens + work.output_tokens / 2
    kv_read = concurrency * mean_context * kv_bytes_per_token(model)
    bytes_per_step = weight_bytes(model) + kv_read
    return bytes_per_step / (gpu.bandwidth_gb_per_s * 1e9) * 1e3


def ttft_ms(model: Model, gpu: Gpu, work: Workload, concurrency: int) -> float:
    """Milliseconds until the last request of the burst has its first token."""
    return concurrency * prefill_ms(model, gpu, work.input_tokens)


def qps(model: Model, gpu: Gpu, work: Workload, concurrency: int) -> float:
    """Requests finished per second."""
    decode_steps = work.output_tokens - 1
    batch_ms = ttft_ms(model, gpu, work, concurrency)
    batch_ms += decode_steps * tpot_ms(model, gpu, work, concurrency)
    return concurrency / (batch_ms / 1e3)


def tokens_per_second(model: Model, gpu: Gpu, work: Workload, concurrency: int) -> float:
    """Output tokens per second, over all requests; prompt tokens do not count."""
    return qps(model, gpu, work, concurrency) * work.output_tokens


def memory_peak_gb(model: Model, gpu: Gpu, work: Workload, concurrency: int) -> float:
    """Gigabytes of weights and KV cache when every request has its full length."""
    return (weight_bytes(model) + concurrency * kv_bytes_per_request(model, work)) / 1e9


def capacity(model: Model, gpu: Gpu, work: Workload) -> int:
    """Requests whose KV cache fits beside the weights in the memory budget."""
    free = gpu.memory_budget_gb * 1e9 - weight_bytes(model)
    return int(free // kv_bytes_per_request(model, work))


METRICS = {
    "ttft_ms": (ttft_ms, ".2f"),
    "tpot_ms": (tpot_ms, ".3f"),
    "qps": (qps, ".2f"),
    "tokens_per_second": (tokens_per_second, ".1f"),
    "memory_peak_gb": (memory_peak_gb, ".3f"),
}


def report(model: Model, gpu: Gpu, work: Workload, metrics: list[str]) -> None:
    """Print one workload: what a request costs, then one row per concurrency."""
    prefill = prefill_ms(model, gpu, work.input_tokens)
    print(f"{work.name}: {work.input_tokens:,} tokens in, {work.output_tokens} out")
    print(f"  prefill           {work.input_tokens:,} tokens in {prefill:.2f} ms")
    print(f"  decode            {work.output_tokens - 1} steps")
    print(f"  KV per request    {kv_bytes_per_request(model, work) / MIB:.0f} MiB")
    print(f"  requests that fit {capacity(model, gpu, work):,} in {gpu.memory_budget_gb} GB")
    print("  concurrency    kv_bytes" + "".join(f"{name:>{len(name) + 4}}" for name in metrics))
    for concurrency in work.concurrency:
        kv = concurrency * kv_bytes_per_request(model, work)
        row = f"  {concurrency:>11}{kv:>12.0f}"
        for name in metrics:
            metric, digits = METRICS[name]
            row += f"{metric(model, gpu, work, concurrency):>{len(name) + 4}{digits}}"
        print(row)


def main() -> None:
    config = yaml.safe_load(Path(sys.argv[1]).read_text(encoding="utf-8"))
    model = Model(**config["model"])
    gpu = Gpu(**config["gpu"])
    ridge = gpu.peak_tflops * 1e3 * gpu.prefill_efficiency / gpu.bandwidth_gb_per_s
    turning_point = ceil(ridge * model.bytes_per_parameter / 2)

    print(f"{model.name} on {gpu.name}")
    print(f"  weights           {weight_bytes(model) / 1e9:.3f} GB")
    print(f"  weight read       {weight_read_ms(model, gpu):.2f} ms")
    print(f"  KV per token      {kv_bytes_per_token(model) / KIB:.0f} KiB")
    print(f"  compute-bound     from {turning_point} prompt tokens")
    for entry in config["workloads"]:
        print()
        report(model, gpu, Workload(**entry), config["metrics"])


if __name__ == "__main__":
    main()

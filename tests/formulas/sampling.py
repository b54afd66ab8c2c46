"""Random inputs of every formula: in its domain, on its boundaries, and sometimes outside."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

from infralens.engines.formula import Formula, Parameter, evaluate
from tests.formulas.claims import Values, library

Draw = Callable[[Random], float]
Adjust = Callable[[Random, Values], None]


def samples(formula: Formula, number: int) -> list[Values]:
    """So many different inputs; the same ones in every run."""
    random = Random(formula.name)
    found: dict[tuple[float | bool, ...], Values] = {}
    for _ in range(20 * number):
        values = {one.name: _value(formula, one, random) for one in formula.parameters}
        if formula.name in ADJUST:
            ADJUST[formula.name](random, values)
        found.setdefault(tuple(values.values()), values)
        if len(found) == number:
            break
    return list(found.values())


def _value(formula: Formula, parameter: Parameter, random: Random) -> float | bool:
    if parameter.kind == "flag":
        return random.random() < 0.5
    if parameter.choices:
        return random.choice(list(parameter.choices))
    own = DRAWS.get(f"{formula.name}.{parameter.name}")
    return (own or DRAWS.get(parameter.name) or BY_UNIT[str(parameter.unit)])(random)


def whole(low: float, high: float) -> Draw:
    """Whole numbers, spread over the orders of magnitude; powers of two and the ends often."""

    def draw(random: Random) -> float:
        if random.random() < 0.04:
            return random.choice([low, high])
        number = round(math.exp(random.uniform(math.log(max(low, 0.5)), math.log(high))))
        if random.random() < 0.1 and number > 0:
            number = 2 ** round(math.log2(number))
        return float(min(max(number, low), high))

    return draw


def anywhere(low: int, high: int) -> Draw:
    """Whole numbers, all alike."""
    return lambda random: float(random.randint(low, high))


def real(low: float, high: float) -> Draw:
    """Numbers spread over the orders of magnitude."""
    return lambda random: math.exp(random.uniform(math.log(low), math.log(high)))


def share(low: float, high: float) -> Draw:
    """Numbers between the ends, which come often themselves."""

    def draw(random: Random) -> float:
        return random.choice([low, high]) if random.random() < 0.05 else random.uniform(low, high)

    return draw


BY_UNIT: dict[str, Draw] = {
    "Count": whole(1, 4096),
    "Number": share(0, 10),
    "Fraction": share(0.05, 1),
    "Parameters": whole(1e8, 1e12),
    "Bits": whole(1, 32),
    "Bytes": real(1e3, 1e12),
    "Flops": real(1e9, 1e24),
    "Tokens": whole(1, 1e6),
    "Seconds": real(1e-4, 1e4),
    "PerSecond": real(1e-2, 1e3),
    "BytesPerSecond": real(1e9, 1e13),
    "FlopsPerSecond": real(1e12, 1e16),
    "TokensPerSecond": real(1, 1e6),
    "BytesPerToken": whole(1e3, 1e6),
    "SecondsPerToken": real(1e-4, 1),
    "FlopsPerByte": real(0.1, 1e4),
    "UsdPerSecond": real(1e-4, 1e-2),
    "Joules": real(1e-9, 1),
    "Watts": real(1e-6, 10),
}

DRAWS: dict[str, Draw] = {
    "heads": whole(16, 256),
    "kv_heads": whole(1, 16),
    "head_dim": whole(32, 512),
    "layers": whole(1, 256),
    "dense_layers": lambda random: 0.0 if random.random() < 0.5 else 1.0,
    "hidden": whole(64, 32_768),
    "vocab": whole(1_000, 300_000),
    "positions": whole(0, 4096),
    "experts": whole(16, 512),
    "experts_counted": whole(0, 16),
    "experts_per_token": whole(1, 16),
    "norms_per_layer": whole(1, 4),
    "element_bytes": share(0.5, 4),
    "dispatch_bytes": share(0.5, 4),
    "combine_bytes": share(0.5, 4),
    "input_bytes": share(0.5, 4),
    "output_bytes": share(0.5, 4),
    "parameters": whole(1e10, 1e12),
    "drafted": whole(0, 100),
    "acceptance": share(0, 1),
    "quantile": share(0, 0.999),
    "fragmentation": share(0, 0.5),
    "hop": real(1e-7, 1e-4),
    "variability": share(0, 3),
    "tensor_parallel": whole(1, 64),
    "expert_parallel": whole(1, 4),
    "expert_tensor_parallel": whole(1, 2),
    "branches": whole(0, 100),
    "servers": whole(1, 64),
    "batch_limit": whole(1, 64),
    "fast": share(0, 1),
    "mean_length": whole(1, 8192),
    "inference.request_seconds.output_tokens": whole(1, 10_000),
    "paging.contiguous_utilization.longest": whole(8192, 1e6),
    "paging.paged_utilization.length": anywhere(1, 10**6),
    "paging.paged_utilization.block": anywhere(1, 10**6),
    "paging.window_blocks.window": anywhere(1, 10**9),
    "paging.window_blocks.longest": anywhere(1, 10**9),
    "paging.window_blocks.block": whole(1, 4),
    "paging.mean_paged_waste.block": whole(1, 1e9),
    "paging.paged_waste.length": anywhere(0, 10**9),
    "paging.paged_waste.block": anywhere(1, 10**7),
    "paging.user_gain.waste_before": share(0, 0.99),
    "paging.user_gain.waste_after": share(0, 1),
    "collectives.all_reduce_bus_factor.ranks": whole(1, 1e7),
    "collectives.gather_bus_factor.ranks": whole(1, 1e7),
    "fleet.static_batch_lengths.batch": anywhere(1, 4096),
    "fleet.branch_quantile.branches": whole(1, 1000),
    "fleet.two_choices_mean.utilization": share(0, 0.999),
    "queueing.blocking_probability.offered": share(0, 100),
    "queueing.blocking_probability.servers": whole(0, 64),
    "queueing.single_server_mean.service": real(1e-6, 1e-3),
    "queueing.single_server_quantile.service": real(1e-6, 1e-3),
    "queueing.general_service_mean_wait.service": real(1e-6, 1e-3),
    "rollout.version_lag.rollout": real(1e5, 1e9),
    "rollout.version_lag.step": real(1e-2, 1e2),
    "rollout.rollout_devices.needed": whole(1e9, 1e15),
    "rollout.rollout_devices.device_throughput": real(1, 1e3),
    "rollout.rollout_devices.step": real(1, 1e2),
    "capacity.cache_blocks.budget": real(1e12, 1e16),
    "capacity.cache_blocks.block": whole(1, 16),
    "capacity.cache_tokens.budget": real(1e12, 1e16),
    "capacity.concurrent_sequences.budget": real(1e13, 1e18),
    "capacity.concurrent_sequences.block": whole(1, 64),
    "capacity.concurrent_sequences.length": whole(1, 1e4),
    "capacity.contiguous_sequences.budget": real(1e13, 1e18),
    "capacity.contiguous_sequences.longest": whole(1, 1e4),
    "capacity.largest_context.budget": real(1e13, 1e17),
    "capacity.largest_context.sequences": whole(1, 64),
    "windows.windowed_sequences.budget": real(1e14, 1e19),
    "windows.windowed_sequences.tokens": whole(1, 1e4),
    "windows.windowed_sequences.block": whole(1, 64),
    "windows.windowed_context.budget": real(1e10, 1e13),
    "experts.parameters_read.routed": whole(1e8, 1e10),
    "windows.windowed_context.full_layers": whole(1, 256),
    "windows.windowed_context.sequences": whole(1, 64),
    "windows.windowed_context.block": whole(1, 16),
    "capacity.cache_budget_bytes.memory": real(1e12, 1e13),
    "capacity.cache_budget_bytes.utilization": share(0.5, 1),
    "capacity.cache_budget_bytes.weight_bytes": real(1e9, 1e11),
    "capacity.cache_budget_bytes.activation_bytes": real(1e6, 1e10),
    "capacity.cache_budget_bytes.reserved_bytes": real(1e6, 1e10),
    "capacity.fewest_gpus.memory": real(4e10, 2e11),
    "capacity.fewest_gpus.weight_bytes": real(1e10, 1e13),
    "capacity.fewest_gpus.tokens": whole(1, 2e4),
    "capacity.fewest_gpus.sequences": whole(1, 8),
    "capacity.fewest_gpus.reserved_bytes": real(1e6, 1e10),
    "training.largest_parameters.memory": real(1e11, 1e12),
    "training.largest_parameters.other_bytes": real(1e6, 1e11),
    "training.largest_parameters.weight_bytes": share(0.5, 4),
    "training.state_bytes_per_parameter.weight_bytes": share(0, 6),
    "training.state_bytes_per_parameter.gradient_bytes": share(0, 4),
    "training.state_bytes_per_parameter.optimizer_bytes": share(0, 12),
    "training.parallel_training_state_bytes.data_parallel": whole(8, 1024),
    "inference.largest_batch_in_time.step": real(1, 1e3),
    "inference.largest_batch_in_time.weight_bytes": real(1e9, 1e12),
    "inference.largest_batch_in_time.cache_bytes": real(1e4, 1e9),
    "inference.largest_batch_in_time.parameters": whole(1e8, 1e10),
    "inference.largest_batch_in_time.devices": whole(1, 64),
    "rollout.admissible_rollouts.concurrency": whole(1, 1e7),
    "rollout.admissible_rollouts.batch": whole(1, 1e5),
    "rollout.admissible_rollouts.staleness": whole(0, 100),
    "rollout.admissible_rollouts.accepted": whole(0, 1e7),
    "rollout.admissible_rollouts.running": whole(0, 1e6),
    "pipeline.microbatches_in_flight.stages": anywhere(1, 10**7),
    "pipeline.microbatches_in_flight.microbatches": anywhere(1, 10**7),
    "pipeline.bubble_overhead.stages": anywhere(1, 10**6),
    "pipeline.bubble_fraction.stages": anywhere(1, 10**6),
    "activations.interleaved_memory_factor.stages": whole(1, 1e5),
    "activations.interleaved_memory_factor.chunks": whole(1, 1e4),
    "activations.stage_activation_bytes.chunks": whole(1, 3),
    "activations.ends_activation_bytes.stages": whole(1, 3),
    "latents.latent_tokens.frames": whole(1, 1e5),
    "latents.latent_tokens.height": whole(512, 1e6),
    "latents.latent_tokens.width": whole(512, 1e6),
    "latents.latent_tokens.time_stride": whole(1, 8),
    "latents.latent_tokens.space_stride": whole(1, 16),
    "latents.latent_tokens.time_patch": lambda random: 1.0,
    "latents.latent_tokens.space_patch": whole(1, 16),
    "sharding.tensor_parallel_seconds.tensor_parallel": whole(2, 64),
    "batching.backlog_mean.arrivals": real(1e-2, 1),
    "batching.backlog_mean.fixed": real(1e-4, 1e-1),
    "batching.backlog_mean.each": real(1e-4, 1e-1),
    "paging.count_ratio.count": whole(1, 1e9),
    "paging.count_ratio.reference": anywhere(1, 4096),
    "batching.gathered_batch.window": real(1, 100),
    "batching.gathered_batch.batch_limit": whole(3000, 4096),
    "batching.gathered_batch.arrivals": real(1e-2, 0.1),
    "batching.gathered_batch.fixed": real(1e-4, 1e-1),
    "batching.gathered_batch.each": real(1e-4, 1e-1),
    "batching.batched_quantile.arrivals": real(1e-2, 1),
    "batching.batched_quantile.fixed": real(1e-4, 1e-1),
    "batching.batched_quantile.each": real(1e-4, 1e-1),
    "batching.two_waits_survival.first": share(0, 2),
    "batching.two_waits_survival.second": share(0, 2),
    "batching.two_waits_survival.time": share(0, 20),
    "edge.copied_share.arrivals": real(1e-2, 1),
    "edge.copied_share.service": real(0.05, 0.5),
    "edge.copied_share.hedge_after": share(0, 1),
    "edge.fan_out_quantile.arrivals": real(1e-2, 1),
    "edge.fan_out_quantile.service": real(1e-4, 0.4),
    "edge.fan_out_quantile.hedge_after": share(0, 2),
    "edge.fan_out_quantile.branches": whole(1, 100),
    "edge.fan_out_quantile.quantile": share(0.5, 0.999),
    "paging.paged_users.budget": real(1e12, 1e16),
    "paging.paged_users.shared": whole(0, 100),
    "paging.paged_users.mean_length": whole(101, 8192),
    "paging.held_users.budget": real(1e13, 1e16),
    "paging.held_users.shared": whole(0, 100),
    "paging.held_users.mean_length": whole(101, 8192),
    "paging.held_users.longest": whole(8192, 1e6),
    "paging.remaining_bytes.memory": real(1e11, 1e12),
    "paging.remaining_bytes.weights": real(1e9, 5e10),
    "paging.remaining_bytes.draft": real(1e8, 5e10),
    "radio.activation_bytes.layers_before": whole(0, 100),
    "wearable.missed_share.speech": share(0.6, 1),
    "wearable.missed_share.duty": share(0, 0.6),
    "paging.remaining_bytes.drafted": whole(0, 3),
    "radio.cut_seconds.layers_before": whole(0, 32),
    "radio.cut_seconds.layers": whole(31, 256),
    "radio.part_seconds.layers_here": whole(0, 32),
    "radio.part_seconds.layers": whole(32, 256),
    "radio.rest_seconds.layers_before": whole(0, 32),
    "radio.rest_seconds.layers": whole(32, 256),
    "requests.pipeline_stages.devices": lambda random: 32.0 * random.randint(1, 4096),
    "requests.pipeline_stages.tensor_parallel": lambda random: 2.0 ** random.randint(0, 5),
    "requests.request_reduce_seconds.tensor_parallel": whole(2, 64),
    "wearable.batch_energy.batch": real(1, 1e3),
    "speculative.verification_cost.batch": whole(1, 1e4),
    "speculative.verification_cost.critical_batch": real(10, 1e4),
    "speculative.speculative_speedup.verify_cost": share(0.5, 10),
    "roofline.matmul_flops.rows": whole(0, 1e6),
    "roofline.attention_intensity.element_bytes": share(0.5, 4),
    "collectives.tree_all_reduce_seconds.ranks": whole(1, 1e4),
    "collectives.broadcast_seconds.ranks": whole(1, 1e3),
    "variants.matmul_parameters.parameters": whole(1e11, 1e13),
    "variants.non_embedding_parameters.parameters": whole(1e11, 1e13),
    "memory.latent_cache_bytes_per_token.latent_element_bytes": share(0.5, 4),
    "memory.latent_cache_bytes.latent_element_bytes": share(0.5, 4),
    "memory.latent_cache_bytes_per_token.rope_element_bytes": share(0.5, 4),
    "memory.latent_cache_bytes.rope_element_bytes": share(0.5, 4),
    "memory.latent_cache_bytes_per_token.scale_bytes": whole(0, 64),
    "memory.latent_cache_bytes.scale_bytes": whole(0, 64),
    "memory.quantized_vector_bytes.width": whole(32, 1e6),
    "memory.quantized_vector_bytes.scale_bytes": share(0.5, 4),
    "memory.quantized_kv_cache_bytes_per_token.scale_bytes": share(0.5, 4),
    "parameters.latent_attention_parameters.query_rank": whole(0, 2048),
    "variants.latent_expert_parameters.query_rank": whole(0, 2048),
    "quantization.bits_per_weight.zero_bits": share(0, 8),
    "memory.hybrid_kv_cache_bytes.window": whole(1, 1e5),
    "memory.hybrid_kv_cache_bytes.block": whole(1, 64),
    "experts.experts_touched.batch": real(0.5, 1e3),
    "estimates.served_sequences.memory": real(1e16, 1e19),
    "estimates.served_sequences.utilization": share(0.5, 1),
    "estimates.served_sequences.reserved_bytes": real(1e6, 1e10),
    "estimates.served_sequences.cache_element_bytes": share(0.5, 2),
    "estimates.served_sequences.gpus": whole(1, 64),
    "estimates.served_sequences.layers": whole(1, 64),
    "estimates.served_sequences.block": whole(1, 64),
    "estimates.served_sequences.length": whole(1, 1e4),
    "estimates.group_quantized_bytes.zero_bits": share(0, 8),
    "framework_factor": share(0.5, 3),
    "fleet.batch_capacity.fixed": real(1e-3, 1),
    "queueing.latency_survival.time": real(1e-3, 10),
    "queueing.wait_survival.time": real(1e-3, 10),
}


def _stable_queue(random: Random, values: Values) -> None:
    """A load below 1, most of the time; sometimes one server more than are busy on average."""
    servers = values.get("servers", 1)
    load = random.choice([0.5, 1.02]) if random.random() < 0.1 else random.uniform(0.01, 0.999)
    values["service"] = random.choice([0.5, 1.0, random.uniform(0.01, 10)])
    values["arrivals"] = servers * load / values["service"]
    if servers > 1 and random.random() < 0.1:
        values["arrivals"] = (servers - 1) / values["service"]


def _stable_server(random: Random, values: Values) -> None:
    """A load below 1 of the largest batch, most of the time."""
    capacity = library().formulas["serving.completion_rate"]
    given = {one.name: values.get(one.name, 0) for one in capacity.parameters}
    given["batch"] = values["batch_limit"]
    load = 1.01 if random.random() < 0.02 else random.uniform(0.01, 0.99)
    values["arrivals"] = load * evaluate(capacity, given)


ADJUST: dict[str, Adjust] = {
    **{
        f"queueing.{name}": _stable_queue
        for name in (
            "single_server_mean",
            "single_server_quantile",
            "waiting_probability",
            "mean_wait",
            "mean_latency",
            "wait_survival",
            "wait_quantile",
            "latency_survival",
            "latency_quantile",
            "general_service_mean_wait",
            "general_mean_wait",
        )
    },
    **{
        f"serving.{name}": _stable_server
        for name in (
            "highest_state_share",
            "full_batch_share",
            "requests_in_server",
            "server_latency",
        )
    },
}

"""Memory that training holds for each parameter, and how it is sharded."""

from __future__ import annotations

from typing import Literal

from infralens.engines.formula.language import (
    BYTE,
    Bytes,
    Count,
    Fraction,
    Parameters,
    require,
)
from infralens.formulas.collectives import data_parallel_bytes


def state_bytes_per_parameter(
    weight_bytes: Bytes,
    gradient_bytes: Bytes,
    optimizer_bytes: Bytes,
    stage: Literal[0, 1, 2, 3],
    data_parallel: Count,
) -> Bytes:
    """Weights, gradients and optimizer state of one parameter on one rank

    Source: Rajbhandari et al., arXiv:1910.02054, section 3.1 and figure 1.
    Not included: activations and buffers. 'Optimizer bytes' include a master copy of the weights:
    12 for Adam with FP32 state beside 16-bit weights, 8 without a master copy.
    """
    require(weight_bytes >= 0, "the bytes of a weight are 0 or more")
    require(gradient_bytes >= 0, "the bytes of a gradient are 0 or more")
    require(optimizer_bytes >= 0, "the bytes of optimizer state are 0 or more")
    require(data_parallel >= 1, "there is at least one data-parallel rank")
    weights = weight_bytes / data_parallel if stage == 3 else weight_bytes
    gradients = gradient_bytes / data_parallel if stage >= 2 else gradient_bytes
    optimizer = optimizer_bytes / data_parallel if stage >= 1 else optimizer_bytes
    return weights + gradients + optimizer


def training_state_bytes(
    parameters: Parameters,
    weight_bytes: Bytes,
    gradient_bytes: Bytes,
    optimizer_bytes: Bytes,
    stage: Literal[0, 1, 2, 3],
    data_parallel: Count,
) -> Bytes:
    """Weights, gradients and optimizer state on one rank

    Source: Rajbhandari et al., arXiv:1910.02054, section 3.1, figure 1 and table 1.
    Not included: activations, logits, communication buffers, what stage 3 gathers for a moment.
    'Parameters' are those of the rank before data-parallel sharding.
    """
    require(parameters >= 0, "the number of parameters is 0 or more")
    return parameters * state_bytes_per_parameter(
        weight_bytes=weight_bytes,
        gradient_bytes=gradient_bytes,
        optimizer_bytes=optimizer_bytes,
        stage=stage,
        data_parallel=data_parallel,
    )


def parallel_training_state_bytes(
    dense_parameters: Parameters,
    expert_parameters: Parameters,
    weight_bytes: Bytes,
    gradient_bytes: Bytes,
    optimizer_bytes: Bytes,
    stage: Literal[0, 1, 2, 3],
    tensor_parallel: Count,
    pipeline_parallel: Count,
    data_parallel: Count,
    expert_parallel: Count,
    expert_tensor_parallel: Count,
) -> Bytes:
    """Training state on one rank, under every kind of parallelism

    Source: Rajbhandari et al., arXiv:1910.02054; Megatron-LM,
    megatron/training/theoretical_memory_usage.py.
    Not included: activations, buffers; stages are taken as equal, and norms and routers as
    divided too. Experts are replicated over fewer ranks than the rest: world size over expert
    shards.
    """
    require(tensor_parallel >= 1, "at least one GPU shares a layer")
    require(pipeline_parallel >= 1, "there is at least one stage")
    require(expert_parallel >= 1, "at least one GPU shares the experts")
    require(expert_tensor_parallel >= 1, "at least one GPU shares an expert")
    expert_shards = expert_parallel * expert_tensor_parallel
    expert_replicas = tensor_parallel * data_parallel / expert_shards
    require(expert_replicas >= 1, "there are too few GPUs for so many expert shards")
    dense = training_state_bytes(
        parameters=dense_parameters / (tensor_parallel * pipeline_parallel),
        weight_bytes=weight_bytes,
        gradient_bytes=gradient_bytes,
        optimizer_bytes=optimizer_bytes,
        stage=stage,
        data_parallel=data_parallel,
    )
    experts = training_state_bytes(
        parameters=expert_parameters / (expert_shards * pipeline_parallel),
        weight_bytes=weight_bytes,
        gradient_bytes=gradient_bytes,
        optimizer_bytes=optimizer_bytes,
        stage=stage,
        data_parallel=expert_replicas,
    )
    return dense + experts


def stage_traffic_bytes(model_bytes: Bytes, ranks: Count, stage: Literal[0, 1, 2, 3]) -> Bytes:
    """Bytes each rank sends in a step of a ZeRO stage

    Source: Rajbhandari et al., arXiv:1910.02054, section 7: stages 1 and 2 send as much as plain
    data parallelism, stage 3 half as much again.
    Not included: repeated gathers for accumulated microbatches.
    """
    whole = data_parallel_bytes(model_bytes=model_bytes, ranks=ranks, sharded_weights=False)
    sharded = data_parallel_bytes(model_bytes=model_bytes, ranks=ranks, sharded_weights=True)
    return sharded if stage == 3 else whole


def gathered_bytes(unit_parameters: Parameters, element_bytes: Bytes, units: Count) -> Bytes:
    """Whole layers that stage 3 holds for a moment

    Source: Zhao et al., arXiv:2304.11277, section 3.2.
    Not included: their gradients before they are reduced. With prefetching two units are held at
    once.
    """
    require(units >= 0, "the number of units is 0 or more")
    return unit_parameters * element_bytes * units


def deepspeed_zero2_bytes(parameters: Parameters, gpus: Count) -> Bytes:
    """Model states of ZeRO-2 as DeepSpeed's code estimates them

    Source: DeepSpeed, deepspeed/runtime/zero/stage_1_and_2.py,
    estimate_zero2_model_states_mem_needs.
    Not included: activations, buffers. FP32 gradients make it 18 bytes a parameter where the
    paper has 16.
    """
    require(gpus >= 1, "there is at least one GPU")
    return 2 * BYTE * parameters + 18 * BYTE * parameters / gpus


def deepspeed_zero3_bytes(
    parameters: Parameters, largest_layer: Parameters, gpus: Count, offload: Literal[0, 1, 2]
) -> Bytes:
    """Model states of ZeRO-3 as DeepSpeed estimates them

    Source: DeepSpeed, deepspeed/runtime/zero/stage3.py, estimate_zero3_model_states_mem_needs.
    Not included: activations, buffers. Nothing is offloaded (0), the optimizer is (1), or the
    weights too (2).
    """
    require(gpus >= 1, "there is at least one GPU")
    gathered = 4 * BYTE * largest_layer
    kept = 18 * BYTE * parameters if offload == 0 else 2 * BYTE * parameters
    return gathered + (0 if offload == 2 else kept / gpus)


def training_peak_bytes(
    state_bytes: Bytes,
    activation_bytes: Bytes,
    logit_bytes: Bytes,
    buffer_bytes: Bytes,
    reserved_bytes: Bytes,
    fragmentation: Fraction,
) -> Bytes:
    """Memory of one GPU at the peak of a training step

    Source: the sum of its parts; the allocator's share after Zhao et al., arXiv:2304.11277,
    section 3.4.
    Not included: parts left at 0. 'Reserved' is what the driver and the communication library
    take.
    """
    require(fragmentation >= 0, "the share lost to fragmentation is 0 or more")
    require(fragmentation < 1, "not all memory can be lost to fragmentation")
    allocated = state_bytes + activation_bytes + logit_bytes + buffer_bytes
    return allocated / (1 - fragmentation) + reserved_bytes


def largest_parameters(
    memory: Bytes,
    other_bytes: Bytes,
    weight_bytes: Bytes,
    gradient_bytes: Bytes,
    optimizer_bytes: Bytes,
    stage: Literal[0, 1, 2, 3],
    data_parallel: Count,
) -> Parameters:
    """Most parameters whose training state fits

    Source: Rajbhandari et al., arXiv:1910.02054, section 3.1, solved for the parameters.
    Not included: growth of activations with the model; 'other bytes' stay as given.
    """
    per_parameter = state_bytes_per_parameter(
        weight_bytes=weight_bytes,
        gradient_bytes=gradient_bytes,
        optimizer_bytes=optimizer_bytes,
        stage=stage,
        data_parallel=data_parallel,
    )
    require(per_parameter > 0, "a parameter takes memory")
    require(memory > other_bytes, "the rest leaves no memory for the model")
    return (memory - other_bytes) / per_parameter

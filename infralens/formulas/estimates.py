"""Answers about a whole model, from its configuration: several formulas put together."""

from __future__ import annotations

from typing import Literal

from infralens.engines.formula.language import (
    TOKEN,
    Bits,
    Bytes,
    BytesPerSecond,
    Count,
    FlopsPerSecond,
    Fraction,
    Number,
    Parameters,
    Seconds,
    Tokens,
    TokensPerSecond,
    require,
)
from infralens.formulas.activations import (
    gated_layer_activation_bytes,
    gelu_layer_activation_bytes,
)
from infralens.formulas.capacity import cache_budget_bytes, concurrent_sequences
from infralens.formulas.compute import model_flops_utilization, training_flops, training_seconds
from infralens.formulas.inference import decode_floor_seconds, forward_flops, prefill_seconds
from infralens.formulas.memory import (
    kv_cache_bytes,
    sharded_kv_cache_bytes_per_token,
    weight_bytes,
)
from infralens.formulas.quantization import bits_per_weight, quantized_weight_bytes


def gelu_activation_bytes(
    layers: Count,
    tokens: Tokens,
    sequences: Count,
    hidden: Count,
    heads: Count,
    tensor_parallel: Count,
    sequence_parallel: bool,
    recompute: Literal[0, 1, 2],
) -> Bytes:
    """Activations of all layers of a GPT-3 kind, on one GPU

    Source: Korthikanti et al., arXiv:2205.05198, equations 1 to 4 and table 2.
    Not included: embedding and head; the layer that is being recomputed; gated blocks, grouped
    heads, fused attention. Nothing is recomputed (0), attention's core is (1), or every layer
    (2).
    """
    require(layers >= 1, "there is at least one layer")
    return layers * gelu_layer_activation_bytes(
        tokens=tokens,
        sequences=sequences,
        hidden=hidden,
        heads=heads,
        tensor_parallel=tensor_parallel,
        sequence_parallel=sequence_parallel,
        recompute=recompute,
    )


def gated_activation_bytes(
    layers: Count,
    tokens: Tokens,
    sequences: Count,
    hidden: Count,
    heads: Count,
    kv_heads: Count,
    head_dim: Count,
    intermediate: Count,
    element_bytes: Bytes,
    keep_gate: bool,
    tensor_parallel: Count,
    framework_factor: Number,
) -> Bytes:
    """Activations of all layers of a Llama kind, on one GPU

    Source: counted tensor by tensor after Korthikanti et al., arXiv:2205.05198, section 4.1, with
    fused attention as in Dao, arXiv:2307.08691, section 3.1.
    Not included: embedding, head and logits; recomputation.
    """
    require(layers >= 1, "there is at least one layer")
    return layers * gated_layer_activation_bytes(
        tokens=tokens,
        sequences=sequences,
        hidden=hidden,
        heads=heads,
        kv_heads=kv_heads,
        head_dim=head_dim,
        intermediate=intermediate,
        element_bytes=element_bytes,
        keep_gate=keep_gate,
        tensor_parallel=tensor_parallel,
        framework_factor=framework_factor,
    )


def token_floor_seconds(
    parameters: Parameters,
    element_bytes: Bytes,
    layers: Count,
    kv_heads: Count,
    head_dim: Count,
    cache_element_bytes: Bytes,
    context: Tokens,
    sequences: Count,
    devices: Count,
    bandwidth: BytesPerSecond,
) -> Seconds:
    """Least time between tokens, by bandwidth

    Source: Pope et al., arXiv:2211.05102, section 2.1.
    Not included: compute, communication, launches: a lower bound where the parameters are those a
    step reads, without a token table of its own and without experts that are not visited.
    """
    return decode_floor_seconds(
        weight_bytes=weight_bytes(parameters=parameters, element_bytes=element_bytes),
        cache_bytes=kv_cache_bytes(
            layers=layers,
            kv_heads=kv_heads,
            head_dim=head_dim,
            element_bytes=cache_element_bytes,
            tokens=context,
            sequences=sequences,
        ),
        devices=devices,
        bandwidth=bandwidth,
    )


def prompt_seconds(
    parameters: Parameters,
    element_bytes: Bytes,
    layers: Count,
    heads: Count,
    head_dim: Count,
    prompt: Tokens,
    causal: bool,
    devices: Count,
    peak: FlopsPerSecond,
    efficiency: Fraction,
    bandwidth: BytesPerSecond,
) -> Seconds:
    """Least time to prefill a prompt

    Source: Pope et al., arXiv:2211.05102, section 2.1; Chowdhery et al., arXiv:2204.02311,
    appendix B.
    Not included: queueing, communication, launches: a lower bound where the parameters are those
    that every token is multiplied with, without token table and head.
    """
    return prefill_seconds(
        flops=forward_flops(
            parameters=parameters,
            layers=layers,
            heads=heads,
            head_dim=head_dim,
            tokens=prompt,
            causal=causal,
        ),
        weight_bytes=weight_bytes(parameters=parameters, element_bytes=element_bytes),
        devices=devices,
        peak=peak,
        efficiency=efficiency,
        bandwidth=bandwidth,
    )


def group_quantized_bytes(
    parameters: Parameters, bits: Bits, group: Count, scale_bits: Bits, zero_bits: Bits
) -> Bytes:
    """Memory of weights that are all quantized in groups

    Source: Frantar et al., arXiv:2210.17323, section 4.
    Not included: embeddings, head and norms, which most checkpoints keep at 16 bits.
    """
    return quantized_weight_bytes(
        parameters=parameters,
        weight_bits=bits_per_weight(
            bits=bits, group=group, scale_bits=scale_bits, zero_bits=zero_bits
        ),
    )


def served_sequences(
    memory: Bytes,
    utilization: Fraction,
    reserved_bytes: Bytes,
    parameters: Parameters,
    element_bytes: Bytes,
    layers: Count,
    kv_heads: Count,
    head_dim: Count,
    cache_element_bytes: Bytes,
    block: Tokens,
    length: Tokens,
    gpus: Count,
) -> Count:
    """Sequences that a tensor-parallel group can serve together

    Source: Kwon et al., arXiv:2309.06180, sections 4.2 and 4.6; vLLM,
    vllm/v1/core/kv_cache_utils.py.
    Not included: shared prefixes, preemption. Memory is that of one GPU.
    """
    budget = cache_budget_bytes(
        memory=memory,
        utilization=utilization,
        weight_bytes=weight_bytes(parameters=parameters, element_bytes=element_bytes),
        gpus=gpus,
        activation_bytes=0,
        reserved_bytes=reserved_bytes,
    )
    per_token = sharded_kv_cache_bytes_per_token(
        layers=layers,
        kv_heads=kv_heads,
        head_dim=head_dim,
        element_bytes=cache_element_bytes,
        tensor_parallel=gpus,
        pipeline_parallel=1,
    )
    return concurrent_sequences(
        budget=budget, bytes_per_token=per_token, block=block, length=length
    )


def training_run_seconds(
    parameters: Parameters,
    layers: Count,
    heads: Count,
    head_dim: Count,
    sequence: Tokens,
    tokens: Tokens,
    causal: bool,
    devices: Count,
    peak: FlopsPerSecond,
    utilization: Fraction,
) -> Seconds:
    """Time of a training run

    Source: Chowdhery et al., arXiv:2204.02311, section 4.1 and appendix B.
    Not included: restarts, evaluation, checkpoints.
    """
    return training_seconds(
        flops=training_flops(
            parameters=parameters,
            layers=layers,
            heads=heads,
            head_dim=head_dim,
            sequence=sequence,
            tokens=tokens,
            causal=causal,
        ),
        devices=devices,
        peak=peak,
        utilization=utilization,
    )


def training_run_utilization(
    parameters: Parameters,
    layers: Count,
    heads: Count,
    head_dim: Count,
    sequence: Tokens,
    throughput: TokensPerSecond,
    causal: bool,
    devices: Count,
    peak: FlopsPerSecond,
) -> Fraction:
    """Model FLOPs utilisation of a training run, from its throughput

    Source: Chowdhery et al., arXiv:2204.02311, section 4.1 and appendix B.
    Not included: recomputed work. Throughput is that of all devices; the peak is dense.
    """
    require(throughput > 0, "the throughput is above 0")
    return model_flops_utilization(
        flops=training_flops(
            parameters=parameters,
            layers=layers,
            heads=heads,
            head_dim=head_dim,
            sequence=sequence,
            tokens=1 * TOKEN,
            causal=causal,
        ),
        devices=devices,
        seconds=1 * TOKEN / throughput,
        peak=peak,
    )

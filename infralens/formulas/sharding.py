"""One model over several GPUs: what splitting saves and what it sends."""

from __future__ import annotations

from infralens.engines.formula.language import (
    TOKEN,
    Bytes,
    BytesPerSecond,
    Count,
    FlopsPerSecond,
    Fraction,
    Parameters,
    Seconds,
    Tokens,
    require,
)
from infralens.formulas.collectives import ring_all_reduce_seconds, transfer_seconds
from infralens.formulas.inference import forward_flops


def tensor_parallel_seconds(
    layers: Count,
    tokens: Tokens,
    hidden: Count,
    element_bytes: Bytes,
    tensor_parallel: Count,
    bandwidth: BytesPerSecond,
    hop: Seconds,
    passes: Count,
) -> Seconds:
    """Time tensor parallelism spends on all-reduces

    Source: Shoeybi et al., arXiv:1909.08053, section 3: two all-reduces a layer in each pass.
    Not included: overlap. Serving has one pass, a training step two.
    """
    require(layers >= 1, "there is at least one layer")
    return (
        2
        * layers
        * passes
        * ring_all_reduce_seconds(
            size=tokens * hidden * element_bytes,
            ranks=tensor_parallel,
            bandwidth=bandwidth,
            hop=hop,
            start=0,
        )
    )


def pipeline_handoff_seconds(
    stages: Count,
    tokens: Tokens,
    hidden: Count,
    element_bytes: Bytes,
    bandwidth: BytesPerSecond,
    hop: Seconds,
) -> Seconds:
    """Time to hand activations from stage to stage

    Source: Narayanan et al., arXiv:2104.04473, section 3.2.
    Not included: overlap.
    """
    require(stages >= 1, "there is at least one stage")
    return (stages - 1) * transfer_seconds(
        size=tokens * hidden * element_bytes, bandwidth=bandwidth, latency=hop
    )


def sharded_prefill_seconds(
    parameters: Parameters,
    layers: Count,
    heads: Count,
    head_dim: Count,
    tokens: Tokens,
    element_bytes: Bytes,
    tensor_parallel: Count,
    stages: Count,
    peak: FlopsPerSecond,
    efficiency: Fraction,
    bandwidth: BytesPerSecond,
    hop: Seconds,
) -> Seconds:
    """Time to first token of one prompt on a group of GPUs

    Source: Shoeybi et al., arXiv:1909.08053, section 3; Pope et al., arXiv:2211.05102, section 3.
    Not included: queueing, launches. Stages do not shorten one prompt; the hidden size is taken
    as heads times their width; parameters are those a token is multiplied with.
    """
    require(efficiency <= 1, "the efficiency is 1 at most")
    require(tensor_parallel >= 1, "at least one GPU shares a layer")
    require(peak > 0, "the peak is above 0")
    require(efficiency > 0, "the efficiency is above 0")
    work = forward_flops(
        parameters=parameters,
        layers=layers,
        heads=heads,
        head_dim=head_dim,
        tokens=tokens,
        causal=True,
    )
    compute = work / (tensor_parallel * peak * efficiency)
    reduces = tensor_parallel_seconds(
        layers=layers,
        tokens=tokens,
        hidden=heads * head_dim,
        element_bytes=element_bytes,
        tensor_parallel=tensor_parallel,
        bandwidth=bandwidth,
        hop=hop,
        passes=1,
    )
    return (
        compute
        + reduces
        + pipeline_handoff_seconds(
            stages=stages,
            tokens=tokens,
            hidden=heads * head_dim,
            element_bytes=element_bytes,
            bandwidth=bandwidth,
            hop=hop,
        )
    )


def sharded_step_seconds(
    weight_bytes: Bytes,
    cache_bytes: Bytes,
    batch: Count,
    layers: Count,
    hidden: Count,
    element_bytes: Bytes,
    tensor_parallel: Count,
    stages: Count,
    memory_bandwidth: BytesPerSecond,
    bandwidth: BytesPerSecond,
    hop: Seconds,
) -> Seconds:
    """Time between tokens on a group of GPUs

    Source: Shoeybi et al., arXiv:1909.08053, section 3; Pope et al., arXiv:2211.05102, section 3.
    Not included: compute, launches. The stages follow one another, so all weights and cache bytes
    of the batch are read at the speed of one stage.
    """
    require(tensor_parallel >= 1, "at least one GPU shares a layer")
    require(memory_bandwidth > 0, "the bandwidth is above 0")
    reading = (weight_bytes + cache_bytes) / (tensor_parallel * memory_bandwidth)
    reduces = tensor_parallel_seconds(
        layers=layers,
        tokens=batch * TOKEN,
        hidden=hidden,
        element_bytes=element_bytes,
        tensor_parallel=tensor_parallel,
        bandwidth=bandwidth,
        hop=hop,
        passes=1,
    )
    return (
        reading
        + reduces
        + pipeline_handoff_seconds(
            stages=stages,
            tokens=batch * TOKEN,
            hidden=hidden,
            element_bytes=element_bytes,
            bandwidth=bandwidth,
            hop=hop,
        )
    )


def gather_break_even_tokens(
    layer_weight_bytes: Bytes, hidden: Count, element_bytes: Bytes
) -> Tokens:
    """Tokens from which gathering weights sends less than reducing activations

    Source: Pope et al., arXiv:2211.05102, section 3.2.3.
    Not included: latency. Two all-reduces of the activations send four times their size, a gather
    of the layer's weights sends them once.
    """
    require(hidden >= 1, "the hidden size is at least 1")
    require(element_bytes > 0, "an element takes memory")
    return TOKEN * layer_weight_bytes / (4 * hidden * element_bytes)

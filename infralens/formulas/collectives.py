"""Time of collectives by the alpha-beta model.

A size is the whole buffer: for all-gather and reduce-scatter the gathered size. A bandwidth is what
one rank sends in one direction; a hop is the latency of one step.
"""

from __future__ import annotations

from infralens.engines.formula.language import (
    Bytes,
    BytesPerSecond,
    Count,
    Number,
    Seconds,
    ceil_log2,
    require,
)


def all_reduce_bus_factor(ranks: Count) -> Number:
    """Bytes an all-reduce sends, as a multiple of its size

    Source: NVIDIA, nccl-tests, doc/PERFORMANCE.md; Patarasuk and Yuan, 2009, doi
    10.1016/j.jpdc.2008.09.002.
    Not included: reductions inside a switch, which send less.
    """
    require(ranks >= 1, "there is at least one rank")
    return 2 * (ranks - 1) / ranks


def gather_bus_factor(ranks: Count) -> Number:
    """Bytes an all-gather, reduce-scatter or all-to-all sends, as a multiple of its size

    Source: NVIDIA, nccl-tests, doc/PERFORMANCE.md.
    Not included: reductions inside a switch, which send less.
    """
    require(ranks >= 1, "there is at least one rank")
    return (ranks - 1) / ranks


def ring_all_reduce_bytes(size: Bytes, ranks: Count) -> Bytes:
    """Bytes each rank sends in a ring all-reduce

    Source: Patarasuk and Yuan, 2009, doi 10.1016/j.jpdc.2008.09.002.
    Not included: headers and flags of a protocol.
    """
    require(size >= 0, "the size is 0 or more")
    return all_reduce_bus_factor(ranks=ranks) * size


def ring_all_reduce_seconds(
    size: Bytes, ranks: Count, bandwidth: BytesPerSecond, hop: Seconds, start: Seconds
) -> Seconds:
    """Time of a ring all-reduce

    Source: Thakur et al., 2005, doi 10.1177/1094342005051521; NVIDIA, nccl-tests,
    doc/PERFORMANCE.md.
    Not included: other traffic on the links.
    """
    require(hop >= 0, "the latency is 0 or more")
    require(start >= 0, "the latency is 0 or more")
    require(bandwidth > 0, "the bandwidth is above 0")
    sent = ring_all_reduce_bytes(size=size, ranks=ranks)
    return start + 2 * (ranks - 1) * hop + sent / bandwidth


def all_gather_seconds(
    size: Bytes, ranks: Count, bandwidth: BytesPerSecond, hop: Seconds, start: Seconds
) -> Seconds:
    """Time of a ring all-gather or reduce-scatter

    Source: Thakur et al., 2005, doi 10.1177/1094342005051521; NVIDIA, nccl-tests,
    doc/PERFORMANCE.md.
    Not included: other traffic on the links. The size is that of the gathered buffer.
    """
    require(hop >= 0, "the latency is 0 or more")
    require(start >= 0, "the latency is 0 or more")
    require(bandwidth > 0, "the bandwidth is above 0")
    require(size >= 0, "the size is 0 or more")
    sent = gather_bus_factor(ranks=ranks) * size
    return start + (ranks - 1) * hop + sent / bandwidth


def all_to_all_seconds(
    size: Bytes, ranks: Count, bandwidth: BytesPerSecond, hop: Seconds, start: Seconds
) -> Seconds:
    """Time of an all-to-all through a switch

    Source: NVIDIA, nccl-tests, doc/PERFORMANCE.md.
    Not included: uneven parts. The size is what one rank holds for all ranks, its own part
    included.
    """
    require(hop >= 0, "the latency is 0 or more")
    require(start >= 0, "the latency is 0 or more")
    require(bandwidth > 0, "the bandwidth is above 0")
    require(size >= 0, "the size is 0 or more")
    sent = gather_bus_factor(ranks=ranks) * size
    return start + (ranks - 1) * hop + sent / bandwidth


def tree_all_reduce_seconds(
    size: Bytes, ranks: Count, bandwidth: BytesPerSecond, hop: Seconds, start: Seconds
) -> Seconds:
    """Time of a pipelined tree all-reduce

    Source: Sanders et al., 2009, doi 10.1016/j.parco.2009.09.001; NVIDIA, 'Massively Scale Your
    Deep Learning Training with NCCL 2.4', 2019.
    Not included: other traffic on the links; filling the pipeline beyond one hop a level.
    """
    require(hop >= 0, "the latency is 0 or more")
    require(start >= 0, "the latency is 0 or more")
    require(ranks >= 1, "there is at least one rank")
    require(bandwidth > 0, "the bandwidth is above 0")
    require(size >= 0, "the size is 0 or more")
    transfer = 0 if ranks == 1 else 2 * size / bandwidth
    return start + 2 * ceil_log2(ranks) * hop + transfer


def broadcast_seconds(
    size: Bytes, ranks: Count, bandwidth: BytesPerSecond, hop: Seconds
) -> Seconds:
    """Time of a pipelined broadcast or reduce

    Source: Thakur et al., 2005, doi 10.1177/1094342005051521; NVIDIA, nccl-tests,
    doc/PERFORMANCE.md.
    Not included: the size of the pieces: many small ones are assumed.
    """
    require(hop >= 0, "the latency is 0 or more")
    require(ranks >= 1, "there is at least one rank")
    require(bandwidth > 0, "the bandwidth is above 0")
    require(size >= 0, "the size is 0 or more")
    return (ranks - 1) * hop + (0 if ranks == 1 else size / bandwidth)


def bus_bandwidth(size: Bytes, seconds: Seconds, factor: Number) -> BytesPerSecond:
    """Bus bandwidth of a measured collective

    Source: NVIDIA, nccl-tests, doc/PERFORMANCE.md.
    Not included: nothing; the factor belongs to the collective.
    """
    require(seconds > 0, "the time is above 0")
    require(factor >= 0, "the factor is 0 or more")
    return size / seconds * factor


def latency_knee_bytes(ranks: Count, bandwidth: BytesPerSecond, hop: Seconds) -> Bytes:
    """Size at which a ring spends as long on hops as on bytes

    Source: Thakur et al., 2005, doi 10.1177/1094342005051521, both terms set equal.
    Not included: the start of the collective.
    """
    require(ranks >= 1, "there is at least one rank")
    return ranks * hop * bandwidth


def transfer_seconds(size: Bytes, bandwidth: BytesPerSecond, latency: Seconds) -> Seconds:
    """Time to send a message

    Source: Hockney, 1994, doi 10.1016/S0167-8191(06)80021-9.
    Not included: contention.
    """
    require(latency >= 0, "the latency is 0 or more")
    require(bandwidth > 0, "the bandwidth is above 0")
    require(size >= 0, "the size is 0 or more")
    return latency + size / bandwidth


def data_parallel_bytes(model_bytes: Bytes, ranks: Count, sharded_weights: bool) -> Bytes:
    """Bytes each data-parallel rank sends in a step

    Source: Rajbhandari et al., arXiv:1910.02054, section 7.
    Not included: repeated gathers for accumulated microbatches. Gradients are reduced once;
    sharded weights (stage 3) are gathered for the forward and again for the backward pass, while
    gradients are scattered.
    """
    require(ranks >= 1, "there is at least one rank")
    return (3 if sharded_weights else 2) * (ranks - 1) / ranks * model_bytes

"""All-reduce over two kinds of links: fast ones inside a node, slow ones between nodes.

A bandwidth is what is sent in one direction. A hop is the latency of one step on a link, a start is
what each collective costs before its first byte.
"""

from __future__ import annotations

from infralens.engines.formula.language import (
    BYTE,
    TB,
    Bytes,
    BytesPerSecond,
    Count,
    Seconds,
    ceil_log2,
    require,
    solve,
)

from .collectives import all_gather_seconds, ring_all_reduce_bytes, ring_all_reduce_seconds


def network_share(
    card_bandwidth: BytesPerSecond, cards: Count, gpus_per_node: Count
) -> BytesPerSecond:
    """Network bandwidth of each GPU of a node, in one direction

    Source: the cards of a node, shared evenly by its GPUs.
    Not included: the path from a GPU to its card; switches that carry less than the cards send.
    """
    require(gpus_per_node >= 1, "there is at least one GPU in a node")
    require(cards >= 1, "there is at least one card in a node")
    return cards * card_bandwidth / gpus_per_node


def nested_inner_seconds(
    size: Bytes,
    gpus_per_node: Count,
    inner_bandwidth: BytesPerSecond,
    inner_hop: Seconds,
    start: Seconds,
) -> Seconds:
    """Time inside the nodes of an all-reduce in two levels

    Source: Cho et al., BlueConnect, MLSys 2019.
    Not included: reductions inside a switch. Reduce-scatter of the buffer over the GPUs of a node,
    and later all-gather.
    """
    require(gpus_per_node >= 1, "there is at least one GPU in a node")
    half = all_gather_seconds(
        size=size, ranks=gpus_per_node, bandwidth=inner_bandwidth, hop=inner_hop, start=start
    )
    return 2 * half if gpus_per_node > 1 else 0


def nested_outer_seconds(
    size: Bytes,
    gpus_per_node: Count,
    nodes: Count,
    outer_bandwidth: BytesPerSecond,
    outer_hop: Seconds,
    start: Seconds,
) -> Seconds:
    """Time between the nodes of an all-reduce in two levels

    Source: Cho et al., BlueConnect, MLSys 2019.
    Not included: reductions inside a switch. Each GPU reduces its part of the buffer with its
    counterparts in other nodes; the bandwidth belongs to one GPU.
    """
    require(gpus_per_node >= 1, "there is at least one GPU in a node")
    require(nodes >= 1, "there is at least one node")
    ring = ring_all_reduce_seconds(
        size=size / gpus_per_node,
        ranks=nodes,
        bandwidth=outer_bandwidth,
        hop=outer_hop,
        start=start,
    )
    return ring if nodes > 1 else 0


def nested_all_reduce_seconds(
    size: Bytes,
    gpus_per_node: Count,
    nodes: Count,
    inner_bandwidth: BytesPerSecond,
    outer_bandwidth: BytesPerSecond,
    inner_hop: Seconds,
    outer_hop: Seconds,
    start: Seconds,
    overlapped: bool,
) -> Seconds:
    """Time of an all-reduce inside nodes and between them

    Source: Cho et al., BlueConnect, MLSys 2019; Austin et al., How to Scale Your Model, 2025, GPUs.
    Not included: reductions inside a switch. Three collectives, each with its start: reduce-scatter
    in the node, all-reduce of a part between nodes by every GPU, all-gather in the node. Where they
    overlap, the slower of both levels counts. The outer bandwidth belongs to one GPU.
    """
    inner = nested_inner_seconds(
        size=size,
        gpus_per_node=gpus_per_node,
        inner_bandwidth=inner_bandwidth,
        inner_hop=inner_hop,
        start=start,
    )
    outer = nested_outer_seconds(
        size=size,
        gpus_per_node=gpus_per_node,
        nodes=nodes,
        outer_bandwidth=outer_bandwidth,
        outer_hop=outer_hop,
        start=start,
    )
    return max(inner, outer) if overlapped else inner + outer


def flat_bandwidth(
    gpus_per_node: Count,
    nodes: Count,
    inner_bandwidth: BytesPerSecond,
    card_bandwidth: BytesPerSecond,
    flat_cards: Count,
) -> BytesPerSecond:
    """Bandwidth of rings or trees that pass through all nodes, in one direction

    Source: NVIDIA, NCCL, src/graph/tuning.cc: the bandwidth of a channel, times the channels.
    Not included: what a protocol or a tree loses of it. Each ring leaves a node through one card;
    all of them together cannot carry more than a GPU's link in the node.
    """
    require(nodes >= 1, "there is at least one node")
    require(gpus_per_node >= 1, "there is at least one GPU in a node")
    require(flat_cards >= 1, "at least one card is used")
    between = flat_cards * card_bandwidth
    both = min(inner_bandwidth, between) if nodes > 1 else inner_bandwidth
    return both if gpus_per_node > 1 else between


def flat_all_reduce_seconds(
    size: Bytes,
    gpus_per_node: Count,
    nodes: Count,
    bandwidth: BytesPerSecond,
    inner_hop: Seconds,
    outer_hop: Seconds,
    start: Seconds,
    tree: bool,
) -> Seconds:
    """Time of an all-reduce by one ring, or one tree, of all GPUs

    Source: NVIDIA, NCCL, src/graph/tuning.cc, the latencies of a ring and of a tree.
    Not included: other traffic on the links; what filling a tree's pipeline takes. A ring crosses
    2 (nodes - 1) times between nodes and takes its other steps inside; a tree is a chain in each
    node and a binary tree over nodes.
    """
    require(gpus_per_node >= 1, "there is at least one GPU in a node")
    require(nodes >= 1, "there is at least one node")
    require(bandwidth > 0, "the bandwidth is above 0")
    require(size >= 0, "the size is 0 or more")
    ranks = gpus_per_node * nodes
    ring_hops = 2 * nodes * (gpus_per_node - 1) * inner_hop + 2 * (nodes - 1) * outer_hop
    tree_hops = 2 * (gpus_per_node - 1) * inner_hop + 2 * ceil_log2(nodes) * outer_hop
    ring_sent = ring_all_reduce_bytes(size=size, ranks=ranks)
    tree_sent = 2 * size if ranks > 1 else 0
    hops = tree_hops if tree else ring_hops
    return start + hops + (tree_sent if tree else ring_sent) / bandwidth


def saved_seconds(
    size: Bytes,
    gpus_per_node: Count,
    nodes: Count,
    inner_bandwidth: BytesPerSecond,
    outer_bandwidth: BytesPerSecond,
    bandwidth: BytesPerSecond,
    inner_hop: Seconds,
    outer_hop: Seconds,
    start: Seconds,
    overlapped: bool,
    tree: bool,
) -> Seconds:
    """Time that two levels save against one ring, or one tree, of all GPUs

    Source: the difference of both times.
    Not included: what both times leave out. The outer bandwidth is that of one GPU in two levels,
    the bandwidth without a name that of the ring or tree.
    """
    nested = nested_all_reduce_seconds(
        size=size,
        gpus_per_node=gpus_per_node,
        nodes=nodes,
        inner_bandwidth=inner_bandwidth,
        outer_bandwidth=outer_bandwidth,
        inner_hop=inner_hop,
        outer_hop=outer_hop,
        start=start,
        overlapped=overlapped,
    )
    flat = flat_all_reduce_seconds(
        size=size,
        gpus_per_node=gpus_per_node,
        nodes=nodes,
        bandwidth=bandwidth,
        inner_hop=inner_hop,
        outer_hop=outer_hop,
        start=start,
        tree=tree,
    )
    return flat - nested


def break_even_bytes(
    gpus_per_node: Count,
    nodes: Count,
    inner_bandwidth: BytesPerSecond,
    outer_bandwidth: BytesPerSecond,
    bandwidth: BytesPerSecond,
    inner_hop: Seconds,
    outer_hop: Seconds,
    start: Seconds,
    overlapped: bool,
    tree: bool,
) -> Bytes:
    """Size at which two levels take as long as one, 0 where they are faster at every size

    Source: both times set equal, for sizes up to 1 PB.
    Not included: what both times leave out.
    """
    nothing = saved_seconds(
        size=0,
        gpus_per_node=gpus_per_node,
        nodes=nodes,
        inner_bandwidth=inner_bandwidth,
        outer_bandwidth=outer_bandwidth,
        bandwidth=bandwidth,
        inner_hop=inner_hop,
        outer_hop=outer_hop,
        start=start,
        overlapped=overlapped,
        tree=tree,
    )
    most = saved_seconds(
        size=1_000 * TB,
        gpus_per_node=gpus_per_node,
        nodes=nodes,
        inner_bandwidth=inner_bandwidth,
        outer_bandwidth=outer_bandwidth,
        bandwidth=bandwidth,
        inner_hop=inner_hop,
        outer_hop=outer_hop,
        start=start,
        overlapped=overlapped,
        tree=tree,
    )
    require(nothing >= 0 or most >= 0, "one level is faster for small buffers and for large ones")
    # Where two levels win at both ends the curve is moved so that it meets zero at its beginning.
    moved = nothing if nothing >= 0 and most >= 0 else 0
    return solve(
        0 * BYTE,
        1_000 * TB,
        lambda size: (
            saved_seconds(
                size=size,
                gpus_per_node=gpus_per_node,
                nodes=nodes,
                inner_bandwidth=inner_bandwidth,
                outer_bandwidth=outer_bandwidth,
                bandwidth=bandwidth,
                inner_hop=inner_hop,
                outer_hop=outer_hop,
                start=start,
                overlapped=overlapped,
                tree=tree,
            )
            - moved
        ),
    )

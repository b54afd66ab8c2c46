"""All-reduce in one level and in two."""

from __future__ import annotations

from collections.abc import Iterator

from tests.formulas.known.value import Known, known

NVLINK, CARD = 450e9, 50e9


def values() -> Iterator[Known]:
    yield from _nested()
    yield from _flat()
    yield from _compared()


def _nested() -> Iterator[Known]:
    name = "hierarchy.network_share"
    yield known(name, CARD, "8 cards for 8 GPUs", card_bandwidth=CARD, cards=8, gpus_per_node=8)
    yield known(name, CARD / 2, "4 for 8", card_bandwidth=CARD, cards=4, gpus_per_node=8)

    inside = {"gpus_per_node": 8, "inner_bandwidth": 350e9, "inner_hop": 1e-6}
    between = {"outer_bandwidth": CARD, "outer_hop": 10e-6, "start": 2e-6}
    both = {**inside, **between, "size": 1e9}
    inner, outer = 2 * (2e-6 + 7e-6 + 0.875 / 350), 2e-6 + 60e-6 + 1.5 * 0.125 / 50
    yield known("hierarchy.nested_inner_seconds", inner, "by hand", size=1e9, start=2e-6, **inside)
    yield known(
        "hierarchy.nested_outer_seconds",
        outer,
        "by hand",
        size=1e9,
        gpus_per_node=8,
        nodes=4,
        **between,
    )
    name = "hierarchy.nested_all_reduce_seconds"
    yield known(name, inner + outer, "both by hand", nodes=4, overlapped=False, **both)
    yield known(name, inner, "the inner level is slower", nodes=4, overlapped=True, **both)
    yield known(name, inner, "one node sends nothing out", nodes=1, overlapped=False, **both)
    one = {**both, "gpus_per_node": 1}
    ring = 2e-6 + 60e-6 + 1.5 / 50
    yield known(name, ring, "one GPU a node: a ring of nodes", nodes=4, overlapped=False, **one)

    bytes_only = {"inner_hop": 0, "outer_hop": 0, "start": 0, "overlapped": True}
    h100 = {"gpus_per_node": 8, "inner_bandwidth": NVLINK, "outer_bandwidth": CARD, **bytes_only}
    source = "Austin et al., GPUs: 413 GB/s for half an all-reduce of 32 nodes"
    yield known(name, 2e9 / 413e9, source, within=1e-3, size=1e9, nodes=32, **h100)
    source = "Austin et al., GPUs, quiz 4, question 5: 2 nodes are bound inside, at 514 GB/s"
    yield known(name, 2e9 / 514e9, source, within=1e-3, size=1e9, nodes=2, **h100)


def _flat() -> Iterator[Known]:
    name = "hierarchy.flat_bandwidth"
    links = {"inner_bandwidth": NVLINK, "card_bandwidth": CARD}
    yield known(name, CARD, "one card", gpus_per_node=8, nodes=4, flat_cards=1, **links)
    yield known(name, 8 * CARD, "eight", gpus_per_node=8, nodes=4, flat_cards=8, **links)
    yield known(name, NVLINK, "not above NVLink", gpus_per_node=8, nodes=4, flat_cards=16, **links)
    yield known(name, NVLINK, "one node", gpus_per_node=8, nodes=1, flat_cards=1, **links)
    yield known(name, CARD, "one GPU a node", gpus_per_node=1, nodes=4, flat_cards=1, **links)

    name = "hierarchy.flat_all_reduce_seconds"
    hops = {"inner_hop": 3.4e-6, "outer_hop": 14e-6, "start": 8.4e-6}
    eight = {"gpus_per_node": 8, "nodes": 8, "bandwidth": CARD, **hops}
    source = "NCCL's cost model: 8.4 + (126 - 14)·3.4 + 14·14 µs"
    yield known(name, 585.2e-6, source, size=0, tree=False, **eight)
    source = "NCCL's cost model: 8.4 + 2·(7·3.4 + 3·14) µs"
    yield known(name, 140e-6, source, size=0, tree=True, **eight)
    sent = 2 * 63 / 64 / 50
    yield known(name, 585.2e-6 + sent, "and 1 GB", size=1e9, tree=False, **eight)
    yield known(name, 140e-6 + 2 / 50, "and 1 GB twice", size=1e9, tree=True, **eight)


def _compared() -> Iterator[Known]:
    hops = {"inner_hop": 3.4e-6, "outer_hop": 14e-6, "start": 8.4e-6}
    links = {"inner_bandwidth": NVLINK, "outer_bandwidth": CARD, "bandwidth": CARD, **hops}
    eight = {"gpus_per_node": 8, "nodes": 8, "overlapped": False, **links}
    nested = 25.2e-6 + 14 * 3.4e-6 + 14 * 14e-6
    saved = 585.2e-6 - nested
    name = "hierarchy.saved_seconds"
    yield known(name, saved, "a ring has more hops", size=0, tree=False, **eight)
    yield known(name, 140e-6 - nested, "a tree has fewer", size=0, tree=True, **eight)

    name = "hierarchy.break_even_bytes"
    yield known(name, 0, "a ring is slower at every size", tree=False, **eight)
    # Seconds for each byte: twice over one card, or twice 7/8 inside and a share of 7/32 outside.
    slope = 2 / 50e9 - 1.75 / 450e9 - 1.75 / 8 / 50e9
    size = (nested - 140e-6) / slope
    yield known(name, size, "a tree is faster below", within=1e-9, tree=True, **eight)
    # Two nodes of two GPUs: two starts more, four hops inside against two.
    pair = {"gpus_per_node": 2, "nodes": 2, "overlapped": False, **links}
    slope = 1.5 / 50e9 - 1 / 450e9 - 0.5 / 50e9
    size = (2 * 8.4e-6 - 2 * 3.4e-6) / slope
    yield known(name, size, "a ring is faster below", within=1e-9, tree=False, **pair)

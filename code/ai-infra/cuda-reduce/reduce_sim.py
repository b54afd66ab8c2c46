"""Count what three ways of summing cost a GPU: python reduce_sim.py [--block 256] [--count 1048576]

A block of threads is stepped in order on the CPU, one list element per thread.
Counted: atomic additions on the one total, barriers, and warps that still have
a working thread. Left out: time, caches, and how an SM interleaves warps.
"""

from __future__ import annotations

import argparse

import numpy as np
from numpy.typing import NDArray

WARP = 32
FloatArray = NDArray[np.float32]


def tree_round(values: FloatArray) -> FloatArray:
    """Add the upper half to the lower one, as threads 0 .. stride - 1 do."""
    stride = len(values) // 2
    return values[:stride] + values[stride:]


def tree_sum(values: FloatArray) -> np.float32:
    """The sum in the order of the tree; every addition rounds to FP32."""
    while len(values) > 1:
        values = tree_round(values)
    return np.float32(values[0])


def in_order_sum(values: FloatArray) -> np.float32:
    """The sum from first to last; every addition rounds to FP32."""
    return np.float32(np.add.accumulate(values)[-1])


def shuffle_sum(values: FloatArray) -> tuple[np.float32, int, int]:
    """Sum of a block by warps, with the shuffles of one warp and the block's barriers."""
    partials = []
    for first in range(0, len(values), WARP):
        lanes, shuffles = values[first : first + WARP], 0
        while len(lanes) > 1:
            lanes, shuffles = tree_round(lanes), shuffles + 1
        partials.append(lanes[0])
    barriers = 1  # between writing the partials and reading them
    return tree_sum(np.array(partials)), shuffles, barriers


def tree_barriers(block: int) -> tuple[int, int]:
    """Rounds and barriers of the tree: one barrier after the load, one after each round."""
    rounds, stride, barriers = 0, block // 2, 1
    while stride > 0:
        rounds, barriers, stride = rounds + 1, barriers + 1, stride // 2
    return rounds, barriers


def warps_with_work(working: range) -> int:
    """Warps that issue an addition when these threads have one to do."""
    return len({thread // WARP for thread in working})


def active_warps(block: int, interleaved: bool) -> int:
    """Warps with work, summed over the rounds of the tree."""
    total = 0
    stride = 1 if interleaved else block // 2
    while 0 < stride < block:
        if interleaved:
            working = range(0, block, 2 * stride)
            stride *= 2
        else:
            working = range(stride)
            stride //= 2
        total += warps_with_work(working)
    return total


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--block", type=int, default=256)
    parser.add_argument("--count", type=int, default=2**20)
    options = parser.parse_args()
    block, count = options.block, options.count
    if block < WARP or block & (block - 1) or count % block or count & (count - 1):
        parser.error("block and count are powers of two, block at least 32 and at most count")

    whole = (np.arange(count) % 7).astype(np.float32)
    tenths = np.full(count, 0.1, dtype=np.float32)
    blocks = count // block
    rounds, barriers = tree_barriers(block)
    _, shuffles, shuffle_barriers = shuffle_sum(whole[:block])
    by_tree = np.array([tree_sum(part) for part in whole.reshape(blocks, block)])
    by_shuffle = np.array([shuffle_sum(part)[0] for part in whole.reshape(blocks, block)])

    print(f"{count:,} values, i mod 7, in {blocks:,} blocks of {block}")
    print(f"  sum            {in_order_sum(whole):,.0f} one by one")
    print(f"                 {in_order_sum(by_tree):,.0f} by trees")
    print(f"                 {in_order_sum(by_shuffle):,.0f} by shuffles")
    print(f"  atomics        {count:,} naive, {blocks:,} with one per block")
    print(f"  tree rounds    {rounds}")
    print(f"  shuffle steps  {shuffles} per warp")
    print(f"  barriers       {barriers} tree, {shuffle_barriers} shuffle")
    print(f"  active warps   {active_warps(block, True)} interleaved")
    print(f"                 {active_warps(block, False)} sequential")
    print()

    partials = np.array([tree_sum(part) for part in tenths.reshape(blocks, block)])
    print(f"{count:,} values of 0.1 in FP32, {count / 10:,.1f} in real numbers")
    print(f"  one by one             {in_order_sum(tenths):,.2f}")
    print(f"  trees, then in order   {in_order_sum(partials):,.2f}")
    print(f"  tree over everything   {tree_sum(tenths):,.2f}")


if __name__ == "__main__":
    main()

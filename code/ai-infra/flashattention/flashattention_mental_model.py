"""FlashAttention on NumPy, from three running numbers to blocks of a score matrix.

    python flashattention_mental_model.py --tokens 64 --block 16

First one query against four keys, in two blocks, by hand-sized numbers; then
whole matrices in blocks, checked against attention that stores its scores;
then the bytes that either way moves on a GPU.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, inf

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Row = Sequence[float]

SCORES = ((1.0, 3.0), (2.0, 5.0))  # one query, two blocks of two keys
VALUES = ((10.0, 20.0), (30.0, 40.0))

GPU_TOKENS = 4096
GPU_HEAD_DIM = 128
GPU_ELEMENT_BYTES = 2  # FP16
GPU_ROWS_PER_BLOCK = 128
GPU_BANDWIDTH = 3.35e12  # H100 SXM, bytes per second
GPU_PEAK = 989e12  # H100 SXM, FP16 operations per second, dense
MIB = 1024**2


@dataclass(frozen=True)
class Running:
    """What one query keeps between two blocks."""

    m: float  # largest score so far
    l: float  # sum of exp(score - m)
    acc: float  # sum of exp(score - m) * value
    alpha: float  # factor by which this block rescaled the two sums


def online_softmax(
    score_blocks: Sequence[Row],
    value_blocks: Sequence[Row],
) -> list[Running]:
    """Softmax-weighted sum of the values: the state after each block."""
    m, l, acc = -inf, 0.0, 0.0
    states = []
    for scores, values in zip(score_blocks, value_blocks, strict=True):
        m_new = max(m, *scores)
        alpha = exp(m - m_new)
        weights = [exp(score - m_new) for score in scores]
        l = l * alpha + sum(weights)
        acc = acc * alpha + dot(weights, values)
        m = m_new
        states.append(Running(m, l, acc, alpha))
    return states


def dot(a: Row, b: Row) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))


def flash(
    q: Array, k: Array, v: Array, block: int, causal: bool
) -> tuple[Array, int]:
    """Attention without a score matrix; how many of its blocks were computed."""
    tokens, head_dim = q.shape
    o = np.zeros_like(q)
    computed = 0
    for top in range(0, tokens, block):
        rows = np.arange(tokens)[top : top + block]
        q_block = q[rows]
        m = np.full(len(rows), -inf)
        l = np.zeros(len(rows))
        acc = np.zeros_like(q_block)
        for left in range(0, tokens, block):
            columns = np.arange(tokens)[left : left + block]
            if causal and columns[0] > rows[-1]:
                continue  # lies in the future
            k_block, v_block = k[columns], v[columns]
            scores = q_block @ k_block.T / np.sqrt(head_dim)
            if causal:
                seen = columns <= rows[:, None]
                scores = np.where(seen, scores, -inf)
            m_new = np.maximum(m, scores.max(axis=1))
            alpha = np.exp(m - m_new)
            weights = np.exp(scores - m_new[:, None])
            l = l * alpha + weights.sum(axis=1)
            acc = acc * alpha[:, None] + weights @ v_block
            m = m_new
            computed += 1
        o[rows] = acc / l[:, None]
    return o, computed


def stored_scores(q: Array, k: Array, v: Array, causal: bool) -> Array:
    """The same function with all scores in memory at once."""
    scores = q @ k.T / np.sqrt(q.shape[1])
    if causal:
        scores = np.where(np.tri(len(q), dtype=bool), scores, -inf)
    weights = np.exp(scores - scores.max(axis=1, keepdims=True))
    output: Array = weights @ v / weights.sum(axis=1, keepdims=True)
    return output


def pattern(tokens: int, head_dim: int, frequency: float) -> Array:
    """A fixed wave in place of projected tokens."""
    wave: Array = np.sin(frequency * np.arange(tokens * head_dim))
    return wave.reshape(tokens, head_dim)


def traffic(tokens: int, head_dim: int) -> dict[str, int]:
    """Elements of one head between chip and memory, by way of computing attention."""
    scores, matrix = tokens * tokens, tokens * head_dim  # matrix: Q, K, V or O
    row_blocks = tokens // GPU_ROWS_PER_BLOCK
    return {
        "scores stored": 4 * scores + 4 * matrix,
        "blocks, K and V reloaded": 2 * matrix + 2 * matrix * row_blocks,
        "blocks, K and V cached": 4 * matrix,
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--tokens", type=int, default=64)
    parser.add_argument("--head-dim", type=int, default=16)
    parser.add_argument("--block", type=int, default=16)
    arguments = parser.parse_args()

    print("one query, two blocks of scores   alpha         m         l        acc")
    states = online_softmax(SCORES, VALUES)
    for scores, state in zip(SCORES, states, strict=True):
        numbers = (state.alpha, state.m, state.l, state.acc)
        row = "".join(f"{number:>10.6f}" for number in numbers[:3]) + f"{numbers[3]:>11.6f}"
        print(f"  {scores!s:<27}{row}")
    print(f"  output acc / l {states[-1].acc / states[-1].l:.6f}")
    print()

    tokens, head_dim, block = arguments.tokens, arguments.head_dim, arguments.block
    q, k, v = (pattern(tokens, head_dim, f) for f in (0.37, 0.53, 0.71))
    side = -(-tokens // block)
    print(f"{tokens} tokens x {head_dim}, blocks of {block} x {block}")
    print(f"  live scores      {block * block:,} instead of {tokens * tokens:,}")
    for name, causal in (("full", False), ("causal", True)):
        o, computed = flash(q, k, v, block, causal)
        error = np.abs(o - stored_scores(q, k, v, causal)).max()
        verdict = "below 1e-12" if error < 1e-12 else f"{error:.1e}"
        print(f"  {name:<16} {computed} of {side * side} blocks, error {verdict}")
    print()

    score_mib = GPU_TOKENS**2 * GPU_ELEMENT_BYTES / MIB
    flops = 4 * GPU_TOKENS**2 * GPU_HEAD_DIM
    print(f"one head, {GPU_TOKENS:,} tokens x {GPU_HEAD_DIM}, FP16 on an H100")
    print(f"  scores           {score_mib:,.0f} MiB")
    print(f"  operations       {flops / 1e9:.2f} GFLOP, {flops / GPU_PEAK * 1e6:.1f} us")
    for name, elements in traffic(GPU_TOKENS, GPU_HEAD_DIM).items():
        moved = elements * GPU_ELEMENT_BYTES
        print(f"  {name:<25}{moved / MIB:>6,.0f} MiB, {moved / GPU_BANDWIDTH * 1e6:>7,.1f} us")


if __name__ == "__main__":
    main()

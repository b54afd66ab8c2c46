"""Data-parallel training of one linear model, every rank in one process: python ddp_sim.py

Each rank computes the gradient of its own rows. A ring all-reduce sums the
gradients, each rank divides by the number of ranks, and all make the same
update. The program shows when that mean is the gradient of the whole batch,
when it is not, what a ring sends, and how a sampler fills up its last round.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

ROWS = 32
LEARNING_RATE = 0.1
UPDATES = 10
ELEMENT_BYTES = 8
BUFFER_BYTES = 4096

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Batch:
    features: Array
    targets: Array


def batch(rows: int) -> Batch:
    """Two waves and a constant per row; the target is a slower wave."""
    i = np.arange(rows)
    return Batch(
        np.stack([np.sin(0.3 * i), np.cos(0.5 * i), np.ones(rows)], axis=1), np.sin(0.11 * i)
    )


def shards(whole: Batch, sizes: list[int]) -> list[Batch]:
    """Consecutive rows for each rank, as many as its size says."""
    ends = np.cumsum(sizes)
    return [
        Batch(whole.features[end - size : end], whole.targets[end - size : end])
        for size, end in zip(sizes, ends, strict=True)
    ]


def rank_gradient(weights: Array, own: Batch) -> Array:
    """Gradient of the mean squared error over one rank's rows."""
    errors = own.features @ weights - own.targets
    return 2 * own.features.T @ errors / len(errors)


def ring_all_reduce(
    buffers: list[Array],
) -> tuple[list[Array], int, int]:
    """Sums, one per rank; values sent by each rank; steps."""
    ranks = len(buffers)
    length = len(buffers[0])
    padded = [np.pad(own, (0, -length % ranks)) for own in buffers]
    chunks = [np.split(own, ranks) for own in padded]
    sent = steps = 0
    for phase in ("reduce-scatter", "all-gather"):
        for turn in range(ranks - 1):
            # Each passes on what it received a turn ago.
            first = 0 if phase == "reduce-scatter" else 1
            moving = (np.arange(ranks) + first - turn) % ranks
            messages = [own[i].copy() for own, i in zip(chunks, moving, strict=True)]
            for rank in range(ranks):
                left = (rank - 1) % ranks
                received, i = messages[left], moving[left]
                if phase == "reduce-scatter":
                    chunks[rank][i] += received
                else:
                    chunks[rank][i] = received
            sent += len(messages[0])
            steps += 1
    sums = [np.concatenate(own)[:length] for own in chunks]
    return sums, sent, steps


def averaged_gradients(
    weights: list[Array], parts: list[Batch]
) -> list[Array]:
    """The mean of all ranks' gradients, as each rank has it."""
    gradients = list(map(rank_gradient, weights, parts))
    sums, _, _ = ring_all_reduce(gradients)
    return [total / len(parts) for total in sums]


def weighted_gradient(
    weights: Array, parts: list[Batch]
) -> Array:
    """The mean that counts rows; rows are summed over ranks too."""
    rows = [len(part.targets) for part in parts]
    gradients = [rank_gradient(weights, part) for part in parts]
    totals = [n * g for n, g in zip(rows, gradients, strict=True)]
    sums, _, _ = ring_all_reduce(totals)
    return sums[0] / sum(rows)


def report_shards(ranks: int) -> None:
    """Compare the mean over ranks with the gradient of all rows in one process."""
    start = np.array([0.1, -0.2, 0.05])
    size = ceil(ROWS / ranks)
    equal, short = [size] * ranks, [size] * (ranks - 1) + [size // 2]
    print("rows per rank      mean of means   weighted by rows")
    for sizes in (equal, short):
        whole = batch(sum(sizes))
        parts, truth = shards(whole, sizes), rank_gradient(start, whole)
        plain = abs(averaged_gradients([start] * ranks, parts)[0] - truth).max()
        weighted = abs(weighted_gradient(start, parts) - truth).max()
        print(f"{'/'.join(map(str, sizes)):<16}{told(plain):>16}{told(weighted):>19}")

    whole = batch(sum(equal))
    parts = shards(whole, equal)
    alone, replicas = start.copy(), [start.copy() for _ in range(ranks)]
    for _ in range(UPDATES):
        alone -= LEARNING_RATE * rank_gradient(alone, whole)
        for own, gradient in zip(replicas, averaged_gradients(replicas, parts), strict=True):
            own -= LEARNING_RATE * gradient
    apart = max(abs(own - replicas[0]).max() for own in replicas)
    far = abs(replicas[0] - alone).max()
    print(f"after {UPDATES} updates: ranks {told(apart)}, against one process {told(far)}")


def told(error: float) -> str:
    return f"{error:.4f} off" if error > 1e-12 else "exact"


def report_ring(ranks: int) -> None:
    """Run the ring on one buffer and count."""
    buffers = [np.arange(BUFFER_BYTES / ELEMENT_BYTES) * (rank + 1) for rank in range(ranks)]
    sums, sent, steps = ring_all_reduce(buffers)
    right = all(np.array_equal(own, sum(buffers)) for own in sums)
    verdict = "right" if right else "wrong"
    print(f"\nring of {ranks} ranks, {BUFFER_BYTES:,} B: sums {verdict} on every rank")
    print(f"  steps {steps}, each rank sends {sent * ELEMENT_BYTES:,} B")


def report_sampler(ranks: int, samples: int) -> None:
    """Deal samples out in turn, from the beginning again until the last round is full."""
    each = ceil(samples / ranks)
    dealt = [i % samples for i in range(each * ranks)]
    twice = len(dealt) - samples
    print(f"\nsampler: {samples} samples on {ranks} ranks, {each} each, {twice} twice")
    for rank in range(ranks):
        print(f"  rank {rank}: {' '.join(f'{sample:>2}' for sample in dealt[rank::ranks])}")


def main() -> None:
    parser = argparse.ArgumentParser(description="Simulate data-parallel training.")
    parser.add_argument("--ranks", type=int, default=4)
    parser.add_argument("--samples", type=int, default=10, help="size of the data set to deal out")
    arguments = parser.parse_args()
    report_shards(arguments.ranks)
    report_ring(arguments.ranks)
    report_sampler(arguments.ranks, arguments.samples)


if __name__ == "__main__":
    main()

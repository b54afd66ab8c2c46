"""What each rank owns under ZeRO, and a sharded Adam that proves it: python state_sharding.py

Part one counts bytes: state held by a rank, bytes it sends per step, and what
is gathered at once. Part two trains ten values on four ranks, first with the
whole state on every rank, then with a quarter of it, and compares the results.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WEIGHT_BYTES, GRADIENT_BYTES = 2, 2  # BF16
ADAM_BYTES, MASTER_BYTES = 8, 4  # FP32: two running means, one copy of the weights
STAGES = {0: "DDP", 1: "ZeRO-1", 2: "ZeRO-2", 3: "ZeRO-3 / FSDP"}
VALUES, RANKS, STEPS = 10, 4, 5
LEARNING_RATE, BETA1, BETA2, EPSILON = 0.1, 0.9, 0.999, 1e-8

Array = NDArray[np.float64]


def per_gpu_bytes(
    parameters: float, ranks: int, stage: int, master: bool = True
) -> float:
    """Bytes of training state that one rank holds between layers."""
    optimizer = float(ADAM_BYTES + (MASTER_BYTES if master else 0))
    weights = WEIGHT_BYTES / (ranks if stage >= 3 else 1)
    gradients = GRADIENT_BYTES / (ranks if stage >= 2 else 1)
    optimizer /= ranks if stage >= 1 else 1
    return parameters * (weights + gradients + optimizer)


def sent_bytes(
    parameters: float, ranks: int, stage: int
) -> float:
    """Bytes that one rank sends per step."""
    collectives = 3 if stage == 3 else 2
    each = parameters * WEIGHT_BYTES * (ranks - 1) / ranks
    return collectives * each


def gathered_bytes(parameters: float, units: int) -> float:
    """Bytes of whole weights on each rank while a unit runs."""
    unit = parameters / units
    return unit * WEIGHT_BYTES


@dataclass
class Shard:
    """What one rank owns: equally long slices of the weights and of both running means."""

    weights: Array
    m: Array
    v: Array
    t: int = 0


@dataclass
class Ledger:
    """Counts the collectives and the values that each rank sends in them."""

    gathers: int = 0
    reduce_scatters: int = 0
    sent: int = 0


def local_loss(weights: Array, rank: int) -> float:
    """Half the squared distance to the point that this rank's data asks for."""
    return float((local_gradient(weights, rank) ** 2).sum()) / 2


def local_gradient(weights: Array, rank: int) -> Array:
    """Gradient on one rank's data: pulls the weights towards a point of its own."""
    target: Array = np.sin(1.0 + np.arange(len(weights)) + 3.0 * rank)
    return weights - target


def all_gather(shards: list[Shard], ledger: Ledger) -> Array:
    """The whole weights, padding cut off, as every rank then has them."""
    ledger.gathers += 1
    ledger.sent += (len(shards) - 1) * len(shards[0].weights)
    return np.concatenate([shard.weights for shard in shards])[:VALUES]


def reduce_scatter(
    gradients: list[Array], pad: int, ledger: Ledger
) -> list[Array]:
    """The mean gradient, cut into one slice per rank."""
    ledger.reduce_scatters += 1
    mean = sum(gradients, np.zeros(VALUES)) / len(gradients)
    slices = np.split(np.pad(mean, (0, pad)), len(gradients))
    ledger.sent += (len(gradients) - 1) * len(slices[0])
    return slices


def local_adam(shard: Shard, gradient: Array) -> None:
    """Adam on one slice; no value needs a neighbour."""
    shard.t += 1
    shard.m += (1 - BETA1) * (gradient - shard.m)
    shard.v += (1 - BETA2) * (gradient**2 - shard.v)
    mean = shard.m / (1 - BETA1**shard.t)
    size = np.sqrt(shard.v / (1 - BETA2**shard.t))
    shard.weights -= LEARNING_RATE * mean / (size + EPSILON)


def sharded_step(
    shards: list[Shard], pad: int, ledger: Ledger
) -> float:
    """One step; returns the mean loss before it."""
    ranks = range(len(shards))
    whole = all_gather(shards, ledger)
    loss = sum(local_loss(whole, r) for r in ranks)
    del whole  # resharded after forward

    whole = all_gather(shards, ledger)
    gradients = [local_gradient(whole, r) for r in ranks]
    del whole  # and again after backward

    owned = reduce_scatter(gradients, pad, ledger)
    for shard, gradient in zip(shards, owned, strict=True):
        local_adam(shard, gradient)
    return loss / len(shards)


def replicated_step(replica: Shard, ranks: int) -> None:
    """The same step with everything everywhere."""
    gradients = [local_gradient(replica.weights, rank) for rank in range(ranks)]
    local_adam(replica, sum(gradients, np.zeros(VALUES)) / ranks)


def report_bytes(parameters: float, ranks: int, units: int) -> None:
    """Print one row per stage, then what is gathered while a unit runs."""
    print(f"{parameters / 1e9:g}e9 parameters on {ranks} ranks, GB of 10^9 bytes")
    print(f"{'':<16}state/rank   without master   sent/step")
    for stage, name in STAGES.items():
        held = per_gpu_bytes(parameters, ranks, stage) / 1e9
        bare = per_gpu_bytes(parameters, ranks, stage, master=False) / 1e9
        sent = sent_bytes(parameters, ranks, stage) / 1e9
        print(f"{name:<16}{held:>10.2f}{bare:>17.2f}{sent:>12.2f}")
    unit = gathered_bytes(parameters, units) / 1e9
    peak = per_gpu_bytes(parameters, ranks, 3) / 1e9 + unit
    print(f"gathered while one of {units} units runs: {unit:.4f}, with the shard {peak:.2f}\n")


def report_training() -> None:
    """Train both ways and print what differs."""
    pad = -VALUES % RANKS
    start = np.pad(np.linspace(-1, 1, VALUES), (0, pad))
    size = len(start) // RANKS
    shards = [Shard(part.copy(), np.zeros(size), np.zeros(size)) for part in np.split(start, RANKS)]
    replica = Shard(start[:VALUES].copy(), np.zeros(VALUES), np.zeros(VALUES))
    ledger = Ledger()
    losses = [sharded_step(shards, pad, ledger) for _ in range(STEPS)]
    for _ in range(STEPS):
        replicated_step(replica, RANKS)

    whole = np.concatenate([shard.weights for shard in shards])[:VALUES]
    ring = 2 * (RANKS - 1) * size
    print(f"Adam, {VALUES} values on {RANKS} ranks: {size} each, pad {pad}, {STEPS} steps")
    print(f"  mean loss              {losses[0]:.4f} at first, {losses[-1]:.4f} at last")
    print(f"  largest difference     {abs(whole - replica.weights).max():.3g}")
    print(f"  all-gathers            {ledger.gathers}, reduce-scatters {ledger.reduce_scatters}")
    print(f"  sent per rank and step {ledger.sent // STEPS} values, an all-reduce {ring}")
    print(f"  optimizer state        {2 * size} values per rank, replicated {2 * VALUES}")


def main() -> None:
    parser = argparse.ArgumentParser(description="Count and simulate sharded training state.")
    parser.add_argument("--units", type=int, default=32, help="equal units gathered one by one")
    arguments = parser.parse_args()
    report_bytes(7.5e9, 64, arguments.units)
    report_bytes(7e9, 8, arguments.units)
    report_training()


if __name__ == "__main__":
    main()

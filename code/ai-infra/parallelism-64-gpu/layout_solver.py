"""Score every layout of 64 GPUs for one training step: python layout_solver.py [--csv]

A layout splits the layers' matrices over TP ranks, the stack of layers over PP
stages and the batch over DP replicas. Each is judged by the memory of its
fullest GPU and by the seconds of one step. Exchanges are not overlapped with
computation, and each takes its ring's bytes over the link's bandwidth.
Left out: hop latency, sends between stages, embeddings on the first stage,
failures, and kernels that narrow matrices slow down.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass

DEGREES = (1, 2, 4, 8, 16, 32, 64)


@dataclass(frozen=True)
class Model:
    parameters: int = 70_553_706_496
    layers: int = 80
    hidden: int = 8192


@dataclass(frozen=True)
class Cluster:
    nodes: int = 8
    gpus_per_node: int = 8
    peak_tflops: float = 989  # H100 SXM, BF16, dense, datasheet
    efficiency: float = 0.5  # share of the peak that the matrix products reach
    nvlink_gb_per_s: float = 450  # inside a node, per GPU and direction
    nic_gb_per_s: float = 50  # between nodes, per GPU and direction
    limit_gb: float = 72  # 90 % of 80 GB

    @property
    def gpus(self) -> int:
        return self.nodes * self.gpus_per_node

    @property
    def flop_per_s(self) -> float:
        """What all GPUs reach together."""
        return self.gpus * self.peak_tflops * 1e12 * self.efficiency

    def link(self, ranks: int) -> float:
        """GB/s within a group of neighbours: NVLink as far as the node reaches."""
        return self.nvlink_gb_per_s if ranks <= self.gpus_per_node else self.nic_gb_per_s


@dataclass(frozen=True)
class Job:
    """One training step of a model on a cluster."""

    model: Model
    cluster: Cluster
    sequences: int = 512  # in one step, over all replicas
    tokens: int = 4096  # in one sequence
    microbatch: int = 1  # sequences in one pass through a stage


@dataclass(frozen=True)
class Layout:
    tp: int
    pp: int
    dp: int


@dataclass(frozen=True)
class Step:
    """Seconds of one training step, by what the GPUs wait for."""

    compute: float
    bubble: float
    tp_exchange: float
    dp_exchange: float

    @property
    def total(self) -> float:
        return self.compute + self.bubble + self.tp_exchange + self.dp_exchange


def layouts(gpus: int) -> list[Layout]:
    """Every product TP x PP x DP of powers of two that uses all GPUs."""
    return [
        Layout(tp, pp, gpus // (tp * pp))
        for tp in DEGREES
        for pp in DEGREES
        if gpus % (tp * pp) == 0
    ]


def microbatches(job: Job, layout: Layout) -> int:
    """Passes that one replica makes through its pipeline in a step."""
    return job.sequences // (layout.dp * job.microbatch)


def memory_gb(job: Job, layout: Layout) -> float:
    """Gigabytes on the first stage, the fullest."""
    model = job.model
    shard = model.parameters / (layout.tp * layout.pp)
    weights_and_gradients = (2 + 2) * shard
    optimizer = 12 * shard / layout.dp  # ZeRO-1

    in_flight = min(layout.pp, microbatches(job, layout))
    layers_here = model.layers / layout.pp
    tokens = job.microbatch * job.tokens
    per_layer = 34 * tokens * model.hidden / layout.tp
    activations = per_layer * layers_here * in_flight

    total = weights_and_gradients + optimizer + activations
    return total / 1e9


def ring_seconds(size: float, ranks: int, gb_per_s: float) -> float:
    """Seconds of an all-reduce: each rank sends 2 (N - 1) / N of the bytes."""
    return 2 * (ranks - 1) / ranks * size / (gb_per_s * 1e9)


def step_seconds(job: Job, layout: Layout) -> Step:
    """Seconds of one step, without any overlap."""
    model, cluster = job.model, job.cluster
    tp, pp, dp = layout.tp, layout.pp, layout.dp
    passes = microbatches(job, layout)

    tokens = job.sequences * job.tokens
    work = 6 * model.parameters * tokens
    compute = work / cluster.flop_per_s
    bubble = compute * (pp - 1) / passes

    tp_bytes = 2 * job.microbatch * job.tokens * model.hidden
    times = 4 * model.layers // pp * passes
    link = cluster.link(tp)
    tp_exchange = times * ring_seconds(tp_bytes, tp, link)

    gradients = 2 * model.parameters / (tp * pp)
    link = cluster.nic_gb_per_s
    dp_exchange = ring_seconds(gradients, dp, link)
    return Step(compute, bubble, tp_exchange, dp_exchange)


def obstacle(job: Job, layout: Layout) -> str:
    """Why a layout cannot be used, or nothing."""
    layers, node = job.model.layers, job.cluster.gpus_per_node
    if layers % layout.pp:
        return f"{layers} layers do not divide by {layout.pp}"
    if job.sequences % (layout.dp * job.microbatch):
        return f"the batch does not divide by {layout.dp}"
    if layout.tp > node:
        return f"TP {layout.tp} leaves the node of {node} GPUs"
    headroom = job.cluster.limit_gb - memory_gb(job, layout)
    if headroom < 0:
        return f"{-headroom:.1f} GB over the limit"
    return ""


@dataclass(frozen=True)
class Row:
    layout: Layout
    microbatches: int
    memory: float
    step: Step
    obstacle: str


def solve(job: Job) -> list[Row]:
    """Every layout: usable ones from fast to slow, then the others."""
    rows = [
        Row(
            layout,
            microbatches(job, layout),
            memory_gb(job, layout),
            step_seconds(job, layout),
            obstacle(job, layout),
        )
        for layout in layouts(job.cluster.gpus)
        if microbatches(job, layout) > 0
    ]
    return sorted(rows, key=lambda row: (row.obstacle != "", row.step.total))


def print_table(rows: list[Row]) -> None:
    """One line per layout; times in seconds."""
    best = rows[0].step.total
    print(" TP  PP  DP  microb.  memory   bubble       TP     DP     step  off best")
    for row in rows:
        layout, step = row.layout, row.step
        line = f"{layout.tp:>3} {layout.pp:>3} {layout.dp:>3} {row.microbatches:>8}"
        line += f"{row.memory:>7.1f} {step.bubble:>8.2f} {step.tp_exchange:>8.2f}"
        line += f" {step.dp_exchange:>6.2f} {step.total:>8.2f}"
        line += f"  {row.obstacle}" if row.obstacle else f" {100 * (step.total / best - 1):>7.1f} %"
        print(line)


def print_csv(rows: list[Row]) -> None:
    """The same table for other programs; an empty obstacle means that the layout can be used."""
    print("tp,pp,dp,microbatches,memory_gb,bubble_s,tp_s,dp_s,step_s,obstacle")
    for row in rows:
        layout, step = row.layout, row.step
        numbers = f"{row.memory:.1f},{step.bubble:.2f},{step.tp_exchange:.2f}"
        numbers += f",{step.dp_exchange:.2f},{step.total:.2f}"
        print(f"{layout.tp},{layout.pp},{layout.dp},{row.microbatches},{numbers},{row.obstacle}")


def main() -> None:
    parser = argparse.ArgumentParser(description="Score every layout of 64 GPUs.")
    parser.add_argument("--batch", type=int, default=Job.sequences, help="sequences in a step")
    parser.add_argument("--nic", type=float, default=Cluster.nic_gb_per_s, help="GB/s per GPU")
    parser.add_argument("--csv", action="store_true", help="print the table for other programs")
    given = parser.parse_args()

    model, cluster = Model(), Cluster(nic_gb_per_s=given.nic)
    job = Job(model, cluster, sequences=given.batch)
    rows = solve(job)
    if given.csv:
        print_csv(rows)
        return
    usable = [row for row in rows if not row.obstacle]
    print(f"{model.parameters:,} parameters, {job.sequences} sequences of {job.tokens:,} tokens")
    print(f"{cluster.gpus} GPUs, arithmetic alone {rows[0].step.compute:.2f} s")
    print(f"{len(rows)} layouts, {len(usable)} usable within {cluster.limit_gb:.0f} GB")
    print()
    print_table(rows)


if __name__ == "__main__":
    main()

"""Read the timeline of one training step: what is busy, what is exposed, what a change can save.

Each row of the trace is one bar of a profiler's timeline, with its start and end in milliseconds.
"""

from __future__ import annotations

import argparse
import csv
from dataclasses import dataclass
from pathlib import Path

ROWS = ("cpu", "copy", "gpu", "nccl")
MS_PER_CHARACTER = 2.0

Spans = list[tuple[float, float]]


@dataclass(frozen=True)
class Bar:
    row: str
    name: str
    start: float
    end: float

    @property
    def length(self) -> float:
        return self.end - self.start


def read_trace(path: Path) -> list[Bar]:
    lines = [line for line in path.read_text().splitlines() if not line.startswith("#")]
    bars = [
        Bar(line["row"], line["name"], float(line["start"]), float(line["end"]))
        for line in csv.DictReader(lines)
    ]
    for bar in bars:
        if bar.row not in ROWS or bar.length <= 0:
            raise SystemExit(f"{path}: cannot read {bar}")
    return bars


def union(spans: Spans) -> Spans:
    """The same time without overlaps, in order."""
    merged: Spans = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def total(spans: Spans) -> float:
    return sum(end - start for start, end in spans)


def busy(bars: list[Bar], *rows: str) -> Spans:
    """When at least one of the rows has a bar."""
    return union([(bar.start, bar.end) for bar in bars if bar.row in rows])


def exposed(bars: list[Bar]) -> float:
    """Time of collectives beside which the GPU computes nothing."""
    return total(busy(bars, "gpu", "nccl")) - total(busy(bars, "gpu"))


def idle(bars: list[Bar]) -> float:
    """Time in which neither kernels nor collectives nor copies run: the device waits for the host."""
    return step_time(bars) - total(busy(bars, "copy", "gpu", "nccl"))


def step_time(bars: list[Bar]) -> float:
    return max(bar.end for bar in bars) - min(bar.start for bar in bars)


def amdahl(step: float, saved: float) -> float:
    """Speed-up if exactly these milliseconds leave the critical path, and nothing else moves."""
    return step / (step - saved)


def draw(bars: list[Bar], step: float) -> None:
    columns = round(step / MS_PER_CHARACTER)
    for row in ROWS:
        middles = [(column + 0.5) * MS_PER_CHARACTER for column in range(columns)]
        on = [any(bar.row == row and bar.start <= t < bar.end for bar in bars) for t in middles]
        print(f"{row:>4} |{''.join('#' if lit else '.' for lit in on)}|")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trace", nargs="?", type=Path, default=Path("trace.csv"))
    parser.add_argument("--halve", metavar="NAME", help="also ask what halving this bar can save")
    options = parser.parse_args()
    bars = read_trace(options.trace)
    length = {bar.name: bar.length for bar in bars}
    step = step_time(bars)

    draw(bars, step)
    nccl, shown = total(busy(bars, "nccl")), exposed(bars)
    print(f"\nstep      {step:6.1f} ms")
    print(f"gpu       {total(busy(bars, 'gpu')):6.1f} ms busy")
    print(f"nccl      {nccl:6.1f} ms = {nccl - shown:.1f} hidden + {shown:.1f} exposed")
    print(f"copy      {total(busy(bars, 'copy')):6.1f} ms")
    print(f"idle      {idle(bars):6.1f} ms")

    host = length["loader"] + length["h2d"]
    changes = {
        "prefetch: loader and copy": host,
        "overlap all of nccl": shown,
        "no item_sync": length["item_sync"],
        "all three": host + shown + length["item_sync"],
    }
    if options.halve:
        if options.halve not in length:
            raise SystemExit(f"no bar is called {options.halve}; there are {', '.join(length)}")
        changes[f"half of {options.halve}"] = length[options.halve] / 2
    print("\nchange                      saves  speed-up, at most")
    for name, saved in changes.items():
        print(f"{name:26} {saved:4.1f} ms  {amdahl(step, saved):.3f}x")


if __name__ == "__main__":
    main()

"""How fast missions simulate: events a second in plain JavaScript, under Node.

``python benchmarks/mission.py``. An event is the arrival or the departure of a request at a branch.
Each kind runs several times; the fastest counts, for the others had to share the machine.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from infralens.bootstrap.node import node_command  # noqa: E402

BAR = 10e6  # events a second of the first kind
QUEUE = {"service": 0.01, "servers": 1, "variability": 1}
KINDS: tuple[tuple[str, str, dict[str, float], int], ...] = (
    ("M/M/1 at 0.9", "queue", {**QUEUE, "arrivals": 90}, 2_000_000),
    ("M/M/8 at 0.9", "queue", {**QUEUE, "arrivals": 720, "servers": 8}, 2_000_000),
    ("gamma service", "queue", {**QUEUE, "arrivals": 90, "variability": 0.5}, 1_000_000),
    ("ten branches", "queue", {**QUEUE, "arrivals": 50, "branches": 10}, 200_000),
    (
        "ten branches, hedged",
        "queue",
        {**QUEUE, "arrivals": 100, "servers": 2, "branches": 10, "hedge_after": 0.03},
        200_000,
    ),
    (
        "batches of up to 32",
        "batches",
        {"arrivals": 1000, "window": 0.01, "largest": 32, "fixed": 0.01, "each": 0.0002},
        2_000_000,
    ),
)
RUNS = 7
PROGRAM = """
const [, frontend, kinds, runs] = process.argv;
const { Queue } = await import(`${frontend}/mission/queue.mjs`);
const { Batches } = await import(`${frontend}/mission/batches.mjs`);
const told = JSON.parse(kinds).map(([, kind, settings, customers]) => {
  const Kind = { queue: Queue, batches: Batches }[kind];
  let best = { seconds: Infinity, events: 1, customers };
  for (let seed = 1; seed <= Number(runs); seed += 1) {
    const start = performance.now();
    const run = new Kind(settings, { seed, customers });
    while (!run.step());
    const { events } = run.result();
    const seconds = (performance.now() - start) / 1000;
    if (seconds / events < best.seconds / best.events) best = { seconds, events, customers };
  }
  return best;
});
console.log(JSON.stringify(told));
"""


def main() -> int:
    """Print one line a kind; 1 where the first is below the bar."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS)
    found = measured(parser.parse_args().runs)
    print(f"{'simulation':22} {'M requests/s':>12} {'M events/s':>11} {'ms a million':>13}")
    for (name, *_), one in zip(KINDS, found, strict=True):
        requests = one["customers"] / one["seconds"] / 1e6
        events = one["events"] / one["seconds"] / 1e6
        print(f"{name:22} {requests:12.1f} {events:11.1f} {1e3 / requests:13.0f}")
    fastest = found[0]["events"] / found[0]["seconds"]
    print(f"{KINDS[0][0]}: {fastest / 1e6:.1f} million events a second; bar {BAR / 1e6:.0f}")
    return int(fastest < BAR)


def measured(runs: int) -> list[dict[str, Any]]:
    """Seconds, events and requests of the fastest run of each kind."""
    frontend = (ROOT / "infralens" / "frontend").as_uri()
    program = ["--input-type=module", "--eval", PROGRAM, frontend, json.dumps(KINDS), str(runs)]
    answer = subprocess.run(
        [*node_command("node"), *program], check=True, capture_output=True, text=True
    )
    return json.loads(answer.stdout)  # type: ignore[no-any-return]


if __name__ == "__main__":
    raise SystemExit(main())

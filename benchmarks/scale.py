"""How a build grows with the course: ``python benchmarks/scale.py --labs 100 1000``.

Each course is written into a temporary folder and built by ``infralens build`` in a process of its
own. Read CPU seconds and ratios, not wall time. Only a POSIX system tells what a process used.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from course import excerpt_names, write_course

BAR = 1.3
"""How much more a page may cost in the largest course than in the smallest."""

_COMMAND = "import sys; from infralens.doors.cli import main; main(sys.argv[1:])"


@dataclass(frozen=True)
class Build:
    """What one build used and made."""

    labs: int
    pages: int
    cpu: float
    peak: int
    size: int

    @property
    def cpu_a_page(self) -> float:
        return self.cpu / self.pages

    @property
    def bytes_a_page(self) -> float:
        return self.size / self.pages


def main() -> int:
    """Measure each size, print a table, and fail when a page costs too much more at the end."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--labs", type=int, nargs="+", default=[100, 1000])
    sizes = sorted(parser.parse_args().labs)
    print("labs    pages   CPU s   ms/page   kB of HTML/page   peak MiB", flush=True)
    builds = [_measured(labs) for labs in sizes]
    first, last = builds[0], builds[-1]
    cost = last.cpu_a_page / first.cpu_a_page
    weight = last.bytes_a_page / first.bytes_a_page
    print(f"from {first.labs} to {last.labs} labs a page costs {cost:.2f} times the CPU time")
    print(f"and {weight:.2f} times the bytes; the bar for both is {BAR}")
    return 0 if max(cost, weight) <= BAR else 1


def _measured(labs: int) -> Build:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_course(root, labs)
        _infralens(root, "accept", *excerpt_names(labs), "--reviewed")
        used = _infralens(root, "build")
        pages = list((root / "site").rglob("index.html"))
        size = sum(page.stat().st_size for page in pages)
    # Linux counts in KiB, macOS in bytes.
    peak = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    build = Build(labs, len(pages), used.ru_utime + used.ru_stime, peak, size)
    print(
        f"{labs:<7} {build.pages:<7} {build.cpu:<7.1f} {1000 * build.cpu_a_page:<9.2f}"
        f" {build.bytes_a_page / 1000:<17.1f} {build.peak / 2**20:.0f}",
        flush=True,
    )
    return build


def _infralens(root: Path, *words: str) -> resource.struct_rusage:
    """Run one command in the course and return what its process used."""
    command = [sys.executable, "-c", _COMMAND, *words]
    with tempfile.TemporaryFile() as printed:
        process = subprocess.Popen(command, cwd=root, stdout=printed, stderr=printed)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            printed.seek(0)
            tail = printed.read().decode(errors="replace")[-3000:]
            raise SystemExit(f"infralens {words[0]} failed in {root}:\n{tail}")
    return used


if __name__ == "__main__":
    raise SystemExit(main())

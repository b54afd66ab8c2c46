"""Running starters: does a run still print what the page shows?

Only ``check --run`` comes here; a build executes nothing of a course. Each run happens in a copy of
the lab's folder, so that what a starter writes is gone afterwards.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from infralens.course.layout import CODE
from infralens.ground.issue import Issue, IssueSet
from infralens.ground.position import Position
from infralens.model.course import Course, StarterFile
from infralens.model.spec import Run

_INHERITED = ("PATH", "HOME", "SYSTEMROOT", "TEMP", "TMP", "VIRTUAL_ENV")


@dataclass(frozen=True)
class Ran:
    """One run: how long it took in seconds, what it printed, and its problem if it had one."""

    starter: StarterFile
    seconds: float
    printed: str
    issue: Issue | None


def run_starters(course: Course) -> Iterator[Ran]:
    """Run every starter that has a command, one after the other."""
    for lab in course.labs:
        for starter in lab.starters:
            if starter.spec.run is not None:
                yield _run(course.root, starter, starter.spec.run)


def capture(root: Path, ran: Ran) -> str:
    """Write what a run printed as its captured output; returns the path written."""
    run = ran.starter.spec.run
    assert run is not None
    path = f"{CODE}/{ran.starter.track}/{ran.starter.slug}/{run.output}"
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(ran.printed, encoding="utf-8", newline="\n")
    return path


def _run(root: Path, starter: StarterFile, run: Run) -> Ran:
    at = Position(starter.source.path)
    if run.needs != "cpu":
        fact = f"'{run.command}' needs a GPU"
        skipped = Issue(at, "run-skipped", fact, "its page says that it was not run")
        return Ran(starter, 0.0, "", skipped)
    words = shlex.split(run.command)
    if words[0] not in ("python", "python3"):
        fact = f"'{run.command}' does not begin with python"
        hint = "start Python with the starter, so that it runs everywhere"
        return Ran(starter, 0.0, "", Issue(at, "run-failed", fact, hint))
    folder = root / CODE / starter.track / starter.slug
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as work:
        copy = Path(work) / starter.slug
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("__pycache__"))
        environment = {name: os.environ[name] for name in _INHERITED if name in os.environ}
        environment |= {"PYTHONHASHSEED": "0", "PYTHONIOENCODING": "utf-8"}
        try:
            done = subprocess.run(
                [sys.executable, *words[1:]],
                cwd=copy,
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=run.timeout,
                check=False,
            )
        except subprocess.TimeoutExpired:
            fact = f"'{run.command}' ran longer than {run.timeout} s"
            hint = "make it smaller, or raise its timeout"
            return Ran(starter, float(run.timeout), "", Issue(at, "run-failed", fact, hint))
    seconds = time.monotonic() - began
    printed = done.stdout.decode("utf-8", "replace").replace("\r\n", "\n")
    return Ran(starter, seconds, printed, _verdict(at, run, starter, done, printed))


def _verdict(
    at: Position,
    run: Run,
    starter: StarterFile,
    done: subprocess.CompletedProcess[bytes],
    printed: str,
) -> Issue | None:
    if done.returncode:
        errors = done.stderr.decode("utf-8", "replace").splitlines()[-6:]
        fact = f"'{run.command}' ended with exit code {done.returncode}"
        return Issue(at, "run-failed", fact, "mend the starter", tuple(errors))
    if starter.output is not None and printed != starter.output:
        changes = unified_diff(
            starter.output.splitlines(), printed.splitlines(), "captured", "printed", lineterm=""
        )
        fact = f"'{run.command}' printed something else than '{run.output}' holds"
        hint = "mend it, or capture it with: infralens check --run --capture"
        return Issue(at, "output-differs", fact, hint, tuple(changes))
    return None


def slowest(ran: list[Ran]) -> Ran | None:
    """The run that took longest."""
    return max(ran, key=lambda one: one.seconds, default=None)


def issues_of(ran: list[Ran]) -> IssueSet:
    """The problems of all runs."""
    return IssueSet(one.issue for one in ran if one.issue is not None)

"""Running starters and experiments: does a run still print what the page shows?

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
from infralens.course.variations import changed
from infralens.ground.issue import Issue, IssueSet
from infralens.ground.position import Position
from infralens.model.course import Course, Lab
from infralens.model.spec import Edit, Run

_INHERITED = ("PATH", "HOME", "SYSTEMROOT", "TEMP", "TMP", "VIRTUAL_ENV")


@dataclass(frozen=True)
class Ran:
    """One run: how long it took in seconds, what it printed, and its problem if it had one.

    ``name`` is the starter's path or says which experiment it is, ``path`` is the file that holds
    the captured output, relative to the course, and ``captured`` what it holds.
    """

    name: str
    path: str
    captured: str | None
    seconds: float
    printed: str
    issue: Issue | None


def run_starters(course: Course) -> Iterator[Ran]:
    """Run every starter that has a command, every experiment that says how, and every solver."""
    for lab in course.labs:
        for starter in lab.starters:
            run = starter.spec.run
            if run is not None:
                at = Position(starter.source.path)
                yield _Job(course.root, lab, run, at, starter.path, starter.output, ()).ran()
        for one in lab.variations:
            name = f"{lab.id}, change {one.number}"
            edits = one.spec.edits
            yield _Job(course.root, lab, one.run, one.position, name, one.output, edits).ran()
        if lab.spec.worksheet is not None:
            table = lab.spec.worksheet.table
            run = Run(command=table.command, output=table.output, timeout=table.timeout)
            printed = lab.worksheet.printed if lab.worksheet else None
            name = f"{lab.id}, worksheet"
            yield _Job(course.root, lab, run, Position(lab.path), name, printed, ()).ran()


def capture(root: Path, ran: Ran) -> str:
    """Write what a run printed as its captured output; returns the path written."""
    target = root / ran.path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(ran.printed, encoding="utf-8", newline="\n")
    return ran.path


@dataclass(frozen=True)
class _Job:
    root: Path
    lab: Lab
    run: Run
    at: Position
    name: str
    captured: str | None
    edits: tuple[Edit, ...]

    def ran(self) -> Ran:
        run = self.run
        if run.needs != "cpu":
            fact = f"'{run.command}' needs a GPU"
            return self.failed(0.0, "run-skipped", fact, "its page says that it was not run")
        words = shlex.split(run.command)
        if words[0] not in ("python", "python3"):
            fact = f"'{run.command}' does not begin with python"
            hint = "start Python with the starter, so that it runs everywhere"
            return self.failed(0.0, "run-failed", fact, hint)
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as work:
            folder = self.folder(Path(work))
            environment = {name: os.environ[name] for name in _INHERITED if name in os.environ}
            environment |= {"PYTHONHASHSEED": "0", "PYTHONIOENCODING": "utf-8"}
            try:
                done = subprocess.run(
                    [sys.executable, *words[1:]],
                    cwd=folder,
                    env=environment,
                    stdin=subprocess.DEVNULL,
                    capture_output=True,
                    timeout=run.timeout,
                    check=False,
                )
            except subprocess.TimeoutExpired:
                fact = f"'{run.command}' ran longer than {run.timeout} s"
                hint = "make it smaller, or raise its timeout"
                return self.failed(float(run.timeout), "run-failed", fact, hint)
        seconds = time.monotonic() - began
        printed = done.stdout.decode("utf-8", "replace").replace("\r\n", "\n")
        verdict = self.verdict(done, printed)
        return Ran(self.name, self.path, self.captured, seconds, printed, verdict)

    @property
    def path(self) -> str:
        return f"{CODE}/{self.lab.id}/{self.run.output}"

    def folder(self, work: Path) -> Path:
        """A copy of the lab's code below ``work``, with the edits made."""
        copy = work / self.lab.slug
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(self.root / CODE / self.lab.id, copy, ignore=ignored)
        for starter in self.lab.starters:
            if any(edit.file == starter.spec.file for edit in self.edits):
                text = changed(starter.source.text, self.edits, starter.spec.file)
                (copy / starter.spec.file).write_text(text, encoding="utf-8", newline="\n")
        return copy

    def failed(self, seconds: float, code: str, fact: str, hint: str) -> Ran:
        issue = Issue(self.at, code, fact, hint)
        return Ran(self.name, self.path, self.captured, seconds, "", issue)

    def verdict(self, done: subprocess.CompletedProcess[bytes], printed: str) -> Issue | None:
        run = self.run
        if done.returncode:
            errors = done.stderr.decode("utf-8", "replace").splitlines()[-6:]
            fact = f"'{run.command}' ended with exit code {done.returncode}"
            return Issue(self.at, "run-failed", fact, "mend the starter", tuple(errors))
        if self.captured is not None and printed != self.captured:
            changes = unified_diff(
                self.captured.splitlines(), printed.splitlines(), "captured", "printed", lineterm=""
            )
            fact = f"'{run.command}' printed something else than '{run.output}' holds"
            hint = "mend it, or capture it with: infralens check --run --capture"
            return Issue(self.at, "output-differs", fact, hint, tuple(changes))
        return None


def slowest(ran: list[Ran]) -> Ran | None:
    """The run that took longest."""
    return max(ran, key=lambda one: one.seconds, default=None)


def issues_of(ran: list[Ran]) -> IssueSet:
    """The problems of all runs."""
    return IssueSet(one.issue for one in ran if one.issue is not None)

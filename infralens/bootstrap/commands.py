"""The two commands: ``serve`` reads and writes the course, ``test`` proves all of it."""

from __future__ import annotations

import argparse
import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from infralens.bootstrap.chromium import get_chromium
from infralens.bootstrap.environment import (
    ROOT,
    SITE_LOCK,
    TEST_LOCK,
    SetupError,
    prepare,
    program,
    say,
)
from infralens.bootstrap.node import get_node_modules


@dataclass(frozen=True)
class Step:
    """One thing that ``test`` proves, and the command that proves it."""

    name: str
    command: tuple[str | Path, ...]


def main(arguments: Sequence[str]) -> int:
    """Run one of the two commands and return its exit code; 2 when the setup itself fails."""
    parser = argparse.ArgumentParser(prog="python3 -m infralens.bootstrap", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    # Whatever follows "serve", --help included, is for infralens serve.
    about = "set up .venv, build the site, serve it with live reload"
    commands.add_parser("serve", help=about, add_help=False)
    commands.add_parser("test", help="set up everything and run all the checks and tests")
    known, further = parser.parse_known_args(arguments)
    if further and known.command == "test":
        parser.error(f"test takes no arguments, but got: {' '.join(further)}")
    try:
        return serve(further) if known.command == "serve" else test()
    except SetupError as error:
        say(f"cannot go on: {error}")
        return 2
    except KeyboardInterrupt:
        return 130


def serve(arguments: Sequence[str]) -> int:
    """Set up what the site needs, then become ``infralens serve`` with the given arguments."""
    prepare(SITE_LOCK)
    command = [str(program("infralens")), "serve", *arguments]
    say("building the site and serving it (Ctrl+C ends)")
    os.chdir(ROOT)
    if os.name != "nt":
        # The same process, so that whoever started it can also end it.
        os.execv(command[0], command)
    return subprocess.run(command, check=False).returncode


def test() -> int:
    """Set up everything, run every step even after a failure, and fail when any failed."""
    prepare(TEST_LOCK)
    get_node_modules()
    get_chromium()
    steps = _steps()
    failed = []
    for number, step in enumerate(steps, start=1):
        say(f"[{number}/{len(steps)}] {step.name}")
        began = time.monotonic()
        done = subprocess.run(step.command, cwd=ROOT, check=False)
        if done.returncode:
            failed.append(step.name)
            say(f"{step.name} failed with exit code {done.returncode}")
        elif step is not steps[-1]:
            say(f"{step.name}: fine, {time.monotonic() - began:.1f} s")
    if failed:
        say(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


def _steps() -> tuple[Step, ...]:
    python, infralens = program("python"), program("infralens")
    # By file, because the tests of one file share what is costly to make, and in the order of
    # tests/conftest.py: what takes long comes first.
    shared = ("--numprocesses", "auto", "--dist", "loadfile", "--no-loadscope-reorder")
    parallel = (python, "-m", "pytest", *shared)
    return (
        Step("lint", (python, "-m", "ruff", "check", ".")),
        Step("format", (python, "-m", "ruff", "format", "--check", ".")),
        Step("types", (python, "-m", "mypy")),
        Step("course and starters", (infralens, "check", "--run")),
        Step("strict build", (infralens, "build")),
        Step("built site", (infralens, "check", "--site", "site")),
        Step("measurements", (python, "-m", "pytest", "-m", "alone")),
        Step("tests", (*parallel, "--durations", "12", "--all-pages", "-m", "not alone")),
    )

"""The site as the real command builds it: once, whatever number of processes runs tests."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest

from infralens.bootstrap.environment import ROOT, program

PATIENCE = 600  # seconds, on a slow machine that has other work


def built_once(folder: Path) -> Path:
    """Build into ``folder``, or wait until the process that came first has built there."""
    begun = folder.with_name(f"{folder.name}-begun")
    try:
        begun.mkdir()
    except FileExistsError:
        _wait(folder, begun / "failed.txt")
    else:
        _build(folder, begun / "failed.txt")
    return folder


def _build(folder: Path, failed: Path) -> None:
    # The command builds beside the folder and renames: where it is, it is whole.
    command = [str(program("infralens")), "build", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    if done.returncode:
        last = "".join([*done.stdout.splitlines(True)[-5:], *done.stderr.splitlines(True)[-5:]])
        failed.write_text(last, encoding="utf-8")
        pytest.fail(f"the site does not build:\n{last}", pytrace=False)


def _wait(folder: Path, failed: Path) -> None:
    end = time.monotonic() + PATIENCE
    while not folder.exists():
        if failed.exists():
            pytest.fail("the site does not build, as another process says", pytrace=False)
        if time.monotonic() > end:
            pytest.fail("the process that builds the site has not ended", pytrace=False)
        time.sleep(0.1)

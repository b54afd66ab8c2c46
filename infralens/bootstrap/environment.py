"""The virtual environment of a checkout: made, filled from a lock file, and left alone after."""

from __future__ import annotations

import hashlib
import os
import subprocess
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".venv"
SITE_LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "tests" / "requirements.lock"

_PIP = ROOT / "infralens" / "vendor" / "pip-26.3-py3-none-any.whl"
_PIP_SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"
_NEEDS = "import sys; sys.exit(sys.version_info < (3, 11, 5))"


class SetupError(Exception):
    """The checkout cannot be set up; the message says why and what helps."""


def say(line: str) -> None:
    """Tell the person who waits what is being done now."""
    print(f"infralens: {line}", flush=True)


def program(name: str) -> Path:
    """Where the environment keeps a program of its own."""
    return (
        FOLDER
        / ("Scripts" if os.name == "nt" else "bin")
        / (f"{name}.exe" if os.name == "nt" else name)
    )


def prepare(lock: Path) -> None:
    """Make the environment hold what ``lock`` lists, and this checkout itself.

    Raises ``SetupError`` when the environment cannot be made or a package cannot be had.
    """
    _make_environment()
    stamp = FOLDER / f"infralens-{lock.parent.name if lock != SITE_LOCK else 'site'}.stamp"
    wanted = _digest(lock, ROOT / "pyproject.toml")
    if stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
        return
    stamp.unlink(missing_ok=True)
    count = sum(line[:1].isalnum() for line in lock.read_text(encoding="utf-8").splitlines())
    say(f"installing {count} packages from {lock.relative_to(ROOT).as_posix()} into .venv")
    _pip("--require-hashes", "--only-binary=:all:", "--requirement", str(lock))
    say("installing this checkout into .venv")
    _pip("--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--editable", str(ROOT))
    stamp.write_text(wanted, encoding="ascii")


def _make_environment() -> None:
    python = program("python")
    if python.exists():
        if subprocess.run([python, "-c", _NEEDS], check=False, capture_output=True).returncode == 0:
            return
        say(".venv has no usable Python 3.11.5 or newer: making it anew")
    else:
        say("making a virtual environment in .venv")
    try:
        # Without pip: a Python that lacks ensurepip can then make it too.
        venv.EnvBuilder(clear=True, symlinks=os.name != "nt", with_pip=False).create(FOLDER)
    except (OSError, subprocess.SubprocessError) as error:
        raise SetupError(f"cannot make a virtual environment in {FOLDER}: {error}") from error


def _pip(*arguments: str) -> None:
    if hashlib.sha256(_PIP.read_bytes()).hexdigest() != _PIP_SHA256:
        raise SetupError(f"{_PIP} is not the file that was reviewed: check it out again")
    settings = ["--disable-pip-version-check", "--no-input", "--progress-bar=off"]
    command: list[str | Path] = [program("python"), _PIP / "pip", "install", *settings, *arguments]
    # A personal setting that sends packages elsewhere would leave the environment empty.
    surroundings = os.environ | {"PIP_USER": "0", "PIP_TARGET": "", "PIP_PREFIX": ""}
    if subprocess.run(command, cwd=ROOT, env=surroundings, check=False).returncode:
        raise SetupError(
            "a package could not be installed (pip says above which);"
            " check the connection and run the same command again"
        )


def _digest(*files: Path) -> str:
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()

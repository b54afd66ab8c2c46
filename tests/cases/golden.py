"""Golden files: what is expected stands in a file that a person can read and approve."""

from __future__ import annotations

import os
from collections.abc import Callable
from difflib import unified_diff
from pathlib import Path

import pytest

Golden = Callable[[Path, str], None]
"""Compares a text with the content of a golden file."""


def golden(request: pytest.FixtureRequest) -> Golden:
    """The comparison for one test. It never writes before it has compared, and never in CI."""
    update = bool(request.config.getoption("--update-golden", default=False))

    def compare(path: Path, text: str) -> None:
        expected = path.read_text(encoding="utf-8") if path.exists() else ""
        if text == expected:
            return
        changes = "\n".join(
            unified_diff(expected.splitlines(), text.splitlines(), str(path), "now", lineterm="")
        )
        if update and not os.environ.get("CI"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            changes = f"rewritten, read it and run again:\n{changes}"
        pytest.fail(changes, pytrace=False)

    return compare

"""What version control says about the course."""

from __future__ import annotations

import subprocess
from pathlib import Path


def commit_of(root: Path) -> str | None:
    """The commit that is checked out, or None where there is no repository or no git."""
    return git(root, "rev-parse", "HEAD")


def git(root: Path, *arguments: str) -> str | None:
    """What git prints, or None when it fails."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments],
            capture_output=True,
            text=True,
            check=True,
            timeout=20,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()

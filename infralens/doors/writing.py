"""Writing what is new: whole, under a name that is free, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from infralens.ground.issue import Issue
from infralens.ground.position import Position

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class NewError(Exception):
    """Nothing was written; ``issue`` says why."""

    def __init__(self, position: Position, code: str, fact: str, hint: str) -> None:
        self.issue = Issue(position, code, fact, hint)
        super().__init__(str(self.issue))


def check_slug(slug: str, path: str) -> None:
    """Raises ``NewError`` where a name cannot be part of an address."""
    if not _SLUG.fullmatch(slug) or len(slug) > 64:
        hint = "use lower-case words joined by hyphens"
        raise NewError(Position(path), "lab-name", f"'{slug}' cannot be part of an address", hint)


def write_files(root: Path, files: dict[str, str]) -> None:
    """Write all files, or none when one of them exists or cannot be written."""
    refuse_existing(root, files)
    begun: list[Path] = []
    try:
        for path, text in files.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            begun.append(target)
            target.write_text(text, encoding="utf-8", newline="\n")
    except OSError:
        for target in begun:
            target.unlink(missing_ok=True)
        raise


def refuse_existing(root: Path, paths: Iterable[str]) -> None:
    """Raises ``NewError`` where one of the paths exists."""
    for path in paths:
        if (root / path).exists():
            fact = f"'{path}' exists"
            raise NewError(Position(path), "name-twice", fact, "choose another name")

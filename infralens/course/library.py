"""The formula library: read from the package's own files, as text."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from infralens.engines.formula import Library, read_library
from infralens.ground.issue import Issue
from infralens.ground.source import SourceFile

FOLDER = "infralens/formulas"


def library() -> Library:
    """All formulas; the same object as long as their text is the same."""
    return library_and_issues()[0]


def library_and_issues() -> tuple[Library, tuple[Issue, ...]]:
    """All formulas, and what is wrong with them."""
    return _read(_texts())


def _texts() -> tuple[tuple[str, str], ...]:
    folder = files("infralens") / "formulas"
    modules = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".py"))
    return tuple(
        (f"{FOLDER}/{name}", (folder / name).read_text(encoding="utf-8"))
        for name in modules
        if name != "__init__.py"
    )


@lru_cache(maxsize=1)
def _read(texts: tuple[tuple[str, str], ...]) -> tuple[Library, tuple[Issue, ...]]:
    sources = (SourceFile(path, text, len(text), "") for path, text in texts)
    read, issues = read_library(sources)
    return read, tuple(issues)

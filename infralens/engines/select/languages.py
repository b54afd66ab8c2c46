"""Which language a file is in, by its suffix."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Literal, TypeAlias

Language: TypeAlias = Literal["python", "yaml", "markdown", "cpp", "cuda", "shell", "csv", "text"]

SUFFIXES: dict[str, Language] = {
    ".py": "python",
    ".pyi": "python",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".md": "markdown",
    ".markdown": "markdown",
    ".c": "cpp",
    ".cc": "cpp",
    ".cpp": "cpp",
    ".cxx": "cpp",
    ".h": "cpp",
    ".hpp": "cpp",
    ".cu": "cuda",
    ".cuh": "cuda",
    ".sh": "shell",
    ".bash": "shell",
    ".csv": "csv",
}


def language_of(path: str) -> Language:
    """The language of a file; everything unknown is plain text."""
    return SUFFIXES.get(PurePosixPath(path).suffix.lower(), "text")

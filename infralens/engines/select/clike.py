"""``fn:``, ``class:`` and ``macro:`` places of C++ and CUDA files."""

from __future__ import annotations

from infralens.engines.select.selection import Place
from infralens.ground.source import SourceFile


def functions(source: SourceFile) -> tuple[Place, ...]:
    """The function definitions of a file."""
    return ()


def classes(source: SourceFile) -> tuple[Place, ...]:
    """The types a file defines."""
    return ()


def macros(source: SourceFile) -> tuple[Place, ...]:
    """The macros a file defines."""
    return ()

"""What selecting gives: lines of a file, the places that names stand for, and the one error."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from infralens.ground.codes import CODES
from infralens.ground.position import Span
from infralens.model.selection import Selection

__all__ = ["Lines", "Place", "SelectError", "Selection", "shown_lines"]

Lines: TypeAlias = tuple[int, int]
"""First and last line, 1-based and inclusive."""


class SelectError(Exception):
    """A selector cannot be read or does not fit its file.

    ``offset`` is the character of the selector's text at which reading it failed, or that of the
    file for a marker at fault.
    """

    def __init__(self, code: str, fact: str, hint: str, offset: int = 0) -> None:
        super().__init__(f"{CODES[code].name}: {fact}; {hint}")
        self.code = code
        self.fact = fact
        self.hint = hint
        self.offset = offset


@dataclass(frozen=True)
class Place:
    """Something in a file that a selector can name, with the lines of its parts.

    ``token`` is the name where it is defined; parts that a place does not have are None.
    """

    name: str
    first: int
    last: int
    token: Span | None = None
    signature: Lines | None = None
    body: Lines | None = None
    docstring: Lines | None = None


def shown_lines(selection: Selection) -> tuple[int, ...]:
    """The numbers of the lines a reader sees, in order."""
    return tuple(row for row in selection.rows if isinstance(row, int))

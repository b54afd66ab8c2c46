"""A function or type of a C++ or CUDA file, as either reader finds it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from infralens.ground.position import Span

Shape: TypeAlias = Literal["function", "type"]


@dataclass(frozen=True)
class Definition:
    """Character offsets of a definition: its start, its opening brace, the end after the last one.

    ``name`` has the enclosing namespaces and classes, without template arguments.
    """

    shape: Shape
    name: str
    token: Span
    start: int
    brace: int
    end: int


def qualified(prefix: str, name: str) -> str:
    """The name inside a scope; an unnamed scope adds nothing."""
    return f"{prefix}::{name}" if prefix and name else prefix or name


def plain_name(written: str) -> str:
    """A name without blanks and template arguments: ``Timer<T> :: stop`` is ``Timer::stop``."""
    name, operator, symbol = re.sub(r"\s+", "", written).partition("operator")
    previous = ""
    while previous != name:
        previous, name = name, re.sub(r"<[^<>]*>", "", name)
    return name + operator + symbol

"""YAML nodes that know where they stand.

A node equals itself alone: a text that is read again gives the same nodes, so that what is made of
one can be kept by it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from infralens.ground.position import Position, Span
from infralens.ground.source import SourceFile


@dataclass(frozen=True, eq=False)
class Scalar:
    """A scalar; ``plain`` when it is written without quotes or block style."""

    source: SourceFile = field(repr=False)
    span: Span
    text: str
    plain: bool

    @property
    def position(self) -> Position:
        return self.source.position_of(self.span.start)

    def locate(self, fragment: str, nth: int = 1) -> Position:
        """Where the ``nth`` occurrence of ``fragment`` stands, else where the scalar does."""
        offset = self.span.start - 1
        for _ in range(nth):
            found = self.source.text.find(fragment, offset + 1, self.span.end)
            if found < 0:
                return self.position
            offset = found
        return self.source.position_of(offset)


@dataclass(frozen=True, eq=False)
class Sequence:
    """A list of nodes."""

    source: SourceFile = field(repr=False)
    span: Span
    items: tuple[Node, ...]

    @property
    def position(self) -> Position:
        return self.source.position_of(self.span.start)


@dataclass(frozen=True, eq=False)
class Mapping:
    """Key-value pairs in the order of the file; keys are distinct."""

    source: SourceFile = field(repr=False)
    span: Span
    entries: tuple[tuple[Scalar, Node], ...]

    @property
    def position(self) -> Position:
        return self.source.position_of(self.span.start)

    def get(self, key: str) -> Node | None:
        return self._values.get(key)

    def key(self, key: str) -> Scalar | None:
        return next((name for name, _ in self.entries if name.text == key), None)

    @cached_property
    def _values(self) -> dict[str, Node]:
        return {name.text: value for name, value in self.entries}


Node = Scalar | Sequence | Mapping


def node_at(node: Node, location: tuple[str | int, ...]) -> Node:
    """The node a path of keys and indexes leads to; steps that lead nowhere are passed over.

    Validation reports paths with the names of union members in between: those are such steps.
    """
    for step in location:
        if isinstance(node, Mapping) and isinstance(step, str):
            node = node.get(step) or node
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
    return node

"""How a part of a formula is refused, and where."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager

from infralens.ground.issue import IssueSet
from infralens.ground.position import Position
from infralens.ground.source import SourceFile


class RefusedError(Exception):
    """Something in a module is refused; the rest is read on."""

    def __init__(self, position: Position, code: str, fact: str, hint: str) -> None:
        super().__init__(fact)
        self.position = position
        self.code = code
        self.fact = fact
        self.hint = hint


@contextmanager
def refusals(issues: IssueSet) -> Iterator[None]:
    """A refusal inside becomes an issue."""
    try:
        yield
    except RefusedError as refusal:
        issues.add(refusal.position, refusal.code, refusal.fact, refusal.hint)


def position_of(source: SourceFile, node: ast.AST) -> Position:
    """Where a node of Python's tree begins; its columns count bytes, ours characters."""
    line, column = getattr(node, "lineno", 1), getattr(node, "col_offset", 0)
    before = source.lines[line - 1].encode()[:column].decode() if column else ""
    return Position(source.path, line, len(before) + 1)


def text_of(source: SourceFile, node: ast.expr) -> str:
    """A node's own text, when it stands on one line, as a number does."""
    line = source.lines[node.lineno - 1].encode()
    return line[node.col_offset : node.end_col_offset].decode()

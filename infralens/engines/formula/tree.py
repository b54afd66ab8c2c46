"""The tree of a formula: frozen, resolved, every node with the place it stands at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Literal

from infralens.ground.position import Position


@dataclass(frozen=True)
class Node:
    """What every expression has."""

    position: Position = field(compare=False, repr=False)


@dataclass(frozen=True)
class Number(Node):
    """A number as it was written."""

    value: float
    text: str


@dataclass(frozen=True)
class Truth(Node):
    """``True`` or ``False``."""

    value: bool


@dataclass(frozen=True)
class Constant(Node):
    """A unit constant such as ``BYTE``."""

    name: str


@dataclass(frozen=True)
class Name(Node):
    """A parameter, an assigned name, or one that a lambda binds."""

    name: str


@dataclass(frozen=True)
class Negative(Node):
    """``-a``."""

    operand: Expr


@dataclass(frozen=True)
class Binary(Node):
    """``a + b`` and its kind."""

    operator: Literal["+", "-", "*", "/", "//", "%", "**"]
    left: Expr
    right: Expr


@dataclass(frozen=True)
class Compare(Node):
    """``a < b``; a chain is several of them joined by ``and``."""

    operator: Literal["<", "<=", ">", ">=", "==", "!="]
    left: Expr
    right: Expr


@dataclass(frozen=True)
class Logic(Node):
    """``p and q``, ``p or q``."""

    operator: Literal["and", "or"]
    operands: tuple[Expr, ...]


@dataclass(frozen=True)
class Not(Node):
    """``not p``."""

    operand: Expr


@dataclass(frozen=True)
class Choose(Node):
    """``yes if condition else no``."""

    condition: Expr
    yes: Expr
    no: Expr


@dataclass(frozen=True)
class Call(Node):
    """A function of the language."""

    function: str
    arguments: tuple[Expr, ...]


@dataclass(frozen=True)
class Apply(Node):
    """Another formula with its arguments, in the order of its parameters."""

    formula: Formula
    arguments: tuple[Expr, ...]


@dataclass(frozen=True)
class Fold(Node):
    """A bounded recurrence over ``index`` and the carried names."""

    steps: Expr
    index: str
    carried: tuple[str, ...]
    step: tuple[Expr, ...]
    start: tuple[Expr, ...]


@dataclass(frozen=True)
class Search(Node):
    """``solve`` or ``largest``: ``name`` runs from ``low`` to ``high``."""

    function: Literal["solve", "largest"]
    low: Expr
    high: Expr
    name: str
    body: Expr


Expr = (
    Number
    | Truth
    | Constant
    | Name
    | Negative
    | Binary
    | Compare
    | Logic
    | Not
    | Choose
    | Call
    | Apply
    | Fold
    | Search
)


@dataclass(frozen=True)
class Assign:
    """``name = value``; several names only for a fold, None for one that is dropped.

    ``units`` are the names under which the values are shown, None for a condition.
    """

    names: tuple[str | None, ...]
    value: Expr
    units: tuple[str | None, ...] = ()


@dataclass(frozen=True)
class Require:
    """A condition without which the formula has ``reason`` instead of a value."""

    condition: Expr
    reason: str


Statement = Assign | Require


@dataclass(frozen=True)
class Parameter:
    """An input: a quantity with a unit, a choice between numbers, or a flag."""

    name: str
    kind: Literal["quantity", "choice", "flag"]
    unit: str | None = None
    choices: tuple[float, ...] = ()
    minimum: float | None = None
    position: Position = field(default=Position(""), compare=False, repr=False)

    @cached_property
    def amount(self) -> bool:
        """Whether it cannot be below 0, although no requirement says so."""
        return self.kind == "quantity" and self.unit != "Number" and self.minimum is None


@dataclass(frozen=True)
class Formula:
    """A formula with all that it is made of; ``unit`` is the annotation of its result."""

    name: str
    label: str
    source: str
    leaves_out: str
    parameters: tuple[Parameter, ...]
    unit: str
    statements: tuple[Statement, ...]
    result: Expr
    position: Position = field(compare=False, repr=False)

    @property
    def module(self) -> str:
        return self.name.partition(".")[0]

    @property
    def function(self) -> str:
        return self.name.partition(".")[2]

    def called(self) -> tuple[Formula, ...]:
        """The formulas this one calls, directly or not, callees first."""
        found: dict[str, Formula] = {}
        for expression in self.expressions():
            for node in walk(expression):
                if isinstance(node, Apply) and node.formula.name not in found:
                    found.update({one.name: one for one in node.formula.called()})
                    found[node.formula.name] = node.formula
        return tuple(found.values())

    def expressions(self) -> Iterator[Expr]:
        for statement in self.statements:
            yield statement.value if isinstance(statement, Assign) else statement.condition
        yield self.result


@dataclass(frozen=True, eq=False)
class Library:
    """All formulas by name, in the order of their modules' texts; it equals itself alone."""

    formulas: dict[str, Formula]


def walk(expression: Expr) -> Iterator[Expr]:
    """The expression and everything in it; not what the formulas it calls hold."""
    yield expression
    for child in children(expression):
        yield from walk(child)


def children(expression: Expr) -> Iterator[Expr]:
    for one in fields(expression):
        value = getattr(expression, one.name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Node):
                yield item  # type: ignore[misc]  # every Node is one of Expr

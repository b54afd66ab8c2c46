"""An expression as one line of text, with slots where names give way to their values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from infralens.engines.formula.quantity import shown
from infralens.engines.formula.tree import (
    Apply,
    Binary,
    Call,
    Choose,
    Compare,
    Constant,
    Expr,
    Fold,
    Logic,
    Name,
    Negative,
    Not,
    Number,
    Search,
    Truth,
    walk,
)
from infralens.engines.formula.units import CONSTANTS

_CHOOSE, _OR, _AND, _NOT, _COMPARE, _SUM, _PRODUCT, _SIGN, _POWER, _ATOM = range(10)
SIGNS = {
    "+": "+", "-": "−", "*": "×", "/": "/", "%": "mod",
    "<": "<", "<=": "≤", ">": ">", ">=": "≥", "==": "=", "!=": "≠",
}  # fmt: skip
_STRENGTHS = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT, "%": _PRODUCT}
_AROUND = {
    "abs": ("|", "|"),
    "floor": ("⌊", "⌋"),
    "ceil": ("⌈", "⌉"),
    "sqrt": ("√(", ")"),
    "log": ("ln(", ")"),
    "log2": ("log₂(", ")"),
    "ceil_log2": ("⌈log₂(", ")⌉"),
}

Pieces = tuple["str | Slot | Branch", ...]


@dataclass(frozen=True)
class Slot:
    """A name or a call, as text and as a value with its unit; no unit for a condition."""

    text: Pieces
    value: Expr
    unit: str | None


@dataclass(frozen=True)
class Branch:
    """A conditional expression: with values put in, only the arm that counts is left."""

    text: Pieces
    condition: Expr
    yes: Pieces
    no: Pieces


def pieces(expression: Expr, units: Mapping[str, str | None]) -> Pieces:
    """The line; ``units`` are those of all names, other names are bound and stay names."""
    return _Line(units).parts(expression, _CHOOSE)


def as_text(parts: Pieces) -> str:
    """The line with all names as they are."""
    return "".join(one if isinstance(one, str) else as_text(one.text) for one in parts)


def written(number: Number) -> str:
    """A number as print has it: thousands separated, else as the author wrote it."""
    if number.value.is_integer() and number.value < 1e15 and "e" not in number.text.lower():
        return shown(number.value, "Number")
    return number.text


@dataclass(frozen=True)
class _Line:
    units: Mapping[str, str | None]

    def parts(self, expression: Expr, least: int) -> Pieces:
        """In parentheses where it binds less tightly than ``least``."""
        inner, strength = self.emitted(expression)
        return ("(", *inner, ")") if strength < least else inner

    def emitted(self, node: Expr) -> tuple[Pieces, int]:
        match node:
            case Number():
                return (written(node),), _ATOM
            case Truth():
                return ("true" if node.value else "false",), _ATOM
            case Constant():
                return (f"1 {CONSTANTS[node.name][2]}",), _ATOM
            case Name():
                return self._name(node), _ATOM
            case Negative():
                return ("−", *self.parts(node.operand, _POWER)), _SIGN
            case Binary():
                return self._binary(node)
            case Compare():
                sign = f" {SIGNS[node.operator]} "
                return (*self.parts(node.left, _SUM), sign, *self.parts(node.right, _SUM)), _COMPARE
            case Logic():
                strength = _AND if node.operator == "and" else _OR
                return self._joined(node.operands, f" {node.operator} ", strength + 1), strength
            case Not():
                return ("not ", *self.parts(node.operand, _COMPARE)), _NOT
            case Choose():
                return self._choose(node)
            case Call():
                before, after = _AROUND.get(node.function, (f"{node.function}(", ")"))
                return (before, *self._joined(node.arguments, ", ", _CHOOSE), after), _ATOM
            case Apply():
                return self._apply(node), _ATOM
            case Fold():
                return self._fold(node), _CHOOSE
            case Search():
                return self._search(node), _CHOOSE

    def _name(self, node: Name) -> Pieces:
        if node.name in self.units:
            return (Slot((node.name,), node, self.units[node.name]),)
        return (node.name,)

    def _binary(self, node: Binary) -> tuple[Pieces, int]:
        left, right = node.left, node.right
        if node.operator == "**":
            return (*self.parts(left, _ATOM), "^", *self.parts(right, _ATOM)), _POWER
        if node.operator == "//":
            inside = (*self.parts(left, _PRODUCT), " / ", *self.parts(right, _SIGN))
            return ("⌊", *inside, "⌋"), _ATOM
        if node.operator == "*" and isinstance(left, Number) and isinstance(right, Constant):
            return (f"{written(left)} {CONSTANTS[right.name][2]}",), _ATOM
        strength, sign = _STRENGTHS[node.operator], f" {SIGNS[node.operator]} "
        return (*self.parts(left, strength), sign, *self.parts(right, strength + 1)), strength

    def _choose(self, node: Choose) -> tuple[Pieces, int]:
        yes, no = self.parts(node.yes, _OR), self.parts(node.no, _CHOOSE)
        text = (*yes, " if ", *self.parts(node.condition, _OR), ", else ", *no)
        if self._binds(node):
            return text, _CHOOSE
        # The arm that counts stands where the whole stood, so it keeps the whole's parentheses.
        return (Branch(text, node.condition, yes, no),), _CHOOSE

    def _apply(self, node: Apply) -> Pieces:
        arguments = self._joined(node.arguments, ", ", _CHOOSE)
        text = (f"{node.formula.function}(", *arguments, ")")
        return text if self._binds(node) else (Slot(text, node, node.formula.unit),)

    def _fold(self, node: Fold) -> Pieces:
        start, step = self._joined(node.start, ", ", _OR), self._joined(node.step, ", ", _OR)
        names = ", ".join(node.carried)
        steps = self.parts(node.steps, _SUM)
        return (names, " = ", *start, ", then ", *step, f" for {node.index} = 1 … ", *steps)

    def _search(self, node: Search) -> Pieces:
        body, low, high = node.body, self.parts(node.low, _SUM), self.parts(node.high, _SUM)
        between = (*low, f" ≤ {node.name} ≤ ", *high)
        if node.function == "largest":
            return (f"largest {node.name} with ", *self.parts(body, _OR), ", ", *between)
        left, right = sides(body)
        zero: Pieces = ("0",) if right is None else self.parts(right, _SUM)
        return (f"the {node.name} with ", *self.parts(left, _SUM), " = ", *zero, ", ", *between)

    def _joined(self, expressions: tuple[Expr, ...], sign: str, least: int) -> Pieces:
        line: list[str | Slot | Branch] = []
        for one in expressions:
            line += [*([sign] if line else []), *self.parts(one, least)]
        return tuple(line)

    def _binds(self, node: Expr) -> bool:
        """Whether it depends on a name that has no value outside a lambda."""
        return any(isinstance(one, Name) and one.name not in self.units for one in walk(node))


def sides(body: Expr) -> tuple[Expr, Expr | None]:
    """The two sides of what ``solve`` makes equal: those of a difference, else zero."""
    if isinstance(body, Binary) and body.operator == "-":
        return body.left, body.right
    return body, None

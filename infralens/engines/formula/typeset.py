"""A formula as two-dimensional mathematics, before it is written as MathML or LaTeX."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from infralens.engines.formula.infix import SIGNS, sides, written
from infralens.engines.formula.tree import (
    Apply,
    Assign,
    Binary,
    Call,
    Choose,
    Compare,
    Constant,
    Expr,
    Fold,
    Formula,
    Logic,
    Name,
    Negative,
    Not,
    Number,
    Search,
    Truth,
)
from infralens.engines.formula.units import CONSTANTS

_CHOOSE, _OR, _AND, _NOT, _COMPARE, _SUM, _PRODUCT, _SIGN, _RAISED, _ATOM = range(10)
GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "eta": "η",
    "theta": "θ", "lam": "λ", "mu": "μ", "nu": "ν", "pi": "π", "rho": "ρ", "sigma": "σ",
    "tau": "τ", "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
}  # fmt: skip
_FENCES = {"abs": ("|", "|"), "floor": ("⌊", "⌋"), "ceil": ("⌈", "⌉")}


@dataclass(frozen=True)
class Identifier:
    """A name: one letter, a Greek letter, or words."""

    text: str


@dataclass(frozen=True)
class Digits:
    """A number."""

    text: str


@dataclass(frozen=True)
class Sign:
    """An operator or a bracket; ``tight`` without space around it."""

    text: str
    tight: bool = False


@dataclass(frozen=True)
class Words:
    """Words between formulas, and units."""

    text: str


@dataclass(frozen=True)
class Row:
    """Things beside one another."""

    items: tuple[Layout, ...]


@dataclass(frozen=True)
class Ratio:
    """A fraction."""

    above: Layout
    below: Layout


@dataclass(frozen=True)
class Raised:
    """A power."""

    base: Layout
    exponent: Layout


@dataclass(frozen=True)
class Lowered:
    """A name with an index."""

    base: Layout
    index: Layout


@dataclass(frozen=True)
class Root:
    """A square root."""

    inside: Layout


@dataclass(frozen=True)
class Cases:
    """A value, its condition, and what holds otherwise."""

    yes: Layout
    condition: Layout
    no: Layout


Layout = Identifier | Digits | Sign | Words | Row | Ratio | Raised | Lowered | Root | Cases


@dataclass(frozen=True)
class Equation:
    """One line; without a left side it is a remark."""

    left: Layout | None
    right: Layout


def equations(formula: Formula) -> tuple[Equation, ...]:
    """The lines of a formula: its assignments, its result, and what it requires."""
    lines: list[Equation] = []
    remarks: list[Equation] = []
    for statement in formula.statements:
        if isinstance(statement, Assign):
            lines += _assigned(statement.names, statement.value)
            continue
        condition = _Typesetter().layout(statement.condition)
        remarks.append(Equation(None, Row((Words("requires "), condition))))
    lines += _assigned((formula.function,), formula.result)
    return (*lines, *remarks)


def _assigned(names: tuple[str | None, ...], value: Expr) -> list[Equation]:
    if isinstance(value, Fold):
        return _recurrence(names, value)
    right = _Typesetter().searched(value) if isinstance(value, Search) else None
    return [Equation(identifier(names[0] or ""), right or _Typesetter().layout(value))]


def _recurrence(names: tuple[str | None, ...], fold: Fold) -> list[Equation]:
    plain = _Typesetter()
    index = identifier(fold.index)
    before = Row((index, Sign("−"), Digits("1")))
    inner = _Typesetter({name: Lowered(identifier(name), before) for name in fold.carried})
    steps = plain.layout(fold.steps)
    range_ = Row((index, Sign("="), Digits("1"), Sign(","), Sign("…"), Sign(","), steps))
    lines = []
    for name, start, step in zip(fold.carried, fold.start, fold.step, strict=True):
        first = Lowered(identifier(name), Digits("0"))
        lines.append(Equation(first, plain.layout(start)))
        each = Row((inner.layout(step), Words(" for "), range_))
        lines.append(Equation(Lowered(identifier(name), index), each))
    for given, carried in zip(names, fold.carried, strict=False):
        if given is not None:
            lines.append(Equation(identifier(given), Lowered(identifier(carried), steps)))
    return lines


def identifier(name: str) -> Layout:
    """A name as mathematics writes it: ``n_k`` has an index, ``kv_heads`` is words."""
    head, *rest = name.split("_")
    symbol = GREEK.get(head, head)
    if len(symbol) == 1 and rest:
        return Lowered(Identifier(symbol), Identifier("\u00a0".join(rest)))
    return Identifier("\u00a0".join([symbol, *rest]))


@dataclass(frozen=True)
class _Typesetter:
    carried: Mapping[str, Layout] = field(default_factory=dict)

    def layout(self, expression: Expr, least: int = _CHOOSE) -> Layout:
        """In parentheses where it binds less tightly than ``least``."""
        inner, strength = self._emitted(expression)
        return _fenced("(", inner, ")") if strength < least else inner

    def searched(self, node: Search) -> Layout:
        name, body = identifier(node.name), node.body
        between = Row(
            (
                self.layout(node.low, _SUM),
                Sign("≤"),
                name,
                Sign("≤"),
                self.layout(node.high, _SUM),
            )
        )
        if node.function == "largest":
            rule = (name, Sign(":"), self.layout(body, _OR), Sign(","), between)
            return Row((Identifier("max"), _fenced("{", Row(rule), "}")))
        left, right = sides(body)
        zero = Digits("0") if right is None else self.layout(right, _SUM)
        equal = (name, Words(" with "), self.layout(left, _SUM), Sign("="), zero)
        return Row((*equal, Sign(","), between))

    def _emitted(self, node: Expr) -> tuple[Layout, int]:
        match node:
            case Number():
                return Digits(written(node)), _ATOM
            case Truth():
                return Words("true" if node.value else "false"), _ATOM
            case Constant():
                return Row((Digits("1"), _letters(node))), _ATOM
            case Name():
                return self.carried.get(node.name) or identifier(node.name), _ATOM
            case Negative():
                inner = self.layout(node.operand, _PRODUCT)
                return Row((Sign("−", tight=True), inner)), _SIGN
            case Binary():
                return self._binary(node)
            case Compare():
                left, right = self.layout(node.left, _SUM), self.layout(node.right, _SUM)
                return Row((left, Sign(SIGNS[node.operator]), right)), _COMPARE
            case Logic():
                strength = _AND if node.operator == "and" else _OR
                word = Words(f" {node.operator} ")
                return self._joined(node.operands, word, strength + 1), strength
            case Not():
                return Row((Words("not "), self.layout(node.operand, _COMPARE))), _NOT
            case Choose():
                parts = (node.yes, node.condition, node.no)
                return Cases(*(self.layout(one) for one in parts)), _CHOOSE
            case Call():
                return self._call(node)
            case Apply():
                arguments = self._joined(node.arguments, Sign(","), _CHOOSE)
                name = identifier(node.formula.function)
                return Row((name, _fenced("(", arguments, ")"))), _ATOM
        raise AssertionError(node)  # fold and search stand alone

    def _binary(self, node: Binary) -> tuple[Layout, int]:
        left, right = node.left, node.right
        match node.operator:
            case "/":
                return Ratio(self.layout(left), self.layout(right)), _RAISED
            case "//":
                ratio = Ratio(self.layout(left), self.layout(right))
                return _fenced("⌊", ratio, "⌋"), _ATOM
            case "**":
                return Raised(self.layout(left, _ATOM), self.layout(right)), _RAISED
            case "*" if isinstance(left, Number) and isinstance(right, Constant):
                return Row((Digits(written(left)), _letters(right))), _ATOM
            case "+" | "-":
                strength = _SUM
            case _:
                strength = _PRODUCT
        sign = Words(" mod ") if node.operator == "%" else Sign(SIGNS[node.operator])
        parts = (self.layout(left, strength), sign, self.layout(right, strength + 1))
        return Row(parts), strength

    def _call(self, node: Call) -> tuple[Layout, int]:
        arguments = self._joined(node.arguments, Sign(","), _CHOOSE)
        match node.function:
            case "sqrt":
                return Root(arguments), _ATOM
            case "exp" | "expm1":
                power = Raised(Identifier("e"), arguments)
                if node.function == "exp":
                    return power, _RAISED
                return Row((power, Sign("−"), Digits("1"))), _SUM
            case "log":
                return Row((Identifier("ln"), _fenced("(", arguments, ")"))), _ATOM
            case "log2" | "ceil_log2":
                base = Lowered(Identifier("log"), Digits("2"))
                log = Row((base, _fenced("(", arguments, ")")))
                return (log if node.function == "log2" else _fenced("⌈", log, "⌉")), _ATOM
            case "min" | "max":
                return Row((Identifier(node.function), _fenced("(", arguments, ")"))), _ATOM
        before, after = _FENCES[node.function]
        return _fenced(before, arguments, after), _ATOM

    def _joined(self, expressions: tuple[Expr, ...], sign: Layout, least: int) -> Layout:
        items: list[Layout] = []
        for one in expressions:
            items += [*([sign] if items else []), self.layout(one, least)]
        return items[0] if len(items) == 1 else Row(tuple(items))


def _fenced(before: str, inner: Layout, after: str) -> Layout:
    return Row((Sign(before, tight=True), inner, Sign(after, tight=True)))


def _letters(constant: Constant) -> Layout:
    return Words(f"\u00a0{CONSTANTS[constant.name][2]}")

"""The value of a formula: its tree becomes functions, so that thousands of steps are quick."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from operator import itemgetter
from struct import Struct

from infralens.engines.formula import numeric
from infralens.engines.formula.given import LARGEST, Value, given, least
from infralens.engines.formula.numeric import DomainError, finite
from infralens.engines.formula.tree import (
    Apply,
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
    Require,
    Search,
    Statement,
    Truth,
)
from infralens.engines.formula.units import CONSTANTS

Values = Mapping[str, Value]
Scope = dict[str, Value]
Run = Callable[[Scope], Value]

_KEPT = 512
"""Results that a formula keeps, so that what varies one input computes the rest once."""
_MOST = 1024
"""Formulas that are kept ready to run."""

_OPERATORS: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": numeric.divide,
    "//": numeric.floordiv,
    "%": numeric.mod,
    "**": numeric.power,
}
_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
_FUNCTIONS: dict[str, Callable[..., float]] = {
    "min": numeric.smallest_of,
    "max": numeric.largest_of,
    "abs": abs,
    "floor": numeric.floor,
    "ceil": numeric.ceil,
    "sqrt": numeric.sqrt,
    "exp": numeric.exp,
    "expm1": numeric.expm1,
    "log": numeric.log,
    "log2": numeric.log2,
    "ceil_log2": numeric.ceil_log2,
}


def evaluate(formula: Formula, values: Values) -> float:
    """The value in base units. Raises ``DomainError`` with the reason where there is none."""
    return float(_program(formula).value(*inputs(formula, values).values()))


def steps(formula: Formula, values: Values) -> tuple[Scope, float]:
    """All names with their values, and the result. Raises ``DomainError``."""
    scope = inputs(formula, values)
    result = float(_program(formula).run(scope))
    return scope, result


def inputs(formula: Formula, values: Values) -> Scope:
    """The values a formula needs, each judged. Raises ``DomainError`` for the first that is bad."""
    return _program(formula).judged(values.get(one.name) for one in formula.parameters)


def value_of(expression: Expr, scope: Scope) -> Value:
    """The value of an expression among these names."""
    return _compiled(expression)(scope)


class _Program:
    """A formula made ready to run, with results it gave: a search asks for most of them again."""

    def __init__(self, formula: Formula) -> None:
        self.formula = formula
        self._least = [(one, least(one)) for one in formula.parameters]
        self._lines = [_line(statement) for statement in formula.statements]
        (self._result,) = _whole(formula.result)
        kinds = ("?" if one.kind == "flag" else "d" for one in formula.parameters)
        # By their bits, as 1 / 0 and 1 / -0 differ although 0 == -0.
        self._key = Struct(f"={''.join(kinds)}").pack
        self._known: dict[bytes, Value] = {}

    def value(self, *values: Value) -> Value:
        """The result for these inputs, in the order of the parameters."""
        key = self._key(*values)
        found = self._known.get(key)
        if found is None:
            found = self.run(self.judged(values))
            if len(self._known) == _KEPT:
                self._known.clear()
            self._known[key] = found
        return found

    def judged(self, values: Iterable[Value | None]) -> Scope:
        """The inputs by name. Raises ``DomainError`` for the first that is bad."""
        return {
            one.name: value
            if type(value) is float and lowest <= value <= LARGEST
            else given(one, value)
            for (one, lowest), value in zip(self._least, values, strict=True)
        }

    def run(self, scope: Scope) -> Value:
        """The result for judged inputs; ``scope`` then holds every name."""
        for line in self._lines:
            line(scope)
        return finite(self._result(scope), self.formula.function)


_programs: dict[int, _Program] = {}
"""By the identity of their formulas: an equal one would take a walk to tell."""


def _program(formula: Formula) -> _Program:
    found = _programs.get(id(formula))
    if found is None:
        if len(_programs) == _MOST:
            _programs.clear()
        # It holds the formula, so that no other one can take its identity.
        found = _programs[id(formula)] = _Program(formula)
    return found


def _line(statement: Statement) -> Callable[[Scope], None]:
    if isinstance(statement, Require):
        condition, reason = _compiled(statement.condition), statement.reason

        def require(scope: Scope) -> None:
            if not condition(scope):
                raise DomainError(reason)

        return require
    names = statement.names
    if isinstance(statement.value, Fold):
        several = _fold(statement.value)

        def assign_several(scope: Scope) -> None:
            for name, value in zip(names, several(scope), strict=True):
                if name is not None:
                    scope[name] = finite(value, name)

        return assign_several
    (name,), (one,) = names, _whole(statement.value)
    assert name is not None

    def assign(scope: Scope) -> None:
        scope[name] = finite(one(scope), name)

    return assign


def _whole(expression: Expr) -> tuple[Run]:
    if isinstance(expression, Fold):
        several = _fold(expression)
        return (lambda scope: several(scope)[0],)
    return (_compiled(expression),)


def _compiled(expression: Expr) -> Run:
    match expression:
        case Number() | Truth():
            written = expression.value
            return lambda scope: written
        case Constant():
            constant = CONSTANTS[expression.name][0]
            return lambda scope: constant
        case Name():
            return itemgetter(expression.name)
        case Negative():
            negated = _compiled(expression.operand)
            return lambda scope: -negated(scope)
        case Binary():
            return _pair(_OPERATORS[expression.operator], expression.left, expression.right)
        case Compare():
            return _pair(_COMPARISONS[expression.operator], expression.left, expression.right)
        case Logic():
            conditions = [_compiled(one) for one in expression.operands]
            if expression.operator == "and":
                return lambda scope: all(one(scope) for one in conditions)
            return lambda scope: any(one(scope) for one in conditions)
        case Not():
            denied = _compiled(expression.operand)
            return lambda scope: not denied(scope)
        case Choose():
            condition, yes = _compiled(expression.condition), _compiled(expression.yes)
            no = _compiled(expression.no)
            return lambda scope: yes(scope) if condition(scope) else no(scope)
        case Call():
            function = _FUNCTIONS[expression.function]
            arguments = [_compiled(one) for one in expression.arguments]
            return lambda scope: function(*[one(scope) for one in arguments])
        case Apply():
            return _apply(expression)
        case Search():
            return _search(expression)
    raise AssertionError(expression)  # a fold stands alone


def _pair(function: Callable[[float, float], Value], left: Expr, right: Expr) -> Run:
    one, other = _compiled(left), _compiled(right)
    return lambda scope: function(one(scope), other(scope))


def _apply(expression: Apply) -> Run:
    value = _program(expression.formula).value
    arguments = [_compiled(one) for one in expression.arguments]
    return lambda scope: value(*[one(scope) for one in arguments])


def _fold(expression: Fold) -> Callable[[Scope], tuple[float, ...]]:
    count = _compiled(expression.steps)
    start = [_compiled(one) for one in expression.start]
    after = [_compiled(one) for one in expression.step]
    names = (expression.index, *expression.carried)

    def fold(scope: Scope) -> tuple[float, ...]:
        inner = dict(scope)

        def step(*values: float) -> list[float]:
            inner.update(zip(names, values, strict=True))
            return [one(inner) for one in after]

        return numeric.fold(count(scope), step, *[one(scope) for one in start])

    return fold


def _search(expression: Search) -> Run:
    low, high = _compiled(expression.low), _compiled(expression.high)
    body, name = _compiled(expression.body), expression.name
    search = numeric.solve if expression.function == "solve" else numeric.largest

    def run(scope: Scope) -> Value:
        inner = dict(scope)

        def at(value: float) -> Value:
            inner[name] = value
            return body(inner)

        return search(low(scope), high(scope), at)  # type: ignore[arg-type]  # judged before

    return run

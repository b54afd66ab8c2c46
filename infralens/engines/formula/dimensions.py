"""Units and conditions: every node has the one or the other, and they must fit."""

from __future__ import annotations

from dataclasses import dataclass, replace

from infralens.engines.formula.kinds import (
    CONDITION,
    UNKNOWN,
    Kind,
    absorbed,
    fit,
    of_powers,
    parameter_kind,
    plain,
    said,
    shown_unit,
    unit_of,
)
from infralens.engines.formula.refusal import RefusedError, refusals
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
from infralens.ground.issue import IssueSet

_INEXACT = {"exp", "expm1", "log", "log2"}
_ROUNDING = {"floor", "ceil", "//", "%"}


def check_dimensions(formula: Formula, exact: dict[str, bool], issues: IssueSet) -> Formula:
    """The formula with the unit of each assigned name; what does not fit is reported.

    ``exact`` says of each formula, by name, whether its value is exact; this one's is added.
    """
    judge = _Judge(exact)
    known = {one.name: parameter_kind(one.kind, one.unit) for one in formula.parameters}
    statements = []
    for statement in formula.statements:
        if isinstance(statement, Assign):
            kinds: tuple[Kind, ...] = (UNKNOWN,) * len(statement.names)
            with refusals(issues):
                kinds = judge.whole(statement.value, known)
            known.update({n: k for n, k in zip(statement.names, kinds, strict=True) if n})
            statements.append(replace(statement, units=tuple(map(shown_unit, kinds))))
            continue
        with refusals(issues):
            judge.condition(statement.condition, known)
        statements.append(statement)  # type: ignore[arg-type]
    exact[formula.name] = True
    with refusals(issues):
        (result,) = judge.whole(formula.result, known)
        exact[formula.name] = result.exact
        declared = parameter_kind("quantity", formula.unit)
        if result.condition or not fit(result, declared):
            fact = f"the result is {said(result)}, but '{formula.function}' says {formula.unit}"
            hint = "mend the formula or its annotation"
            raise RefusedError(formula.result.position, "formula-unit", fact, hint)
    return replace(formula, statements=tuple(statements))


@dataclass(frozen=True)
class _Judge:
    formulas: dict[str, bool]

    def whole(self, expression: Expr, known: dict[str, Kind]) -> tuple[Kind, ...]:
        """The kinds of a fold's carried values, else that of the one value."""
        if isinstance(expression, Fold):
            return self._fold(expression, known)
        if isinstance(expression, Search):
            return (self._search(expression, known),)
        return (self.kind(expression, known),)

    def kind(self, expression: Expr, known: dict[str, Kind]) -> Kind:
        match expression:
            case Number():
                return Kind(unit_of(""), zero=expression.value == 0)
            case Truth():
                return CONDITION
            case Constant():
                return Kind(unit_of(CONSTANTS[expression.name][1]))
            case Name():
                return known.get(expression.name, UNKNOWN)
            case Negative():
                return self.quantity(expression.operand, known)
            case Binary():
                return self._binary(expression, known)
            case Compare():
                sides = [self.quantity(one, known) for one in (expression.left, expression.right)]
                self._same(expression, sides, "compares")
                return CONDITION
            case Logic():
                for one in expression.operands:
                    self.condition(one, known)
                return CONDITION
            case Not():
                self.condition(expression.operand, known)
                return CONDITION
            case Choose():
                self.condition(expression.condition, known)
                arms = [self.kind(one, known) for one in (expression.yes, expression.no)]
                if arms[0].condition != arms[1].condition:
                    raise _misfit(expression, "mixes a condition with a number", _MIXED)
                if arms[0].condition:
                    return CONDITION
                return self._same(expression, arms, "chooses between")
            case Call():
                return self._call(expression, known)
            case Apply():
                return self._apply(expression, known)
        raise AssertionError(expression)  # fold and search stand alone

    def quantity(self, expression: Expr, known: dict[str, Kind]) -> Kind:
        kind = self.kind(expression, known)
        if kind.condition:
            raise _misfit(expression, "is a condition where a number belongs", _MIXED)
        return kind

    def condition(self, expression: Expr, known: dict[str, Kind]) -> None:
        kind = self.kind(expression, known)
        if not kind.condition and kind != UNKNOWN:
            hint = "compare it with something"
            raise _misfit(expression, "is a number where a condition belongs", hint)

    def _same(self, node: Expr, kinds: list[Kind], verb: str) -> Kind:
        """The common kind; zero fits every unit."""
        exact = all(one.exact for one in kinds)
        units = [one for one in kinds if not one.zero]
        if not units:
            return replace(kinds[0], exact=exact)
        first = units[0]
        result = first
        for other in units[1:]:
            if not fit(first, other):
                fact = f"{verb} {said(first)} and {said(other)}"
                raise _misfit(node, fact, "give both sides the same unit")
            if first.unit != other.unit:
                result = Kind(of_powers(absorbed(first.unit)))
        return replace(result, exact=exact)

    def _binary(self, node: Binary, known: dict[str, Kind]) -> Kind:
        left, right = self.quantity(node.left, known), self.quantity(node.right, known)
        exact = left.exact and right.exact
        if node.operator in _ROUNDING and not exact:
            raise _rounded(node, node.operator)
        match node.operator:
            case "+":
                return self._same(node, [left, right], "adds")
            case "-":
                return self._same(node, [left, right], "subtracts")
            case "%":
                return replace(self._same(node, [left, right], "divides"), zero=False)
            case "**":
                return self._power(node, left, right)
        unknown = left.unit is None or right.unit is None
        if node.operator == "*":
            unit = None if unknown else left.unit * right.unit  # type: ignore[operator]
            # A written 0 * SECOND has its unit; what is carried from a zero has none yet.
            zero = any(
                kind.zero and not isinstance(side, Number)
                for kind, side in ((left, node.left), (right, node.right))
            )
            return Kind(unit, zero=zero, exact=exact)
        unit = None if unknown else left.unit / right.unit  # type: ignore[operator]
        return Kind(unit, zero=left.zero and not isinstance(node.left, Number), exact=exact)

    def _power(self, node: Binary, left: Kind, right: Kind) -> Kind:
        if not fit(right, plain()):
            raise _misfit(node.right, f"is an exponent of {said(right)}", "exponents are plain")
        exponent = _whole(node.right)
        exact = exponent is not None and isinstance(node.left, Number) and exponent >= 0
        exact = exact and _written_power(node)
        if left.zero or fit(left, plain()):
            return Kind(unit_of(""), exact=exact)
        if exponent is None or left.unit is None:
            fact = f"raises {said(left)} to a power that is not a whole number"
            raise _misfit(node, fact, "write the exponent as a whole number")
        return Kind(left.unit**exponent, exact=exact)

    def _call(self, node: Call, known: dict[str, Kind]) -> Kind:
        kinds = [self.quantity(one, known) for one in node.arguments]
        exact = all(one.exact for one in kinds)
        if node.function in ("min", "max"):
            return self._same(node, kinds, "compares")
        if node.function in ("floor", "ceil") and not exact:
            raise _rounded(node, node.function)
        if node.function in ("floor", "ceil", "abs"):
            return kinds[0]
        if node.function == "sqrt":
            unit = kinds[0].unit
            return replace(kinds[0], unit=None if unit is None else unit**0.5)
        if not fit(kinds[0], plain()):
            fact = f"is '{node.function}' of {said(kinds[0])}"
            raise _misfit(node, fact, "divide by a quantity of the same unit")
        return Kind(unit_of(""), exact=exact and node.function not in _INEXACT)

    def _apply(self, node: Apply, known: dict[str, Kind]) -> Kind:
        exact = self.formulas.get(node.formula.name, True)
        for parameter, argument in zip(node.formula.parameters, node.arguments, strict=True):
            if parameter.kind == "flag":
                self.condition(argument, known)
                continue
            kind = self.quantity(argument, known)
            wanted = parameter_kind(parameter.kind, parameter.unit)
            if not fit(kind, wanted):
                fact = f"gives '{parameter.name}' {said(kind)}, not {said(wanted)}"
                raise _misfit(argument, fact, f"'{node.formula.name}' says so")
            exact = exact and kind.exact
        return replace(parameter_kind("quantity", node.formula.unit), exact=exact)

    def _fold(self, node: Fold, known: dict[str, Kind]) -> tuple[Kind, ...]:
        steps = self.quantity(node.steps, known)
        if not fit(steps, plain()):
            raise _misfit(node.steps, f"counts steps in {said(steps)}", "steps are plain")
        if not steps.exact:
            raise _rounded(node.steps, "fold")
        carried = [self.quantity(one, known) for one in node.start]
        # A start of zero takes the unit that a step gives it; with several, one after another.
        for _ in carried:
            after = self._step(node, known, carried)
            carried = [
                replace(new if old.zero else old, exact=old.exact and new.exact)
                for old, new in zip(carried, after, strict=True)
            ]
        after = self._step(node, known, carried)
        for expression, old, new in zip(node.step, carried, after, strict=True):
            if not fit(old, new):
                fact = f"turns {said(old)} into {said(new)}"
                raise _misfit(expression, fact, "a carried value keeps its unit")
        return tuple(carried)

    def _step(self, node: Fold, known: dict[str, Kind], carried: list[Kind]) -> list[Kind]:
        inner = {**known, node.index: Kind(unit_of(""))}
        inner.update(zip(node.carried, carried, strict=True))
        return [self.quantity(one, inner) for one in node.step]

    def _search(self, node: Search, known: dict[str, Kind]) -> Kind:
        ends = [self.quantity(one, known) for one in (node.low, node.high)]
        bound = self._same(node, ends, "searches between")
        if node.function == "largest":
            if not fit(bound, plain()):
                raise _misfit(node, f"searches whole numbers of {said(bound)}", "drop the unit")
            if not bound.exact:
                raise _rounded(node, "largest")
            bound = Kind(unit_of(""))
            self.condition(node.body, {**known, node.name: bound})
            return bound
        bound = replace(bound, zero=False)
        self.quantity(node.body, {**known, node.name: bound})
        return replace(bound, exact=False)


_MIXED = "write 1 if … else 0, or compare"


def _misfit(node: Expr, fact: str, hint: str) -> RefusedError:
    return RefusedError(node.position, "formula-unit", f"this {fact}", hint)


def _rounded(node: Expr, function: str) -> RefusedError:
    fact = f"'{function}' rounds a value whose last bit is not certain"
    hint = "keep exp, log, log2, ** and solve out of it"
    return RefusedError(node.position, "formula-syntax", fact, hint)


def _whole(node: Expr) -> int | None:
    """The value of a written whole number, also with a minus."""
    if isinstance(node, Negative):
        inner = _whole(node.operand)
        return None if inner is None else -inner
    return int(node.value) if isinstance(node, Number) and node.value.is_integer() else None


def _written_power(node: Binary) -> bool:
    """Whether both sides are written whole numbers and the power is exact."""
    base, exponent = _whole(node.left), _whole(node.right)
    if base is None or exponent is None:
        return False
    return (base == 2 and exponent <= 1000) or (exponent <= 64 and abs(base) ** exponent <= 2**53)

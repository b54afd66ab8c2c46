"""The body of a formula: assignments, requirements and one return."""

from __future__ import annotations

import ast
from dataclasses import replace

from infralens.engines.formula.expressions import Scope, read
from infralens.engines.formula.modules import Module
from infralens.engines.formula.names import name_fault
from infralens.engines.formula.refusal import RefusedError, position_of, refusals
from infralens.engines.formula.standing import read_whole
from infralens.engines.formula.tree import (
    Assign,
    Binary,
    Compare,
    Constant,
    Expr,
    Fold,
    Formula,
    Logic,
    Name,
    Number,
    Parameter,
    Require,
    Statement,
)
from infralens.engines.formula.units import CONSTANTS
from infralens.ground.issue import IssueSet

_FORM = "write assignments and require, then one return"


def read_body(
    header: Formula,
    module: Module,
    function: ast.FunctionDef,
    formulas: dict[str, Formula],
    issues: IssueSet,
) -> Formula:
    """The header with its statements and result; each refused statement is reported."""
    scope = Scope(module, formulas, {one.name: one for one in header.parameters})
    statements: list[Statement] = []
    result = header.result
    known_issues = len(issues)
    places = {one.name: one.position for one in header.parameters}
    *before, last = function.body[1:] if ast.get_docstring(function) else function.body
    for statement in before:
        with refusals(issues):
            targets = _targets(statement, scope)
            try:
                statements.append(_statement(statement, targets, scope))
            finally:
                # Known from here on, also when its value is refused: one mistake, one report.
                named = [name for name in targets if name]
                scope.local.update(dict.fromkeys(named))
                places.update(dict.fromkeys(named, position_of(module.source, statement)))
    with refusals(issues):
        if not isinstance(last, ast.Return) or last.value is None:
            at = position_of(module.source, last)
            raise RefusedError(
                at, "formula-syntax", "a formula ends with 'return' and a value", _FORM
            )
        result = read_whole(last.value, scope)
    # A refused statement may have held the use.
    unused = [] if len(issues) > known_issues else sorted(places.keys() - scope.used)
    for name in unused:
        issues.add(places[name], "formula-unused", f"'{name}' has no use", "use it or remove it")
    parameters = tuple(_with_minimum(one, statements) for one in header.parameters)
    return replace(header, parameters=parameters, statements=tuple(statements), result=result)


def _targets(statement: ast.stmt, scope: Scope) -> tuple[str | None, ...]:
    """The names that a statement assigns; None for ``_``."""
    if not isinstance(statement, ast.Assign):
        return ()
    source = scope.module.source
    target = statement.targets[0]
    items = target.elts if isinstance(target, ast.Tuple) else [target]
    names: list[str | None] = []
    for item in items:
        at = position_of(source, item)
        if len(statement.targets) > 1 or not isinstance(item, ast.Name):
            fact = "an assignment has one name on its left"
            raise RefusedError(at, "formula-syntax", fact, _FORM)
        if item.id == "_" and len(items) > 1:
            names.append(None)
            continue
        fault = name_fault(item.id)
        if fault is None and scope.module.formula_named(item.id):
            fault = "is the name of a formula"
        if fault is None and (item.id in scope.local or item.id in names):
            fault = "is assigned already"
        if fault:
            raise RefusedError(at, "formula-name", f"'{item.id}' {fault}", "choose another name")
        names.append(item.id)
    return tuple(names)


def _statement(statement: ast.stmt, targets: tuple[str | None, ...], scope: Scope) -> Statement:
    at = position_of(scope.module.source, statement)
    if isinstance(statement, ast.Assign):
        value = read_whole(statement.value, scope)
        several = len(value.carried) if isinstance(value, Fold) else 1
        if several != len(targets) or (
            several == 1 and isinstance(statement.targets[0], ast.Tuple)
        ):
            fact = f"{len(targets)} names for {several} values"
            hint = "give each value that fold carries a name, or _ to drop it"
            raise RefusedError(at, "formula-syntax", fact, hint)
        return Assign(targets, value)
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        called = statement.value.func
        if isinstance(called, ast.Name) and called.id == "require":
            return _require(statement.value, scope)
    what = {
        ast.For: "a loop",
        ast.While: "a loop",
        ast.If: "an if statement",
        ast.AugAssign: "an assignment that changes a value",
        ast.AnnAssign: "an annotated assignment",
        ast.Return: "a return before the end",
        ast.FunctionDef: "a function inside a formula",
    }.get(type(statement), f"'{ast.unparse(statement).splitlines()[0]}'")
    raise RefusedError(at, "formula-syntax", f"{what} is not part of the language", _FORM)


def _require(call: ast.Call, scope: Scope) -> Require:
    at = position_of(scope.module.source, call)
    if "require" not in scope.module.language:
        hint = "import it from infralens.engines.formula.language"
        raise RefusedError(at, "formula-name", "'require' is not imported", hint)
    reason = call.args[1] if len(call.args) == 2 and not call.keywords else None
    text = reason.value if isinstance(reason, ast.Constant) else None
    if not isinstance(text, str) or not text.strip() or "\n" in text:
        fact = "'require' takes a condition and its reason, one line of text"
        hint = 'write require(tokens >= 1, "there is nothing to read")'
        raise RefusedError(at, "formula-syntax", fact, hint)
    return Require(read(call.args[0], scope), text.strip())


def _with_minimum(parameter: Parameter, statements: list[Statement]) -> Parameter:
    bounds = [
        bound
        for statement in statements
        if isinstance(statement, Require)
        for name, bound in _lower_bounds(statement.condition)
        if name == parameter.name
    ]
    return replace(parameter, minimum=max(bounds)) if bounds else parameter


def _lower_bounds(condition: Expr) -> list[tuple[str, float]]:
    """What a requirement says of parameters: ``n >= 1`` or ``0 < n``."""
    if isinstance(condition, Logic) and condition.operator == "and":
        return [bound for one in condition.operands for bound in _lower_bounds(one)]
    if not isinstance(condition, Compare):
        return []
    greater, less = condition.left, condition.right
    if condition.operator in ("<", "<="):
        greater, less = less, greater
    elif condition.operator not in (">", ">="):
        return []
    value = _written(less)
    return [(greater.name, value)] if isinstance(greater, Name) and value is not None else []


def _written(expression: Expr) -> float | None:
    """The value of a number with or without a unit constant."""
    if isinstance(expression, Number):
        return expression.value
    if isinstance(expression, Binary) and expression.operator == "*":
        left, right = expression.left, expression.right
        if isinstance(left, Number) and isinstance(right, Constant):
            return left.value * CONSTANTS[right.name][0]
    return None

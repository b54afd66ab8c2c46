"""From Python's tree to ours: what is not listed here is refused."""

from __future__ import annotations

import ast
from collections.abc import Collection
from dataclasses import dataclass, field

from infralens.engines.formula import tree
from infralens.engines.formula.modules import Module
from infralens.engines.formula.names import (
    ARGUMENTS,
    BUILTIN,
    IMPORTABLE,
    STANDING_ALONE,
)
from infralens.engines.formula.refusal import RefusedError, position_of, text_of
from infralens.engines.formula.tree import Binary, Compare, Expr, Formula, Name
from infralens.engines.formula.units import CONSTANTS, UNITS
from infralens.ground.issue import perhaps

_MAX_DEPTH = 60
_LARGEST_WHOLE = 2**53
_OPERATORS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
}
_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
_UNSUPPORTED = {
    ast.List: "a list",
    ast.Tuple: "several values in parentheses",
    ast.Dict: "a table",
    ast.Set: "a set",
    ast.Subscript: "an element of something",
    ast.Attribute: "an attribute",
    ast.ListComp: "a comprehension",
    ast.GeneratorExp: "a comprehension",
    ast.SetComp: "a comprehension",
    ast.DictComp: "a comprehension",
    ast.Lambda: "a lambda outside fold, solve and largest",
    ast.NamedExpr: "an assignment inside an expression",
    ast.JoinedStr: "a string",
    ast.Starred: "a starred value",
}


@dataclass
class Scope:
    """What names mean inside one formula, and which of them were used."""

    module: Module
    formulas: dict[str, Formula]
    local: dict[str, tree.Parameter | None]
    used: set[str] = field(default_factory=set)

    def inside(self, bound: Collection[str]) -> Scope:
        """The scope of a lambda that binds further names; uses are noted for all."""
        local = {**self.local, **dict.fromkeys(bound)}
        return Scope(self.module, self.formulas, local, self.used)


def read(node: ast.expr, scope: Scope, depth: int = 0) -> Expr:
    """An expression, resolved. Raises ``RefusedError``."""
    if depth > _MAX_DEPTH:
        raise refused(
            scope, node, "formula-syntax", "the expression nests too deep", "name its parts"
        )
    at = position_of(scope.module.source, node)

    def part(inner: ast.expr) -> Expr:
        return read(inner, scope, depth + 1)

    match node:
        case ast.Constant():
            return _constant(node, scope)
        case ast.Name():
            return _name(node, scope)
        case ast.UnaryOp(op=ast.USub()):
            return tree.Negative(at, part(node.operand))
        case ast.UnaryOp(op=ast.Not()):
            return tree.Not(at, part(node.operand))
        case ast.BinOp() if type(node.op) in _OPERATORS:
            operator = _OPERATORS[type(node.op)]
            return Binary(at, operator, part(node.left), part(node.right))  # type: ignore[arg-type]
        case ast.BoolOp():
            joint = "and" if isinstance(node.op, ast.And) else "or"
            return tree.Logic(at, joint, tuple(part(one) for one in node.values))  # type: ignore[arg-type]
        case ast.Compare() if all(type(one) in _COMPARISONS for one in node.ops):
            sides = [part(one) for one in (node.left, *node.comparators)]
            chain = tuple(
                Compare(at, _COMPARISONS[type(operator)], left, right)  # type: ignore[arg-type]
                for operator, left, right in zip(node.ops, sides, sides[1:], strict=False)
            )
            return chain[0] if len(chain) == 1 else tree.Logic(at, "and", chain)
        case ast.IfExp():
            return tree.Choose(at, part(node.test), part(node.body), part(node.orelse))
        case ast.Call():
            return _call(node, scope, depth)
    what = _UNSUPPORTED.get(type(node), f"'{ast.unparse(node)}'")
    raise refused(scope, node, "formula-syntax", f"{what} is not part of the language", _GUIDE)


_GUIDE = "use what the formula language lists"


def refused(scope: Scope, node: ast.AST, code: str, fact: str, hint: str) -> RefusedError:
    """The refusal of a node, at its place."""
    return RefusedError(position_of(scope.module.source, node), code, fact, hint)


def _constant(node: ast.Constant, scope: Scope) -> Expr:
    at, value = position_of(scope.module.source, node), node.value
    if isinstance(value, bool):
        return tree.Truth(at, value)
    if isinstance(value, int | float):
        if value == float("inf") or (isinstance(value, int) and value > _LARGEST_WHOLE):
            hint = "write it with an exponent, such as 1e20"
            raise refused(
                scope, node, "formula-syntax", "the number is too large to be exact", hint
            )
        return tree.Number(at, float(value), text_of(scope.module.source, node))
    what = "a string" if isinstance(value, str | bytes) else f"'{value}'"
    raise refused(scope, node, "formula-syntax", f"{what} is not part of the language", _GUIDE)


def _name(node: ast.Name, scope: Scope) -> Expr:
    at, name = position_of(scope.module.source, node), node.id
    if name in scope.local:
        scope.used.add(name)
        return Name(at, name)
    if name in CONSTANTS:
        need_import(node, scope)
        return tree.Constant(at, name)
    if name in UNITS:
        hint = "multiply by a constant such as BYTE"
        raise refused(scope, node, "formula-unit", f"'{name}' is an annotation, not a value", hint)
    if name in ARGUMENTS or name in STANDING_ALONE or scope.module.formula_named(name):
        raise refused(scope, node, "formula-syntax", f"'{name}' is not called", f"write {name}(…)")
    known = {*scope.local, *(scope.module.language & CONSTANTS.keys())}
    hint = perhaps(name, known, "assign it, or make it a parameter")
    raise refused(scope, node, "formula-name", f"there is no '{name}'", hint)


def need_import(node: ast.Name, scope: Scope) -> None:
    """Raises ``RefusedError`` when the module does not import this name of the language."""
    if node.id in IMPORTABLE and node.id not in scope.module.language:
        hint = "import it from infralens.engines.formula.language"
        raise refused(scope, node, "formula-name", f"'{node.id}' is not imported", hint)


def _call(node: ast.Call, scope: Scope, depth: int) -> Expr:
    if not isinstance(node.func, ast.Name):
        fact = f"'{ast.unparse(node.func)}' is not the name of a function"
        raise refused(
            scope, node.func, "formula-syntax", fact, "call functions and formulas by name"
        )
    name, at = node.func.id, position_of(scope.module.source, node)
    if name in STANDING_ALONE:
        fact = f"'{name}' stands inside a larger expression"
        raise refused(scope, node, "formula-syntax", fact, "assign it to a name of its own first")
    if name == "require":
        fact = "'require' gives no value"
        raise refused(scope, node, "formula-syntax", fact, "make it a line of its own")
    if name in ARGUMENTS:
        need_import(node.func, scope)
        fewest, most = ARGUMENTS[name]
        if node.keywords or not fewest <= len(node.args) <= most:
            wants = "one value" if most == 1 else "two or more values"
            raise refused(scope, node, "formula-syntax", f"'{name}' takes {wants}", "mend the call")
        arguments = tuple(read(one, scope, depth + 1) for one in node.args)
        return tree.Call(at, name, arguments)
    full = scope.module.formula_named(name)
    if full is None or name in scope.local:
        known = {*ARGUMENTS, *BUILTIN, *scope.module.functions, *scope.module.imported}
        fact = f"there is no function '{name}'"
        raise refused(
            scope, node.func, "formula-name", fact, perhaps(name, known, "import the formula")
        )
    formula = scope.formulas[full]
    return tree.Apply(at, formula, _arguments(node, formula, scope, depth))


def _arguments(node: ast.Call, formula: Formula, scope: Scope, depth: int) -> tuple[Expr, ...]:
    names = [parameter.name for parameter in formula.parameters]
    if len(node.args) > len(names):
        fact = f"'{formula.name}' takes {len(names)} values, not {len(node.args)}"
        raise refused(scope, node, "formula-name", fact, f"it takes {', '.join(names)}")
    given = dict(zip(names, node.args, strict=False))
    for keyword in node.keywords:
        if keyword.arg not in names:
            fact = f"'{formula.name}' has no parameter '{keyword.arg}'"
            hint = perhaps(keyword.arg or "", names, f"it takes {', '.join(names)}")
            raise refused(scope, keyword, "formula-name", fact, hint)
        if keyword.arg in given:
            fact = f"'{keyword.arg}' is given twice"
            raise refused(scope, keyword, "formula-name", fact, "give it once")
        given[keyword.arg] = keyword.value
    missing = [name for name in names if name not in given]
    if missing:
        fact = f"'{formula.name}' is called without {', '.join(missing)}"
        raise refused(scope, node, "formula-name", fact, "give every parameter")
    return tuple(read(given[name], scope, depth + 1) for name in names)

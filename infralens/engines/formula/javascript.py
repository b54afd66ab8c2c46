"""A library as an ES module that a person can read in the browser's tools."""

from __future__ import annotations

import json
from collections.abc import Iterable

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
    Library,
    Logic,
    Name,
    Negative,
    Not,
    Number,
    Parameter,
    Search,
    Statement,
    Truth,
)
from infralens.engines.formula.units import CONSTANTS

_CHOOSE, _OR, _AND, _EQUAL, _COMPARE, _SUM, _PRODUCT, _SIGN, _POWER, _ATOM = range(10)
_BINARY = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT}
_HELPERS = {"//": "numeric.floordiv", "%": "numeric.mod"}
_COMPARISONS = {"==": "===", "!=": "!=="}
_FUNCTIONS = {"ceil_log2": "numeric.ceil_log2"}


def javascript(library: Library, only: Iterable[str] | None = None) -> str:
    """The ES module of all formulas, or of these and what they call."""
    formulas = wanted(library, only)
    parts = [
        "// @ts-check\n// Made from the formula library. Do not edit.\n\n"
        'import * as numeric from "./numeric.mjs";\n',
        *map(_function, formulas),
        _table(formulas),
    ]
    return "\n".join(parts)


def wanted(library: Library, only: Iterable[str] | None) -> list[Formula]:
    """The formulas of these names and those they call, callees first."""
    chosen = library.formulas if only is None else only
    found: dict[str, Formula] = {}
    for name in chosen:
        for formula in (*library.formulas[name].called(), library.formulas[name]):
            found[formula.name] = formula
    return list(found.values())


def script_name(formula: Formula) -> str:
    """The name of the formula's function in the module."""
    return f"{formula.module}${formula.function}"


def script(expression: Expr) -> str:
    """An expression in JavaScript."""
    return _script(expression, _CHOOSE)


def declarations(formula: Formula) -> list[str]:
    """The lines that take the inputs and compute every assigned name."""
    return [*map(_input, formula.parameters), *map(_line, formula.statements)]


def _function(formula: Formula) -> str:
    shape = ", ".join(f"{one.name}: {_TYPES[one.kind]}" for one in formula.parameters)
    lines = [
        "/**",
        f" * {_comment(formula.label)}. In {formula.unit}.",
        f" * Source: {_comment(formula.source)}",
        f" * @param {{{{ {shape} }}}} values" if shape else " * @param {object} values",
        " */",
        f"export function {script_name(formula)}(values) {{",
        *(f"  {line}" for line in declarations(formula)),
        f"  return numeric.finite({_whole(formula.result)}, {json.dumps(formula.function)});",
        "}",
        "",
    ]
    return "\n".join(lines)


_TYPES = {"quantity": "number", "choice": "number", "flag": "boolean"}


def _comment(text: str) -> str:
    return text.replace("*/", "* /")


def _table(formulas: list[Formula]) -> str:
    rows = "".join(f"  {json.dumps(one.name)}: {script_name(one)},\n" for one in formulas)
    return f"/** Every formula by its name. */\nexport const formulas = {{\n{rows}}};\n"


def _input(parameter: Parameter) -> str:
    extra = f", [{', '.join(map(_number, parameter.choices))}]" if parameter.choices else ""
    kind = "amount" if parameter.amount else parameter.kind
    call = f"numeric.{kind}(values, {json.dumps(parameter.name)}{extra})"
    return f"const {parameter.name} = {call};"


def _line(statement: Statement) -> str:
    if not isinstance(statement, Assign):
        return f"numeric.require({script(statement.condition)}, {json.dumps(statement.reason)});"
    name, value = statement.names[0], statement.value
    if len(statement.names) > 1:
        taken = ", ".join(one or "" for one in statement.names).replace(", ,", ",,")
        named = [one for one in statement.names if one]
        checks = "".join(f"\n  numeric.finite({one}, {json.dumps(one)});" for one in named)
        return f"const [{taken}] = {script(value)};{checks}"
    if statement.units[0] is None:
        return f"const {name} = {script(value)};"
    return f"const {name} = numeric.finite({_whole(value)}, {json.dumps(name)});"


def _whole(expression: Expr) -> str:
    return f"{script(expression)}[0]" if isinstance(expression, Fold) else script(expression)


def _script(expression: Expr, least: int) -> str:
    """In parentheses where it binds less tightly than ``least``."""
    text, strength = _emitted(expression)
    return f"({text})" if strength < least else text


def _emitted(node: Expr) -> tuple[str, int]:
    match node:
        case Number():
            return _number(node.value), _ATOM
        case Truth():
            return ("true" if node.value else "false"), _ATOM
        case Constant():
            return _number(CONSTANTS[node.name][0]), _ATOM
        case Name():
            return node.name, _ATOM
        case Negative():
            # A power cannot stand bare behind a sign in JavaScript, nor a sign behind a sign.
            return f"-{_script(node.operand, _ATOM)}", _SIGN
        case Binary():
            return _binary(node)
        case Compare():
            operator = _COMPARISONS.get(node.operator, node.operator)
            strength = _EQUAL if node.operator in _COMPARISONS else _COMPARE
            left, right = _script(node.left, _SUM), _script(node.right, _SUM)
            return f"{left} {operator} {right}", strength
        case Logic():
            operator, strength = ("&&", _AND) if node.operator == "and" else ("||", _OR)
            operands = [_script(one, strength + 1) for one in node.operands]
            return f" {operator} ".join(operands), strength
        case Not():
            return f"!{_script(node.operand, _ATOM)}", _SIGN
        case Choose():
            condition, yes = _script(node.condition, _OR), _script(node.yes, _OR)
            return f"{condition} ? {yes} : {_script(node.no, _CHOOSE)}", _CHOOSE
        case Call():
            function = _FUNCTIONS.get(node.function, f"Math.{node.function}")
            return f"{function}({', '.join(map(script, node.arguments))})", _ATOM
        case Apply():
            return f"{script_name(node.formula)}({_object(node)})", _ATOM
        case Fold():
            carried = ", ".join((node.index, *node.carried))
            step = f"({carried}) => [{', '.join(map(script, node.step))}]"
            start = ", ".join(map(script, node.start))
            return f"numeric.fold({script(node.steps)}, {step}, {start})", _ATOM
        case Search():
            ends = f"{script(node.low)}, {script(node.high)}"
            return f"numeric.{node.function}({ends}, ({node.name}) => {script(node.body)})", _ATOM


def _binary(node: Binary) -> tuple[str, int]:
    if node.operator in _HELPERS:
        arguments = f"{script(node.left)}, {script(node.right)}"
        return f"{_HELPERS[node.operator]}({arguments})", _ATOM
    if node.operator == "**":
        return f"{_script(node.left, _ATOM)} ** {_script(node.right, _POWER)}", _POWER
    if node.operator in ("*", "/") and _is_one(node.right):
        return _emitted(node.left)
    if node.operator == "*" and _is_one(node.left):
        return _emitted(node.right)
    strength = _BINARY[node.operator]
    left, right = _script(node.left, strength), _script(node.right, strength + 1)
    return f"{left} {node.operator} {right}", strength


def _is_one(node: Expr) -> bool:
    """A unit constant that says only the unit, as ``BYTE`` does."""
    return isinstance(node, Constant) and CONSTANTS[node.name][0] == 1


def _object(node: Apply) -> str:
    names = [parameter.name for parameter in node.formula.parameters]
    pairs = []
    for name, argument in zip(names, node.arguments, strict=True):
        text = script(argument)
        pairs.append(name if text == name else f"{name}: {text}")
    return f"{{ {', '.join(pairs)} }}" if pairs else "{}"


def _number(value: float) -> str:
    """A number in the fewest digits that give it back."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)

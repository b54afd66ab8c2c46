"""The working: each line of a formula with the numbers put in, in Python and as a script."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from infralens.engines.formula.evaluate import Scope, Values, steps, value_of
from infralens.engines.formula.infix import Pieces, Slot, as_text, pieces
from infralens.engines.formula.javascript import declarations, script, script_name, wanted
from infralens.engines.formula.quantity import shown
from infralens.engines.formula.tree import Assign, Expr, Fold, Formula, Library, Name


@dataclass(frozen=True)
class Step:
    """One line: the name, its expression, the same with numbers, and the value with its unit."""

    name: str
    expression: str
    substituted: str
    result: str


@dataclass(frozen=True)
class _Line:
    name: str
    parts: Pieces
    value: Expr
    unit: str | None


def working(formula: Formula, values: Values, *, binary: bool = False) -> tuple[Step, ...]:
    """Every assignment and the result, in order. Raises ``DomainError`` where there is no value."""
    scope, result = steps(formula, values)
    return tuple(
        Step(
            name=line.name,
            expression=as_text(line.parts),
            substituted=_substituted(line.parts, scope, binary=binary),
            result=_shown(
                result if line.value is formula.result else scope[line.name],
                line.unit,
                binary=binary,
            ),
        )
        for line in _lines(formula)
    )


def working_javascript(library: Library, only: Iterable[str] | None = None) -> str:
    """An ES module whose ``workings`` give, by the formula's name, the same steps as ``working``.

    It imports ``./numeric.mjs``, ``./quantity.mjs`` and ``./formulas.mjs``.
    """
    chosen = list(library.formulas if only is None else only)
    every = wanted(library, chosen)
    names = ", ".join(script_name(formula) for formula in every)
    functions = "\n".join(_function(library.formulas[name]) for name in chosen)
    return (
        "// @ts-check\n// Made from the formula library. Do not edit.\n\n"
        'import * as numeric from "./numeric.mjs";\n'
        'import { shown } from "./quantity.mjs";\n'
        f'import {{ {names} }} from "./formulas.mjs";\n\n'
        "/** The steps of every formula by its name. */\n"
        f"export const workings = {{\n{functions}}};\n"
    )


def _lines(formula: Formula) -> Iterator[_Line]:
    units: dict[str, str | None] = {
        one.name: None if one.kind == "flag" else one.unit or "Number" for one in formula.parameters
    }
    for statement in formula.statements:
        if not isinstance(statement, Assign):
            continue
        parts = pieces(statement.value, units)
        for name, unit in zip(statement.names, statement.units, strict=True):
            if name is not None:
                yield _Line(name, parts, Name(statement.value.position, name), unit)
                units[name] = unit
    yield _Line(formula.function, pieces(formula.result, units), formula.result, formula.unit)


def _substituted(parts: Pieces, scope: Scope, *, binary: bool) -> str:
    text = ""
    for one in parts:
        if isinstance(one, str):
            text += one
        elif isinstance(one, Slot):
            text += _shown(value_of(one.value, scope), one.unit, binary=binary)
        else:
            arm = one.yes if value_of(one.condition, scope) else one.no
            text += _substituted(arm, scope, binary=binary)
    return text


def _shown(value: float | bool, unit: str | None, *, binary: bool) -> str:
    if unit is None:
        return "true" if value else "false"
    return shown(value, unit, binary=binary)


def _function(formula: Formula) -> str:
    lines = [
        "  /** @param {object} given @param {{ binary?: boolean }} [options] */",
        f"  {json.dumps(formula.name)}(given, options) {{",
        "    const values = /** @type {numeric.Values} */ (given);",
        *(f"    {line}".replace("\n", "\n  ") for line in declarations(formula)),
        "    return [",
        *(f"      {_row(line, formula)}," for line in _lines(formula)),
        "    ];",
        "  },",
        "",
    ]
    return "\n".join(lines)


def _row(line: _Line, formula: Formula) -> str:
    value = script(line.value)
    if isinstance(line.value, Fold):
        value += "[0]"
    if line.value is formula.result:
        value = f"numeric.finite({value}, {json.dumps(formula.function)})"
    return (
        f"{{ name: {json.dumps(line.name)}, expression: {_quoted(as_text(line.parts))}, "
        f"substituted: `{_template(line.parts)}`, result: {_call(value, line.unit)} }}"
    )


def _template(parts: Pieces) -> str:
    text = ""
    for one in parts:
        if isinstance(one, str):
            text += one.replace("\\", "\\\\").replace("`", "\\`").replace("$", "\\$")
        elif isinstance(one, Slot):
            text += f"${{{_call(script(one.value), one.unit)}}}"
        else:
            yes, no = _template(one.yes), _template(one.no)
            text += f"${{{script(one.condition)} ? `{yes}` : `{no}`}}"
    return text


def _call(value: str, unit: str | None) -> str:
    if unit is None:
        return f"String({value})"
    return f"shown({value}, {_quoted(unit)}, options)"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)

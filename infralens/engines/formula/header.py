"""The head of a formula: what its docstring says, its parameters and its result."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import Literal

from infralens.engines.formula.modules import Module
from infralens.engines.formula.names import name_fault
from infralens.engines.formula.refusal import RefusedError, position_of, refusals
from infralens.engines.formula.tree import Formula, Number, Parameter
from infralens.engines.formula.units import UNITS
from infralens.ground.issue import IssueSet, perhaps

_PARTS = re.compile(r"^(Source|Not included):[ \t]*", re.MULTILINE)


@dataclass(frozen=True)
class _Words:
    label: str
    source: str
    leaves_out: str


def read_header(module: Module, function: ast.FunctionDef, issues: IssueSet) -> Formula:
    """The formula without its body; what is refused is reported, a plain thing stands in for it."""
    words = _Words(function.name, "", "")
    with refusals(issues):
        words = _words(module, function)
    unit = "Number"
    with refusals(issues):
        _refuse_decoration(module, function)
        unit = _result(module, function)
    at = position_of(module.source, function)
    return Formula(
        name=f"{module.name}.{function.name}",
        label=words.label,
        source=words.source,
        leaves_out=words.leaves_out,
        parameters=tuple(_parameters(module, function, issues)),
        unit=unit,
        statements=(),
        result=Number(at, 0.0, "0"),
        position=at,
    )


def _words(module: Module, function: ast.FunctionDef) -> _Words:
    first = function.body[0]
    at = position_of(module.source, function)
    text = ast.get_docstring(function)
    if text is None:
        hint = "begin it with a label, then Source: and Not included:"
        raise RefusedError(at, "formula-source", f"'{function.name}' has no docstring", hint)
    at = position_of(module.source, first)
    label, *parts = _PARTS.split(text)
    found = {
        name: " ".join(said.split()) for name, said in zip(parts[::2], parts[1::2], strict=True)
    }
    label = label.strip()
    if not label or "\n" in label:
        hint = "write one line that names what the formula gives"
        raise RefusedError(at, "formula-source", "the docstring does not begin with a label", hint)
    for name, hint in (
        ("Source", "say where the formula is from: a paper with its section, or a derivation"),
        ("Not included", "say what it leaves out, or write 'Not included: nothing'"),
    ):
        if not found.get(name):
            raise RefusedError(at, "formula-source", f"the docstring lacks '{name}:'", hint)
        if parts.count(name) > 1:
            fact = f"the docstring says '{name}:' more than once"
            raise RefusedError(at, "formula-source", fact, "write it once")
    return _Words(label.rstrip("."), found["Source"], found["Not included"])


def _refuse_decoration(module: Module, function: ast.FunctionDef) -> None:
    arguments = function.args
    for extra, what in (
        (function.decorator_list, "a decorator"),
        (arguments.defaults, "a default"),
        ([one for one in arguments.kw_defaults if one], "a default"),
        ([one for one in (arguments.vararg, arguments.kwarg) if one], "a starred parameter"),
    ):
        if extra:
            at = position_of(module.source, extra[0])
            hint = "calculators give defaults" if what == "a default" else "remove it"
            raise RefusedError(at, "formula-syntax", f"a formula cannot have {what}", hint)


def _result(module: Module, function: ast.FunctionDef) -> str:
    if function.returns is None:
        at = position_of(module.source, function)
        hint = "write '-> Bytes' or another unit"
        raise RefusedError(at, "formula-unit", f"'{function.name}' does not say its unit", hint)
    return _unit(module, function.returns)


def _parameters(module: Module, function: ast.FunctionDef, issues: IssueSet) -> list[Parameter]:
    arguments = function.args
    parameters = []
    for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
        parameter = Parameter(argument.arg, "quantity", "Number")
        with refusals(issues):
            parameter = _parameter(module, argument)
        parameters.append(parameter)
    return parameters


def _parameter(module: Module, argument: ast.arg) -> Parameter:
    at = position_of(module.source, argument)
    fault = name_fault(argument.arg)
    if fault is None and module.formula_named(argument.arg):
        fault = "is the name of a formula"
    if fault:
        raise RefusedError(at, "formula-name", f"'{argument.arg}' {fault}", "choose another name")
    annotation = argument.annotation
    if annotation is None:
        hint = f"write '{argument.arg}: Count' or another unit"
        raise RefusedError(at, "formula-unit", f"'{argument.arg}' has no unit", hint)
    kind: Literal["choice", "flag"] | None = None
    choices: tuple[float, ...] = ()
    if isinstance(annotation, ast.Name) and annotation.id == "bool":
        kind = "flag"
    elif isinstance(annotation, ast.Subscript):
        kind, choices = "choice", _choices(module, annotation)
    if kind:
        return Parameter(argument.arg, kind, None, choices, None, at)
    return Parameter(argument.arg, "quantity", _unit(module, annotation), position=at)


def _choices(module: Module, annotation: ast.Subscript) -> tuple[float, ...]:
    at = position_of(module.source, annotation)
    items = annotation.slice.elts if isinstance(annotation.slice, ast.Tuple) else [annotation.slice]
    numbers = [one.value for one in items if isinstance(one, ast.Constant)]
    if not (
        isinstance(annotation.value, ast.Name)
        and annotation.value.id == "Literal"
        and len(numbers) == len(items)
        and all(type(number) in (int, float) for number in numbers)
    ):
        fact = "a choice is between numbers"
        raise RefusedError(at, "formula-syntax", fact, "write Literal[0, 1, 2] or a unit")
    choices = tuple(float(number) for number in numbers)  # type: ignore[arg-type]
    if len(set(choices)) < len(choices) or len(choices) < 2:
        fact = "a choice needs two or more different numbers"
        raise RefusedError(at, "formula-syntax", fact, "write Literal[0, 1, 2]")
    return choices


def _unit(module: Module, annotation: ast.expr) -> str:
    at = position_of(module.source, annotation)
    if not isinstance(annotation, ast.Name):
        hint = f"write one of {', '.join(list(UNITS)[:6])} …"
        raise RefusedError(at, "formula-unit", f"'{ast.unparse(annotation)}' is not a unit", hint)
    if annotation.id not in UNITS:
        hint = perhaps(annotation.id, UNITS, "the guide lists the units")
        raise RefusedError(at, "formula-unit", f"there is no unit '{annotation.id}'", hint)
    if annotation.id not in module.language:
        hint = "import it from infralens.engines.formula.language"
        raise RefusedError(at, "formula-name", f"'{annotation.id}' is not imported", hint)
    return annotation.id

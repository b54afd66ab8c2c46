"""A library: modules read, ordered by who calls whom, and judged."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from infralens.engines.formula.body import read_body
from infralens.engines.formula.dimensions import check_dimensions
from infralens.engines.formula.header import read_header
from infralens.engines.formula.modules import Module, read_module
from infralens.engines.formula.refusal import position_of
from infralens.engines.formula.tree import Library
from infralens.ground.issue import IssueSet, perhaps
from infralens.ground.source import SourceFile


def read_library(sources: Iterable[SourceFile]) -> tuple[Library, IssueSet]:
    """All formulas of the files, and everything that is wrong with them; nothing is opened or run.

    With issues the library may lack formulas or hold some that are not right.
    """
    issues = IssueSet()
    modules: dict[str, Module] = {}
    for source in sources:
        module = read_module(source, issues)
        modules[module.name] = module
    _check_imports(modules, issues)
    headers = {
        f"{module.name}.{name}": read_header(module, function, issues)
        for module in modules.values()
        for name, function in module.functions.items()
    }
    formulas = dict(headers)
    exact: dict[str, bool] = {}
    for name in _callees_first(modules, issues):
        module = modules[headers[name].module]
        function = module.functions[headers[name].function]
        known = {**headers, **formulas}
        before = len(issues)
        formula = read_body(headers[name], module, function, known, issues)
        if len(issues) == before:
            formula = check_dimensions(formula, exact, issues)
        formulas[name] = formula
    return Library({name: formulas[name] for name in headers}), issues


def _check_imports(modules: dict[str, Module], issues: IssueSet) -> None:
    for module in modules.values():
        for name, full in list(module.imported.items()):
            other, _, function = full.partition(".")
            if other in modules and function in modules[other].functions:
                continue
            node = next(
                alias
                for statement in ast.parse(module.source.text).body
                if isinstance(statement, ast.ImportFrom)
                for alias in statement.names
                if alias.name == name and (statement.module or "").endswith(other)
            )
            known = modules[other].functions if other in modules else modules
            fact = f"there is no formula '{full}'"
            hint = perhaps(function if other in modules else other, known, "mend the import")
            issues.add(position_of(module.source, node), "formula-name", fact, hint)
            del module.imported[name]


def _callees_first(modules: dict[str, Module], issues: IssueSet) -> list[str]:
    """The names of all formulas, called ones before their callers; a circle is reported once."""
    order: list[str] = []
    finished: set[str] = set()

    def visit(name: str, callers: tuple[str, ...]) -> None:
        if name in callers:
            circle = (*callers[callers.index(name) :], name)
            first = min(circle)
            module = modules[first.partition(".")[0]]
            at = position_of(module.source, module.functions[first.partition(".")[2]])
            turned = circle.index(first)
            names = [*circle[turned:-1], *circle[:turned], first]
            fact = f"formulas call one another: {' → '.join(names)}"
            issues.add(at, "formula-cycle", fact, "let one of them stand alone")
            return
        if name in finished:
            return
        for callee in _calls(modules, name):
            visit(callee, (*callers, name))
        if name not in finished:
            finished.add(name)
            order.append(name)

    for module in modules.values():
        for function in module.functions:
            visit(f"{module.name}.{function}", ())
    return order


def _calls(modules: dict[str, Module], name: str) -> list[str]:
    module = modules[name.partition(".")[0]]
    function: ast.AST = module.functions[name.partition(".")[2]]
    called = {
        module.formula_named(node.func.id)
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    return sorted(full for full in called if full)

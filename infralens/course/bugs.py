"""Reading the wrong formulas: each is checked like a right one, and computed beside it."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from textwrap import dedent

from infralens.course.data import Listed, read_list
from infralens.course.layout import DATA
from infralens.course.values import Values
from infralens.course.writing import ValueFaultError
from infralens.engines.formula import Formula, Library, mathml, read_library
from infralens.engines.formula.names import IMPORTABLE, LANGUAGE_MODULE
from infralens.engines.yamlnodes import Node, Scalar, node_at
from infralens.ground.issue import IssueSet, perhaps
from infralens.ground.position import Position
from infralens.ground.source import SourceFile
from infralens.model.bug import Bug, BugSpec
from infralens.model.registry import Registry

MODULE = "bugs"
"""The module name under which a wrong formula is called."""

_DOCSTRING = r'"A wrong formula\n\nSource: seen in use.\nNot included: what makes it right."; '
"""On one line, so that the lines of the code stay those of the file."""


def read_bugs(
    root: Path,
    docs: str,
    library: Library,
    registries: Mapping[str, Registry],
    issues: IssueSet,
) -> list[tuple[Listed[BugSpec], Bug | None]]:
    """All exercises in their order, None beside those with a fault."""
    path = f"{docs}/{DATA}/{MODULE}.yml"
    return [
        (listed, _resolved(listed, library, registries, issues))
        for listed in read_list(root, path, docs, BugSpec, "id", issues)
    ]


def _resolved(
    listed: Listed[BugSpec],
    library: Library,
    registries: Mapping[str, Registry],
    issues: IssueSet,
) -> Bug | None:
    spec, node = listed.spec, listed.node
    before = len(issues)
    formulas = _read(spec, node, issues)
    if spec.choice not in spec.options:
        at = node_at(node, ("choice",)).position
        hint = perhaps(spec.choice, spec.options, "list it under 'options'", most=1)
        issues.add(at, "bad-value", f"'{spec.choice}' is none of the options", hint)
    if len(issues) > before:
        return None
    values = Values(Library({**library.formulas, **formulas}), registries)
    wrong = _number("wrong", spec.wrong, node, values, issues)
    right = _number("right", spec.right, node, values, issues)
    if wrong is None or right is None:
        return None
    formula = next(iter(formulas.values()))
    return Bug(spec, wrong, right, mathml(formula), dedent(spec.code).strip())


def _read(spec: BugSpec, node: Node, issues: IssueSet) -> dict[str, Formula]:
    """The formula of an exercise, in a module of its own whose lines are those of the file."""
    at = node_at(node, ("code",)).position
    found, problems = read_library([SourceFile(f"{MODULE}.py", _module(spec), 0, "")])
    for issue in problems:
        # The first line of the code stands below the key; two lines of ours stand above it.
        line = at.line + max(issue.position.line - _ABOVE, 0)
        issues.extend([replace(issue, position=Position(at.path, line, at.column))])
    if not len(problems) and len(found.formulas) != 1:
        issues.add(at, "formula-syntax", "the code holds no single function", "write one 'def'")
    return found.formulas


_ABOVE = 2


def _module(spec: BugSpec) -> str:
    names = ", ".join(sorted(IMPORTABLE))
    imports = f"from typing import Literal; from {LANGUAGE_MODULE} import {names}"
    return f"{imports}\n\n{_documented(dedent(spec.code).strip())}\n"


def _documented(code: str) -> str:
    """The code with a docstring, which every formula has and an exercise does not show."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return code
    if len(tree.body) != 1 or not isinstance(tree.body[0], ast.FunctionDef):
        return code
    lines = code.split("\n")
    first = tree.body[0].body[0]
    line = lines[first.lineno - 1]
    lines[first.lineno - 1] = line[: first.col_offset] + _DOCSTRING + line[first.col_offset :]
    return "\n".join(lines)


def _number(key: str, text: str, node: Node, values: Values, issues: IssueSet) -> str | None:
    try:
        return values.text(text)
    except ValueFaultError as fault:
        found = node_at(node, (key,))
        at = found.position
        written = found.source.text[found.span.start : found.span.end]
        # In quotes or over several lines, an offset in the value is none in the file.
        if isinstance(found, Scalar) and written == text:
            at = Position(at.path, at.line, at.column + fault.offset)
        issues.add(at, fault.code, fault.fact, fault.hint)
        return None

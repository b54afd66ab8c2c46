"""Fold, solve and largest: what stands alone on the right of an assignment or after ``return``."""

from __future__ import annotations

import ast

from infralens.engines.formula import tree
from infralens.engines.formula.expressions import Scope, need_import, read, refused
from infralens.engines.formula.names import STANDING_ALONE, name_fault
from infralens.engines.formula.refusal import position_of
from infralens.engines.formula.tree import Expr, Name

MAX_CARRIED = 4


def read_whole(node: ast.expr, scope: Scope) -> Expr:
    """What stands alone on the right of an assignment or after ``return``.

    Raises ``RefusedError`` for the first thing in it that is not part of the language.
    """
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        name = node.func.id
        if name in STANDING_ALONE and name not in scope.local:
            need_import(node.func, scope)
            return _fold(node, scope) if name == "fold" else _search(node, scope)
    return read(node, scope)


def _fold(node: ast.Call, scope: Scope) -> Expr:
    if node.keywords or not 3 <= len(node.args) <= 2 + MAX_CARRIED:
        fact = f"'fold' takes the steps, a lambda and one to {MAX_CARRIED} start values"
        hint = "write fold(n, lambda k, a: …, 1)"
        raise refused(scope, node, "formula-syntax", fact, hint)
    steps, step, *start = node.args
    names = _bound(step, scope, 1 + len(start), "fold(n, lambda k, a: …, 1)")
    assert isinstance(step, ast.Lambda)
    if len(start) == 1:
        items = [step.body]
    else:
        items = step.body.elts if isinstance(step.body, ast.Tuple) else []
    if len(items) != len(start):
        fact = f"the step gives {len(items) or 1} values for {len(start)} carried ones"
        hint = "write lambda k, a, b: (…, …)"
        raise refused(scope, step.body, "formula-syntax", fact, hint)
    inner = scope.inside(names)
    return tree.Fold(
        position_of(scope.module.source, node),
        steps=read(steps, scope),
        index=names[0],
        carried=tuple(names[1:]),
        step=tuple(read(item, inner) for item in items),
        start=tuple(read(one, scope) for one in start),
    )


def _search(node: ast.Call, scope: Scope) -> Expr:
    assert isinstance(node.func, ast.Name)
    form = f"{node.func.id}(low, high, lambda x: …)"
    if node.keywords or len(node.args) != 3:
        fact = f"'{node.func.id}' takes two bounds and a lambda"
        raise refused(scope, node, "formula-syntax", fact, f"write {form}")
    low, high, body = node.args
    names = _bound(body, scope, 1, form)
    assert isinstance(body, ast.Lambda)
    inner = scope.inside(names)
    read_body = read(body.body, inner)
    if names[0] not in {n.name for n in tree.walk(read_body) if isinstance(n, Name)}:
        fact = f"the lambda does not use '{names[0]}'"
        raise refused(scope, body, "formula-unused", fact, "the search needs it")
    return tree.Search(
        position_of(scope.module.source, node),
        function="solve" if node.func.id == "solve" else "largest",
        low=read(low, scope),
        high=read(high, scope),
        name=names[0],
        body=read_body,
    )


def _bound(node: ast.expr, scope: Scope, count: int, form: str) -> list[str]:
    if not isinstance(node, ast.Lambda):
        raise refused(scope, node, "formula-syntax", "a lambda belongs here", f"write {form}")
    arguments = node.args
    names = [argument.arg for argument in arguments.args]
    plain = arguments.posonlyargs or arguments.kwonlyargs or arguments.vararg or arguments.kwarg
    if plain or arguments.defaults or len(names) != count:
        fact = f"the lambda binds {len(names)} names, not {count}"
        raise refused(scope, node, "formula-syntax", fact, f"write {form}")
    for argument in arguments.args:
        fault = name_fault(argument.arg)
        if fault is None and (
            argument.arg in scope.local or scope.module.formula_named(argument.arg)
        ):
            fault = "is there already"
        if fault:
            hint = "choose another name"
            raise refused(scope, argument, "formula-name", f"'{argument.arg}' {fault}", hint)
    return names

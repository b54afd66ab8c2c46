"""A wrong emitter is caught: each mutation makes JavaScript disagree with Python."""

from __future__ import annotations

import importlib
import json
import random
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from infralens.bootstrap.environment import ROOT
from infralens.bootstrap.node import MODULES, node_command
from infralens.engines.formula import Formula, Library, javascript, working_javascript
from infralens.engines.formula.evaluate import Values
from infralens.engines.formula.given import Value
from infralens.engines.formula.tree import (
    Apply,
    Binary,
    Call,
    Choose,
    Compare,
    Constant,
    Expr,
    Fold,
    Logic,
    Negative,
    Not,
)
from tests.formula.node import Node
from tests.formula.test_agreement import disagreements

EMITTER = importlib.import_module("infralens.engines.formula.javascript")
COMPILER = MODULES / "typescript" / "bin" / "tsc"
VECTORS = json.loads(
    (Path(__file__).parents[1] / "vectors" / "language.json").read_text(encoding="utf-8")
)
Mutation = Callable[[Expr], Any]
EDGES = [-3.0, 0.0, 0.99, 1.0, 2.0, 3.0, 7.0, 10.5, 64.0]
"""Small numbers, ties and signs: they meet every boundary of the constructs."""


def inputs(formula: Formula) -> list[Values]:
    """Seeded settings: all edges, equal values, each choice; for a quotient the vectors too."""
    chance = random.Random(7)

    def one(kind: str, choices: tuple[float, ...]) -> Value:
        return chance.random() < 0.5 if kind == "flag" else chance.choice(choices or EDGES)

    found: list[Values] = [
        {p.name: one(p.kind, p.choices) for p in formula.parameters} for _ in range(250)
    ]
    if formula.function == "whole_division":
        found += [{"a": a, "b": b} for a, b, *_ in VECTORS["whole"]]
    return found


def faults(library: Library, node: Node, emit: Callable[[Library], str] = javascript) -> int:
    return sum(
        len(disagreements(Library({formula.name: formula}), inputs(formula), node, emit))
        for formula in library.formulas.values()
    )


def test_the_emitter_as_it_is_agrees(constructs: Library, node: Node) -> None:
    assert faults(constructs, node) == 0


def operator(old: str, new: str) -> Mutation:
    def mutate(node: Any) -> Any:
        matches = isinstance(node, Binary | Compare | Logic) and node.operator == old
        return replace(node, operator=new) if matches else node

    return mutate


def function(old: str, new: str) -> Mutation:
    def mutate(node: Any) -> Any:
        matches = isinstance(node, Call) and node.function == old
        return replace(node, function=new) if matches else node

    return mutate


def swapped(signs: str) -> Mutation:
    def mutate(node: Any) -> Any:
        if isinstance(node, Binary | Compare) and node.operator in signs.split():
            return replace(node, left=node.right, right=node.left)
        return node

    return mutate


def changed(kind: type, change: Callable[[Any], Expr]) -> Mutation:
    return lambda node: change(node) if isinstance(node, kind) else node


MUTATIONS: dict[str, Mutation] = {
    "a division rounds": operator("/", "//"),
    "a quotient does not round": operator("//", "/"),
    "a remainder is a quotient": operator("%", "//"),
    "a sum is a difference": operator("+", "-"),
    "a product is a power": operator("*", "**"),
    "less is less or equal": operator("<", "<="),
    "less or equal is less": operator("<=", "<"),
    "greater is greater or equal": operator(">", ">="),
    "greater or equal is greater": operator(">=", ">"),
    "equal is not equal": operator("==", "!="),
    "not equal is equal": operator("!=", "=="),
    "and is or": operator("and", "or"),
    "or is and": operator("or", "and"),
    "a difference is swapped": swapped("-"),
    "a fraction is swapped": swapped("/"),
    "a quotient is swapped": swapped("// %"),
    "a power is swapped": swapped("**"),
    "a comparison is swapped": swapped("< <= > >="),
    "min is max": function("min", "max"),
    "max is min": function("max", "min"),
    "floor is ceil": function("floor", "ceil"),
    "ceil is floor": function("ceil", "floor"),
    "expm1 is exp": function("expm1", "exp"),
    "log is log2": function("log", "log2"),
    "abs is ceil": function("abs", "ceil"),
    "the sign is lost": changed(Negative, lambda node: node.operand),
    "not is lost": changed(Not, lambda node: node.operand),
    "the arms are swapped": changed(Choose, lambda n: replace(n, yes=n.no, no=n.yes)),
    "arguments are turned": changed(Apply, lambda n: replace(n, arguments=n.arguments[::-1])),
    "carried values are turned": changed(Fold, lambda n: replace(n, step=n.step[::-1])),
    "the steps are one": changed(Fold, lambda n: replace(n, steps=n.start[0])),
    "every unit is one": changed(Constant, lambda n: replace(n, name="BYTE")),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", MUTATIONS)
def test_a_mutated_tree_is_caught(
    name: str, constructs: Library, node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    emitted, mutate = EMITTER._emitted, MUTATIONS[name]
    monkeypatch.setattr(EMITTER, "_emitted", lambda one: emitted(mutate(one)))
    assert faults(constructs, node) > 0


@pytest.mark.slow
def test_a_dropped_parenthesis_is_caught(
    constructs: Library, node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    emitted = EMITTER._emitted

    def bare(expression: Expr, least: int) -> str:
        text, strength = emitted(expression)
        # Only where JavaScript can read the rest: not before a power.
        return f"({text})" if strength < least and least > EMITTER._SIGN else str(text)

    monkeypatch.setattr(EMITTER, "_script", bare)
    assert faults(constructs, node) > 0


TEXTS = {
    "the naive quotient": ("numeric.floordiv(a, b)", "Math.floor(a / b)"),
    "the naive remainder": ("numeric.mod(a, b)", "(a % b)"),
    "no check of results": ("numeric.finite(", "numeric.identity("),
    "no requirement": ("numeric.require(", "numeric.identity("),
    "no check of choices": (", [0, 1, 2, 3])", ", [0, 1, 2])"),
    "another reason": ("the link carries something", "the link carries nothing"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", TEXTS)
def test_a_mutated_text_is_caught(name: str, constructs: Library, node: Node) -> None:
    old, new = TEXTS[name]

    def emit(library: Library) -> str:
        text = javascript(library).replace(old, new)
        head, mark, rest = text.partition('numeric.mjs";\n')
        helper = "const identity = (value) => value;\n"
        return head + mark + helper + rest.replace("numeric.identity", "identity")

    assert any(old in javascript(Library({f.name: f})) for f in constructs.formulas.values())
    assert faults(constructs, node, emit) > 0


@pytest.mark.slow
@pytest.mark.skipif(not COMPILER.is_file(), reason="the test command installs the compiler")
def test_the_modules_type_check(constructs: Library, tmp_path: Path) -> None:
    for name in ("numeric.mjs", "quantity.mjs"):
        shutil.copy(ROOT / "infralens" / "frontend" / name, tmp_path)
    (tmp_path / "formulas.mjs").write_text(javascript(constructs), encoding="utf-8")
    (tmp_path / "workings.mjs").write_text(working_javascript(constructs), encoding="utf-8")
    settings = json.loads((ROOT / "tests" / "tsconfig.json").read_text(encoding="utf-8"))
    settings["include"], settings["exclude"] = ["*.mjs"], []
    (tmp_path / "tsconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    command = [*node_command("node"), str(COMPILER), "-p", str(tmp_path), "--pretty", "false"]
    answer = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_only_what_is_asked_for_is_written(constructs: Library) -> None:
    text = javascript(constructs, ["constructs.two_rings"])
    assert text.count("export function") == 2
    assert '"constructs.ring_seconds": constructs$ring_seconds' in text

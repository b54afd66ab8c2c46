"""A calculator as a page asks for it: with other inputs, another preset, or fewer results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from infralens.course.calculators import CalculatorFile
from infralens.course.computing import compute
from infralens.course.inputs import input_fault
from infralens.course.layout import CALCULATORS, DATA
from infralens.engines.formula import Library
from infralens.engines.yamlnodes import Mapping as MappingNode
from infralens.engines.yamlnodes import Node, node_at
from infralens.ground.issue import IssueSet, perhaps
from infralens.ground.position import Position
from infralens.model.computable import Calculator, Embed, Value
from infralens.model.spec import EmbeddedCalculator


@dataclass(frozen=True)
class Calculators:
    """The calculators that pages may embed, by id, and the formulas they compute with."""

    files: Mapping[str, CalculatorFile]
    library: Library

    def embed(self, spec: EmbeddedCalculator, node: Node, issues: IssueSet) -> Embed | None:
        """The embed, or None when something in it is at fault or its calculator is."""
        file = self.files.get(spec.id)
        if file is None:
            at = node_at(node, ("id",)).position
            hint = perhaps(spec.id, self.files, f"add it below {DATA}/{CALCULATORS}")
            issues.add(at, "unknown-calculator", f"no calculator '{spec.id}'", hint)
            return None
        if file.calculator is None:
            return None
        return _resolve(file.calculator, spec, node, self.library, issues)


def _resolve(
    calculator: Calculator,
    spec: EmbeddedCalculator,
    node: Node,
    library: Library,
    issues: IssueSet,
) -> Embed | None:
    problems = IssueSet()
    inputs: dict[str, Value] = dict(calculator.defaults)
    chosen = {preset.key: preset.chosen for preset in calculator.presets}
    for preset in calculator.presets:
        wanted = spec.presets.get(preset.key)
        if wanted is None:
            continue
        row = next((row for row in preset.rows if row.id == wanted), None)
        if row is None:
            hint = perhaps(wanted, [row.id for row in preset.rows], "choose a row that it offers")
            at = node_at(node, ("presets", preset.key)).position
            problems.add(at, "unknown-entry", f"'{preset.key}' offers no row '{wanted}'", hint)
        else:
            chosen[preset.key] = wanted
            inputs.update(row.values)
    _note_unknown_presets(calculator, spec, node, problems)
    for name, value in spec.set.items():
        one = next((one for one in calculator.spec.inputs if one.name == name), None)
        if one is None:
            hint = perhaps(name, inputs, "the calculator's page shows its inputs")
            fact = f"'{calculator.id}' has no input '{name}'"
            problems.add(_key(node, "set", name), "unknown-input", fact, hint)
            continue
        fault = input_fault(one, value)
        if fault:
            at = node_at(node, ("set", name)).position
            problems.add(at, "default-outside", f"'{name}' {fault}", "choose another value")
        inputs[name] = value
    for preset in calculator.presets:
        filled = next((r.values for r in preset.rows if r.id == chosen[preset.key]), {})
        if any(inputs[name] != value for name, value in filled.items()):
            chosen[preset.key] = None
    shown = [output.spec.key for output in calculator.results]
    for index, key in enumerate(spec.show):
        if key not in shown:
            at = node_at(node, ("show", index)).position
            hint = perhaps(key, shown, f"it has {', '.join(shown)}")
            problems.add(at, "unknown-output", f"'{calculator.id}' has no output '{key}'", hint)
    keys = frozenset(spec.show or shown)
    if not len(problems):
        for key, result in compute(calculator, library, inputs).items():
            if key in keys and isinstance(result, str):
                fact = f"'{key}' has no value here: {result}"
                problems.add(node.position, "value-undefined", fact, "set other inputs")
    issues.extend(problems)
    if len(problems):
        return None
    return Embed(calculator, spec.name or spec.id, inputs, chosen, keys)


def _note_unknown_presets(
    calculator: Calculator, spec: EmbeddedCalculator, node: Node, issues: IssueSet
) -> None:
    known = [preset.key for preset in calculator.presets]
    for name in spec.presets:
        if name not in known:
            hint = perhaps(name, known, "set its inputs instead")
            fact = f"'{calculator.id}' has no preset '{name}'"
            issues.add(_key(node, "presets", name), "unknown-entry", fact, hint)


def _key(node: Node, part: str, name: str) -> Position:
    inner = node_at(node, (part,))
    key = inner.key(name) if isinstance(inner, MappingNode) else None
    return (key or inner).position

"""The arguments of a calculator's formulas: each parameter has one, and its unit fits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from infralens.engines.formula import Formula, Library, Parameter
from infralens.engines.formula.units import UNITS
from infralens.engines.yamlnodes import Mapping as MappingNode
from infralens.engines.yamlnodes import Node, node_at
from infralens.ground.issue import IssueSet, perhaps
from infralens.ground.position import Position
from infralens.model.calculator import InputSpec, OutputSpec
from infralens.model.computable import Argument, FromInput, FromOutput, ModelSpec, Output, Value


class Arguments:
    """Resolves the outputs of a calculator or a scene."""

    def __init__(self, spec: ModelSpec, node: Node, library: Library, issues: IssueSet) -> None:
        self.node, self.library, self.issues = node, library, issues
        self.inputs = {one.name: one for one in spec.inputs}
        self.before: dict[str, Formula] = {}

    def outputs(self, part: str, specs: Iterable[OutputSpec]) -> Iterator[Output]:
        """Those whose formula is known; what their arguments lack is reported."""
        for index, spec in enumerate(specs):
            formula = self.library.formulas.get(spec.formula)
            if formula is None:
                at = node_at(self.node, (part, index, "formula")).position
                note_unknown_formula(spec.formula, self.library, at, self.issues)
            else:
                yield Output(spec, dict(self.arguments((part, index), spec, formula)))
                self.before[spec.key] = formula

    def arguments(
        self, location: tuple[str | int, ...], spec: OutputSpec, formula: Formula
    ) -> Iterator[tuple[str, Argument]]:
        parameters = {one.name: one for one in formula.parameters}
        given = node_at(self.node, (*location, "with"))
        for name in spec.with_:
            if name not in parameters:
                key = given.key(name) if isinstance(given, MappingNode) else None
                at = (key or given).position
                note_unknown_parameter(name, formula, at, self.issues)
        for name, parameter in parameters.items():
            at = node_at(self.node, (*location, "formula")).position
            written = spec.with_.get(name, name)
            argument: Argument | None
            if name in spec.with_:
                at = node_at(self.node, (*location, "with", name)).position
            if isinstance(written, str):
                argument = self.named(written, name in spec.with_, parameter, at)
            else:
                argument = written
                fault = value_fault(parameter, written)
                if fault:
                    hint = "give it another value"
                    self.issues.add(at, "unit-mismatch", f"'{name}' {fault}", hint)
            if argument is None and name not in spec.with_:
                fact = f"'{formula.name}' needs '{name}'"
                hint = f"add an input of this name, or '{name}:' below 'with:'"
                self.issues.add(at, "argument-missing", fact, hint)
            elif argument is not None:
                yield name, argument

    def named(
        self, written: str, explicit: bool, parameter: Parameter, at: Position
    ) -> FromInput | FromOutput | None:
        one, formula = self.inputs.get(written), self.before.get(written)
        if one is not None:
            fault = _misfit(one, parameter)
        elif formula is not None:
            fault = _misfit_of_result(formula, parameter)
        else:
            if explicit:
                known = [*self.inputs, *self.before]
                hint = perhaps(written, known, "name an input or an earlier output")
                fact = f"no input or earlier output '{written}'"
                self.issues.add(at, "unknown-input", fact, hint)
            return None
        if fault:
            hint = "give the input another unit, or the formula another input"
            self.issues.add(at, "unit-mismatch", f"'{written}' {fault}", hint)
        return FromInput(written) if one is not None else FromOutput(written)


def note_unknown_formula(name: str, library: Library, at: Position, issues: IssueSet) -> None:
    hint = perhaps(name, library.formulas, "name it as module.function")
    issues.add(at, "unknown-formula", f"no formula '{name}'", hint)


def note_unknown_parameter(name: str, formula: Formula, at: Position, issues: IssueSet) -> None:
    known = [one.name for one in formula.parameters]
    hint = perhaps(name, known, f"it has {', '.join(known)}")
    issues.add(at, "unknown-parameter", f"'{formula.name}' has no parameter '{name}'", hint)


def value_fault(parameter: Parameter, value: Value) -> str | None:
    """Why a parameter cannot have a value, in words that follow its name; None when it can."""
    if parameter.kind == "flag":
        return None if isinstance(value, bool) else "takes true or false"
    if isinstance(value, bool):
        return "takes a number"
    if parameter.kind == "choice" and value not in parameter.choices:
        offered = ", ".join(f"{choice:g}" for choice in parameter.choices)
        return f"is {value:g}, not one of {offered}"
    return None


def _misfit(one: InputSpec, parameter: Parameter) -> str | None:
    """Why an input does not fit a parameter, in words that follow its name."""
    if (one.kind == "flag") != (parameter.kind == "flag"):
        wanted = "true or false" if parameter.kind == "flag" else "a number"
        return f"does not fit '{parameter.name}', which is {wanted}"
    if parameter.kind == "choice":
        offered = {choice.value for choice in one.choices}
        if not offered or not offered <= set(parameter.choices):
            allowed = ", ".join(f"{choice:g}" for choice in parameter.choices)
            return f"offers more than '{parameter.name}' takes: {allowed}"
        return None
    if parameter.kind == "flag" or (one.unit or "Number") not in UNITS:
        return None
    if UNITS[one.unit or "Number"] != UNITS[parameter.unit or "Number"]:
        return f"is {one.unit or 'a plain number'}, '{parameter.name}' is {parameter.unit}"
    return None


def _misfit_of_result(formula: Formula, parameter: Parameter) -> str | None:
    if parameter.kind != "quantity":
        return f"does not fit '{parameter.name}', which is no quantity"
    if UNITS[formula.unit] != UNITS[parameter.unit or "Number"]:
        return f"is {formula.unit}, '{parameter.name}' is {parameter.unit}"
    return None

"""Values in the text: computed from formulas and registries, and written with their units."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from infralens.course.arguments import value_fault
from infralens.engines.formula import DomainError, Formula, Library, Parameter, evaluate, shown
from infralens.engines.formula.units import UNITS
from infralens.engines.markdown.values import (
    EntryField,
    Expression,
    FormulaCall,
    Literal,
    Request,
    ValueSyntaxError,
    parse_value,
)
from infralens.ground.issue import perhaps
from infralens.model.measures import MEASURES
from infralens.model.registry import Registry

REGISTRIES = {"model": "models", "hardware": "hardware", "link": "interconnects"}
"""The words by which a value in the text names a registry."""

_DIGITS = re.compile(r"([1-9][0-9]?) digits?")
_NO_BREAK = "\u00a0"


class ValueFaultError(Exception):
    """A value cannot be shown; ``offset`` is a place in its text."""

    def __init__(self, offset: int, code: str, fact: str, hint: str) -> None:
        super().__init__(fact)
        self.offset, self.code, self.fact, self.hint = offset, code, fact, hint


@dataclass(frozen=True)
class Quantity:
    """A number in base units, with the annotation that says how it is shown."""

    value: float | bool
    unit: str


@dataclass(frozen=True)
class Values:
    """Computes and writes the values of one course."""

    library: Library
    registries: Mapping[str, Registry]
    _texts: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def text(self, source: str) -> str:
        """What is shown for the text between the marks. Raises ``ValueFaultError``."""
        if source not in self._texts:
            try:
                request = parse_value(source)
            except ValueSyntaxError as error:
                raise ValueFaultError(
                    error.offset, "value-syntax", error.fact, error.hint
                ) from None
            self._texts[source] = _written(self.quantity(request.expression), request)
        return self._texts[source]

    def quantity(self, expression: Expression) -> Quantity:
        """The value of an expression. Raises ``ValueFaultError``."""
        if isinstance(expression, Literal):
            return Quantity(expression.value, "Number")
        if isinstance(expression, EntryField):
            return self._entry(expression)
        return self._call(expression)

    def _entry(self, wanted: EntryField) -> Quantity:
        name = REGISTRIES.get(wanted.registry)
        if name is None:
            hint = perhaps(wanted.registry, REGISTRIES, f"write {', '.join(REGISTRIES)}")
            fact = f"no registry '{wanted.registry}'"
            raise ValueFaultError(wanted.offset, "unknown-entry", fact, hint)
        entries = self.registries[name].entries if name in self.registries else {}
        entry = entries.get(wanted.row)
        if entry is None:
            hint = perhaps(wanted.row, entries, f"add it to {name}.yml")
            fact = f"'{name}' has no row '{wanted.row}'"
            raise ValueFaultError(wanted.offset, "unknown-entry", fact, hint)
        if wanted.field not in entry.fields:
            hint = perhaps(wanted.field, entry.fields, f"it has {', '.join(entry.fields)}")
            fact = f"'{wanted.row}' has no field '{wanted.field}'"
            raise ValueFaultError(wanted.offset, "unknown-entry", fact, hint)
        value, dimension = entry.fields[wanted.field]
        if wanted.field == "total":
            return Quantity(value, "Parameters")
        unit = next(unit for unit, text in UNITS.items() if text == dimension)
        return Quantity(value, unit)

    def _call(self, call: FormulaCall) -> Quantity:
        formula = self.library.formulas.get(call.name)
        if formula is None:
            hint = perhaps(call.name, self.library.formulas, "name it as module.function")
            fact = f"no formula '{call.name}'"
            raise ValueFaultError(call.offset, "unknown-formula", fact, hint)
        parameters = {one.name: one for one in formula.parameters}
        values: dict[str, float | bool] = {}
        for name, offset, argument in call.arguments:
            parameter = parameters.get(name)
            if parameter is None:
                hint = perhaps(name, parameters, f"it has {', '.join(parameters)}")
                fact = f"'{formula.name}' has no parameter '{name}'"
                raise ValueFaultError(offset, "unknown-parameter", fact, hint)
            quantity = self.quantity(argument)
            _fit(name, parameter, quantity, argument)
            values[name] = quantity.value
        missing = [name for name in parameters if name not in values]
        if missing:
            fact = f"'{formula.name}' needs '{missing[0]}'"
            hint = f"write {missing[0]}=…"
            raise ValueFaultError(call.offset, "argument-missing", fact, hint)
        return Quantity(_evaluated(formula, values, call.offset), formula.unit)


def _fit(name: str, parameter: Parameter, quantity: Quantity, argument: Expression) -> None:
    fault = value_fault(parameter, quantity.value)
    # A number as it is written has the parameter's unit.
    if not fault and not isinstance(argument, Literal) and parameter.kind == "quantity":
        given, wanted = UNITS[quantity.unit], UNITS[parameter.unit or "Number"]
        if given != wanted:
            fault = f"is {parameter.unit}, but is given {quantity.unit}"
    if fault:
        hint = "give it another value"
        raise ValueFaultError(argument.offset, "unit-mismatch", f"'{name}' {fault}", hint)


def _evaluated(formula: Formula, values: Mapping[str, float | bool], offset: int) -> float:
    try:
        return evaluate(formula, values)
    except DomainError as error:
        fact = f"'{formula.name}' has no value: {error}"
        raise ValueFaultError(offset, "value-undefined", fact, "give other arguments") from None


def _written(quantity: Quantity, request: Request) -> str:
    digits, measure, bare = 4, None, False
    for option, offset in request.options:
        wanted = _DIGITS.fullmatch(option)
        if wanted:
            digits = int(wanted[1])
        elif option == "bare":
            bare = True
        elif option in MEASURES and option:
            measure = MEASURES[option]
            if measure.dimension != UNITS[quantity.unit]:
                fact = f"'{option}' is no unit of {quantity.unit}"
                hint = "choose a unit of the same kind"
                raise ValueFaultError(offset, "unit-mismatch", fact, hint)
        else:
            known = [*MEASURES, "bare", "3 digits"]
            hint = perhaps(option, known, "write a unit, 'bare', or '3 digits'")
            raise ValueFaultError(offset, "unknown-unit", f"no option '{option}'", hint)
    if isinstance(quantity.value, bool):
        return "yes" if quantity.value else "no"
    if measure is not None:
        number = shown(quantity.value / measure.factor, "Number", digits=digits)
        return number if bare else f"{number}{_NO_BREAK}{measure.letters}"
    if bare:
        return shown(quantity.value, "Number", digits=digits)
    return shown(quantity.value, quantity.unit, digits=digits).replace(" ", _NO_BREAK, 1)

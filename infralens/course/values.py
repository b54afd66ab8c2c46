"""Values in the text: computed from formulas and registries, and written with their units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from infralens.course.arguments import value_fault
from infralens.course.dimensions import (
    Quantity,
    combined,
    letters_of,
    powers_of,
    quantity,
    unit_of,
)
from infralens.course.writing import ValueFaultError, written
from infralens.engines.formula import DomainError, Formula, Library, Parameter, evaluate
from infralens.engines.formula.units import UNITS
from infralens.engines.markdown.expressions import (
    EntryField,
    Expression,
    FormulaCall,
    Literal,
    NamedValue,
    Operation,
    Request,
    ValueSyntaxError,
    parse_value,
)
from infralens.ground.issue import perhaps
from infralens.model.measures import MEASURES
from infralens.model.registry import Registry

REGISTRIES = {"model": "models", "hardware": "hardware", "link": "interconnects"}
"""The words by which a value in the text names a registry."""


@dataclass(frozen=True)
class Values:
    """Computes and writes the values of one course.

    ``named`` are the values that a page or a lab names, as it writes them.
    """

    library: Library
    registries: Mapping[str, Registry]
    named: Mapping[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set, compare=False, repr=False)
    _texts: dict[str, str] = field(default_factory=dict, compare=False, repr=False)
    _open: list[str] = field(default_factory=list, compare=False, repr=False)

    def within(self, named: Mapping[str, str]) -> Values:
        """The same with other names, which only the texts of one page or lab may use."""
        return Values(self.library, self.registries, named)

    def text(self, source: str) -> str:
        """What is shown for the text between the marks. Raises ``ValueFaultError``."""
        if source not in self._texts:
            request = _parsed(source)
            self._texts[source] = written(self.quantity(request.expression), request)
        return self._texts[source]

    def number(self, source: str, measure: str) -> float:
        """The value in a unit of ``MEASURES``. Raises ``ValueFaultError``."""
        found = self.quantity(_parsed(source).expression)
        if measure not in MEASURES or powers_of(MEASURES[measure].dimension) != found.powers:
            fact = f"the value is {letters_of(found.powers)}, not '{measure}'"
            raise ValueFaultError(0, "unit-mismatch", fact, "give the unit of the value")
        return float(found.value) / MEASURES[measure].factor

    def quantity(self, expression: Expression) -> Quantity:
        """The value of an expression. Raises ``ValueFaultError``."""
        match expression:
            case Literal():
                measure = MEASURES[expression.measure or ""]
                powers = powers_of(measure.dimension)
                value = (
                    expression.value if measure.factor == 1 else (expression.value * measure.factor)
                )
                return Quantity(value, unit_of(powers) if powers else None, powers)
            case EntryField():
                return self._entry(expression)
            case NamedValue():
                return self._named(expression)
            case FormulaCall():
                return self._call(expression)
            case Operation():
                return self._combined(expression)

    def _named(self, wanted: NamedValue) -> Quantity:
        if wanted.name not in self.named:
            hint = perhaps(wanted.name, self.named, "define it under 'values:', or call a formula")
            fact = f"no value is named '{wanted.name}'"
            raise ValueFaultError(wanted.offset, "unknown-value", fact, hint)
        if wanted.name in self._open:
            fact = f"the value '{wanted.name}' needs itself"
            raise ValueFaultError(wanted.offset, "value-syntax", fact, "break the circle")
        self.used.add(wanted.name)
        self._open.append(wanted.name)
        try:
            return self.quantity(_parsed(self.named[wanted.name]).expression)
        except ValueFaultError as fault:
            # Its own place is in the definition, where it is reported too.
            raise ValueFaultError(wanted.offset, fault.code, fault.fact, fault.hint) from None
        finally:
            self._open.pop()

    def _combined(self, operation: Operation) -> Quantity:
        left, right = self.quantity(operation.left), self.quantity(operation.right)
        result = combined(operation.sign, left, right)
        if result is None and operation.sign == "/":
            fact, hint = "a value is divided by nothing", "divide by another value"
            raise ValueFaultError(operation.offset, "value-undefined", fact, hint)
        if result is None:
            sides = f"{letters_of(left.powers)} and {letters_of(right.powers)}"
            fact = f"'{operation.sign}' stands between {sides}"
            raise ValueFaultError(operation.offset, "unit-mismatch", fact, "use the same unit")
        return result

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
            return quantity(value, "Parameters")
        return quantity(value, unit_of(powers_of(dimension)) or "Number")

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
            given = self.quantity(argument)
            _fit(name, parameter, given, argument)
            values[name] = given.value
        missing = [name for name in parameters if name not in values]
        if missing:
            fact = f"'{formula.name}' needs '{missing[0]}'"
            hint = f"write {missing[0]}=…"
            raise ValueFaultError(call.offset, "argument-missing", fact, hint)
        return quantity(_evaluated(formula, values, call.offset), formula.unit)


@lru_cache(maxsize=4096)
def _parsed(source: str) -> Request:
    try:
        return parse_value(source)
    except ValueSyntaxError as error:
        raise ValueFaultError(error.offset, "value-syntax", error.fact, error.hint) from None


def _fit(name: str, parameter: Parameter, given: Quantity, argument: Expression) -> None:
    fault = value_fault(parameter, given.value)
    # A number as it is written has the parameter's unit.
    written_plain = given.unit is None and not given.powers
    wanted = powers_of(UNITS[parameter.unit or "Number"])
    if not fault and not written_plain and parameter.kind == "quantity" and given.powers != wanted:
        letters = given.unit or letters_of(given.powers)
        fault = f"is {parameter.unit}, but is given {letters}"
    if fault:
        hint = "give it another value"
        raise ValueFaultError(argument.offset, "unit-mismatch", f"'{name}' {fault}", hint)


def _evaluated(formula: Formula, values: Mapping[str, float | bool], offset: int) -> float:
    try:
        return evaluate(formula, values)
    except DomainError as error:
        fact = f"'{formula.name}' has no value: {error}"
        raise ValueFaultError(offset, "value-undefined", fact, "give other arguments") from None

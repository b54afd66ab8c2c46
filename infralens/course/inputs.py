"""The inputs of a calculator: their units, ranges and defaults, and what presets fill in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from infralens.engines.formula.units import UNITS
from infralens.engines.yamlnodes import Mapping as MappingNode
from infralens.engines.yamlnodes import Node, node_at
from infralens.ground.issue import IssueSet, perhaps
from infralens.model.calculator import FieldOrElse, InputSpec, PresetSpec
from infralens.model.computable import ModelSpec, Preset, PresetRow, Value
from infralens.model.measures import MEASURES
from infralens.model.registry import Entry, Registry


class Inputs:
    """Judges the inputs of a calculator or a scene."""

    def __init__(
        self,
        spec: ModelSpec,
        node: Node,
        registries: Mapping[str, Registry],
        issues: IssueSet,
    ) -> None:
        self.spec, self.node = spec, node
        self.registries, self.issues = registries, issues
        self.known = {one.name: one for one in spec.inputs}
        self.factors = {
            one.name: MEASURES[one.in_].factor if one.in_ in MEASURES else 1.0
            for one in spec.inputs
        }
        for index, one in enumerate(spec.inputs):
            self.note_units(index, one)

    def note_units(self, index: int, one: InputSpec) -> None:
        at = ("inputs", index)
        if one.unit is not None and one.unit not in UNITS:
            hint = perhaps(one.unit, UNITS, "the guide on formulas lists the units")
            self.add((*at, "unit"), "unknown-unit", f"no unit '{one.unit}'", hint)
        elif one.in_ not in MEASURES:
            hint = perhaps(one.in_, MEASURES, "the guide on calculators lists the units")
            self.add((*at, "in"), "unknown-unit", f"no unit '{one.in_}'", hint)
        elif MEASURES[one.in_].dimension != UNITS[one.unit or "Number"]:
            fitting = [
                m.name for m in MEASURES.values() if m.dimension == UNITS[one.unit or "Number"]
            ]
            fact = f"'{one.in_}' is no unit of {one.unit or 'a plain number'}"
            hint = f"write one of {', '.join(filter(None, fitting))}" if one.unit else "drop it"
            self.add((*at, "in"), "unit-mismatch", fact, hint)
        if one.minimum is not None and one.maximum is not None and one.minimum > one.maximum:
            fact = f"'{one.name}' goes from {one.minimum:g} to {one.maximum:g}"
            self.add((*at, "maximum"), "bad-value", fact, "let it end above where it begins")
        values = [choice.value for choice in one.choices]
        for number, value in enumerate(values):
            if value in values[:number]:
                fact = f"'{one.name}' offers {value:g} twice"
                self.add((*at, "choices", number), "name-twice", fact, "remove one of them")

    def presets(self) -> tuple[Preset, ...]:
        """Every preset with the rows that fill all it promises."""
        found = []
        for index, spec in enumerate(self.spec.presets):
            rows = tuple(self.rows(index, spec))
            chosen = spec.chosen
            if chosen is not None and chosen not in (row.id for row in rows):
                hint = perhaps(chosen, [row.id for row in rows], "choose a row that it offers")
                fact = f"'{spec.key}' offers no row '{chosen}'"
                self.add(("presets", index, "chosen"), "unknown-entry", fact, hint)
            found.append(Preset(spec.key, spec.label, rows, chosen))
        return tuple(found)

    def rows(self, index: int, spec: PresetSpec) -> Iterator[PresetRow]:
        at = ("presets", index)
        if spec.registry is None:
            for number, row in enumerate(spec.rows):
                if self.are_inputs((*at, "rows", number, "fills"), row.fills):
                    yield PresetRow(row.id, row.name, dict(row.fills))
            return
        registry = self.registries[spec.registry]
        if not self.are_inputs((*at, "fills"), spec.fills):
            return
        for name, wanted in spec.fills.items():
            self.note_field((*at, "fills", name), name, wanted, registry)
        for number, field in enumerate(spec.needs):
            if field not in registry.fields:
                hint = perhaps(field, registry.fields, "name a field of its rows")
                fact = f"'{registry.name}' has no field '{field}'"
                self.add((*at, "needs", number), "unknown-entry", fact, hint)
        for entry in registry.entries.values():
            if not entry.fields.keys() >= set(spec.needs):
                continue
            values = {name: self.value(name, wanted, entry) for name, wanted in spec.fills.items()}
            whole = {name: value for name, value in values.items() if value is not None}
            if len(whole) == len(values):
                yield PresetRow(entry.id, entry.name, whole)

    def are_inputs(self, location: tuple[str | int, ...], names: Mapping[str, object]) -> bool:
        unknown = [name for name in names if name not in self.known]
        for name in unknown:
            node = node_at(self.node, location)
            key = node.key(name) if isinstance(node, MappingNode) else None
            hint = perhaps(name, self.known, "list it among the inputs")
            at = (key or node).position
            self.issues.add(at, "unknown-input", f"no input '{name}'", hint)
        return not unknown

    def note_field(
        self,
        location: tuple[str | int, ...],
        name: str,
        wanted: str | FieldOrElse,
        registry: Registry,
    ) -> None:
        field = wanted if isinstance(wanted, str) else wanted.field
        dimensions = {e.fields[field][1] for e in registry.entries.values() if field in e.fields}
        one = self.known[name]
        if not dimensions:
            hint = perhaps(field, registry.fields, "name a field of its rows")
            fact = f"'{registry.name}' has no field '{field}'"
            self.add(location, "unknown-entry", fact, hint)
        elif one.unit is None or one.unit in UNITS:
            dimension = UNITS[one.unit or "Number"]
            if dimensions != {dimension}:
                fact = f"'{field}' is in {_said(*dimensions)}, the input in {_said(dimension)}"
                self.add(location, "unit-mismatch", fact, "choose another field or unit")

    def value(self, name: str, wanted: str | FieldOrElse, entry: Entry) -> Value | None:
        """What the row fills in, in the unit the input is typed in."""
        field = wanted if isinstance(wanted, str) else wanted.field
        if field not in entry.fields:
            return None if isinstance(wanted, str) else wanted.otherwise
        value = entry.fields[field][0]
        if isinstance(value, bool):
            return value
        # Twelve digits are more than any figure has: 3,350 GB/s are not 3,350.0000000000005.
        return float(f"{value / self.factors[name]:.12g}")

    def defaults(self, presets: tuple[Preset, ...]) -> dict[str, Value]:
        """The value of each input at the beginning, in the unit it is typed in."""
        filled: dict[str, Value] = {}
        for preset in presets:
            for row in preset.rows:
                if row.id == preset.chosen:
                    filled.update(row.values)
        found: dict[str, Value] = {}
        for index, one in enumerate(self.spec.inputs):
            default = one.default
            if default is not None and one.name in filled:
                fact = f"the preset fills '{one.name}' already"
                hint = "remove the default, or what the preset chooses"
                self.add(("inputs", index, "default"), "default-outside", fact, hint)
            if default is None:
                default = filled.get(one.name)
            if default is None:
                fact = f"'{one.name}' has no default"
                hint = "add 'default:', or choose a row of a preset that fills it"
                self.add(("inputs", index, "name"), "default-outside", fact, hint)
                continue
            fault = input_fault(one, default)
            if fault:
                fact = f"the default of '{one.name}' {fault}"
                location = ("inputs", index, "default")
                self.add(location, "default-outside", fact, "mend the one or the other")
            found[one.name] = default
        return found

    def add(self, location: tuple[str | int, ...], code: str, fact: str, hint: str) -> None:
        self.issues.add(node_at(self.node, location).position, code, fact, hint)


def input_fault(one: InputSpec, value: Value) -> str | None:
    """Why an input cannot have a value, in words that follow its name; None when it can."""
    if one.kind == "flag" or isinstance(value, bool):
        matches = one.kind == "flag" and isinstance(value, bool)
        return None if matches else "takes true or false" if one.flag else "takes a number"
    if one.kind == "choice":
        choices = [choice.value for choice in one.choices]
        offered = ", ".join(f"{choice:g}" for choice in choices)
        return None if value in choices else f"is {value:g}, not one of {offered}"
    if one.minimum is not None and value < one.minimum:
        return f"is {value:g}, below {one.minimum:g}"
    if one.maximum is not None and value > one.maximum:
        return f"is {value:g}, above {one.maximum:g}"
    return None


def _said(*dimensions: str) -> str:
    return " or ".join(sorted(dimension or "plain numbers" for dimension in dimensions))

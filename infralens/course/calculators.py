"""Reading calculators: every formula, argument, input and preset is resolved or reported."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from infralens.course.arguments import Arguments
from infralens.course.computing import compute
from infralens.course.inputs import Inputs
from infralens.course.layout import CALCULATORS, DATA
from infralens.course.library import library_and_issues
from infralens.course.oracles import read_oracles
from infralens.course.registries import read_registries
from infralens.engines.formula import Library
from infralens.engines.yamlnodes import Node, node_at, read_yaml, validate
from infralens.ground.issue import IssueSet, perhaps
from infralens.ground.position import Position
from infralens.ground.source import SourceError, read_source
from infralens.model.calculator import CalculatorSpec, OracleSpec
from infralens.model.computable import Calculator, FromInput
from infralens.model.registry import Registry

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TAKEN = frozenset({"index", "spot-the-bug"})


@dataclass(frozen=True)
class CalculatorFile:
    """A calculator's file; ``calculator`` is None where something in it is not resolved."""

    id: str
    path: str
    spec: CalculatorSpec
    node: Node
    calculator: Calculator | None


@dataclass(frozen=True)
class Shelf:
    """What calculators are made from."""

    library: Library
    registries: Mapping[str, Registry]
    oracles: Mapping[str, OracleSpec]


def read_shelf(root: Path, docs: str, references: frozenset[str], issues: IssueSet) -> Shelf:
    """The formulas, the registries and the published answers of the course."""
    formulas, wrong = library_and_issues()
    issues.extend(wrong)
    registries = read_registries(root, docs, references, issues)
    return Shelf(formulas, registries, read_oracles(root, docs, formulas, issues))


def read_calculators(root: Path, docs: str, shelf: Shelf, issues: IssueSet) -> list[CalculatorFile]:
    """All calculators of the course, in the order of their names."""
    folder = root / docs / DATA / CALCULATORS
    found = []
    for path in sorted(folder.glob("*.yml")) if folder.is_dir() else ():
        file = _read_file(root, docs, f"{docs}/{DATA}/{CALCULATORS}/{path.name}", shelf, issues)
        if file is not None:
            found.append(file)
    return found


def _read_file(
    root: Path, docs: str, path: str, shelf: Shelf, issues: IssueSet
) -> CalculatorFile | None:
    id_ = path.rsplit("/", 1)[-1].removesuffix(".yml")
    if not _ID.fullmatch(id_) or id_ in _TAKEN:
        hint = "name the file in lower case, words joined by hyphens"
        issues.add(Position(path), "bad-value", f"'{id_}' cannot be a calculator's name", hint)
        return None
    try:
        source = read_source(root, path, at=Position(path), within=docs)
    except SourceError as error:
        issues.extend([error.issue])
        return None
    node = read_yaml(source, issues)
    spec = validate(CalculatorSpec, node, issues) if node is not None else None
    if spec is None or node is None:
        return None
    problems = IssueSet()
    calculator = _Resolver(id_, path, spec, node, shelf, problems).resolve()
    issues.extend(problems)
    return CalculatorFile(id_, path, spec, node, calculator if not len(problems) else None)


class _Resolver:
    def __init__(
        self,
        id_: str,
        path: str,
        spec: CalculatorSpec,
        node: Node,
        shelf: Shelf,
        issues: IssueSet,
    ) -> None:
        self.id, self.path, self.spec, self.node = id_, path, spec, node
        self.shelf, self.issues = shelf, issues

    def resolve(self) -> Calculator:
        """The calculator; it can be used when nothing was reported."""
        self.note_twins()
        inputs = Inputs(self.spec, self.node, self.shelf.registries, self.issues)
        presets = inputs.presets()
        defaults = inputs.defaults(presets)
        arguments = Arguments(self.spec, self.node, self.shelf.library, self.issues)
        calculator = Calculator(
            id=self.id,
            path=self.path,
            spec=self.spec,
            defaults=defaults,
            factors=inputs.factors,
            presets=presets,
            outputs=tuple(arguments.outputs("outputs", self.spec.outputs)),
            inverse=tuple(arguments.outputs("inverse", self.spec.inverse)),
            oracles=tuple(self.oracles()),
        )
        self.note_sweep()
        self.note_modes()
        if not len(self.issues):
            self.note_unused(calculator)
            self.note_undefined(calculator)
        return calculator

    def oracles(self) -> Iterator[OracleSpec]:
        for index, name in enumerate(self.spec.oracles):
            known = self.shelf.oracles
            if name in known:
                yield known[name]
                continue
            hint = perhaps(name, known, f"add it to {DATA}/oracles.yml")
            self.add(("oracles", index), "unknown-oracle", f"no oracle '{name}'", hint)

    def note_twins(self) -> None:
        results = [("outputs", self.spec.outputs), ("inverse", self.spec.inverse)]
        self.distinct((("presets", i), one.key) for i, one in enumerate(self.spec.presets))
        self.distinct((("modes", i, "id"), one.id) for i, one in enumerate(self.spec.modes))
        keys = (
            ((part, i, "key"), one.key) for part, specs in results for i, one in enumerate(specs)
        )
        names = ((("inputs", i, "name"), one.name) for i, one in enumerate(self.spec.inputs))
        self.distinct(chain(names, keys))

    def distinct(self, names: Iterable[tuple[tuple[str | int, ...], str]]) -> None:
        taken: set[str] = set()
        for location, name in names:
            if name in taken:
                self.add(location, "name-twice", f"'{name}' stands twice", "choose another name")
            taken.add(name)

    def note_sweep(self) -> None:
        sweep = self.spec.sweep
        if sweep is None:
            return
        quantities = [one.name for one in self.spec.inputs if one.kind == "quantity"]
        if sweep.input not in quantities:
            hint = perhaps(sweep.input, quantities, "sweep an input that is a number")
            fact = f"no input '{sweep.input}' that is a number"
            self.add(("sweep", "input"), "unknown-input", fact, hint)
        keys = [one.key for one in self.spec.outputs]
        for name in sweep.outputs:
            if name not in keys:
                hint = perhaps(name, keys, "name an output")
                self.add(("sweep", "output"), "unknown-output", f"no output '{name}'", hint)
        if not sweep.from_ < sweep.to or (sweep.scale == "log" and sweep.from_ <= 0):
            least = "above 0 and below" if sweep.scale == "log" else "below"
            fact = f"the sweep runs from {sweep.from_:g} to {sweep.to:g}"
            self.add(("sweep", "from"), "bad-value", fact, f"begin {least} its end")

    def note_modes(self) -> None:
        known = [mode.id for mode in self.spec.modes]
        for part, specs in (("outputs", self.spec.outputs), ("inverse", self.spec.inverse)):
            for index, spec in enumerate(specs):
                if spec.mode is not None and spec.mode not in known:
                    hint = perhaps(spec.mode, known, "list it among the modes")
                    fact = f"no mode '{spec.mode}'"
                    self.add((part, index, "mode"), "bad-value", fact, hint)

    def note_unused(self, calculator: Calculator) -> None:
        used = {
            one.name
            for output in calculator.results
            for one in output.arguments.values()
            if isinstance(one, FromInput)
        }
        for index, one in enumerate(self.spec.inputs):
            if one.name not in used:
                hint = "give it to a formula, or remove it"
                fact = f"no formula uses the input '{one.name}'"
                self.add(("inputs", index, "name"), "input-unused", fact, hint)

    def note_undefined(self, calculator: Calculator) -> None:
        results = compute(calculator, self.shelf.library, calculator.defaults)
        for part, specs in (("outputs", self.spec.outputs), ("inverse", self.spec.inverse)):
            for index, spec in enumerate(specs):
                result = results[spec.key]
                if isinstance(result, str):
                    fact = f"'{spec.key}' has no value at the defaults: {result}"
                    hint = "choose defaults for which it has one"
                    self.add((part, index, "formula"), "value-undefined", fact, hint)

    def add(self, location: tuple[str | int, ...], code: str, fact: str, hint: str) -> None:
        self.issues.add(node_at(self.node, location).position, code, fact, hint)

"""The names that a mission uses: what it names and does not have is reported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from infralens.engines.formula import Library
from infralens.engines.formula.units import UNITS
from infralens.engines.yamlnodes import Node, node_at
from infralens.ground.issue import IssueSet, perhaps
from infralens.model.measures import MEASURES
from infralens.model.mission import Bounds, Estimate
from infralens.model.scene import Model

Location = tuple[str | int, ...]
"""Where something stands in a mission, by keys and indexes."""


@dataclass(frozen=True)
class Names:
    """Looks names up for the mission that ``node`` holds."""

    node: Node
    library: Library
    issues: IssueSet

    def tracks(self, at: Location, given: Mapping[str, object], tracks: list[str]) -> None:
        """What stands for each track, no more and no less."""
        self.known_tracks(at, given, tracks)
        for track in tracks:
            if track not in given:
                fact = f"the track '{track}' is missing"
                self.add(at, "unknown-track", fact, "every part exists on every track")

    def known_tracks(self, at: Location, given: Iterable[str], tracks: list[str]) -> None:
        """What stands for some of the tracks."""
        for track in given:
            if track not in tracks:
                hint = perhaps(track, tracks, "list it among the tracks")
                self.add((*at, track), "unknown-track", f"no track '{track}'", hint)

    def input(self, at: Location, name: str, model: Model) -> bool:
        """Whether there is such an input."""
        known = [one.name for one in model.inputs]
        if name not in known:
            hint = perhaps(name, known, f"it has {', '.join(known)}")
            self.add(at, "unknown-input", f"no input '{name}'", hint)
        return name in known

    def output(self, at: Location, key: str, model: Model) -> str | None:
        """The unit of an output, or None where there is no such output."""
        known = {one.spec.key: one.spec.formula for one in model.results}
        if key not in known:
            hint = perhaps(key, known, f"it has {', '.join(known)}")
            self.add(at, "unknown-output", f"'{model.id}' has no output '{key}'", hint)
            return None
        return self.library.formulas[known[key]].unit

    def time(self, at: Location, key: str, model: Model) -> None:
        """An output that is drawn as a time."""
        unit = self.output(at, key, model)
        if unit is not None and UNITS[unit] != UNITS["Seconds"]:
            fact = f"'{key}' is {unit}, where a time is drawn"
            self.add(at, "unit-mismatch", fact, "name an output in seconds")

    def unit_of(self, name: str, model: Model) -> str | None:
        """The unit of an input or an output, or None where there is neither."""
        for one in model.inputs:
            if one.name == name:
                return one.unit if one.unit in UNITS else "Number"
        for output in model.results:
            if output.spec.key == name:
                return self.library.formulas[output.spec.formula].unit
        return None

    def measured(self, at: Location, spec: Bounds | Estimate, model: Model) -> None:
        """An output with the unit in which a number is typed for it."""
        unit = self.output((*at, "output"), spec.output, model)
        if unit is None:
            return
        fitting = [one.name for one in MEASURES.values() if one.dimension == UNITS[unit]]
        if spec.in_ not in MEASURES:
            hint = perhaps(spec.in_, fitting, "the guide on calculators lists the units")
            self.add((*at, "in"), "unknown-unit", f"no unit '{spec.in_}'", hint)
        elif spec.in_ not in fitting:
            written = f"'{spec.in_}' is not" if spec.in_ else "and no unit is given"
            fact = f"'{spec.output}' is {unit}, {written}"
            hint = f"write in: {', or '.join(fitting[:3])}" if UNITS[unit] else "drop 'in:'"
            self.add((*at, "in"), "unit-mismatch", fact, hint)

    def distinct(self, part: str, names: list[str]) -> None:
        for index, name in enumerate(names):
            if name in names[:index]:
                fact = f"'{name}' stands twice"
                self.add((part, index, "id"), "name-twice", fact, "choose another name")

    def add(self, location: Location, code: str, fact: str, hint: str) -> None:
        self.issues.add(node_at(self.node, location).position, code, fact, hint)

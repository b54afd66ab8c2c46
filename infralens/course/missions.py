"""Reading missions: every scene's formulas, controls and bindings are resolved or reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from infralens.course.arguments import Arguments
from infralens.course.computing import compute
from infralens.course.inputs import Inputs, input_fault
from infralens.course.labs import is_mission, numbered, spec_paths
from infralens.course.layout import LABS, REPLAY_ADDRESS, mission_address
from infralens.engines.formula import Library
from infralens.engines.formula.units import UNITS
from infralens.engines.yamlnodes import Node, node_at, read_yaml, validate
from infralens.ground.issue import IssueSet, perhaps
from infralens.ground.position import Position
from infralens.ground.source import SourceError, read_source
from infralens.model.calculator import OutputSpec
from infralens.model.computable import FromInput, ModelSpec
from infralens.model.mission import Blocks, DesignSpec, Frontier, MissionSpec, SceneSpec, Waterfall
from infralens.model.scene import (
    OPTIONAL,
    SIMULATIONS,
    Design,
    Mission,
    Model,
    Part,
    Scene,
)

Location = tuple[str | int, ...]


@dataclass(frozen=True)
class MissionFile:
    """A mission whose spec could be read; ``mission`` is None where a name is not resolved."""

    group: str
    slug: str
    number: int
    node: Node
    spec: MissionSpec
    mission: Mission | None

    @property
    def path(self) -> str:
        return self.node.source.path

    def at(self, *location: str | int) -> Position:
        return node_at(self.node, location).position


def read_missions(root: Path, group: str, library: Library, issues: IssueSet) -> list[MissionFile]:
    """The missions among the labs of a track, in the order of their numbers."""
    # What cannot be read, or is misnamed, is reported where labs are read.
    paths = spec_paths(root, group, IssueSet())
    found = [file for path in paths if (file := _read(root, group, path, library, issues))]
    return sorted(found, key=lambda file: (file.number, file.slug))


def _read(
    root: Path, group: str, path: str, library: Library, issues: IssueSet
) -> MissionFile | None:
    try:
        node = read_yaml(read_source(root, path, at=Position(path), within=LABS), IssueSet())
    except SourceError:
        return None
    name = numbered(path)
    if node is None or name is None or not is_mission(node):
        return None
    spec = validate(MissionSpec, node, issues)
    if spec is None:
        return None
    problems = IssueSet()
    mission = _Resolver(group, name[1], name[0], spec, node, library, problems).mission()
    issues.extend(problems)
    return MissionFile(group, name[1], name[0], node, spec, mission if not len(problems) else None)


class _Resolver:
    def __init__(
        self,
        group: str,
        slug: str,
        number: int,
        spec: MissionSpec,
        node: Node,
        library: Library,
        issues: IssueSet,
    ) -> None:
        self.group, self.slug, self.number = group, slug, number
        self.spec, self.node, self.library, self.issues = spec, node, library, issues

    def mission(self) -> Mission:
        """The mission; it can be used when nothing was reported."""
        if mission_address(self.slug) == REPLAY_ADDRESS:
            fact = f"{REPLAY_ADDRESS} is the page that replays ledgers"
            self.add((), "name-twice", fact, "give the file another name")
        tracks = [track.id for track in self.spec.tracks]
        self.distinct("tracks", tracks)
        self.distinct("parts", [part.id for part in self.spec.parts])
        parts = []
        for index, part in enumerate(self.spec.parts):
            self.note_tracks(("parts", index, "scenes"), part.scenes, tracks)
            scenes = []
            for track, scene in part.scenes.items():
                at: Location = ("parts", index, "scenes", track)
                id_ = f"{self.slug}-{part.id}-{track}"
                model = self.model(at, id_, scene, scene.outputs)
                self.note_scene(at, scene, model)
                for key in part.math:
                    self.note_output(("parts", index, "math"), key, model)
                for option in part.mechanism.options:
                    where: Location = ("parts", index, "mechanism")
                    self.note_output(where, option.holds.output, model)
                if track in part.challenges:
                    for goal in part.challenges[track].goals:
                        where = ("parts", index, "challenges", track)
                        self.note_output(where, goal.output, model)
                scenes.append(Scene(part.id, track, scene, model))
            scenes.sort(key=lambda scene: tracks.index(scene.track) if scene.track in tracks else 0)
            parts.append(Part(part, tuple(scenes)))
        return Mission(
            group=self.group,
            slug=self.slug,
            number=self.number,
            path=self.node.source.path,
            spec=self.spec,
            parts=tuple(parts),
            designs=tuple(self.designs(tracks)),
        )

    def designs(self, tracks: list[str]) -> Iterator[Design]:
        synthesis = self.spec.synthesis
        if synthesis is None:
            return
        self.note_tracks(("synthesis", "designs"), synthesis.designs, tracks)
        for track, spec in synthesis.designs.items():
            at: Location = ("synthesis", "designs", track)
            model = self.model(at, f"{self.slug}-synthesis-{track}", spec, spec.outputs)
            for index, one in enumerate(spec.inputs):
                if one.kind == "quantity":
                    fact = f"the setting '{one.name}' is no choice"
                    hint = "give it 'choices:', so that all designs can be compared"
                    self.add((*at, "inputs", index, "name"), "bad-value", fact, hint)
            for index, objective in enumerate(spec.objectives):
                self.note_output((*at, "objectives", index, "output"), objective.output, model)
            for index, limit in enumerate(spec.limits):
                self.note_output((*at, "limits", index, "output"), limit.output, model)
            yield Design(track, spec, model)

    def model(
        self,
        at: Location,
        id_: str,
        spec: SceneSpec | DesignSpec,
        outputs: Iterable[OutputSpec],
    ) -> Model:
        """What a scene or a design computes."""
        node = node_at(self.node, at)
        as_model: ModelSpec = spec
        inputs = Inputs(as_model, node, {}, self.issues)
        arguments = Arguments(as_model, node, self.library, self.issues)
        before = len(self.issues)
        results = tuple(arguments.outputs("outputs", outputs))
        model = Model(id_, spec.inputs, inputs.defaults(()), inputs.factors, results)
        names = [one.name for one in spec.inputs] + [one.key for one in spec.outputs]
        for name in {name for name in names if names.count(name) > 1}:
            self.add(at, "name-twice", f"'{name}' stands twice", "choose another name")
        if len(self.issues) == before and len(model.defaults) == len(spec.inputs):
            for key, result in compute(model, self.library, model.defaults).items():
                if isinstance(result, str):
                    fact = f"'{key}' has no value at the defaults: {result}"
                    hint = "choose defaults for which it has one"
                    self.add((*at, "outputs"), "value-undefined", fact, hint)
        return model

    def note_scene(self, at: Location, scene: SceneSpec, model: Model) -> None:
        for index, name in enumerate(scene.controls):
            self.note_input((*at, "controls", index), name, model)
        for index, expert in enumerate(scene.expert):
            self.note_input((*at, "expert", index, "control"), expert.control, model)
            if expert.replaces not in scene.controls:
                hint = perhaps(expert.replaces, scene.controls, "name one of the controls")
                fact = f"'{expert.replaces}' is no control"
                self.add((*at, "expert", index, "replaces"), "unknown-input", fact, hint)
        for index, key in enumerate(scene.shown):
            self.note_output((*at, "shown", index), key, model)
        self.note_output((*at, "estimate", "output"), scene.estimate.output, model)
        for name, value in scene.estimate.at.items():
            self.note_input((*at, "estimate", "at", name), name, model)
            known = [one for one in scene.inputs if one.name == name]
            fault = input_fault(known[0], value) if known else None
            if fault:
                fact = f"'{name}' {fault}"
                where = (*at, "estimate", "at", name)
                self.add(where, "default-outside", fact, "choose another value")
        if scene.target is not None:
            self.note_output((*at, "target", "output"), scene.target.output, model)
        self.note_instrument((*at, "instrument"), scene, model)
        self.note_used(at, scene, model)

    def note_instrument(self, at: Location, scene: SceneSpec, model: Model) -> None:
        match scene.instrument:
            case Frontier() as frontier:
                self.note_input((*at, "load"), frontier.load, model)
                for key in filter(None, (frontier.latency, frontier.mean)):
                    self.note_output((*at, "latency"), key, model)
            case Waterfall() as waterfall:
                for index, segment in enumerate(waterfall.segments):
                    self.note_output((*at, "segments", index, "output"), segment.output, model)
                for index, strip in enumerate(waterfall.strips):
                    self.note_output((*at, "strips", index, "share"), strip.share, model)
                for key in filter(None, (waterfall.total, waterfall.throughput)):
                    self.note_output((*at, "total"), key, model)
            case Blocks():
                pass
        if isinstance(scene.instrument, Frontier | Blocks):
            self.note_simulation((*at, "simulation"), scene, model)

    def note_simulation(self, at: Location, scene: SceneSpec, model: Model) -> None:
        assert not isinstance(scene.instrument, Waterfall)
        simulation = scene.instrument.simulation
        parameters = SIMULATIONS[simulation.kind]
        for name, given in simulation.with_.items():
            where = (*at, "with", name)
            if name not in parameters:
                hint = perhaps(name, parameters, f"it has {', '.join(parameters)}")
                fact = f"'{simulation.kind}' has no parameter '{name}'"
                self.add(where, "unknown-parameter", fact, hint)
            elif isinstance(given, str):
                unit = self.unit_of(given, scene)
                if unit is None:
                    known = [one.name for one in scene.inputs] + [o.key for o in scene.outputs]
                    hint = perhaps(given, known, "name an input or an output")
                    self.add(where, "unknown-input", f"no input or output '{given}'", hint)
                elif UNITS[unit] != UNITS[parameters[name]]:
                    fact = f"'{given}' is {unit}, '{name}' is {parameters[name]}"
                    self.add(where, "unit-mismatch", fact, "bind another value")
        for name in parameters:
            if name not in simulation.with_ and name not in OPTIONAL:
                fact = f"'{simulation.kind}' needs '{name}'"
                self.add(at, "argument-missing", fact, f"write {name}: …")

    def unit_of(self, name: str, scene: SceneSpec) -> str | None:
        for one in scene.inputs:
            if one.name == name:
                return one.unit if one.unit in UNITS else "Number"
        for output in scene.outputs:
            formula = self.library.formulas.get(output.formula)
            if output.key == name and formula is not None:
                return formula.unit
        return None

    def note_used(self, at: Location, scene: SceneSpec, model: Model) -> None:
        used = {
            argument.name
            for output in model.results
            for argument in output.arguments.values()
            if isinstance(argument, FromInput)
        }
        if not isinstance(scene.instrument, Waterfall):
            used |= {str(given) for given in scene.instrument.simulation.with_.values()}
        for index, one in enumerate(scene.inputs):
            if one.name not in used:
                fact = f"nothing uses the input '{one.name}'"
                hint = "give it to a formula, or remove it"
                self.add((*at, "inputs", index, "name"), "input-unused", fact, hint)

    def note_tracks(self, at: Location, given: Mapping[str, object], tracks: list[str]) -> None:
        for track in given:
            if track not in tracks:
                hint = perhaps(track, tracks, "list it among the tracks")
                self.add((*at, track), "unknown-track", f"no track '{track}'", hint)
        for track in tracks:
            if track not in given:
                fact = f"the track '{track}' is missing"
                self.add(at, "unknown-track", fact, "every part exists on every track")

    def note_input(self, at: Location, name: str, model: Model) -> None:
        known = [one.name for one in model.inputs]
        if name not in known:
            hint = perhaps(name, known, f"it has {', '.join(known)}")
            self.add(at, "unknown-input", f"no input '{name}'", hint)

    def note_output(self, at: Location, key: str, model: Model) -> None:
        known = [one.spec.key for one in model.results]
        if key not in known:
            hint = perhaps(key, known, f"it has {', '.join(known)}")
            self.add(at, "unknown-output", f"'{model.id}' has no output '{key}'", hint)

    def distinct(self, part: str, names: list[str]) -> None:
        for index, name in enumerate(names):
            if name in names[:index]:
                fact = f"'{name}' stands twice"
                self.add((part, index, "id"), "name-twice", fact, "choose another name")

    def add(self, location: Location, code: str, fact: str, hint: str) -> None:
        self.issues.add(node_at(self.node, location).position, code, fact, hint)

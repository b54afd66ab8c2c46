"""Reading missions: every scene's formulas, controls and bindings are resolved or reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import prod
from pathlib import Path

from infralens.course.arguments import Arguments
from infralens.course.computing import compute
from infralens.course.inputs import Inputs, input_fault
from infralens.course.instruments import note_instrument
from infralens.course.labfiles import is_mission, numbered, spec_paths
from infralens.course.layout import LABS, REPLAY_ADDRESS, mission_address
from infralens.course.mission_names import Location, Names
from infralens.engines.formula import Library
from infralens.engines.yamlnodes import Node, node_at, read_yaml, validate
from infralens.ground.issue import Issue, IssueSet, perhaps
from infralens.ground.position import Position
from infralens.ground.source import SourceError, read_source
from infralens.model.calculator import OutputSpec
from infralens.model.computable import ModelSpec
from infralens.model.mission import DesignSpec, MissionSpec, SceneSpec
from infralens.model.scene import Design, Mission, Model, Part, Scene

SECTIONS = ("tracks", "synthesis", "ledger", "further-reading")
"""The anchors that the page of a mission has beside those of its parts."""

MOST_DESIGNS = 2000
"""Designs of a strategy: a page computes all of them and compares each with each."""


@dataclass(frozen=True, eq=False)
class MissionFile:
    """A mission whose spec could be read; ``mission`` is None where a name is not resolved.

    It equals itself alone, and is the same as long as its text and the formulas are.
    """

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
    if node is None or not is_mission(node):
        return None
    file, problems = _resolved(group, path, node, library)
    issues.extend(problems)
    return file


@lru_cache(maxsize=64)
def _resolved(
    group: str, path: str, node: Node, library: Library
) -> tuple[MissionFile | None, tuple[Issue, ...]]:
    problems = IssueSet()
    name = numbered(path)
    spec = validate(MissionSpec, node, problems) if name else None
    if spec is None or name is None:
        return None, tuple(problems)
    mission = _Resolver(group, name[1], name[0], spec, node, library, problems).mission()
    usable = mission if not len(problems) else None
    return MissionFile(group, name[1], name[0], node, spec, usable), tuple(problems)


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
        self.names = Names(node, library, issues)

    def mission(self) -> Mission:
        """The mission; it can be used when nothing was reported."""
        if mission_address(self.slug) == REPLAY_ADDRESS:
            fact = f"{REPLAY_ADDRESS} is the page that replays ledgers"
            self.names.add((), "name-twice", fact, "give the file another name")
        tracks = [track.id for track in self.spec.tracks]
        self.names.distinct("tracks", tracks)
        self.names.distinct("parts", [part.id for part in self.spec.parts])
        parts = []
        for index, part in enumerate(self.spec.parts):
            if part.id in SECTIONS:
                fact = f"'{part.id}' is a section of every mission"
                self.names.add(("parts", index, "id"), "name-twice", fact, "choose another name")
            self.names.known_tracks(("parts", index, "challenges"), part.challenges, tracks)
            self.names.tracks(("parts", index, "scenes"), part.scenes, tracks)
            scenes = []
            for track, scene in part.scenes.items():
                at: Location = ("parts", index, "scenes", track)
                id_ = f"{self.slug}-{part.id}-{track}"
                model = self.model(at, id_, scene, scene.outputs)
                self.note_scene(at, scene, model)
                for key in part.math:
                    self.names.output(("parts", index, "math"), key, model)
                for number, option in enumerate(part.mechanism.options):
                    where: Location = ("parts", index, "mechanism", "options", number, "holds")
                    self.names.measured(where, option.holds, model)
                if track in part.challenges:
                    for number, goal in enumerate(part.challenges[track].goals):
                        where = ("parts", index, "challenges", track, "goals", number, "output")
                        self.names.output(where, goal.output, model)
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
        self.names.tracks(("synthesis", "designs"), synthesis.designs, tracks)
        for track, spec in synthesis.designs.items():
            at: Location = ("synthesis", "designs", track)
            model = self.model(at, f"{self.slug}-synthesis-{track}", spec, spec.outputs)
            for index, one in enumerate(spec.inputs):
                if one.kind == "quantity":
                    fact = f"the setting '{one.name}' is no choice"
                    hint = "give it 'choices:', so that all designs can be compared"
                    self.names.add((*at, "inputs", index, "name"), "bad-value", fact, hint)
            count = prod(len(one.choices) or 2 for one in spec.inputs)
            if count > MOST_DESIGNS:
                fact = f"{count:,} designs can be chosen on the track '{track}'"
                hint = f"offer fewer choices: up to {MOST_DESIGNS:,} are compared in a page"
                self.names.add((*at, "inputs"), "bad-value", fact, hint)
            for index, objective in enumerate(spec.objectives):
                if objective.output in [one.output for one in spec.objectives[:index]]:
                    fact = f"'{objective.output}' is an objective twice"
                    hint = "judge by another output"
                    self.names.add((*at, "objectives", index), "name-twice", fact, hint)
                self.names.output((*at, "objectives", index, "output"), objective.output, model)
            for index, limit in enumerate(spec.limits):
                self.names.measured((*at, "limits", index), limit, model)
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
            self.names.add(at, "name-twice", f"'{name}' stands twice", "choose another name")
        if len(self.issues) == before and len(model.defaults) == len(spec.inputs):
            for key, result in compute(model, self.library, model.defaults).items():
                if isinstance(result, str):
                    fact = f"'{key}' has no value at the defaults: {result}"
                    hint = "choose defaults for which it has one"
                    self.names.add((*at, "outputs"), "value-undefined", fact, hint)
        return model

    def note_scene(self, at: Location, scene: SceneSpec, model: Model) -> None:
        controls = [*scene.controls, *(one.control for one in scene.expert)]
        for index, name in enumerate(controls):
            if name in controls[:index]:
                late = index - len(scene.controls)
                where: Location = ("expert", late) if late >= 0 else ("controls", index)
                fact = f"'{name}' is a control twice"
                self.names.add((*at, *where), "name-twice", fact, "name another input")
        for index, name in enumerate(scene.controls):
            self.names.input((*at, "controls", index), name, model)
        for index, expert in enumerate(scene.expert):
            self.names.input((*at, "expert", index, "control"), expert.control, model)
            if expert.replaces not in scene.controls:
                hint = perhaps(expert.replaces, scene.controls, "name one of the controls")
                fact = f"'{expert.replaces}' is no control"
                self.names.add((*at, "expert", index, "replaces"), "unknown-input", fact, hint)
        for index, key in enumerate(scene.shown):
            self.names.output((*at, "shown", index), key, model)
        self.names.measured((*at, "estimate"), scene.estimate, model)
        for name, value in scene.estimate.at.items():
            self.names.input((*at, "estimate", "at", name), name, model)
            known = [one for one in scene.inputs if one.name == name]
            fault = input_fault(known[0], value) if known else None
            if fault:
                fact = f"'{name}' {fault}"
                where = (*at, "estimate", "at", name)
                self.names.add(where, "default-outside", fact, "choose another value")
        if scene.target is not None:
            self.names.measured((*at, "target"), scene.target, model)
        note_instrument(at, scene, model, self.names)

"""A scene of a mission as its page shows it: everything is computed for its defaults."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from infralens.course.computing import arguments, compute
from infralens.course.layout import mission_address, scene_scope
from infralens.course.scenes import STEPS, answer_text, displayed, meets
from infralens.engines.formula import latex, mathml, shown, working
from infralens.model.calculator import InputSpec
from infralens.model.computable import Value
from infralens.model.measures import MEASURES
from infralens.model.mission import Bounds, Frontier, Waterfall
from infralens.model.scene import Mission, Model, Part, Scene
from infralens.render.calculator_data import number_text
from infralens.render.mission_data import scene_data
from infralens.render.prose import Prose


class Scenes:
    """Renders the scenes of one mission."""

    def __init__(self, mission: Mission, prose: Prose) -> None:
        self.mission, self.prose, self.library = mission, prose, prose.library
        self.address = mission_address(mission.slug)
        self.tracks = {track.id: track for track in mission.spec.tracks}

    def view(self, part: Part, scene: Scene) -> dict[str, Any]:
        """All that the template shows of a scene."""
        prose = self.prose.within(scene_scope(self.mission.slug, scene.part, scene.track))
        spec, model = scene.spec, scene.model
        results = compute(model, self.library, model.defaults)
        track = self.tracks[scene.track]
        said = displayed(scene, self.library, model.defaults)
        challenge = part.spec.challenges.get(scene.track)
        return {
            "track": scene.track,
            "title": track.title,
            "role": track.role,
            "brief": prose.html(spec.brief, self.address),
            "ask": prose.inline(spec.estimate.ask, self.address),
            "unit": MEASURES[spec.estimate.in_].letters,
            "instrument": spec.instrument.kind,
            "caption": self.caption(scene),
            "table": self.table(scene),
            "differs": prose.html(spec.instrument.differs, self.address)
            if isinstance(spec.instrument, Frontier)
            else None,
            "controls": [self.control(model, name, None) for name in spec.controls]
            + [self.control(model, one.control, one.replaces) for one in spec.expert],
            "fixed": [
                {"label": one.label, "value": self.value(one, model.defaults[one.name])}
                for one in model.inputs
                if one.name not in scene.controls
            ],
            "shown": [
                {"key": key, "label": model.output(key).spec.label, "value": said[key]}
                for key in spec.shown
            ],
            "target": self.target(scene),
            "math": [self.math(model, key, results) for key in part.spec.math],
            "truth": answer_text(scene, self.library),
            "reveal": prose.html(spec.reveal, self.address),
            "options": [
                {
                    "text": prose.inline(option.text, self.address),
                    "says": prose.inline(option.says, self.address),
                    "true": meets(option.holds, results, model, self.library),
                }
                for option in part.spec.mechanism.options
            ],
            "challenge": {
                "who": challenge.who,
                "ask": prose.html(challenge.ask, self.address),
                "answer": prose.html(challenge.answer, self.address),
                "goals": [
                    {
                        "key": goal.output,
                        "label": model.output(goal.output).spec.label,
                        "at_most": goal.at_most,
                        "at_least": goal.at_least,
                        "from": said[goal.output],
                    }
                    for goal in challenge.goals
                ],
            }
            if challenge
            else None,
            "data": Markup(scene_data(self.mission, scene, self.address, self.library)),
        }

    def control(self, model: Model, name: str, replaces: str | None) -> dict[str, Any]:
        one = model.input(name)
        value = model.defaults[name]
        return {
            "name": name,
            "kind": one.kind,
            "label": one.label,
            "unit": MEASURES[one.in_].letters,
            "value": number_text(value),
            "checked": value is True,
            "minimum": None if one.minimum is None else number_text(one.minimum),
            "maximum": None if one.maximum is None else number_text(one.maximum),
            "choices": [
                {"value": number_text(c.value), "label": c.label, "chosen": c.value == value}
                for c in one.choices
            ],
            "help": self.prose.inline(one.help, self.address) if one.help else None,
            "replaces": replaces,
        }

    def value(self, one: InputSpec, value: Value) -> str:
        """An input as text, with its unit."""
        if isinstance(value, bool):
            return "yes" if value else "no"
        chosen = next((choice.label for choice in one.choices if choice.value == value), None)
        letters = MEASURES[one.in_].letters
        return chosen or f"{shown(value, 'Number', digits=_ALL)} {letters}".strip()

    def table(self, scene: Scene) -> dict[str, Any]:
        """What the instrument shows at the defaults, as a table."""
        instrument, model = scene.spec.instrument, scene.model
        if isinstance(instrument, Frontier):
            load = model.input(instrument.load)
            keys = [key for key in (instrument.mean, instrument.latency) if key]
            steps = [
                instrument.from_ + (instrument.to - instrument.from_) * i / (STEPS - 1)
                for i in range(STEPS)
            ]
            whole = load.step is not None and float(load.step).is_integer()
            points: list[Value] = [float(round(x)) if whole else float(f"{x:.4g}") for x in steps]
            rows = []
            for point in points:
                said = displayed(scene, self.library, {**model.defaults, load.name: point})
                rows.append([self.value(load, point), *(said[key] for key in keys)])
            return {"head": [load.label, *(model.output(k).spec.label for k in keys)], "rows": rows}
        said = displayed(scene, self.library, model.defaults)
        if isinstance(instrument, Waterfall):
            rows = [
                [model.output(one.output).spec.label, one.phase, said[one.output]]
                for one in instrument.segments
            ]
            rows.append([model.output(instrument.total).spec.label, "", said[instrument.total]])
            return {"head": ["Piece", "Spent on", "Time"], "rows": rows}
        rows = [[model.output(key).spec.label, said[key]] for key in scene.spec.shown]
        return {"head": ["Result", "Value"], "rows": rows}

    def caption(self, scene: Scene) -> str:
        instrument, model = scene.spec.instrument, scene.model
        if isinstance(instrument, Frontier):
            latency, load = model.output(instrument.latency).spec.label, instrument.load
            return f"{latency} over {model.input(load).label}: closed form and simulation"
        if isinstance(instrument, Waterfall):
            return f"{model.output(instrument.total).spec.label}, piece by piece"
        return "Blocks of memory by owner, for three allocators"

    def target(self, scene: Scene) -> dict[str, Any] | None:
        target = scene.spec.target
        if target is None:
            return None
        label = scene.model.output(target.output).spec.label
        return {"key": target.output, "label": label, "bounds": bounds_text(target)}

    def math(self, model: Model, key: str, results: Mapping[str, float | str]) -> dict[str, Any]:
        output = model.output(key)
        formula = self.library.formulas[output.spec.formula]
        given = arguments(model, output, model.defaults, results)
        return {
            "key": key,
            "label": output.spec.label,
            "math": Markup(mathml(formula)),
            "latex": latex(formula),
            "steps": () if isinstance(given, str) else working(formula, given),
            "source": formula.source,
        }


def bounds_text(bounds: Bounds) -> str:
    """The condition in words."""
    letters = MEASURES[bounds.in_].letters
    words = []
    for word, value in (("at least", bounds.at_least), ("at most", bounds.at_most)):
        if value is not None:
            words.append(f"{word} {shown(value, 'Number', digits=_ALL)} {letters}".strip())
    return " and ".join(words)


_ALL = 12

"""Missions: their pages, complete without script, and the pages that list and replay them.

In the order of the document a number that is asked for never stands above its lock: first come the
briefs and the locks of a part, on all tracks, then what the locks open.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from infralens.course.computing import arguments, compute
from infralens.course.layout import mission_address, page_address, relative, scene_scope
from infralens.course.scenes import STEPS, answer_text, displayed, meets
from infralens.engines.formula import mathml, shown, working
from infralens.model.calculator import InputSpec, Value
from infralens.model.course import Course
from infralens.model.measures import MEASURES
from infralens.model.mission import Bounds, Frontier, Waterfall
from infralens.model.scene import Design, Mission, Model, Part, Scene
from infralens.render.blocks import question_html
from infralens.render.calculator_data import number_text
from infralens.render.environment import template
from infralens.render.literal import literal
from infralens.render.mission_data import design_data, scene_data
from infralens.render.prose import Prose

INDEX = "/missions/"
"""The page that lists the missions."""


def missions_markdown(course: Course) -> str:
    """All missions with what they are about."""
    return template(
        "missions.md.jinja",
        missions=[
            {
                "title": mission.spec.title,
                "href": relative(mission_address(mission.slug), INDEX),
                "summary": mission.spec.summary,
                "minutes": mission.spec.minutes,
                "tracks": [track.title for track in mission.spec.tracks],
            }
            for mission in course.missions
        ],
    )


def mission_markdown(mission: Mission, prose: Prose) -> str:
    """The page of one mission."""
    return _MissionPage(mission, prose).markdown()


class _MissionPage:
    def __init__(self, mission: Mission, prose: Prose) -> None:
        self.mission, self.spec = mission, mission.spec
        self.address = mission_address(mission.slug)
        self.library = prose.library
        self.prose = prose.within(self.address)
        self.tracks = {track.id: track for track in self.spec.tracks}

    def markdown(self) -> str:
        spec = self.spec
        return template(
            "mission.md.jinja",
            title=literal(spec.title),
            slug=self.mission.slug,
            facts=self.facts(),
            handbook=self.handbook(),
            brief=self.text(spec.brief),
            invariants=[self.item(text) for text in spec.invariants],
            tracks=template(
                "mission-tracks.html.jinja",
                slug=self.mission.slug,
                tracks=[
                    {
                        "id": track.id,
                        "title": track.title,
                        "role": track.role,
                        "goal": self.prose.inline(track.goal, self.address),
                        "crisis": self.prose.inline(track.crisis, self.address),
                        "levers": self.prose.inline(track.levers, self.address),
                    }
                    for track in spec.tracks
                ],
            ),
            parts=[
                {
                    "id": part.spec.id,
                    "title": literal(part.spec.title),
                    "minutes": part.spec.minutes,
                    "number": number,
                    "body": self.part(part),
                }
                for number, part in enumerate(self.mission.parts, 1)
            ],
            synthesis=self.synthesis(),
            synthesis_title=literal(spec.synthesis.title) if spec.synthesis else None,
            ledger=template("mission-ledger.html.jinja", slug=self.mission.slug),
            reading=[
                self.item(
                    f"[{literal(self.prose.references[r.ref].title)}]"
                    f"({self.prose.references[r.ref].url}): {r.why}"
                )
                for r in spec.reading
            ],
        )

    def part(self, part: Part) -> Markup:
        """Locks first, on all tracks, then what they open."""
        mechanism = part.spec.mechanism
        return template(
            "mission-part.html.jinja",
            id=part.spec.id,
            scenes=[self.scene(part, scene) for scene in part.scenes],
            ask=self.prose.html(mechanism.ask, self.address),
            options=[self.prose.inline(option.text, self.address) for option in mechanism.options],
            observe=self.prose.html(part.spec.observe, self.address),
            reflection=self.reflection(part),
        )

    def scene(self, part: Part, scene: Scene) -> dict[str, Any]:
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
            "ask": prose.html(spec.estimate.ask, self.address),
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
            "steps": () if isinstance(given, str) else working(formula, given),
            "source": formula.source,
        }

    def reflection(self, part: Part) -> dict[str, Any]:
        reflection = part.spec.reflection
        return {
            "ask": self.prose.html(reflection.ask, self.address),
            "question": question_html(
                reflection.question, self.address, self.prose, anchor=f"{part.spec.id}-reflect"
            ),
            "rubric": [self.prose.inline(text, self.address) for text in reflection.rubric],
            "exemplar": self.prose.html(reflection.exemplar, self.address),
        }

    def synthesis(self) -> Markup | None:
        spec = self.spec.synthesis
        if spec is None:
            return None
        return template(
            "mission-synthesis.html.jinja",
            ask=self.prose.html(spec.ask, self.address),
            stances=spec.stances,
            designs=[self.design(design) for design in self.mission.designs],
            rubric=[self.prose.inline(text, self.address) for text in spec.rubric],
            exemplar=self.prose.html(spec.exemplar, self.address),
        )

    def design(self, design: Design) -> dict[str, Any]:
        model = design.model
        outputs = [model.output(one.output) for one in design.spec.objectives]
        return {
            "track": design.track,
            "title": self.tracks[design.track].title,
            "settings": [self.control(model, one.name, None) for one in model.inputs],
            "objectives": [
                {"key": o.spec.key, "label": o.spec.label, "better": objective.better}
                for o, objective in zip(outputs, design.spec.objectives, strict=True)
            ],
            "limits": [
                {"label": model.output(limit.output).spec.label, "bounds": bounds_text(limit)}
                for limit in design.spec.limits
            ],
            "data": Markup(design_data(self.mission, design, self.address, self.library)),
        }

    def facts(self) -> Markup:
        return template(
            "lab-facts.html.jinja",
            kind="Mission",
            minutes=self.spec.minutes,
            prerequisites=[
                self.prose.inline(item, self.address) for item in self.spec.prerequisites
            ],
            concepts=[
                {
                    "name": self.prose.concepts[concept].name,
                    "href": relative(f"/concepts/#{concept}", self.address),
                }
                for concept in self.spec.concepts
            ],
        )

    def handbook(self) -> Markup:
        link = self.spec.handbook
        address = page_address(f"{link.page}.md")
        page = next(p for p in self.prose.course.pages if page_address(p.path) == address)
        heading = next(h for h in page.headings if h.id == link.section)
        words = f"{page.title}: {heading.text}" if heading.level > 1 else page.title
        return self.text(f"[{literal(words)}]({address}#{link.section}): {link.why.strip()}")

    def text(self, text: str) -> Markup:
        """Markdown for the site engine, links resolved; it is no HTML that could be escaped."""
        return Markup(self.prose.markdown(text.strip(), self.address))

    def item(self, text: str) -> Markup:
        return Markup("- ") + Markup(self.text(text).replace("\n", "\n    "))


def bounds_text(bounds: Bounds) -> str:
    """The condition in words."""
    letters = MEASURES[bounds.in_].letters
    words = []
    for word, value in (("at least", bounds.at_least), ("at most", bounds.at_most)):
        if value is not None:
            words.append(f"{word} {shown(value, 'Number', digits=_ALL)} {letters}".strip())
    return " and ".join(words)


_ALL = 12

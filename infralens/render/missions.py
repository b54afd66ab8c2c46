"""Missions: their pages, complete without script, and the pages that list and replay them.

In the order of the document a number that is asked for never stands above its lock: first come the
briefs and the locks of a part, on all tracks, then what the locks open.
"""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from infralens.course.layout import REPLAY_ADDRESS, mission_address, relative
from infralens.course.pareto import candidates, pareto_set
from infralens.course.scenes import result_text
from infralens.model.course import Course
from infralens.model.scene import Design, Mission, Part
from infralens.render.blocks import question_html
from infralens.render.calculator_data import json_text
from infralens.render.environment import template
from infralens.render.introduction import facts_html, handbook_markdown
from infralens.render.literal import literal
from infralens.render.mission_data import design_data
from infralens.render.prose import Prose
from infralens.render.scenes import Scenes, bounds_text

INDEX = "/missions/"
"""The page that lists the missions."""


def missions_markdown(course: Course) -> str:
    """All missions with what they are about and what they take."""
    concepts = {concept.id: concept.name for concept in course.concepts}
    return template(
        "missions.md.jinja",
        replay=relative(REPLAY_ADDRESS, INDEX),
        missions=[
            {
                "slug": mission.slug,
                "title": mission.spec.title,
                "href": relative(mission_address(mission.slug), INDEX),
                "summary": mission.spec.summary,
                "minutes": mission.spec.minutes,
                "subject": [concepts[id_] for id_ in mission.spec.concepts],
                "tracks": mission.spec.tracks,
                "parts": mission.spec.parts,
                "names": json_text({track.id: track.title for track in mission.spec.tracks}),
            }
            for mission in course.missions
        ],
    )


def replay_markdown(course: Course) -> str:
    """The page on which an exported ledger is computed again."""
    addresses = {
        mission.slug: relative(mission_address(mission.slug), REPLAY_ADDRESS)
        for mission in course.missions
    }
    replay = template("replay.html.jinja", missions=Markup(json_text(addresses)))
    return template("replay.md.jinja", replay=replay)


def mission_markdown(mission: Mission, prose: Prose) -> str:
    """The page of one mission."""
    return _MissionPage(mission, prose).markdown()


class _MissionPage:
    def __init__(self, mission: Mission, prose: Prose) -> None:
        self.mission, self.spec = mission, mission.spec
        self.address = mission_address(mission.slug)
        self.library = prose.library
        self.prose = prose.within(self.address)
        self.scenes = Scenes(mission, self.prose)
        self.tracks = {track.id: track for track in self.spec.tracks}

    def markdown(self) -> str:
        spec = self.spec
        return template(
            "mission.md.jinja",
            title=literal(spec.title),
            slug=self.mission.slug,
            facts=facts_html(spec, self.address, self.prose),
            handbook=handbook_markdown(spec.handbook, self.address, self.prose),
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
            ledger=template(
                "mission-ledger.html.jinja",
                slug=self.mission.slug,
                title=spec.title,
                replay=relative(REPLAY_ADDRESS, self.address),
            ),
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
            scenes=[self.scenes.view(part, scene) for scene in part.scenes],
            ask=self.prose.html(mechanism.ask, self.address),
            options=[self.prose.inline(option.text, self.address) for option in mechanism.options],
            observe=self.prose.html(part.spec.observe, self.address),
            reflection=self.reflection(part),
        )

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
            "settings": [self.scenes.control(model, one.name, None) for one in model.inputs],
            "objectives": [
                {"key": o.spec.key, "label": o.spec.label, "better": objective.better}
                for o, objective in zip(outputs, design.spec.objectives, strict=True)
            ],
            "limits": [
                {"label": model.output(limit.output).spec.label, "bounds": bounds_text(limit)}
                for limit in design.spec.limits
            ],
            "front": self.front(design),
            "data": Markup(design_data(self.mission, design, self.address, self.library)),
        }

    def front(self, design: Design) -> dict[str, Any]:
        """The designs that no other beats, as a table."""
        model, spec = design.model, design.spec
        every = list(candidates(design, self.library))
        best = pareto_set([one.objectives for one in every], [o.better for o in spec.objectives])
        outputs = [model.output(objective.output) for objective in spec.objectives]
        rows = []
        for one in (every[at] for at in best):
            settings = [self.scenes.value(i, one.settings[i.name]) for i in model.inputs]
            values = [result_text(o, one.results[o.spec.key], self.library) for o in outputs]
            rows.append([*settings, *values])
        head = [*(one.label for one in model.inputs), *(one.spec.label for one in outputs)]
        return {"head": head, "rows": rows, "count": len(every)}

    def text(self, text: str) -> Markup:
        """Markdown for the site engine, links resolved; it is no HTML that could be escaped."""
        return Markup(self.prose.markdown(text.strip(), self.address))

    def item(self, text: str) -> Markup:
        return Markup("- ") + Markup(self.text(text).replace("\n", "\n    "))

"""Missions: what an author writes. Predict, act, observe, explain, reflect, on several tracks.

A mission names formulas of the library and binds them to instruments; it adds no formula of its
own. A *track* is a set of physics under the same questions, a *scene* is one part on one track.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from infralens.model.calculator import InputSpec, OutputSpec, PresetSpec
from infralens.model.question import Question
from infralens.model.spec import HandbookLink, Reading
from infralens.model.text import Moved, Name, Slug, Spec, Text

Number = bool | float


class Bounds(Spec):
    """A condition on an output: its value, in the unit ``in``, lies between the two."""

    output: Name
    in_: Annotated[str, Field(alias="in")] = ""
    at_least: float | None = None
    at_most: float | None = None

    @model_validator(mode="after")
    def _has_a_bound(self) -> Bounds:
        if self.at_least is None and self.at_most is None:
            raise PydanticCustomError("bounds", "Write at_least, at_most, or both")
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise PydanticCustomError("bounds", "Let at_most be no less than at_least")
        return self


class MissionTrack(Spec):
    """Who the reader is on a track, what is to be reached, and what stands against it."""

    prose = frozenset({"goal", "crisis", "levers"})

    id: Slug
    title: Text
    role: Text
    goal: Text
    crisis: Text
    levers: Text


class Option(Spec):
    """An answer to the question of a lock; it is true where ``holds`` does, at the defaults."""

    prose = frozenset({"text", "says"})

    text: Text
    says: Annotated[Text, Field(description="What the page says after this choice")]
    holds: Bounds


class Mechanism(Spec):
    """The question about a mechanism that is asked before a part can be used."""

    prose = frozenset({"ask"})

    ask: Text
    options: Annotated[tuple[Option, ...], Field(min_length=2)]


class Estimate(Spec):
    """The number that is asked for: an output with these inputs, scored by its error factor."""

    prose = frozenset({"ask"})

    ask: Text
    output: Name
    in_: Annotated[str, Field(alias="in", description="The unit in which it is typed")]
    at: dict[Name, Number] = Field(default_factory=dict)


class Simulation(Spec):
    """A simulation in the page: its parameters are inputs, outputs, or numbers in base units."""

    kind: Literal["queue", "batches", "cache"]
    with_: Annotated[dict[Name, bool | float | Name], Field(alias="with")]


class Frontier(Spec):
    """Latency over load: the closed form as a line, the simulation as points with a band."""

    kind: Literal["frontier"]
    load: Annotated[Name, Field(description="The input on the x axis")]
    from_: Annotated[float, Field(alias="from")]
    to: float
    latency: Annotated[Name, Field(description="The output that is the line: a 99th percentile")]
    mean: Name | None = None
    simulation: Simulation
    differs: Annotated[Text, Field(description="Why line and points part where they do")]

    prose = frozenset({"differs"})


class Segment(Spec):
    """A piece of a waterfall: an output in seconds, and what the time is spent on."""

    output: Name
    phase: Literal["compute", "communication", "bubble", "wait"]


class Strip(Spec):
    """A link of the topology: the share of its capacity that is in use, and where it saturates."""

    label: Text
    share: Name


class Waterfall(Spec):
    """The time of one request in pieces, with the former setting as a ghost."""

    kind: Literal["waterfall"]
    segments: Annotated[tuple[Segment, ...], Field(min_length=2)]
    total: Name
    strips: tuple[Strip, ...] = ()
    throughput: Name | None = None


class Blocks(Spec):
    """Memory in blocks by owner, three allocators side by side on one trace."""

    kind: Literal["blocks"]
    simulation: Simulation


def _instrument_kind(value: Any) -> str:
    kind = value.get("kind") if isinstance(value, dict) else getattr(value, "kind", None)
    return f"<{kind}>"


Instrument = Annotated[
    Annotated[Frontier, Tag("<frontier>")]
    | Annotated[Waterfall, Tag("<waterfall>")]
    | Annotated[Blocks, Tag("<blocks>")],
    Discriminator(
        _instrument_kind,
        custom_error_type="instrument",
        custom_error_message="Write a mapping whose kind is frontier, waterfall or blocks",
    ),
]


class Expert(Spec):
    """A control that takes the place of another when the reader asks for it."""

    control: Name
    replaces: Name


class SceneSpec(Spec):
    """One part on one track: its physics, its controls, what is asked and what is shown."""

    prose = frozenset({"brief", "reveal"})

    brief: Text
    inputs: Annotated[tuple[InputSpec, ...], Field(min_length=1)]
    outputs: Annotated[tuple[OutputSpec, ...], Field(min_length=1)]
    controls: Annotated[tuple[Name, ...], Field(min_length=1, max_length=3)]
    expert: tuple[Expert, ...] = ()
    shown: Annotated[tuple[Name, ...], Field(min_length=1, description="Outputs beside it")]
    instrument: Instrument
    estimate: Estimate
    target: Bounds | None = None
    reveal: Text

    @property
    def presets(self) -> tuple[PresetSpec, ...]:
        """A scene has none: a track chooses its own numbers."""
        return ()


class Reflection(Spec):
    """A question with an answer that can be checked, a rubric, and a worked exemplar."""

    prose = frozenset({"ask", "rubric", "exemplar"})

    ask: Text
    question: Question
    rubric: Annotated[tuple[Text, ...], Field(min_length=2)]
    exemplar: Text


class ChallengeGoal(Spec):
    """What a stakeholder wants of an output: at most (or least) this multiple of its default."""

    output: Name
    at_most: Annotated[float | None, Field(gt=0)] = None
    at_least: Annotated[float | None, Field(gt=0)] = None

    @model_validator(mode="after")
    def _has_a_bound(self) -> ChallengeGoal:
        if self.at_least is None and self.at_most is None:
            raise PydanticCustomError("bounds", "Write at_least, at_most, or both")
        return self


class Challenge(Spec):
    """A stakeholder's demand, on the scene's own controls; some setting must meet it."""

    prose = frozenset({"ask", "answer"})

    who: Text
    ask: Text
    goals: Annotated[tuple[ChallengeGoal, ...], Field(min_length=1)]
    answer: Text


class MissionPart(Spec):
    """A part of a mission: one mechanism, on every track."""

    prose = frozenset({"observe"})

    id: Slug
    title: Text
    minutes: Annotated[int, Field(ge=1, le=60)]
    mechanism: Mechanism
    observe: Text
    math: Annotated[tuple[Name, ...], Field(min_length=1, description="Outputs to typeset")]
    scenes: dict[Slug, SceneSpec]
    reflection: Reflection
    challenges: dict[Slug, Challenge] = Field(default_factory=dict)


class Objective(Spec):
    """An output of a design, and which way is better."""

    output: Name
    better: Literal["lower", "higher"]


class DesignSpec(Spec):
    """The settings a strategy consists of, and what it is judged by; every input is a choice."""

    inputs: Annotated[tuple[InputSpec, ...], Field(min_length=2)]
    outputs: Annotated[tuple[OutputSpec, ...], Field(min_length=2)]
    objectives: Annotated[tuple[Objective, ...], Field(min_length=2, max_length=3)]
    limits: tuple[Bounds, ...] = ()

    @property
    def presets(self) -> tuple[PresetSpec, ...]:
        """A design has none: what can be chosen is its inputs."""
        return ()


class Synthesis(Spec):
    """The strategy a reader defends, scored against all that could be chosen."""

    prose = frozenset({"ask", "rubric", "exemplar"})

    title: Text
    ask: Text
    stances: Annotated[tuple[Text, ...], Field(min_length=2)]
    designs: dict[Slug, DesignSpec]
    rubric: Annotated[tuple[Text, ...], Field(min_length=2)]
    exemplar: Text


class MissionSpec(Spec):
    """A mission: the content of ``labs/<track>/NN-slug.yml`` whose kind is ``mission``."""

    prose = frozenset({"prerequisites", "invariants", "brief"})

    title: Text
    kind: Literal["mission"]
    minutes: Annotated[int, Field(ge=1, le=600)]
    summary: Annotated[Text, Field(max_length=240)]
    prerequisites: tuple[Text, ...]
    concepts: Annotated[tuple[Slug, ...], Field(min_length=1)]
    handbook: HandbookLink
    moved_from: Moved = ()
    values: dict[Name, Text] = Field(default_factory=dict)
    invariants: Annotated[tuple[Text, ...], Field(min_length=1)]
    brief: Text
    tracks: Annotated[tuple[MissionTrack, ...], Field(min_length=1)]
    parts: Annotated[tuple[MissionPart, ...], Field(min_length=1)]
    synthesis: Synthesis | None = None
    reading: Annotated[tuple[Reading, ...], Field(min_length=1)]

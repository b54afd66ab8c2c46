"""What an author writes: the schema of lab specs.

These models only say what is allowed; reading, resolving and judging happen on the course floor.
The guide's JSON Schema for editors is made from them.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, StringConstraints, Tag

from infralens.model.question import Question
from infralens.model.text import FileName, Moved, Name, Slug, Spec, Text
from infralens.model.worksheet import WorksheetSpec


class HandbookLink(Spec):
    """The handbook section a lab belongs to, and why to read it."""

    prose = frozenset({"why"})

    page: Annotated[Text, Field(description="Page in docs/, without .md: handbook/ai-infra")]
    section: Annotated[Slug, Field(description="Id of the heading on that page")]
    why: Text


class Run(Spec):
    """How a starter is run, and the file that holds what it printed."""

    command: Annotated[Text, Field(description="Begins with 'python'; run in the code folder")]
    output: FileName
    timeout: Annotated[int, Field(ge=1, le=300, description="Seconds")] = 20
    needs: Annotated[Literal["cpu", "cuda"], Field(description="What the run needs")] = "cpu"
    reads: tuple[FileName, ...] = ()


class Starter(Spec):
    """A file given to the reader."""

    prose = frozenset({"about"})

    file: FileName
    about: Text
    run: Run | None = None
    requires: Annotated[tuple[Text, ...], Field(description="Packages by pip name")] = ()


class Quotation(Spec):
    """A quotation of the code; ``nth`` says which occurrence inside the excerpt, counted from 1."""

    quote: Text
    nth: Annotated[int, Field(ge=1)] = 1


class LinesTarget(Spec):
    """Lines of the excerpt, counted from 1: ``3`` or ``2-3``."""

    lines: Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]*(-[1-9][0-9]*)?$")]


class SymbolTarget(Spec):
    """A Python symbol defined inside the excerpt."""

    sym: Text


def _target_kind(value: Any) -> str | None:
    # In angle brackets, so that the name of a member is never taken for a key.
    if isinstance(value, str):
        return "<text>"
    if isinstance(value, tuple):
        return "<several>"
    if isinstance(value, dict):
        return next((f"<{key}>" for key in ("quote", "lines", "sym") if key in value), None)
    named = ((Quotation, "<quote>"), (LinesTarget, "<lines>"), (SymbolTarget, "<sym>"))
    return next((name for kind, name in named if isinstance(value, kind)), None)


_WHICH_TARGET = Discriminator(
    _target_kind,
    custom_error_type="target",
    custom_error_message="Write a quotation, {quote, nth}, {lines}, {sym}, or a list of those",
)
Target = Annotated[
    Annotated[Text, Tag("<text>")]
    | Annotated[Quotation, Tag("<quote>")]
    | Annotated[LinesTarget, Tag("<lines>")]
    | Annotated[SymbolTarget, Tag("<sym>")],
    _WHICH_TARGET,
]
_Targets = Annotated[
    Annotated[Text, Tag("<text>")]
    | Annotated[Quotation, Tag("<quote>")]
    | Annotated[LinesTarget, Tag("<lines>")]
    | Annotated[SymbolTarget, Tag("<sym>")]
    | Annotated[tuple[Target, ...], Field(min_length=1), Tag("<several>")],
    _WHICH_TARGET,
]


class NoteSpec(Spec):
    """An explanation bound to code."""

    prose = frozenset({"says"})

    on: _Targets
    says: Text

    @property
    def targets(self) -> tuple[Target, ...]:
        """What the note is bound to, always as a tuple."""
        return self.on if isinstance(self.on, tuple) else (self.on,)


class ExcerptSpec(Spec):
    """A quoted part of a starter file, with its notes."""

    prose = frozenset({"intro"})

    id: Slug
    title: Text
    file: FileName
    select: Text
    intro: Text | None = None
    strict: Annotated[
        Literal["code", "text"], Field(description="text: a changed comment needs review too")
    ] = "code"
    notes: tuple[NoteSpec, ...] = ()


class Edit(Spec):
    """A change to a starter: the text ``old``, which occurs once, becomes ``new``."""

    file: FileName
    old: Text
    new: str


class Experiment(Spec):
    """Change this, predict that.

    With ``edits`` or a ``command`` of its own it is run like a starter, and ``output`` holds what
    it printed.
    """

    prose = frozenset({"change", "predict", "answer"})

    change: Text
    predict: Text
    answer: Text
    edits: tuple[Edit, ...] = ()
    command: Annotated[Text | None, Field(description="The first starter's that runs, if none")] = (
        None
    )
    output: FileName | None = None


class Misunderstanding(Spec):
    """A claim people make, and what is right instead."""

    prose = frozenset({"claim", "correction"})

    claim: Text
    correction: Text


class Interview(Spec):
    """How to explain the lab aloud: in 20 seconds, in 90, and after the follow-up."""

    prose = frozenset({"prompt", "short", "long", "follow_up", "follow_up_answer"})

    prompt: Text
    short: Text
    long: Text
    follow_up: Text
    follow_up_answer: Text


class Intuition(Spec):
    """The same idea seen from another field."""

    prose = frozenset({"says"})

    title: Text
    says: Text


class Reading(Spec):
    """A reference worth reading next, and why."""

    prose = frozenset({"why"})

    ref: Slug
    why: Text


class EmbeddedCalculator(Spec):
    """A calculator of the course on a page or in a lab, with other inputs or fewer results.

    ``name`` tells two of the same calculator on one page apart.
    """

    id: Slug
    name: Slug | None = None
    set: dict[str, bool | float] = Field(default_factory=dict)
    presets: dict[str, Slug] = Field(default_factory=dict)
    show: tuple[Text, ...] = ()


class LabSpec(Spec):
    """One lab: the content of ``labs/<track>/NN-slug.yml``."""

    prose = frozenset({"prerequisites", "goal", "mental_model", "notice"})

    title: Text
    kind: Literal["reading", "worksheet"]
    minutes: Annotated[int, Field(ge=1, le=600)]
    summary: Annotated[Text, Field(max_length=240)]
    prerequisites: tuple[Text, ...]
    concepts: Annotated[tuple[Slug, ...], Field(min_length=1)]
    handbook: HandbookLink
    moved_from: Moved = ()
    values: dict[Name, Text] = Field(default_factory=dict, description="Values by name")
    goal: Text
    mental_model: Text
    starters: Annotated[tuple[Starter, ...], Field(min_length=1)]
    excerpts: Annotated[tuple[ExcerptSpec, ...], Field(min_length=1)]
    notice: Annotated[tuple[Text, ...], Field(min_length=1)]
    experiments: Annotated[tuple[Experiment, ...], Field(min_length=1)]
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]
    misunderstandings: Annotated[tuple[Misunderstanding, ...], Field(min_length=1)]
    calculators: tuple[EmbeddedCalculator, ...] = ()
    worksheet: WorksheetSpec | None = None
    interview: Interview
    intuition: Annotated[tuple[Intuition, ...], Field(min_length=1)]
    reading: Annotated[tuple[Reading, ...], Field(min_length=1)]

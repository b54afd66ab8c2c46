"""The blocks of hand-written pages, as HTML and in place of their fences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import assert_never

from markupsafe import Markup, escape

from infralens.course.addresses import block_anchor
from infralens.course.layout import DRILLS_ADDRESS, page_address, relative
from infralens.engines.formula import shown
from infralens.engines.markdown import front_matter_end
from infralens.model.blocks import (
    BorrowedExcerpt,
    Drill,
    Figure,
    Matrix,
    OwnExcerpt,
    Quiz,
    SpeakerNotes,
    VersionNote,
)
from infralens.model.course import Page, PlacedBlock
from infralens.model.measures import MEASURES
from infralens.model.question import (
    Answer,
    ChoiceAnswer,
    ComputedAnswer,
    NumberAnswer,
    Question,
)
from infralens.model.spec import EmbeddedCalculator
from infralens.render.calculators import Calculators
from infralens.render.environment import template
from infralens.render.excerpts import excerpt_html
from infralens.render.matrices import matrix_html
from infralens.render.prose import Prose
from infralens.render.slides import break_marks
from infralens.render.sources import SourceLinks


def page_markdown(page: Page, prose: Prose, links: SourceLinks) -> str:
    """The page without front matter, its fences rendered and its inline syntax resolved."""
    address = page_address(page.path)
    prose = prose.within(address)
    text = page.source.text
    parts, offset = [], front_matter_end(text)
    html = [(block.span, block_html(block, address, prose, links)) for block in page.blocks]
    html += [(line, Markup(mark)) for line, mark in (break_marks(text) if page.slides else ())]
    for span, markup in sorted(html):
        parts.append(prose.markdown(text[offset : span.start], address))
        # Raw HTML needs blank lines around it to be left alone.
        parts.append(f"\n{markup}\n")
        offset = span.end
    return "".join([*parts, prose.markdown(text[offset:], address)])


def block_html(block: PlacedBlock, page: str, prose: Prose, links: SourceLinks) -> Markup:
    """One block, for the page at address ``page``."""
    spec = block.spec
    match spec:
        case BorrowedExcerpt() | OwnExcerpt():
            assert block.excerpt is not None
            borrowed_bare = isinstance(spec, BorrowedExcerpt) and spec.notes == "none"
            return excerpt_html(
                block.excerpt,
                page,
                prose,
                links,
                anchor=block_anchor(block),
                with_notes=not borrowed_bare,
            )
        case Quiz():
            return question_html(spec, page, prose, anchor=spec.id)
        case Drill():
            return template(
                "drill.html.jinja",
                id=spec.id,
                ask=prose.inline(spec.ask, page),
                short=prose.html(spec.short, page),
                deeper=prose.html(spec.deeper, page),
                pitfall=prose.html(spec.pitfall, page),
                follow_up=prose.html(spec.follow_up, page),
                practise=relative(f"{DRILLS_ADDRESS}#{spec.id}", page)
                if (prose.course.cards and not page.startswith("/guide/"))
                else None,
            )
        case Figure():
            return template(
                "figure.html.jinja",
                id=None,
                href=relative(f"/{spec.src}", page),
                svg=_named(block.figure or "", spec.alt),
                caption=prose.inline(spec.caption, page),
            )
        case VersionNote():
            cited = " ".join(f"[@{key}]" for key in spec.sources)
            return template(
                "version-note.html.jinja",
                as_of=spec.as_of,
                claim=prose.html(spec.claim, page),
                sources=prose.inline(cited, page),
            )
        case EmbeddedCalculator():
            assert block.embed is not None
            return Calculators(prose.course, prose).embed(block.embed, page)
        case Matrix():
            return matrix_html(spec, page, prose)
        case SpeakerNotes():
            return template("notes.html.jinja", says=prose.html(spec.says, page))
        case _:
            assert_never(spec)


_ENLARGED = 1.25
"""Pixels of a wide window to a unit of a drawing, so that all figures have letters of one size."""


def _named(svg: str, words: str) -> Markup:
    """The drawing named by its text alternative, as wide as it is where there is room."""
    box = re.search(r'viewBox="[-0-9.]+[ ,]+[-0-9.]+[ ,]+([0-9.]+)', svg)
    width = f' width="{round(float(box[1]) * _ENLARGED)}"' if box else ""
    return Markup(svg.replace("<svg ", f'<svg aria-label="{escape(words)}"{width} ', 1))


def question_html(
    question: Question, page: str, prose: Prose, *, anchor: str | None = None
) -> Markup:
    """A checkable question; its answer can be opened without script."""
    return template(
        "quiz.html.jinja",
        id=anchor,
        ask=prose.html(question.ask, page),
        answer=_answer(question.answer, page, prose),
        options=[
            {"value": option, "html": prose.inline(option, page)} for option in question.options
        ],
        why=prose.html(question.why, page),
    )


@dataclass(frozen=True)
class _AnswerView:
    """``words`` say the answer; a choice repeats an option, a number is compared."""

    words: str
    choice: str | None = None
    number: str = ""
    unit: str = ""
    tolerance: str = ""


def _answer(answer: Answer, page: str, prose: Prose) -> _AnswerView:
    match answer:
        case ChoiceAnswer():
            return _AnswerView(prose.inline(answer.choice, page), answer.choice)
        case NumberAnswer():
            unit, number = answer.unit, _number(answer.number)
            words = number
        case ComputedAnswer():
            value = prose.values.number(answer.value, answer.unit)
            unit, number = MEASURES[answer.unit].letters, _number(value)
            words = shown(value, "Number")
    return _AnswerView(f"{words} {unit}".strip(), None, number, unit, answer.tolerance)


def _number(value: float) -> str:
    whole = int(value) if value == int(value) and abs(value) < 1e15 else None
    return f"{whole}" if whole is not None else repr(value)

"""The page on which readers find what is wrong with a formula."""

from __future__ import annotations

from markupsafe import Markup

from infralens.course.layout import BUGS_ADDRESS
from infralens.model.bug import Bug
from infralens.model.course import Course
from infralens.model.question import ChoiceAnswer, Question
from infralens.render.blocks import question_html
from infralens.render.environment import template
from infralens.render.literal import literal, literal_code
from infralens.render.prose import Prose


def bugs_markdown(course: Course, prose: Prose) -> str:
    """All exercises in their order."""
    return template(
        "bugs.md.jinja",
        bugs=[
            {
                "id": bug.spec.id,
                "name": bug.spec.title,
                "title": literal(bug.spec.title),
                "seen": Markup(prose.markdown(bug.spec.seen.strip(), BUGS_ADDRESS)),
                "math": Markup(bug.mathematics),
                "code": literal_code(bug.code),
                "wrong": bug.wrong,
                "right": bug.right,
                "symptom": Markup(prose.markdown(bug.spec.symptom.strip(), BUGS_ADDRESS)),
                "question": question_html(_question(bug), BUGS_ADDRESS, prose),
            }
            for bug in course.bugs
        ],
    )


def _question(bug: Bug) -> Question:
    return Question(
        ask="What is wrong?",
        answer=ChoiceAnswer(choice=bug.spec.choice),
        options=bug.spec.options,
        why=bug.spec.why,
    )

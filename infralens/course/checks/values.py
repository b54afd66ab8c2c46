"""Can every value be computed, was every measured one printed, is every named one used?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from infralens.course.checks.texts import PlacedText
from infralens.course.labfiles import LabFile
from infralens.course.layout import lab_address, mission_address, page_address
from infralens.course.missions import MissionFile
from infralens.course.pages import PageFile
from infralens.course.values import Values
from infralens.course.writing import ValueFaultError
from infralens.engines.markdown.expressions import ValueSyntaxError, parse_value
from infralens.engines.markdown.values import (
    InlineValue,
    MeasuredValue,
    inline_values,
    unclosed_values,
)
from infralens.engines.yamlnodes import Node, node_at
from infralens.ground.issue import IssueSet, perhaps
from infralens.ground.position import Position
from infralens.ground.source import SourceFile
from infralens.model.blocks import Quiz
from infralens.model.measured import Measured, measured
from infralens.model.question import ComputedAnswer, Question


@dataclass(frozen=True)
class Scope:
    """What one lab or page names and asks: ``node`` holds its values, by name."""

    address: str
    node: Node
    questions: tuple[tuple[Question, Node], ...]
    names: frozenset[str]
    """Values that must be used: those that exist for no other reason."""


def scopes(
    labs: Iterable[LabFile], pages: Iterable[PageFile], missions: Iterable[MissionFile]
) -> Iterator[Scope]:
    """Every lab, page and mission, with its questions and where they stand."""
    for lab in labs:
        placed_at = enumerate(lab.spec.questions)
        questions = tuple((q, node_at(lab.node, ("questions", i))) for i, q in placed_at)
        names = frozenset(lab.spec.values)
        yield Scope(lab_address(lab.id), node_at(lab.node, ("values",)), questions, names)
    for file in pages:
        placed = zip(file.page.blocks, file.nodes, strict=True)
        quizzes = tuple((b.spec, node) for b, node in placed if isinstance(b.spec, Quiz))
        if file.matter is not None or quizzes:
            node = node_at(file.matter or quizzes[0][1], ("values",))
            names = frozenset(file.page.values)
            yield Scope(page_address(file.page.path), node, quizzes, names)
    for mission in missions:
        located = ((part, ("parts", i)) for i, part in enumerate(mission.spec.parts))
        asked = tuple(
            (part.reflection.question, node_at(mission.node, (*at, "reflection", "question")))
            for part, at in located
        )
        node = node_at(mission.node, ("values",))
        yield Scope(mission_address(mission.slug), node, asked, frozenset())


def check_scopes(found: Iterable[Scope], values: Mapping[str, Values], issues: IssueSet) -> None:
    """Note answers and named values that cannot be computed, and names that nothing uses."""
    for scope in found:
        own = values[scope.address]
        for question, node in scope.questions:
            if isinstance(question.answer, ComputedAnswer):
                try:
                    own.number(question.answer.value, question.answer.unit)
                except ValueFaultError as fault:
                    at = node_at(node, ("answer", "value")).position
                    issues.add(at, fault.code, fault.fact, fault.hint)
        for name, source in own.named.items():
            at = node_at(scope.node, (name,)).position
            try:
                own.quantity(parse_value(source).expression)
            except ValueSyntaxError as error:
                issues.add(at, "value-syntax", error.fact, error.hint)
            except ValueFaultError as fault:
                issues.add(at, fault.code, fault.fact, fault.hint)
        for name in scope.names:
            if name not in own.used:
                at = node_at(scope.node, (name,)).position
                fact = f"nothing uses the value '{name}'"
                issues.add(at, "value-unused", fact, "show it, or remove it")


def check_values(
    texts: Iterable[PlacedText],
    values: Mapping[str, Values],
    outputs: Mapping[str, str | None],
    issues: IssueSet,
) -> None:
    """Note every value that cannot be shown.

    ``values`` stand by the scope of the text that may use them, ``outputs`` by path: of the
    starter that printed them, and of the file that holds them.
    """
    for text in texts:
        # The right choice repeats an option, which is checked itself.
        if text.name == "choice" or ("{=" not in text.text and "{~" not in text.text):
            continue
        if not text.markdown:
            fact = f"'{text.name}' is plain text, where values are not computed"
            issues.add(text.position, "value-syntax", fact, "write the number")
            continue
        for value in inline_values(text.text):
            line = text.text[: value.span.start].rsplit("\n", 1)[-1]
            if isinstance(text.origin, SourceFile) and line.startswith("#"):
                hint = "headings become addresses; put the number below"
                at = _place(value, text, 0)
                issues.add(at, "value-syntax", "a value stands in a heading", hint)
            elif isinstance(value, InlineValue):
                _check_computed(value, text, values.get(text.scope, values[""]), issues)
            else:
                _check_measured(value, text, outputs, issues)
        for offset in unclosed_values(text.text):
            fact = f"'{text.text[offset : offset + 2]}' opens a value that is never closed"
            at = text.locate(text.text[offset : offset + 2], offset)
            issues.add(at, "value-syntax", fact, "close it on the same paragraph")


def _check_computed(value: InlineValue, text: PlacedText, values: Values, issues: IssueSet) -> None:
    try:
        values.text(value.text)
    except ValueFaultError as fault:
        at = _place(value, text, fault.offset + len("{="))
        issues.add(at, fault.code, fault.fact, fault.hint)


def _check_measured(
    value: MeasuredValue,
    text: PlacedText,
    outputs: Mapping[str, str | None],
    issues: IssueSet,
) -> None:
    at = _place(value, text, 0)
    found = measured(value.text)
    if found is None:
        hint = "write {~ 6.086 ms | track/lab/file.py | tpot {} ms ~}"
        issues.add(at, "value-syntax", "a measured value has three parts", hint)
    elif found.starter not in outputs:
        hint = perhaps(found.starter, outputs, "name a starter that is run, or its output")
        issues.add(at, "source-missing", f"no output of a run '{found.starter}'", hint)
    elif not _printed(found, outputs[found.starter] or ""):
        fact = f"'{found.starter}' did not print '{found.line}'"
        issues.add(at, "measured-lost", fact, "show what it prints now")


def _printed(found: Measured, output: str) -> bool:
    # How many blanks align columns does not matter, nor whether thousands are separated.
    words = r"\s+".join(re.escape(word).replace(",", ",?") for word in found.line.split())
    return re.search(rf"(?<![\w.]){words}(?!\w|\.[0-9])", output) is not None


def _place(value: InlineValue | MeasuredValue, text: PlacedText, offset: int) -> Position:
    if isinstance(text.origin, SourceFile):
        return text.locate("", value.span.start + offset)
    fragment = text.text[value.span.start : value.span.end].split("\n", 1)[0]
    return text.locate(fragment, value.span.start)

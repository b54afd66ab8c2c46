"""Are names distinct, and do specs refer to things that exist?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from infralens.course.addresses import Known
from infralens.course.calculators import CalculatorFile
from infralens.course.data import Listed
from infralens.course.labfiles import LabFile
from infralens.course.layout import taught_address
from infralens.course.missions import MissionFile
from infralens.course.pages import PageFile
from infralens.engines.yamlnodes import Node, node_at
from infralens.ground.issue import IssueSet, perhaps
from infralens.ground.position import Position
from infralens.model.blocks import Drill, Quiz, VersionNote
from infralens.model.course import Page
from infralens.model.entries import (
    CARD_GROUPS,
    LONGEST_SHORT_ANSWER,
    CardSpec,
    ConceptSpec,
    ReferenceSpec,
)
from infralens.model.question import ChoiceAnswer, Question

_VALUE = re.compile(r"\{([=~]).*?\1\}", re.DOTALL)


def check_labs(
    labs: Iterable[LabFile],
    concepts: frozenset[str],
    references: frozenset[str],
    places: Known,
    issues: IssueSet,
) -> None:
    """Concepts, references and handbook sections that labs name, and their questions."""
    for lab in labs:
        _check_introduction(lab, concepts, references, places, issues)
        for index, question in enumerate(lab.spec.questions):
            check_question(question, node_at(lab.node, ("questions", index)), issues)


def check_mission_names(
    missions: Iterable[MissionFile],
    concepts: frozenset[str],
    references: frozenset[str],
    places: Known,
    issues: IssueSet,
) -> None:
    """Concepts, references and handbook sections that missions name, and their questions."""
    for file in missions:
        _check_introduction(file, concepts, references, places, issues)
        for index, part in enumerate(file.spec.parts):
            node = node_at(file.node, ("parts", index, "reflection", "question"))
            check_question(part.reflection.question, node, issues)


def _check_introduction(
    file: LabFile | MissionFile,
    concepts: frozenset[str],
    references: frozenset[str],
    places: Known,
    issues: IssueSet,
) -> None:
    """What labs and missions have in common: concepts, further reading, a handbook section."""
    for index, concept in enumerate(file.spec.concepts):
        _known_concept(concept, concepts, file.at("concepts", index), issues)
    for index, reading in enumerate(file.spec.reading):
        _known_reference(reading.ref, references, file.at("reading", index, "ref"), issues)
    link = file.spec.handbook
    _known_section(
        link.page, link.section, places, issues,
        file.at("handbook", "page"), file.at("handbook", "section"),
    )  # fmt: skip


def check_pages(
    pages: Iterable[PageFile],
    concepts: frozenset[str],
    references: frozenset[str],
    issues: IssueSet,
) -> None:
    """Names of drills and quizzes, and what blocks refer to."""
    taken: dict[str, Position] = {}
    for file in pages:
        for block, node in zip(file.page.blocks, file.nodes, strict=True):
            spec = block.spec
            if isinstance(spec, Drill | Quiz):
                first = taken.setdefault(spec.id, block.position)
                if first != block.position:
                    at = node_at(node, ("id",)).position
                    fact = f"id '{spec.id}' is taken by the block in {first}"
                    issues.add(at, "name-twice", fact, "choose another id")
            if isinstance(spec, Quiz):
                check_question(spec, node, issues)
            if isinstance(spec, Drill):
                _short_enough(spec.short, node, issues)
                for index, concept in enumerate(spec.concepts):
                    at = node_at(node, ("concepts", index)).position
                    _known_concept(concept, concepts, at, issues)
            if isinstance(spec, VersionNote):
                for index, key in enumerate(spec.sources):
                    at = node_at(node, ("sources", index)).position
                    _known_reference(key, references, at, issues)


def check_cards(
    cards: list[Listed[CardSpec]],
    drills: Iterable[tuple[Page, Drill]],
    concepts: frozenset[str],
    places: Known,
    issues: IssueSet,
) -> None:
    """Names of cards, which share a page with the drills, and what cards refer to."""
    taken = {drill.id: f"the drill on '{page.path}'" for page, drill in drills}
    taken |= dict.fromkeys((*CARD_GROUPS, "whiteboard"), "a section of the page of drills")
    for card in cards:
        spec, node = card.spec, card.node
        if spec.id in taken:
            at = node_at(node, ("id",)).position
            fact = f"id '{spec.id}' is taken by {taken[spec.id]}"
            issues.add(at, "name-twice", fact, "choose another id")
        _short_enough(spec.short, node, issues)
        for index, concept in enumerate(spec.concepts):
            _known_concept(concept, concepts, node_at(node, ("concepts", index)).position, issues)
        page, _, section = spec.read.partition("#")
        at = node_at(node, ("read",)).position
        _known_section(page, section, places, issues, at, at)


def _short_enough(short: str, node: Node, issues: IssueSet) -> None:
    # A value is read as a number and its unit, however it is written.
    words = len(_VALUE.sub("1 B", short).split())
    if words > LONGEST_SHORT_ANSWER:
        at = node_at(node, ("short",)).position
        fact = f"the short answer has {words} words"
        hint = f"say it in {LONGEST_SHORT_ANSWER} words or fewer"
        issues.add(at, "bad-value", fact, hint)


def check_question(question: Question, node: Node, issues: IssueSet) -> None:
    """The right choice must be one of the options; a number has none."""
    answer = question.answer
    if isinstance(answer, ChoiceAnswer):
        if answer.choice not in question.options:
            at = node_at(node, ("answer", "choice")).position
            hint = perhaps(answer.choice, question.options, "list it under 'options'", most=1)
            issues.add(at, "bad-value", f"'{answer.choice}' is none of the options", hint)
        elif len(question.options) < 2:
            at = node_at(node, ("options",)).position
            issues.add(at, "bad-value", "there is nothing to choose from", "give more options")
    elif question.options:
        at = node_at(node, ("options",)).position
        hint = "remove 'options', or answer with {choice: …}"
        issues.add(at, "bad-value", "a numeric answer has options", hint)


def check_concepts(
    concepts: list[Listed[ConceptSpec]],
    names: frozenset[str],
    places: Known,
    issues: IssueSet,
) -> None:
    """What concepts require exists and runs in no circle; where they are taught exists."""
    known = {concept.spec.id: concept for concept in concepts}
    for concept in concepts:
        for index, required in enumerate(concept.spec.requires):
            at = node_at(concept.node, ("requires", index)).position
            _known_concept(required, names, at, issues)
        page, _, section = concept.spec.taught.partition("#")
        at = node_at(concept.node, ("taught",)).position
        _known_section(page, section, places, issues, at, at)
    settled: set[str] = set()
    for name in known:
        circle = _circle(name, known, settled, ())
        if circle:
            at = node_at(known[circle[0]].node, ("requires",)).position
            fact = f"concepts require one another: {' -> '.join(circle)}"
            issues.add(at, "concept-cycle", fact, "remove one of these requirements")
            settled.update(circle)


def check_calculators(
    calculators: Iterable[CalculatorFile], names: frozenset[str], issues: IssueSet
) -> None:
    """The concepts that calculators name."""
    for file in calculators:
        for index, concept in enumerate(file.spec.concepts):
            at = node_at(file.node, ("concepts", index)).position
            _known_concept(concept, names, at, issues)


def check_references(
    references: list[Listed[ReferenceSpec]],
    cited: frozenset[str],
    issues: IssueSet,
) -> None:
    """A reference that no page cites is noted."""
    for reference in references:
        key = reference.spec.key
        if key not in cited:
            fact = f"reference '{key}' is cited nowhere"
            position = reference.node.position
            issues.add(position, "reference-uncited", fact, f"cite it as [@{key}], or remove it")


def _circle(
    name: str,
    known: Mapping[str, Listed[ConceptSpec]],
    settled: set[str],
    path: tuple[str, ...],
) -> tuple[str, ...]:
    if name in path:
        return (*path[path.index(name) :], name)
    if name in settled or name not in known:
        return ()
    for required in known[name].spec.requires:
        circle = _circle(required, known, settled, (*path, name))
        if circle:
            return circle
    settled.add(name)
    return ()


def _known_concept(name: str, known: frozenset[str], at: Position, issues: IssueSet) -> None:
    if name not in known:
        hint = perhaps(name, known, "define it among the concepts")
        issues.add(at, "unknown-concept", f"no concept '{name}'", hint)


def _known_reference(key: str, known: frozenset[str], at: Position, issues: IssueSet) -> None:
    if key not in known:
        hint = perhaps(key, known, "add it to the references")
        issues.add(at, "unknown-reference", f"no reference '{key}'", hint)


def _known_section(
    page: str,
    section: str,
    places: Known,
    issues: IssueSet,
    page_at: Position,
    section_at: Position,
) -> None:
    address = taught_address(page)
    addresses = places.anchors
    if address in places.moved:
        new = places.moved[address].strip("/") + (
            f"#{section}" if section and page_at == section_at else ""
        )
        issues.add(page_at, "page-moved", f"the page at '{address}' has moved", f"write '{new}'")
    elif address not in addresses:
        known = [known.strip("/") for known in addresses if not known.startswith(("/raw", "/code"))]
        hint = perhaps(page, known, "name a page of docs, without .md", most=3)
        issues.add(page_at, "unknown-page", f"no page '{page}.md'", hint)
    elif section and section not in addresses[address]:
        hint = perhaps(section, addresses[address], "use the id of a heading", most=3)
        issues.add(section_at, "unknown-anchor", f"'{page}.md' has no heading '#{section}'", hint)

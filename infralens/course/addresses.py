"""Every address of the site with the anchors that may be linked to, known before rendering."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from infralens.course import layout
from infralens.course.missions import SECTIONS
from infralens.model.blocks import BorrowedExcerpt, Drill, Matrix, OwnExcerpt, Quiz
from infralens.model.calculator import GROUPS
from infralens.model.course import Course, Page, PlacedBlock
from infralens.model.entries import CARD_GROUPS
from infralens.model.parts import LAB_PARTS
from infralens.model.scene import Mission
from infralens.model.spec import EmbeddedCalculator


@dataclass(frozen=True)
class Known:
    """Where links may lead: the anchors of each address; and where each old one leads now."""

    anchors: Mapping[str, frozenset[str]]
    moved: Mapping[str, str]


class _Everything(frozenset[str]):
    def __contains__(self, name: object) -> bool:
        return True


EVERYTHING = _Everything()
"""The names in a file that could not be read: none of them is known to be absent."""

GENERATED_GUIDE = ("/guide/issue-codes/", "/guide/lab-schema/", "/guide/dated-claims/")
"""Guide pages that are made from the registers, not written."""


def addresses(course: Course) -> Mapping[str, frozenset[str]]:
    """All addresses, each with its anchors."""
    found: dict[str, frozenset[str]] = {
        "/labs/": frozenset(track.spec.id for track in course.tracks),
        "/concepts/": frozenset(concept.id for concept in course.concepts),
        "/references/": frozenset(reference.key for reference in course.references),
        **{address: frozenset() for address in GENERATED_GUIDE if course.has_guide},
    }
    if course.calculators:
        found[f"/{layout.CALCULATORS}/"] = frozenset(GROUPS)
    for calculator in course.calculators:
        found[layout.calculator_address(calculator.id)] = frozenset({f"calc-{calculator.id}"})
    if course.changes is not None:
        found[layout.CHANGES_ADDRESS] = frozenset()
    if course.bugs:
        found[layout.BUGS_ADDRESS] = frozenset(bug.spec.id for bug in course.bugs)
    if course.cards:
        names = {*(card.id for card in course.cards), *(drill.id for _, drill in course.drills)}
        found[layout.DRILLS_ADDRESS] = frozenset({*CARD_GROUPS, "whiteboard", *names})
    if course.missions:
        found[f"/{layout.MISSIONS}/"] = frozenset({"all"})
        found[layout.REPLAY_ADDRESS] = frozenset()
    for mission in course.missions:
        found[layout.mission_address(mission.slug)] = frozenset(_mission_anchors(mission))
    for page in course.pages:
        found[layout.page_address(page.path)] = frozenset(_page_anchors(page))
    for track in course.tracks:
        found[f"/labs/{track.spec.id}/"] = frozenset()
    for lab in course.labs:
        anchors = {*LAB_PARTS, *(excerpt.id for excerpt in lab.spec.excerpts)}
        if lab.worksheet is None:
            anchors.remove("worksheet")
        anchors |= {f"calc-{embed.name}" for embed in lab.embeds}
        found[layout.lab_address(lab.id)] = frozenset(anchors)
        found[layout.archive_address(lab.id)] = frozenset()
        for starter in lab.starters:
            found[layout.viewer_address(starter.path)] = frozenset()
            found[layout.raw_address(starter.path)] = frozenset()
    return found


def _mission_anchors(mission: Mission) -> Iterator[str]:
    yield from (name for name in SECTIONS if name != "synthesis" or mission.spec.synthesis)
    for part in mission.parts:
        yield from (part.spec.id, f"{part.spec.id}-reflect")
        yield from (f"{part.spec.id}-{scene.track}" for scene in part.scenes)


def _page_anchors(page: Page) -> set[str]:
    return {
        *(heading.id for heading in page.headings),
        *(anchor for block in page.blocks for anchor in block_anchors(block)),
    }


def block_anchor(block: PlacedBlock) -> str | None:
    """The element id of a block that can be linked to."""
    if isinstance(block.spec, Drill | Quiz | OwnExcerpt | Matrix):
        return block.spec.id
    if isinstance(block.spec, BorrowedExcerpt):
        return block.spec.from_.partition("#")[2]
    if isinstance(block.spec, EmbeddedCalculator):
        return f"calc-{block.spec.name or block.spec.id}"
    return None


def block_anchors(block: PlacedBlock) -> tuple[str, ...]:
    """All element ids of a block that can be linked to: its own, and those of its rows."""
    own = block_anchor(block)
    rows = block.spec.rows if isinstance(block.spec, Matrix) else ()
    return (*((own,) if own else ()), *(row.anchor for row in rows))


def source_paths(course: Course) -> Mapping[str, str]:
    """For each address the path of the page or file, as the site engine knows it."""
    found = {
        "/labs/": "labs/index.md",
        "/concepts/": "concepts/index.md",
        "/references/": "references/index.md",
        **{a: f"{a.strip('/')}.md" for a in GENERATED_GUIDE if course.has_guide},
    }
    found.update({layout.page_address(page.path): page.path for page in course.pages})
    found.update({f"/labs/{t.spec.id}/": f"labs/{t.spec.id}/index.md" for t in course.tracks})
    if course.calculators:
        found[f"/{layout.CALCULATORS}/"] = f"{layout.CALCULATORS}/index.md"
    if course.changes is not None:
        found[layout.CHANGES_ADDRESS] = layout.CHANGES_PAGE
    if course.bugs:
        found[layout.BUGS_ADDRESS] = f"{layout.BUGS_ADDRESS.strip('/')}.md"
    if course.cards:
        found[layout.DRILLS_ADDRESS] = layout.DRILLS_PAGE
    if course.missions:
        found[f"/{layout.MISSIONS}/"] = f"{layout.MISSIONS}/index.md"
        found[layout.REPLAY_ADDRESS] = f"{layout.REPLAY_ADDRESS.strip('/')}.md"
    for mission in course.missions:
        found[layout.mission_address(mission.slug)] = layout.mission_page(mission.slug)
    for calculator in course.calculators:
        address = layout.calculator_address(calculator.id)
        found[address] = layout.calculator_page(calculator.id)
    for lab in course.labs:
        found[layout.lab_address(lab.id)] = layout.lab_page(lab.id)
        archive = layout.archive_address(lab.id)
        found[archive] = archive.strip("/")
        for starter in lab.starters:
            found[layout.viewer_address(starter.path)] = layout.viewer_page(starter.path)
            raw = layout.raw_address(starter.path)
            found[raw] = layout.file_source(raw.strip("/"))
    return found

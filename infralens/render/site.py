"""All pages and files that the course adds to its hand-written pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from infralens.course.layout import (
    BUGS_ADDRESS,
    CALCULATORS,
    CHANGELOG,
    CHANGES_PAGE,
    DRILLS_PAGE,
    MISSIONS,
    REPLAY_ADDRESS,
    archive_address,
    calculator_page,
    lab_page,
    mission_page,
    page_address,
    raw_address,
    viewer_page,
)
from infralens.engines.select import outline
from infralens.model.blocks import Figure
from infralens.model.computable import Computable
from infralens.model.course import Course
from infralens.render.archive import lab_archive
from infralens.render.blocks import page_markdown
from infralens.render.bugs import bugs_markdown
from infralens.render.calculators import Calculators
from infralens.render.changes import changes_markdown
from infralens.render.dated import dated_claims_markdown
from infralens.render.drills import drills_markdown
from infralens.render.figures import standalone_svg
from infralens.render.guide import issue_codes_markdown, lab_schema_markdown
from infralens.render.indexes import Indexes
from infralens.render.lab_page import lab_markdown
from infralens.render.missions import mission_markdown, missions_markdown, replay_markdown
from infralens.render.modules import calculator_modules, counts_module
from infralens.render.moved import moved_files
from infralens.render.prose import Prose
from infralens.render.sources import SourceLinks
from infralens.render.starter_page import origins, starter_markdown

_REACHED = frozenset(
    {"track", "lab", "starter", "calculator", "mission", "missions", "replay", "changes"}
)
"""Kinds of pages that others lead to; a course may still name them in its navigation."""


@dataclass(frozen=True)
class GeneratedPage:
    """A page: ``path`` as a file below docs, its kind, and the course file it is made from.

    ``boost`` weighs it in search; a page with boost 0 is left out. Labs and viewers stay out of
    the site engine's navigation, whose cost grows with the square of its size; theirs is made here.
    """

    path: str
    title: str
    markdown: str
    kind: str
    source: str
    description: str = ""
    boost: float = 1.0

    @property
    def in_navigation(self) -> bool:
        return self.kind not in _REACHED


@dataclass(frozen=True)
class GeneratedFile:
    """A file that is published as it is."""

    path: str
    content: bytes


@dataclass(frozen=True)
class Site:
    """What the site engine is given: generated pages and files, and rewritten pages by path."""

    pages: tuple[GeneratedPage, ...]
    files: tuple[GeneratedFile, ...]
    written: dict[str, str] = field(default_factory=dict)


def front_matter(page: GeneratedPage) -> dict[str, Any]:
    """What a generated page tells the site engine about itself."""
    matter: dict[str, Any] = {"title": page.title}
    if page.description:
        matter["description"] = page.description
    matter["search"] = {"boost": page.boost} if page.boost else {"exclude": True}
    return matter


def render_site(course: Course, links: SourceLinks, site_url: str | None = None) -> Site:
    """Everything of a course that has no issues; ``site_url`` is where it will be published."""
    prose = Prose(course)
    pages = tuple(_pages(course, prose, links))
    files = (*_files(course), *_figures(course), *_modules(course, prose))
    titles = {page_address(page.path): page.title for page in course.pages}
    titles |= {page_address(page.path): page.title for page in pages}
    published = {file.path: file.content for file in files}
    moved = moved_files(course.moved, titles, published, site_url)
    return Site(
        pages=pages,
        files=(*files, *(GeneratedFile(*file) for file in moved)),
        written={page.path: page_markdown(page, prose, links) for page in course.pages},
    )


def _pages(course: Course, prose: Prose, links: SourceLinks) -> Iterator[GeneratedPage]:
    indexes = Indexes(course, prose)
    if course.tracks:
        yield GeneratedPage(
            "labs/index.md", "Labs", indexes.labs(), "index", "labs/tracks.yml",
            "All labs by track, in the order to take them.",
        )  # fmt: skip
    for track in course.tracks:
        yield GeneratedPage(
            f"labs/{track.spec.id}/index.md",
            track.spec.title,
            indexes.track(track),
            "track",
            "labs/tracks.yml",
            track.spec.summary,
        )
    shown_in = origins(course)
    for lab in course.labs:
        yield GeneratedPage(
            lab_page(lab.id),
            lab.spec.title,
            lab_markdown(lab, prose, links),
            "lab",
            lab.path,
            lab.spec.summary,
            2.0,
        )
        for starter in lab.starters:
            path = starter.source.path
            symbols = outline(starter.source)
            yield GeneratedPage(
                viewer_page(starter.path),
                starter.spec.file,
                starter_markdown(starter, lab, shown_in.get(path, []), symbols, prose, links),
                "starter",
                path,
                f"{starter.spec.file}, a starter file of the lab {lab.spec.title}.",
                0.0,
            )
    yield from _calculators(course, prose)
    yield from _missions(course, prose)
    if course.cards:
        yield GeneratedPage(
            DRILLS_PAGE, "Drills", drills_markdown(course, prose), "drills",
            "docs/data/cards.yml", "Interview questions with a timer and spaced repetition.", 1.5,
        )  # fmt: skip
    yield GeneratedPage(
        "concepts/index.md", "Concepts", indexes.concepts(), "concepts", "docs/data/concepts.yml",
        "The terms this course teaches, with where each is taught and used.", 1.5,
    )  # fmt: skip
    yield GeneratedPage(
        "references/index.md", "References", indexes.references(), "references",
        "docs/data/references.yml", "The sources this course cites.", 0.5,
    )  # fmt: skip
    if course.changes is not None:
        yield GeneratedPage(
            CHANGES_PAGE, "What changed", changes_markdown(course.changes, links), "changes",
            CHANGELOG, "What changed in this course, release by release.", 0.0,
        )  # fmt: skip
    if not course.has_guide:
        return
    yield GeneratedPage(
        "guide/issue-codes.md", "Issue codes", issue_codes_markdown(), "guide",
        "infralens/ground/codes.py", "Every problem the generator reports, and what it means.", 0.5,
    )  # fmt: skip
    yield GeneratedPage(
        "guide/lab-schema.md", "The lab schema", lab_schema_markdown(), "guide",
        "infralens/model/spec.py", "The keys of a lab file and of the fenced blocks.", 0.5,
    )  # fmt: skip
    yield GeneratedPage(
        "guide/dated-claims.md", "Dated claims", dated_claims_markdown(course, prose), "guide",
        "infralens/course/dated.py", "What will not stay true, and when to look again.", 0.5,
    )  # fmt: skip


def _calculators(course: Course, prose: Prose) -> Iterator[GeneratedPage]:
    calculators = Calculators(course, prose)
    if course.calculators:
        yield GeneratedPage(
            f"{CALCULATORS}/index.md", "Calculators", calculators.gallery(), "calculators",
            course.calculators[0].path, "Every calculator, by the question it answers.", 1.5,
        )  # fmt: skip
    if course.bugs:
        yield GeneratedPage(
            f"{BUGS_ADDRESS.strip('/')}.md", "Spot the bug", bugs_markdown(course, prose),
            "calculator", "docs/data/bugs.yml", "Find what is wrong with a formula.", 1.5,
        )  # fmt: skip
    for calculator in course.calculators:
        yield GeneratedPage(
            calculator_page(calculator.id),
            calculator.spec.title,
            calculators.page(calculator),
            "calculator",
            calculator.path,
            calculator.spec.ask,
            2.0,
        )


def _missions(course: Course, prose: Prose) -> Iterator[GeneratedPage]:
    if course.missions:
        yield GeneratedPage(
            f"{MISSIONS}/index.md", "Missions", missions_markdown(course), "missions",
            course.missions[0].path, "Predict, act, observe, explain, reflect.", 1.5,
        )  # fmt: skip
        yield GeneratedPage(
            f"{REPLAY_ADDRESS.strip('/')}.md", "Replay a ledger", replay_markdown(course),
            "replay", course.missions[0].path, "Compute an exported ledger again.", 0.5,
        )  # fmt: skip
    for mission in course.missions:
        yield GeneratedPage(
            mission_page(mission.slug),
            mission.spec.title,
            mission_markdown(mission, prose),
            "mission",
            mission.path,
            mission.spec.summary,
            2.0,
        )


def _modules(course: Course, prose: Prose) -> Iterator[GeneratedFile]:
    scenes = (s.model for m in course.missions for part in m.parts for s in part.scenes)
    designs = (design.model for mission in course.missions for design in mission.designs)
    models: tuple[Computable, ...] = (*course.calculators, *scenes, *designs)
    for model in models:
        for address, text in calculator_modules(model, prose.library).items():
            yield GeneratedFile(address.strip("/"), text.encode())
    if course.calculators:
        for address, text in counts_module(prose.library).items():
            yield GeneratedFile(address.strip("/"), text.encode())


def _figures(course: Course) -> Iterator[GeneratedFile]:
    found = {
        block.spec.src: block.figure
        for page in course.pages
        for block in page.blocks
        if isinstance(block.spec, Figure) and block.figure is not None
    }
    for path, markup in sorted(found.items()):
        yield GeneratedFile(path, standalone_svg(markup))


def _files(course: Course) -> Iterator[GeneratedFile]:
    for lab in course.labs:
        yield GeneratedFile(archive_address(lab.id).strip("/"), lab_archive(lab))
        for starter in lab.starters:
            yield GeneratedFile(raw_address(starter.path).strip("/"), starter.source.raw)

"""Reading a whole course: everything is read, resolved and judged before anything is rendered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePosixPath

from infralens.course.addresses import EVERYTHING, Known, addresses
from infralens.course.bugs import read_bugs
from infralens.course.calculators import read_calculators, read_shelf
from infralens.course.checks.distinct import check_distinct
from infralens.course.checks.equations import check_equations
from infralens.course.checks.links import check_links
from infralens.course.checks.locks import check_locks
from infralens.course.checks.matrices import check_matrices
from infralens.course.checks.missions import check_missions
from infralens.course.checks.names import (
    check_calculators,
    check_cards,
    check_concepts,
    check_labs,
    check_mission_names,
    check_pages,
    check_references,
)
from infralens.course.checks.prose import check_markup, check_repetition
from infralens.course.checks.quantities import check_quantities
from infralens.course.checks.regions import check_regions
from infralens.course.checks.slides import check_slides
from infralens.course.checks.texts import (
    calculator_texts,
    data_texts,
    lab_texts,
    mission_texts,
    page_texts,
)
from infralens.course.checks.values import check_scopes, check_values, scopes
from infralens.course.data import read_cards, read_concepts, read_references, read_tracks
from infralens.course.embeds import Calculators
from infralens.course.labfiles import LabFile, lab_id_of, read_lab_files
from infralens.course.labs import read_starters, resolve_lab
from infralens.course.layout import (
    BUGS_ADDRESS,
    CALCULATORS,
    CHANGELOG,
    DATA,
    DRILLS_ADDRESS,
    LABS,
    MISSIONS,
    TRACKS,
    calculator_address,
    lab_address,
    mission_address,
    page_address,
)
from infralens.course.missions import MissionFile, read_missions
from infralens.course.moves import claims, moved_along, moves
from infralens.course.pages import Offered, PageFile, page_paths, read_page
from infralens.course.scenes import named_values
from infralens.course.values import Values
from infralens.course.worksheets import read_worksheet
from infralens.ground.codes import Severity
from infralens.ground.issue import IssueSet
from infralens.ground.position import Position
from infralens.ground.source import SourceError, read_source
from infralens.model.blocks import VersionNote
from infralens.model.course import Course, Excerpt, Lab, Track


def load_course(root: Path, docs: str = "docs") -> tuple[Course, IssueSet]:
    """The course below ``root`` and every problem found in it; raises nothing."""
    issues = IssueSet()
    tracks = read_tracks(root, issues)
    concepts = read_concepts(root, docs, issues)
    references = read_references(root, docs, issues)
    keys = frozenset(reference.spec.key for reference in references)
    if f"{docs}/{DATA}/references.yml" in _broken(issues):
        keys = EVERYTHING
    shelf = read_shelf(root, docs, keys, issues)
    calculators = read_calculators(root, docs, shelf, issues)
    offered = Calculators({file.id: file for file in calculators}, shelf.library)
    cards = read_cards(root, docs, issues)
    bugs = read_bugs(root, docs, shelf.library, shelf.registries, issues)
    files: list[LabFile] = []
    labs: list[Lab] = []
    missions: list[MissionFile] = []
    for track in tracks:
        missions += read_missions(root, track.spec.id, shelf.library, issues)
        for file in read_lab_files(root, track.spec.id, issues):
            files.append(file)
            starters = read_starters(root, file, issues)
            lab = resolve_lab(root, file, starters, offered, issues)
            labs.append(replace(lab, worksheet=read_worksheet(root, file, issues)))
    pages = _read_pages(root, docs, files, labs, offered, issues)
    course = Course(
        root=root,
        tracks=tuple(
            Track(track.spec, tuple(lab for lab in labs if lab.track == track.spec.id))
            for track in tracks
        ),
        pages=tuple(file.page for file in pages),
        concepts=tuple(concept.spec for concept in concepts),
        references=tuple(reference.spec for reference in references),
        registries=dict(shelf.registries),
        calculators=tuple(file.calculator for file in calculators if file.calculator),
        bugs=tuple(bug for _, bug in bugs if bug is not None),
        cards=tuple(card.spec for card in cards),
        missions=tuple(file.mission for file in missions if file.mission),
        licence=_licence(root, issues),
        changes=_own_text(root, CHANGELOG, issues),
        named={
            **_named_in(missions),
            **{lab_address(file.id): file.spec.values for file in files},
            **{page_address(file.page.path): file.page.values for file in pages},
        },
    )
    unread = _unread(root, files, issues)
    stands = {**_addresses_of(unread, docs), **addresses(course)}
    claimed = claims(tracks, [*files, *missions, *calculators], pages)
    moved = moves(claimed, stands, root / docs, issues)
    known = Known(stands, moved)
    texts = [
        *lab_texts(files),
        *page_texts(pages),
        *data_texts(concepts, "/concepts/"),
        *data_texts(tracks, "/labs/"),
        *data_texts(cards, DRILLS_ADDRESS),
        *calculator_texts(calculators),
        # What names do not resolve in is reported there, and its texts are read when they do.
        *mission_texts(file for file in missions if file.mission),
        *data_texts((listed for listed, _ in bugs), BUGS_ADDRESS),
    ]
    concept_ids = frozenset(concept.spec.id for concept in concepts)
    if f"{docs}/{DATA}/concepts.yml" in unread:
        concept_ids = EVERYTHING
    check_markup(texts, issues)
    check_repetition(texts, issues)
    values = Values(shelf.library, shelf.registries)
    scoped = {"": values, **{at: values.within(named) for at, named in course.named.items()}}
    check_values(texts, scoped, _outputs(labs), issues)
    check_scopes(scopes(files, pages, missions), scoped, issues)
    check_missions(missions, texts, scoped, shelf.library, issues)
    check_equations(texts, issues)
    check_quantities(
        (text for text in texts if not text.address.startswith(f"/{MISSIONS}/")),
        shelf.registries,
        issues,
    )
    uses = check_links(texts, concept_ids, keys, known, issues)
    check_labs(files, concept_ids, keys, known, issues)
    check_mission_names(missions, concept_ids, keys, known, issues)
    check_pages(pages, concept_ids, keys, issues)
    check_cards(cards, course.drills, concept_ids, known, issues)
    check_matrices(pages, issues)
    check_slides(course.pages, issues)
    check_distinct(pages, files, addresses(replace(course, pages=())), issues)
    check_concepts(concepts, concept_ids, known, issues)
    check_calculators(calculators, concept_ids, issues)
    course = replace(
        course,
        mentions=uses.mentions,
        citations=_citations(course, uses.citations),
        moved={**moved_along(moved, labs, stands), **moved},
    )
    check_references(references, frozenset(course.citations), issues)
    check_regions(course, issues)
    check_locks(root, docs, issues)
    return course, issues


def _unread(root: Path, files: list[LabFile], issues: IssueSet) -> frozenset[str]:
    """Files with a fault that may hide names, which are then not reported as unknown elsewhere."""
    broken = _broken(issues)
    if TRACKS in broken:
        found = (path.relative_to(root).as_posix() for path in root.glob(f"{LABS}/*/*.yml"))
        broken |= set(found) - {file.path for file in files}
    return frozenset(broken)


def _broken(issues: IssueSet) -> set[str]:
    return {issue.position.path for issue in issues.of(Severity.BROKEN)}


def _addresses_of(unread: frozenset[str], docs: str) -> dict[str, frozenset[str]]:
    pages = (path.removeprefix(f"{docs}/") for path in unread if path.startswith(f"{docs}/"))
    labs = filter(None, map(lab_id_of, unread))
    calculators = (path for path in unread if path.startswith(f"{docs}/{DATA}/{CALCULATORS}/"))
    return {
        **{calculator_address(PurePosixPath(path).stem): EVERYTHING for path in calculators},
        **{page_address(page): EVERYTHING for page in pages if page.endswith(".md")},
        **{lab_address(lab): EVERYTHING for lab in labs},
    }


def _read_pages(
    root: Path,
    docs: str,
    files: list[LabFile],
    labs: list[Lab],
    calculators: Calculators,
    issues: IssueSet,
) -> list[PageFile]:
    excerpts: dict[str, Excerpt | None]
    excerpts = {f"{file.id}#{spec.id}": None for file in files for spec in file.spec.excerpts}
    excerpts.update({excerpt.name: excerpt for lab in labs for excerpt in lab.excerpts})
    unread = frozenset(filter(None, map(lab_id_of, _unread(root, files, issues))))
    starters = {starter.path: starter for lab in labs for starter in lab.starters}
    read = (
        read_page(root, docs, path, Offered(excerpts, unread, starters, calculators), issues)
        for path in page_paths(root, docs, issues)
    )
    return [file for file in read if file is not None]


def _named_in(missions: list[MissionFile]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for file in missions:
        found[mission_address(file.slug)] = dict(file.spec.values)
        found |= named_values(file.mission) if file.mission else {}
    return found


def _outputs(labs: list[Lab]) -> dict[str, str | None]:
    """What runs printed, by the path of the starter and by that of the file that holds it."""
    found: dict[str, str | None] = {}
    for lab in labs:
        for starter in lab.starters:
            found[starter.path] = starter.output
        for variation in lab.variations:
            found[variation.path] = variation.output
    return found


def _licence(root: Path, issues: IssueSet) -> str | None:
    text = _own_text(root, "LICENSE", issues) or ""
    return next((line.strip() for line in text.splitlines() if line.strip()), None)


def _own_text(root: Path, path: str, issues: IssueSet) -> str | None:
    """A file that a course may have beside its folders."""
    if not (root / path).exists():
        return None
    try:
        return read_source(root, path, at=Position(path)).text
    except SourceError as error:
        issues.extend([error.issue])
        return None


def _citations(course: Course, inline: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Who cites each reference: in its text, as further reading, or behind a version note."""
    cited: dict[str, dict[str, None]] = {key: dict.fromkeys(pages) for key, pages in inline.items()}
    for lab in course.labs:
        for reading in lab.spec.reading:
            cited.setdefault(reading.ref, {})[lab_address(lab.id)] = None
    for mission in course.missions:
        for reading in mission.spec.reading:
            cited.setdefault(reading.ref, {})[mission_address(mission.slug)] = None
    for page in course.pages:
        for block in page.blocks:
            if isinstance(block.spec, VersionNote):
                for key in block.spec.sources:
                    cited.setdefault(key, {})[page_address(page.path)] = None
    return {key: tuple(pages) for key, pages in cited.items()}

"""Addresses that pages had before: each file names its own, and they go on leading to it.

A file knows where it was, and where it is shows in its name; so old addresses never form a chain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from infralens.course import layout
from infralens.course.calculators import CalculatorFile
from infralens.course.data import Listed
from infralens.course.labfiles import LabFile
from infralens.course.missions import MissionFile
from infralens.course.pages import PageFile
from infralens.engines.yamlnodes import Node, node_at
from infralens.ground.issue import IssueSet
from infralens.ground.position import Position
from infralens.ground.source import relative_path_fault
from infralens.model.course import Lab
from infralens.model.entries import TrackSpec

_FILES = frozenset({"404.html", "assets", "raw", "search", "sitemap.xml", "sitemap.xml.gz"})
"""What the site holds beside its pages; a page there would stand in the way."""
_HOST = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_ENDING = re.compile(r"((^|/)index)?(\.html|\.md)?$")
_UNSAFE = frozenset('<>"|*%')
_LONGEST = 200
_EXAMPLE = "write what follows the address of the site, as in labs/track/slug"


@dataclass(frozen=True)
class Claim:
    """An old address as its file writes it, and the address of the page that it leads to."""

    written: str
    address: str
    at: Position

    @property
    def old(self) -> str:
        return f"/{self.written}/"


def claims(
    tracks: Iterable[Listed[TrackSpec]],
    files: Iterable[LabFile | MissionFile | CalculatorFile],
    pages: Iterable[PageFile],
) -> Iterator[Claim]:
    """Every old address that a file of the course names."""
    for track in tracks:
        yield from _claims(track.spec.moved_from, track.node, f"/labs/{track.spec.id}/")
    for file in files:
        yield from _claims(file.spec.moved_from, file.node, _address(file))
    for page in pages:
        if page.matter is not None:
            address = layout.page_address(page.page.path)
            yield from _claims(page.page.moved_from, page.matter, address)


def moves(
    claimed: Iterable[Claim],
    stands: Mapping[str, object],
    pages: Path,
    issues: IssueSet,
) -> dict[str, str]:
    """The address that each old one leads to; what cannot lead anywhere is noted.

    ``stands`` has the addresses of the course, and ``pages`` is the folder whose files are
    published as they are.
    """
    taken = {address.casefold(): address for address in stands}
    first: dict[str, Claim] = {}
    for claim in claimed:
        refusal = _refusal(claim.written)
        if refusal is not None:
            issues.add(claim.at, "address-invalid", *refusal)
            continue
        # Where capitals do not count in names of files, the page that leads on would be the other.
        name = claim.old.casefold()
        if name == claim.address.casefold():
            fact = f"'{claim.written}' is where this page is now"
            issues.add(claim.at, "address-taken", fact, "remove it")
        elif name in taken or _published(pages, claim.written):
            fact = f"'{claim.written}' belongs to another page or file"
            issues.add(claim.at, "address-taken", fact, "remove it, or give the other a new name")
        elif first.setdefault(name, claim) is not claim:
            fact = f"'{claim.written}' leads to another page by {first[name].at}"
            issues.add(claim.at, "address-taken", fact, "keep one of the two")
    return {claim.old: claim.address for claim in first.values()}


def moved_along(
    moved: Mapping[str, str], labs: Iterable[Lab], stands: Mapping[str, object]
) -> dict[str, str]:
    """What moved along with labs, by its old address: viewers, files, archives."""
    by_address = {layout.lab_address(lab.id): lab for lab in labs}
    found: dict[str, str] = {}
    for old, new in moved.items():
        if new in by_address and re.fullmatch(r"/labs/[^/]+/[^/]+/", old):
            found |= _files(by_address[new], old.removeprefix("/labs/").strip("/"))
    return {old: new for old, new in found.items() if old not in stands}


def _claims(written: tuple[str, ...], node: Node, address: str) -> Iterator[Claim]:
    for index, text in enumerate(written):
        yield Claim(text, address, node_at(node, ("moved_from", index)).position)


def _address(file: LabFile | MissionFile | CalculatorFile) -> str:
    match file:
        case LabFile():
            return layout.lab_address(file.id)
        case MissionFile():
            return layout.mission_address(file.slug)
        case CalculatorFile():
            return layout.calculator_address(file.id)


def _refusal(written: str) -> tuple[str, str] | None:
    """Why this is no address of a page below the site, and what to write instead."""
    if _HOST.match(written):
        return f"'{written}' names a host", _EXAMPLE
    simple = _simplest(written)
    if not simple:
        return f"'{written}' is the front page, which cannot move", _EXAMPLE
    fault = relative_path_fault(simple)
    if fault is None and _UNSAFE & set(simple):
        fault = "holds a character that no address has"
    if fault is None and len(simple.encode()) > _LONGEST:
        fault = f"is longer than {_LONGEST} bytes"
    if fault is not None:
        return f"'{written}' {fault}", _EXAMPLE
    if simple != written:
        return f"'{written}' is not an address in its simplest form", f"write '{simple}'"
    if simple.split("/")[0] in _FILES:
        return f"no page was ever at '{written}'", "name the address of a page"
    return None


def _simplest(written: str) -> str:
    path = unquote(re.split(r"[?#]", written, maxsplit=1)[0].strip()).strip("/")
    # The viewer of a file is named like the file.
    return path if path.startswith(f"{layout.CODE}/") else _ENDING.sub("", path)


def _published(pages: Path, written: str) -> bool:
    place = pages / written
    return any(file.is_file() for file in (place / "index.html", place, *place.parents))


def _files(lab: Lab, before: str) -> Iterator[tuple[str, str]]:
    yield layout.archive_address(before), layout.archive_address(lab.id)
    for starter in lab.starters:
        path = f"{before}/{starter.spec.file}"
        yield layout.viewer_address(path), layout.viewer_address(starter.path)
        yield layout.raw_address(path), layout.raw_address(starter.path)

"""Does each address belong to one page, and each id on a page to one thing?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from infralens.course.addresses import block_anchors
from infralens.course.labfiles import LabFile
from infralens.course.layout import page_address
from infralens.course.pages import PageFile
from infralens.ground.issue import IssueSet
from infralens.ground.position import Position
from infralens.model.course import Page
from infralens.model.parts import LAB_PARTS

_NUMBERED = re.compile(r"(question|intuition|run|change)-[0-9]+")


def check_distinct(
    pages: Iterable[PageFile],
    labs: Iterable[LabFile],
    generated: Mapping[str, object],
    issues: IssueSet,
) -> None:
    """Note pages at an address of the generator's own, and ids that stand twice on one page."""
    for file in pages:
        page = file.page
        if page_address(page.path) in generated:
            fact = f"the page at '{page_address(page.path)}' is made by the generator"
            issues.add(Position(page.source.path), "name-twice", fact, "rename this file")
        first: dict[str, Position] = {}
        for name, at in _ids(page):
            if first.setdefault(name, at) != at:
                fact = f"id '{name}' stands twice on this page, first in line {first[name].line}"
                issues.add(at, "name-twice", fact, "choose another id")
    for lab in labs:
        for index, excerpt in enumerate(lab.spec.excerpts):
            if excerpt.id in LAB_PARTS or _NUMBERED.fullmatch(excerpt.id):
                fact = f"'{excerpt.id}' is an id of every lab page"
                at = lab.at("excerpts", index, "id")
                issues.add(at, "name-twice", fact, "choose another id")


def _ids(page: Page) -> Iterator[tuple[str, Position]]:
    path = page.source.path
    ids = [(heading.id, Position(path, heading.line)) for heading in page.headings]
    ids += [(name, block.position) for block in page.blocks for name in block_anchors(block)]
    return iter(sorted(ids, key=lambda pair: pair[1]))

"""Does every region marker have a reader?"""

from __future__ import annotations

from infralens.engines.select import outline
from infralens.ground.issue import IssueSet
from infralens.ground.position import Position
from infralens.model.blocks import OwnExcerpt
from infralens.model.course import Course


def check_regions(course: Course, issues: IssueSet) -> None:
    """Note regions that no excerpt of a lab or page selects."""
    used = {(e.source.path, e.spec.select.split()[0]) for lab in course.labs for e in lab.excerpts}
    for page in course.pages:
        for block in page.blocks:
            if isinstance(block.spec, OwnExcerpt) and block.excerpt is not None:
                used.add((block.excerpt.source.path, block.excerpt.spec.select.split()[0]))
    for lab in course.labs:
        for starter in lab.starters:
            if not starter.markers:
                continue
            for candidate in outline(starter.source):
                path = starter.source.path
                named = candidate.selector.kind == "region"
                if named and (path, str(candidate.selector)) not in used:
                    at = Position(path, max(candidate.selection.first - 1, 1))
                    fact = f"no excerpt selects '{candidate.selector}'"
                    issues.add(at, "unused", fact, "remove the markers, or quote the region")

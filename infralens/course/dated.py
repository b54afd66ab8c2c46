"""What will not stay true: claims on pages and figures of registries, with the month of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from infralens.course.layout import page_address
from infralens.ground.position import Position
from infralens.model.blocks import VersionNote
from infralens.model.course import Course

LIMIT = 12
"""Months after which a claim has to be looked at again."""

WHOLE = "The page as a whole"


@dataclass(frozen=True)
class Dated:
    """A claim as of a month, with the page or the registry's row that makes it.

    ``says`` is Markdown where ``address`` names a page, else names of the row's figures. A page as
    a whole has no sources of its own.
    """

    says: str
    where: str
    address: str | None
    as_of: str
    sources: tuple[str, ...]
    position: Position

    @property
    def due(self) -> str:
        """The last month in which it is not too old."""
        year, month = map(int, self.as_of.split("-"))
        years, months = divmod(year * 12 + month - 1 + LIMIT, 12)
        return f"{years}-{months + 1:02d}"


def dated_claims(course: Course) -> tuple[Dated, ...]:
    """Everything dated, the oldest first; what is equally old as it stands in the course."""
    return tuple(sorted((*_notes(course), *_figures(course)), key=lambda dated: dated.as_of))


def _notes(course: Course) -> Iterator[Dated]:
    for page in course.pages:
        if page.as_of:
            at = Position(page.source.path)
            yield Dated(WHOLE, page.title, page_address(page.path), page.as_of, (), at)
        for block in page.blocks:
            spec = block.spec
            if isinstance(spec, VersionNote):
                address = page_address(page.path)
                yield Dated(
                    spec.claim, page.title, address, spec.as_of, spec.sources, block.position
                )


def _figures(course: Course) -> Iterator[Dated]:
    for registry in course.registries.values():
        for entry in registry.entries.values():
            for part in entry.dated:
                names = ", ".join(part.fields)
                yield Dated(names, entry.name, None, part.as_of, part.sources, part.position)

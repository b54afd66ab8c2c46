"""The viewer of a starter: the whole file with the notes of every lab and page in place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from infralens.course.layout import (
    archive_address,
    lab_address,
    owner_address,
    page_address,
    raw_address,
    relative,
    viewer_address,
)
from infralens.engines.select import Candidate
from infralens.model.blocks import OwnExcerpt
from infralens.model.course import Course, Excerpt, Lab, Note, StarterFile
from infralens.model.selection import Selection
from infralens.render.environment import template
from infralens.render.excerpts import LinesLink, lines_links, mark_of, quotes_of
from infralens.render.lab_page import language_name, run_html, size_name
from infralens.render.listing import Mark, lines_named, listing
from infralens.render.prose import Prose
from infralens.render.rendered import rendered_markdown
from infralens.render.sources import SourceLinks


@dataclass(frozen=True)
class Origin:
    """An excerpt with notes, and the page that shows them."""

    excerpt: Excerpt
    address: str
    title: str


@dataclass(frozen=True)
class _NoteView:
    number: int
    where: tuple[LinesLink, ...]
    quotes: tuple[str, ...]
    says: Markup
    href: str
    origin: str


def origins(course: Course) -> dict[str, list[Origin]]:
    """The excerpts of every file by its path, in the order of the course."""
    found: dict[str, list[Origin]] = {}
    for lab in course.labs:
        for excerpt in lab.excerpts:
            address = f"{lab_address(lab.id)}#{excerpt.spec.id}"
            origin = Origin(excerpt, address, f"{lab.spec.title}: {excerpt.spec.title}")
            found.setdefault(excerpt.source.path, []).append(origin)
    for page in course.pages:
        for block in page.blocks:
            if isinstance(block.spec, OwnExcerpt) and block.excerpt is not None:
                address = f"{page_address(page.path)}#{block.spec.id}"
                origin = Origin(block.excerpt, address, f"{page.title}: {block.spec.title}")
                found.setdefault(block.excerpt.source.path, []).append(origin)
    return found


def starter_markdown(
    starter: StarterFile,
    lab: Lab,
    shown_in: Iterable[Origin],
    symbols: Iterable[Candidate],
    prose: Prose,
    links: SourceLinks,
) -> str:
    """The viewer page; ``symbols`` are the parts of the file that can be named."""
    page = viewer_address(starter.path)
    source = starter.source
    count = len(source.lines)
    pairs = [(origin, note) for origin in shown_in for note in origin.excerpt.notes]
    pairs.sort(key=lambda pair: pair[1].lines)
    whole = Selection(1, count, (), starter.markers)
    return template(
        "starter.md.jinja",
        file=starter.spec.file,
        lab=lab.spec.title,
        lab_href=relative(lab_address(lab.id), page),
        about=prose.within(lab_address(lab.id)).inline(starter.spec.about, page),
        language=language_name(starter.language),
        count=count,
        size=size_name(source.size),
        licence=prose.course.licence,
        sha256=source.sha256,
        requires=", ".join(starter.spec.requires),
        raw=relative(raw_address(starter.path), page),
        archive=relative(archive_address(lab.id), page),
        source=links.file(source.path),
        symbols=[
            {
                "name": symbol.selector.argument,
                "line": symbol.selection.first,
                "lines": lines_named(symbol.selection.first, symbol.selection.last),
            }
            for symbol in symbols
            if symbol.selector.kind != "region"
        ],
        rendered=rendered_markdown(source.text) if starter.language == "markdown" else None,
        lines=lines_named(1, count),
        listing=listing(
            source,
            whole.rows,
            [_mark(note, number) for number, (_, note) in enumerate(pairs, 1)],
            "L",
        ),
        notes=[
            _note(origin, note, number, page, prose)
            for number, (origin, note) in enumerate(pairs, 1)
        ],
        run=run_html(starter, title="Command", id_="command") if starter.spec.run else None,
    )


def _mark(note: Note, number: int) -> Mark:
    mark = mark_of(note, "", number)
    return Mark(number, f"n{number}", mark.label, mark.spans)


def _note(origin: Origin, note: Note, number: int, page: str, prose: Prose) -> _NoteView:
    return _NoteView(
        number=number,
        where=lines_links(note, "L"),
        quotes=quotes_of(origin.excerpt, note),
        says=prose.within(owner_address(origin.excerpt.owner)).html(note.says, page),
        href=relative(origin.address, page),
        origin=origin.title,
    )

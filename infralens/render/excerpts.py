"""An excerpt as a block: the code with its notes beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from markupsafe import Markup

from infralens.course.layout import owner_address, raw_address, relative, viewer_address
from infralens.model.course import Excerpt, Note
from infralens.render.environment import template
from infralens.render.listing import Mark, lines_named, listing
from infralens.render.prose import Prose
from infralens.render.sources import SourceLinks

QUOTED = 60
"""A note names the code it is bound to when that is at most this many characters long."""


@dataclass(frozen=True)
class LinesLink:
    """A link from a note to some of its lines."""

    words: str
    href: str


@dataclass(frozen=True)
class _NoteView:
    id: str
    number: int
    where: tuple[LinesLink, ...]
    quotes: tuple[str, ...]
    says: Markup


def excerpt_html(
    excerpt: Excerpt,
    page: str,
    prose: Prose,
    links: SourceLinks,
    *,
    anchor: str | None,
    with_notes: bool = True,
) -> Markup:
    """The block for the page at address ``page``; ``anchor`` is its own id where it needs one."""
    prefix = f"ex-{excerpt.spec.id}"
    prose = prose.within(owner_address(excerpt.owner))
    notes = excerpt.notes if with_notes else ()
    selection = excerpt.selection
    starter = excerpt.source.path.split("/", 1)[1]
    lines = lines_named(selection.first, selection.last)
    return template(
        "excerpt.html.jinja",
        anchor=anchor,
        file=starter.split("/", 2)[2],
        lines=lines,
        label=f"{excerpt.spec.title}: {starter.split('/', 2)[2]}, {lines}",
        viewer=relative(viewer_address(starter), page) + f"#L{selection.first}",
        raw=relative(raw_address(starter), page),
        source=links.lines(excerpt.source.path, selection.first, selection.last),
        listing=listing(
            excerpt.source,
            selection.rows,
            [mark_of(note, prefix, note.number) for note in notes],
            f"{prefix}-L",
        ),
        notes=[_view(excerpt, note, prefix, page, prose) for note in notes],
    )


def mark_of(note: Note, prefix: str, number: int) -> Mark:
    """The note's hold on the code, under the digit it has on the page."""
    where = " and ".join(lines_named(*run) for run in _runs(note.lines))
    return Mark(number, f"{prefix}-n{number}", f"Note {number}, {where}", note.spans)


def lines_links(note: Note, line_id: str) -> tuple[LinesLink, ...]:
    """Links to the lines of a note: one for each run of lines that follow one another."""
    links = [LinesLink(lines_named(*run), f"#{line_id}{run[0]}") for run in _runs(note.lines)]
    return (replace(links[0], words=links[0].words.capitalize()), *links[1:])


def _runs(lines: tuple[int, ...]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for line in lines:
        if runs and runs[-1][1] == line - 1:
            runs[-1] = (runs[-1][0], line)
        else:
            runs.append((line, line))
    return runs


def quotes_of(excerpt: Excerpt, note: Note) -> tuple[str, ...]:
    """The code a note is bound to, where it is short enough to name it by."""
    texts = (excerpt.source.text[span.start : span.end] for span in note.spans)
    short: Iterable[str] = (t.strip() for t in texts if "\n" not in t and len(t) <= QUOTED)
    return tuple(dict.fromkeys(short))


def _view(excerpt: Excerpt, note: Note, prefix: str, page: str, prose: Prose) -> _NoteView:
    return _NoteView(
        id=f"{prefix}-n{note.number}",
        number=note.number,
        where=lines_links(note, f"{prefix}-L"),
        quotes=quotes_of(excerpt, note),
        says=prose.html(note.says, page),
    )

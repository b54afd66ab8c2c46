"""Code as HTML: a span per line, note targets marked inside the lines, an explicit row per gap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from markupsafe import Markup

from infralens.ground.position import Span
from infralens.ground.source import SourceFile
from infralens.render.highlight import Piece, highlighted
from infralens.render.literal import literal_code


@dataclass(frozen=True)
class Mark:
    """A note's hold on the code: its digit on the page, its element id, the spans it lights."""

    number: int
    target: str
    label: str
    spans: tuple[Span, ...]


def listing(
    source: SourceFile,
    rows: Iterable[int | tuple[int, int]],
    marks: Sequence[Mark],
    line_id: str,
) -> Markup:
    """The rows of a file. Ids are ``line_id`` with the line number.

    The text of the lines, without the links to notes, is the text of the file to the letter.
    """
    lines = highlighted(source)
    on_line = _by_line(source, marks)
    html = []
    for row in rows:
        if isinstance(row, tuple):
            html.append(_gap(*row))
        else:
            html.append(_line(source, lines[row - 1], row, on_line.get(row, []), line_id))
    return Markup("".join(html))


def lines_named(first: int, last: int) -> str:
    """'line 4' or 'lines 4–13'."""
    return f"line {first}" if first == last else f"lines {first}\u2013{last}"


def _by_line(source: SourceFile, marks: Sequence[Mark]) -> dict[int, list[tuple[Mark, Span]]]:
    found: dict[int, list[tuple[Mark, Span]]] = {}
    for mark in marks:
        for span in mark.spans:
            last = source.line_of(max(span.start, span.end - 1))
            for line in range(source.line_of(span.start), last + 1):
                found.setdefault(line, []).append((mark, span))
    return found


def _line(
    source: SourceFile,
    pieces: tuple[Piece, ...],
    number: int,
    held: list[tuple[Mark, Span]],
    line_id: str,
) -> str:
    classes = ["il-line", *(["il-on"] if held else [])]
    classes += dict.fromkeys(f"il-n{mark.number}" for mark, _ in held)
    refs = {mark.number: mark for mark, span in held if source.line_of(span.start) == number}
    links = "".join(
        f'<a class="il-ref" href="#{mark.target}" data-k="{mark.number}"'
        f' aria-label="{escape(mark.label)}"></a>'
        for mark in refs.values()
    )
    links = f'<span class="il-refs">{links}</span>' if links else ""
    text = _marked(source.text, pieces, held)
    return (
        f'<span class="{" ".join(classes)}" id="{line_id}{number}" data-n="{number}">'
        f"{text}{links}\n</span>"
    )


def _marked(text: str, pieces: tuple[Piece, ...], held: list[tuple[Mark, Span]]) -> str:
    """The pieces, cut where a note's span begins or ends, with the spans wrapped in <mark>."""
    cuts = sorted({edge for _, span in held for edge in (span.start, span.end)})
    html, inside = [], ""
    for piece in pieces:
        edges = [piece.start, *(c for c in cuts if piece.start < c < piece.end), piece.end]
        for start, end in pairwise(edges):
            holders = dict.fromkeys(
                f"il-n{mark.number}" for mark, span in held if span.start <= start < span.end
            )
            now = " ".join(holders)
            if now != inside:
                html.append(f"{'</mark>' if inside else ''}")
                html.append(f'<mark class="il-span {now}">' if now else "")
                inside = now
            words = literal_code(text[start:end])
            html.append(f'<span class="{piece.css}">{words}</span>' if piece.css else words)
    return "".join(html) + ("</mark>" if inside else "")


def _gap(first: int, last: int) -> str:
    count = last - first + 1
    words = f"{count} line{'s' if count > 1 else ''} not shown"
    return f'<span class="il-gap" data-count="{count}">{words}\n</span>'

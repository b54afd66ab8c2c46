"""Where the slides of a page begin and end: lines of ``---`` part them, ``***`` ends them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from infralens.engines.markdown.scan import mask
from infralens.ground.position import Span

_BREAK = re.compile(r"^(---|\*\*\*)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Deck:
    """The slides of a text, each from behind its ``---``, and the lines that part them."""

    slides: tuple[Span, ...]
    breaks: tuple[Span, ...]
    end: Span | None


def deck(text: str) -> Deck:
    """The deck of a page: what stands before its first break and behind its end is no slide."""
    breaks: list[Span] = []
    end = None
    for match in _BREAK.finditer(mask(text)):
        if match[1] == "***":
            # Before the first slide it is what it always is: a line across the page.
            end = Span(*match.span()) if breaks else None
            if end:
                break
        else:
            breaks.append(Span(*match.span()))
    limits = [*(span.start for span in breaks[1:]), end.start if end else len(text)]
    slides = tuple(Span(a.end, b) for a, b in zip(breaks, limits, strict=False))
    return Deck(slides, tuple(breaks), end)

"""Everything in a file that a selector can name."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from infralens.engines.select.modifiers import modified
from infralens.engines.select.places import NAMINGS
from infralens.engines.select.selection import Place, SelectError, Selection, shown_lines
from infralens.engines.select.selector import Kind, Selector
from infralens.ground.source import SourceFile


@dataclass(frozen=True)
class Candidate:
    """A selector that resolves, and what it resolves to; ``place`` has its parts and its name."""

    selector: Selector
    selection: Selection
    place: Place


@lru_cache(maxsize=128)
def outline(source: SourceFile) -> tuple[Candidate, ...]:
    """Every addressable thing in the file, in order; what a broken file hides is left out."""
    found: list[Candidate] = []
    for kind, naming in NAMINGS.items():
        if naming.fits(source):
            try:
                found.extend(_candidates(kind, naming.find(source), source))
            except SelectError:
                continue
    return tuple(sorted(found, key=lambda c: (c.selection.first, -c.selection.last)))


def _candidates(kind: Kind, places: tuple[Place, ...], source: SourceFile) -> list[Candidate]:
    total, seen = Counter(place.name for place in places), Counter[str]()
    candidates = []
    for place in places:
        seen[place.name] += 1
        nth = seen[place.name] if total[place.name] > 1 else None
        selector = Selector(kind, place.name, nth)
        selection = modified(place, selector, source)
        if shown_lines(selection):
            candidates.append(Candidate(selector, selection, place))
    return candidates

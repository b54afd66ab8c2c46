"""From a selector to the lines of a file that it means, or the reason why there are none."""

from __future__ import annotations

from infralens.engines.select.keys import refuse_alias
from infralens.engines.select.languages import language_of
from infralens.engines.select.modifiers import modified
from infralens.engines.select.patterns import matches
from infralens.engines.select.places import NAMINGS, Naming, as_short, named
from infralens.engines.select.regions import regions
from infralens.engines.select.selection import Place, SelectError, Selection, shown_lines
from infralens.engines.select.selector import Selector, line_range
from infralens.ground.issue import perhaps
from infralens.ground.source import SourceFile

_MOST_CHOICES = 6


def resolve(selector: Selector, source: SourceFile) -> Selection:
    """The lines a selector means in a file.

    Raises ``SelectError``: ``missing`` when nothing matches, ``selector-ambiguous`` when several
    places do, ``selector-unsupported`` when the kind or a modifier does not fit the file,
    ``region-unclosed`` and ``source-syntax`` when the file itself is at fault.
    """
    # A broken marker would be shown as code, whatever kind of selector is used.
    regions(source)
    place = _chosen(selector, _places(selector, source), source)
    selection = modified(place, selector, source)
    if not shown_lines(selection):
        raise SelectError("missing", f"'{selector}' shows no line", "select or keep more lines")
    return selection


def _places(selector: Selector, source: SourceFile) -> tuple[Place, ...]:
    if selector.kind == "L":
        return (_lines(selector, source),)
    if selector.kind == "re":
        found = matches(selector.argument, source)
        if not found:
            fact = f"'{selector.kind}:{selector.argument}' matches nothing in '{source.path}'"
            raise SelectError("missing", fact, "compare the pattern with the lines of the file")
        return found
    naming = NAMINGS[selector.kind]
    if not naming.fits(source):
        raise _unsupported(selector, naming, source)
    known = naming.find(source)
    found = named(selector.kind, selector.argument, known)
    if not found:
        if selector.kind == "key":
            refuse_alias(selector.argument, source)
        fact = f"no {naming.noun} '{selector.argument}' in '{source.path}'"
        raise SelectError("missing", fact, _known_names(selector, known))
    return found


def _known_names(selector: Selector, known: tuple[Place, ...]) -> str:
    names = list(dict.fromkeys(as_short(selector, place.name) for place in known))
    some = ", ".join(names[:_MOST_CHOICES]) + (", …" if len(names) > _MOST_CHOICES else "")
    inner = [name for name in names if name.endswith(f".{selector.argument}")]
    if inner:
        return f"perhaps: {', '.join(inner[:_MOST_CHOICES])}"
    return perhaps(selector.argument, names, f"it has {some}" if names else "it has none")


def _lines(selector: Selector, source: SourceFile) -> Place:
    first, last = line_range(selector)
    if last > len(source.lines):
        fact = f"'{source.path}' ends on line {len(source.lines)}, before '{selector}'"
        raise SelectError("missing", fact, f"name lines from 1 to {len(source.lines)}")
    return Place(str(selector), first, last)


def _unsupported(selector: Selector, naming: Naming, source: SourceFile) -> SelectError:
    language = language_of(source.path)
    fitting = [f"{kind}:" for kind, naming in NAMINGS.items() if naming.fits(source)]
    fact = f"'{selector.kind}:' does not fit '{source.path}', which is {language}"
    return SelectError("selector-unsupported", fact, f"use {', '.join([*fitting, 're:'])}")


def _chosen(selector: Selector, places: tuple[Place, ...], source: SourceFile) -> Place:
    short = f"{selector.kind}:{selector.argument}"
    choices = [f"'{short} #{n}' (line {place.first})" for n, place in enumerate(places, start=1)]
    listed = ", ".join(choices[:_MOST_CHOICES]) + (", …" if len(choices) > _MOST_CHOICES else "")
    if selector.nth is None and len(places) > 1:
        fact = f"'{short}' matches {len(places)} places in '{source.path}'"
        raise SelectError("selector-ambiguous", fact, f"write {listed}")
    nth = selector.nth or 1
    if nth > len(places):
        fact = f"'{short}' has no match #{nth} in '{source.path}'"
        raise SelectError("missing", fact, f"write {listed}")
    return places[nth - 1]

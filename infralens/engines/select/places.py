"""Which kinds of selector fit which language, and where each finds its places."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from infralens.engines.select.clike import classes, functions, macros
from infralens.engines.select.keys import keys
from infralens.engines.select.languages import Language, language_of
from infralens.engines.select.markdown import headings, slug
from infralens.engines.select.names import join_headings, split_headings
from infralens.engines.select.regions import regions
from infralens.engines.select.selection import Place
from infralens.engines.select.selector import Kind, Selector
from infralens.engines.select.symbols import symbols
from infralens.ground.source import SourceFile

Finder: TypeAlias = Callable[[SourceFile], tuple[Place, ...]]


@dataclass(frozen=True)
class Naming:
    """A kind of selector whose arguments are names; without languages it fits every file."""

    noun: str
    find: Finder
    languages: frozenset[Language] = frozenset()

    def fits(self, source: SourceFile) -> bool:
        return not self.languages or language_of(source.path) in self.languages


_C: frozenset[Language] = frozenset({"cpp", "cuda"})

NAMINGS: dict[Kind, Naming] = {
    "sym": Naming("symbol", symbols, frozenset({"python"})),
    "key": Naming("key", keys, frozenset({"yaml"})),
    "head": Naming("heading", headings, frozenset({"markdown"})),
    "fn": Naming("function", functions, _C),
    "class": Naming("type", classes, _C),
    "macro": Naming("macro", macros, _C),
    "region": Naming("region", regions),
}


def named(kind: Kind, name: str, places: tuple[Place, ...]) -> tuple[Place, ...]:
    """The places a name stands for: those with exactly this name, else those that end in it."""
    exact = tuple(place for place in places if place.name == name)
    if exact:
        return exact
    if kind in ("fn", "class"):
        return tuple(place for place in places if place.name.endswith(f"::{name}"))
    if kind == "head":
        wanted = split_headings(name)
        return tuple(p for p in places if _ends_in(split_headings(p.name), wanted))
    return ()


def as_short(selector: Selector, name: str) -> str:
    """The end of a place's name that has as many parts as the selector's argument."""
    if selector.kind == "head":
        wanted = split_headings(selector.argument)
        return join_headings(split_headings(name)[-len(wanted) :])
    if selector.kind in ("fn", "class"):
        return "::".join(name.split("::")[-len(selector.argument.split("::")) :])
    return name


def _ends_in(chain: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """True if the innermost headings are the wanted ones, each by its text or its slug."""
    if len(wanted) > len(chain):
        return False
    pairs = zip(chain[len(chain) - len(wanted) :], wanted, strict=True)
    return all(want == text or (_is_slug(want) and want == slug(text)) for text, want in pairs)


def _is_slug(text: str) -> bool:
    return bool(re.fullmatch(r"[\w-]+", text))

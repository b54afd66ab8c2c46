"""All texts of a course with their places, for the checks that read prose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial

from infralens.course.calculators import CalculatorFile
from infralens.course.data import Listed
from infralens.course.labfiles import LabFile
from infralens.course.layout import (
    calculator_address,
    lab_address,
    mission_address,
    page_address,
    scene_scope,
)
from infralens.course.missions import MissionFile
from infralens.course.pages import PageFile
from infralens.engines.markdown import front_matter_end
from infralens.engines.yamlnodes import Node, Scalar, node_at
from infralens.ground.position import Position
from infralens.ground.source import SourceFile
from infralens.model.prose import Prose, texts_of
from infralens.model.text import Spec

Location = tuple[str | int, ...]


@dataclass(frozen=True)
class PlacedText:
    """A text: the address of the page that shows it, and the means to place parts of it."""

    address: str
    text: str
    markdown: bool
    name: str
    origin: Scalar | SourceFile
    scope: str = ""
    """Whose values it may name; nobody's if empty."""
    location: Location = ()
    """The keys that lead to it in its file."""

    def locate(self, fragment: str, offset: int) -> Position:
        """Where the fragment that begins at ``offset`` of the text stands in its file."""
        if isinstance(self.origin, SourceFile):
            return self.origin.position_of(offset)
        return self.origin.locate(fragment, self.text.count(fragment, 0, offset) + 1)

    @property
    def position(self) -> Position:
        return self.locate("", 0) if isinstance(self.origin, Scalar) else Position(self.origin.path)


def lab_texts(labs: Iterable[LabFile]) -> Iterator[PlacedText]:
    for lab in labs:
        yield from _spec_texts(lab.spec, lab.node, lab_address(lab.id))


def data_texts(entries: Iterable[Listed[Spec]], address: str) -> Iterator[PlacedText]:
    for entry in entries:
        yield from _spec_texts(entry.spec, entry.node, address)


def calculator_texts(calculators: Iterable[CalculatorFile]) -> Iterator[PlacedText]:
    for file in calculators:
        yield from _spec_texts(file.spec, file.node, calculator_address(file.id))


def page_texts(pages: Iterable[PageFile]) -> Iterator[PlacedText]:
    """The Markdown of each page, its blocks left out, and the texts of the blocks."""
    for file in pages:
        address = page_address(file.page.path)
        source = file.page.source
        text = source.text
        hidden = [(0, front_matter_end(text))]
        hidden += [(block.span.start, block.span.end) for block in file.page.blocks]
        for start, end in hidden:
            blank = "".join("\n" if c == "\n" else " " for c in text[start:end])
            text = text[:start] + blank + text[end:]
        yield PlacedText(address, text, True, "page", source, address)
        for block, node in zip(file.page.blocks, file.nodes, strict=True):
            yield from _spec_texts(block.spec, node, address)


def mission_texts(missions: Iterable[MissionFile]) -> Iterator[PlacedText]:
    """The texts of missions; those of a scene may name its inputs and outputs."""
    for file in missions:
        yield from _mission_texts(file)


@lru_cache(maxsize=64)
def _mission_texts(file: MissionFile) -> tuple[PlacedText, ...]:
    address = mission_address(file.slug)
    return tuple(_spec_texts(file.spec, file.node, address, partial(_scene_of, file=file)))


def _scene_of(location: Location, file: MissionFile) -> str | None:
    match location:
        case ("parts", int(index), "scenes" | "challenges", str(track), *_):
            return scene_scope(file.slug, file.spec.parts[index].id, track)
        case ("synthesis", "designs", str(track), *_):
            return scene_scope(file.slug, "synthesis", track)
    return None


def _spec_texts(
    spec: Spec,
    node: Node,
    address: str,
    scope_of: Callable[[Location], str | None] = lambda location: None,
) -> Iterator[PlacedText]:
    for prose in texts_of(spec):
        found = node_at(node, prose.location)
        if isinstance(found, Scalar):
            scope = scope_of(prose.location) or address
            name = _name(prose)
            yield PlacedText(
                address, prose.text, prose.markdown, name, found, scope, prose.location
            )


def _name(prose: Prose) -> str:
    if prose.location[0] == "values":  # each is named by its author
        return "values"
    return str(next(step for step in reversed(prose.location) if isinstance(step, str)))

"""Reading hand-written pages: front matter, headings, and fenced blocks."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from os.path import realpath
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field
from pygments.lexers import find_lexer_class_by_name
from pygments.util import ClassNotFound

from infralens.course.embeds import Calculators
from infralens.course.excerpts import Request, resolve_excerpt
from infralens.course.labfiles import note_encoding
from infralens.course.layout import CODE, DATA
from infralens.course.lock import read_lock
from infralens.engines.figure import figure_faults, inline_svg
from infralens.engines.markdown import MATH, Fence, fences, front_matter_end, headings
from infralens.engines.yamlnodes import Mapping as MappingNode
from infralens.engines.yamlnodes import Node, node_at, read_yaml, says_nothing, validate
from infralens.ground.issue import IssueSet, nearest, perhaps
from infralens.ground.position import Position, Span
from infralens.ground.source import SourceError, SourceFile, read_source
from infralens.model.blocks import (
    FENCES,
    Block,
    BorrowedExcerpt,
    Figure,
    OwnExcerpt,
)
from infralens.model.course import Excerpt, Page, PlacedBlock, StarterFile
from infralens.model.registry import Month
from infralens.model.spec import EmbeddedCalculator
from infralens.model.text import Moved, Name, Text


class _FrontMatter(BaseModel):
    """The keys the generator reads; others belong to MkDocs and its theme."""

    model_config = ConfigDict(extra="ignore", strict=True)
    title: str | None = None
    slides: bool = False
    as_of: Month | None = None
    values: dict[Name, Text] = Field(default_factory=dict)
    moved_from: Moved = ()


@dataclass(frozen=True)
class PageFile:
    """A page that could be read; ``nodes`` say where the parts of its blocks stand.

    ``matter`` is its front matter, None where it has none.
    """

    page: Page
    nodes: tuple[Node, ...]
    matter: Node | None = None


@dataclass(frozen=True)
class Offered:
    """What pages may show: excerpts by name, all starter files by path, calculators by id.

    An excerpt is None when it does not resolve, and ``unread`` are labs whose excerpts are not
    known; both are reported where they are at fault, not where they are shown.
    """

    excerpts: Mapping[str, Excerpt | None]
    unread: frozenset[str]
    starters: Mapping[str, StarterFile]
    calculators: Calculators


def page_paths(root: Path, docs: str, issues: IssueSet) -> Iterator[str]:
    """Markdown files below the docs folder, relative to it; links that lead out are noted."""
    folder = root / docs
    fence = root.resolve() / docs
    for parent, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted([*folders, *files]):
            path = (Path(parent) / name).relative_to(folder).as_posix()
            target = Path(parent) / name
            # realpath, because Path.resolve raises at a loop of links.
            if target.is_symlink() and not Path(realpath(target)).is_relative_to(fence):
                fact = f"'{docs}/{path}' is a link that leads outside '{docs}'"
                hint = "copy the file, or remove the link"
                issues.add(Position(f"{docs}/{path}"), "source-outside", fact, hint)
            elif name.endswith(".md") and not path.startswith(f"{DATA}/"):
                yield path


def read_page(
    root: Path,
    docs: str,
    path: str,
    offered: Offered,
    issues: IssueSet,
) -> PageFile | None:
    """A page with its blocks resolved; None when it cannot be read."""
    try:
        source = read_source(root, f"{docs}/{path}", at=Position(f"{docs}/{path}"), within=docs)
    except SourceError as error:
        issues.extend([error.issue])
        return None
    note_encoding(source, issues)
    reader = _Reader(root, docs, path, source, offered, issues)
    blocks = list(reader.blocks())
    found = headings(source.text)
    node, matter = reader.front_matter()
    title = matter.title or next((h.text for h in found if h.level == 1), path)
    reader.note_unused_locks()
    shown = tuple(block for block, _ in blocks)
    said = (matter.values, matter.slides, matter.as_of, matter.moved_from)
    page = Page(path, source, title, found, shown, *said)
    return PageFile(page, tuple(node for _, node in blocks), node)


class _Reader:
    def __init__(
        self,
        root: Path,
        docs: str,
        path: str,
        source: SourceFile,
        offered: Offered,
        issues: IssueSet,
    ) -> None:
        self.root, self.docs, self.source = root, docs, source
        self.offered, self.issues = offered, issues
        self.owner = f"docs:{path.removesuffix('.md')}"
        self.lock = read_lock(root, self.owner, issues)
        self.own: set[str] = set()

    def front_matter(self) -> tuple[Node | None, _FrontMatter]:
        end = front_matter_end(self.source.text)
        if not end:
            if self.source.text.startswith("---\n"):
                fact = "the front matter is never closed"
                at = Position(self.source.path)
                self.issues.add(at, "yaml-syntax", fact, "close it with a line of '---'")
            return None, _FrontMatter()
        closing = self.source.text[:end].rstrip().rfind("\n")
        part = _part(self.source, Span(0, max(closing, 0)))
        if says_nothing(part.text.removeprefix("---")):
            return None, _FrontMatter()
        node = read_yaml(part, self.issues)
        self.note_misspelt(node)
        matter = validate(_FrontMatter, node, self.issues) if node is not None else None
        return node, matter or _FrontMatter()

    def note_misspelt(self, node: Node | None) -> None:
        """A key that is almost one of ours would be passed over as one of the theme's."""
        ours = _FrontMatter.model_fields
        for key, _ in node.entries if isinstance(node, MappingNode) else ():
            near = nearest(key.text.replace("-", "_"), ours, 1, 0.88)
            if near and key.text not in ours:
                hint = f"perhaps: {near[0]}"
                self.issues.add(key.position, "unknown-key", f"no key '{key.text}' here", hint)

    def blocks(self) -> Iterator[tuple[PlacedBlock, Node]]:
        for fence in fences(self.source.text):
            name = fence.info.split()[0] if fence.info else ""
            at = self.source.position_of(fence.span.start + len(fence.indent))
            if not fence.closed:
                fact = f"fence '{name}' is never closed"
                self.issues.add(at, "fence-unclosed", fact, "close it with the same marks")
            elif name in FENCES:
                yield from self.block(name, fence, at)
            elif fence.info == MATH and fence.indent:
                fact = f"block '{name}' is indented by {len(fence.indent)}"
                self.issues.add(at, "fence-indented", fact, "put it at the left margin")
            elif name and fence.info != MATH and not _is_markup(name):
                known = (*FENCES, MATH)
                hint = perhaps(name, known, f"the blocks are {', '.join(known)}", most=1)
                fact = f"no block or language '{name}'"
                self.issues.add(at, "fence-unknown", fact, hint)

    def block(self, name: str, fence: Fence, at: Position) -> Iterator[tuple[PlacedBlock, Node]]:
        if fence.indent:
            fact = f"block '{name}' is indented by {len(fence.indent)}"
            self.issues.add(at, "fence-indented", fact, "put it at the left margin")
            return
        if fence.info != name:
            fact = f"block '{name}' has '{fence.info[len(name) :].strip()}' behind its name"
            self.issues.add(at, "fence-unknown", fact, "write options as YAML inside the block")
            return
        part = _part(self.source, fence.body)
        if says_nothing(part.text):
            self.issues.add(at, "source-empty", f"block '{name}' is empty", "fill it in")
            return
        node = read_yaml(part, self.issues)
        spec = validate(_spec_of(name, node), node, self.issues) if node is not None else None
        if spec is None or node is None:
            return
        excerpt = self.excerpt(spec, node) if name == "excerpt" else None
        figure = self.figure(spec, node) if isinstance(spec, Figure) else None
        embed = None
        if isinstance(spec, EmbeddedCalculator):
            embed = self.offered.calculators.embed(spec, node, self.issues)
        shown = {"excerpt": excerpt, "figure": figure, "calculator": embed}
        if name in shown and shown[name] is None:
            return
        yield PlacedBlock(spec, fence.span, at, excerpt, figure, embed), node

    def excerpt(self, spec: object, node: Node) -> Excerpt | None:
        if isinstance(spec, BorrowedExcerpt):
            known = self.offered.excerpts
            if spec.from_ not in known and spec.from_.split("#")[0] not in self.offered.unread:
                at = node_at(node, ("from",)).position
                hint = perhaps(spec.from_, known, "name it as track/lab#excerpt")
                self.issues.add(at, "unknown-excerpt", f"no excerpt '{spec.from_}'", hint)
            return known.get(spec.from_)
        if not isinstance(spec, OwnExcerpt):
            return None
        self.own.add(spec.id)
        starter = self.offered.starters.get(spec.file)
        if starter is None:
            at = node_at(node, ("file",)).position
            hint = perhaps(spec.file, self.offered.starters, f"name a lab's starter below {CODE}/")
            self.issues.add(at, "source-missing", f"no starter '{spec.file}'", hint)
            return None
        request = Request(self.owner, spec, node, starter.source)
        others = [other.source for other in self.offered.starters.values()]
        return resolve_excerpt(request, self.lock, others, self.issues)

    def figure(self, spec: Figure, node: Node) -> str | None:
        at = node_at(node, ("src",)).position
        try:
            source = read_source(self.root, f"{self.docs}/{spec.src}", at=at, within=self.docs)
        except SourceError as error:
            self.issues.extend([error.issue])
            return None
        faults = figure_faults(source)
        for fact, hint in faults:
            self.issues.add(at, "figure-invalid", f"'{spec.src}' {fact}", hint)
        return None if faults else inline_svg(source)

    def note_unused_locks(self) -> None:
        for name in sorted(set(self.lock.entries) - self.own):
            fact = f"lock entry '{name}' belongs to no excerpt"
            hint = "remove it with: infralens refresh"
            self.issues.add(self.lock.positions[name], "unused", fact, hint)


def _spec_of(name: str, node: Node) -> type[Block]:
    specs = FENCES[name]
    if name == "excerpt":
        borrowed = isinstance(node, MappingNode) and node.get("from") is not None
        return specs[0] if borrowed else specs[1]  # type: ignore[return-value]
    return specs[0]  # type: ignore[return-value]


def _part(source: SourceFile, span: Span) -> SourceFile:
    """The file with everything but ``span`` blanked, so that places in it stay true."""
    # Only line ends: blanks before the content would count as its indentation.
    before = "\n" * source.text.count("\n", 0, span.start)
    return SourceFile(source.path, before + source.text[span.start : span.end], 0, "")


def _is_markup(name: str) -> bool:
    """Whether Markdown knows the name itself: a language, or attributes."""
    if name.startswith(("{", ".")):
        return True
    try:
        return find_lexer_class_by_name(name.lower()) is not None
    except ClassNotFound:
        return False

"""A course as it is after reading and resolving: what pages are rendered from."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from infralens.ground.position import Position, Span
from infralens.ground.source import SourceFile
from infralens.model.blocks import Block, Drill
from infralens.model.bug import Bug
from infralens.model.computable import Calculator, Embed
from infralens.model.entries import CardSpec, ConceptSpec, ReferenceSpec, TrackSpec
from infralens.model.registry import Registry
from infralens.model.scene import Mission
from infralens.model.selection import Selection
from infralens.model.spec import ExcerptSpec, Experiment, LabSpec, Run, Starter
from infralens.model.worksheet import Worksheet


@dataclass(frozen=True)
class Note:
    """A note bound to code: ``spans`` are characters of the file, ``lines`` those they touch."""

    number: int
    says: str
    spans: tuple[Span, ...]
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Excerpt:
    """A resolved excerpt: ``selection`` of ``source``, with ``shown`` as its text on the page.

    ``owner`` is the lab (``track/slug``) or page (``docs:handbook/x``) that it belongs to.
    """

    owner: str
    spec: ExcerptSpec
    source: SourceFile
    language: str
    selection: Selection
    notes: tuple[Note, ...]
    shown: str
    position: Position

    @property
    def name(self) -> str:
        """The name by which commands and locks address the excerpt."""
        return f"{self.owner}#{self.spec.id}"


@dataclass(frozen=True)
class StarterFile:
    """A starter with its text, and the captured output of its run where it has one."""

    spec: Starter
    track: str
    slug: str
    source: SourceFile
    language: str
    markers: frozenset[int]
    output: str | None = None

    @property
    def path(self) -> str:
        """Where its viewer stands below ``code/``, and the file itself below ``raw/``."""
        return f"{self.track}/{self.slug}/{self.spec.file}"


@dataclass(frozen=True)
class Variation:
    """An experiment of a lab that is run: its starter is changed first, or called otherwise."""

    track: str
    slug: str
    number: int
    spec: Experiment
    run: Run
    position: Position
    output: str | None

    @property
    def path(self) -> str:
        """The file that holds what it printed, below ``code/``."""
        return f"{self.track}/{self.slug}/{self.run.output}"


@dataclass(frozen=True)
class Lab:
    """One lab; ``number`` orders it within its track."""

    track: str
    slug: str
    number: int
    path: str
    spec: LabSpec
    starters: tuple[StarterFile, ...]
    excerpts: tuple[Excerpt, ...]
    embeds: tuple[Embed, ...] = ()
    variations: tuple[Variation, ...] = ()
    worksheet: Worksheet | None = None

    @property
    def id(self) -> str:
        return f"{self.track}/{self.slug}"


@dataclass(frozen=True)
class Track:
    """A track and its labs in order."""

    spec: TrackSpec
    labs: tuple[Lab, ...]


@dataclass(frozen=True)
class PlacedBlock:
    """A fenced block of a page: its spec and the characters of the page it replaces."""

    spec: Block
    span: Span
    position: Position
    excerpt: Excerpt | None = None
    figure: str | None = None
    embed: Embed | None = None


@dataclass(frozen=True)
class Heading:
    """A heading of a Markdown page, with the id that its page gives it."""

    level: int
    text: str
    id: str
    line: int


@dataclass(frozen=True)
class Page:
    """A hand-written page below ``docs/``: ``path`` is relative to it, with ``.md``."""

    path: str
    source: SourceFile
    title: str
    headings: tuple[Heading, ...]
    blocks: tuple[PlacedBlock, ...]
    values: dict[str, str] = field(default_factory=dict)
    slides: bool = False
    as_of: str | None = None
    moved_from: tuple[str, ...] = ()


@dataclass(frozen=True)
class Course:
    """Everything pages are made from; no file is read after this exists."""

    root: Path
    tracks: tuple[Track, ...] = ()
    pages: tuple[Page, ...] = ()
    concepts: tuple[ConceptSpec, ...] = ()
    references: tuple[ReferenceSpec, ...] = ()
    registries: dict[str, Registry] = field(default_factory=dict)
    calculators: tuple[Calculator, ...] = ()
    bugs: tuple[Bug, ...] = ()
    cards: tuple[CardSpec, ...] = ()
    missions: tuple[Mission, ...] = ()
    licence: str | None = None
    """The name of the licence of the course's code: the first line of its LICENSE."""
    changes: str | None = None
    """What its CHANGELOG.md says, which readers may want to know too."""
    citations: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """For each reference key, the addresses of the pages that cite it."""
    named: dict[str, dict[str, str]] = field(default_factory=dict)
    """For each address, the values that its lab or page names, as it writes them."""
    mentions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """For each concept id, the addresses of the pages that link to it."""
    moved: dict[str, str] = field(default_factory=dict)
    """For each address that a page or file had before, the one it has now."""

    @property
    def labs(self) -> tuple[Lab, ...]:
        return tuple(lab for track in self.tracks for lab in track.labs)

    @property
    def drills(self) -> tuple[tuple[Page, Drill], ...]:
        """The drills of all pages, with the page of each; those of the guide are examples."""
        return tuple(
            (page, block.spec)
            for page in self.pages
            if not page.path.startswith("guide/")
            for block in page.blocks
            if isinstance(block.spec, Drill)
        )

    @property
    def has_guide(self) -> bool:
        """Whether the course explains its own generator: then its registers are published too."""
        return any(page.path == "guide/index.md" for page in self.pages)

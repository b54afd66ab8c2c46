"""What a page shows of the site's structure: sections, a window of neighbours, the way back.

Every page gets the same amount, however many pages the site has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.structure.pages import Page as MkDocsPage

from infralens.course.layout import (
    BUGS_ADDRESS,
    CALCULATORS,
    CHANGES_ADDRESS,
    MISSIONS,
    calculator_address,
    lab_address,
    mission_address,
    page_address,
    relative,
    viewer_address,
)
from infralens.doors.citing import cited
from infralens.doors.mistakes import report_address
from infralens.model.course import Course, Lab, Track
from infralens.render import GeneratedPage
from infralens.render.sources import SourceLinks

WINDOW = 12
"""How many neighbours are listed on either side of a page."""


@dataclass(frozen=True)
class Link:
    """A link as the templates take it; ``url`` is relative to the page that shows it."""

    title: str
    url: str
    active: bool = False


@dataclass(frozen=True)
class More:
    """How many pages of a section are not listed, and where they are."""

    count: int
    url: str


@dataclass(frozen=True)
class Place:
    """An address with its title."""

    title: str
    address: str


@dataclass(frozen=True)
class View:
    """Where a page stands: ``tab`` is the address of its section in the header."""

    kind: str
    tab: str | None
    section: Place | None
    siblings: tuple[Place, ...]
    crumbs: tuple[Place, ...]


class NavigationView:
    """Finds the place of every page, from MkDocs' navigation and from the course's tracks."""

    def __init__(
        self, course: Course, nav: Navigation, generated: Mapping[str, GeneratedPage]
    ) -> None:
        self.generated = generated
        # MkDocs learns the titles of pages only when it renders them.
        self.titles = {page.path: page.title for page in course.pages}
        self.titles |= {path: page.title for path, page in generated.items()}
        self.tabs = tuple(self._tab(item) for item in nav.items if _first_page(item) is not None)
        self.tab_of: dict[str, str] = {}
        self.sections: dict[str, tuple[Place, tuple[Place, ...]]] = {}
        for item, tab in zip(
            (item for item in nav.items if _first_page(item) is not None), self.tabs, strict=True
        ):
            pages = tuple(_pages(item))
            for page in pages:
                self.tab_of[_address(page)] = tab.address
                if isinstance(item, Section):
                    places = tuple(Place(self._title(p), _address(p)) for p in pages)
                    self.sections[_address(page)] = (tab, places)
        self.calculators = tuple(
            Place(one.spec.title, calculator_address(one.id)) for one in course.calculators
        )
        if course.bugs:
            self.calculators += (Place("Spot the bug", BUGS_ADDRESS),)
        self.changes = CHANGES_ADDRESS if course.changes is not None else None
        self.missions = tuple(
            Place(one.spec.title, mission_address(one.slug)) for one in course.missions
        )
        self.labs: dict[str, tuple[Lab, Track]] = {}
        self.starters: dict[str, tuple[Lab, Track]] = {}
        self.tracks = {f"/labs/{track.spec.id}/": track for track in course.tracks}
        self.track_places = tuple(
            Place(track.spec.title, address) for address, track in self.tracks.items()
        )
        self.lab_places: dict[str, tuple[Place, ...]] = {}
        for track in course.tracks:
            self.lab_places[track.spec.id] = tuple(
                Place(lab.spec.title, lab_address(lab.id)) for lab in track.labs
            )
            for lab in track.labs:
                self.labs[lab_address(lab.id)] = (lab, track)
                for starter in lab.starters:
                    self.starters[viewer_address(starter.path)] = (lab, track)

    def _tab(self, item: object) -> Place:
        page = _first_page(item)
        assert page is not None
        title = getattr(item, "title", None) or self._title(page)
        return Place(str(title), _address(page))

    def _title(self, page: MkDocsPage) -> str:
        named = vars(page).get("title") if isinstance(vars(page).get("title"), str) else None
        return named or self.titles.get(page.file.src_uri) or page.file.name

    def view(self, path: str, address: str, *, homepage: bool) -> View:
        """The place of the page with source ``path`` at ``address``."""
        labs = Place("Labs", "/labs/")
        generated = self.generated.get(path)
        kind = generated.kind if generated else path.split("/", 1)[0]
        if address in self.labs:
            lab, track = self.labs[address]
            section = Place(track.spec.title, f"/labs/{track.spec.id}/")
            places = self.lab_places[track.spec.id]
            return View("lab", labs.address, section, places, (labs, section))
        if address in self.starters:
            lab, track = self.starters[address]
            section = Place(lab.spec.title, lab_address(lab.id))
            places = tuple(
                Place(starter.spec.file, viewer_address(starter.path)) for starter in lab.starters
            )
            crumbs = (labs, Place(track.spec.title, f"/labs/{track.spec.id}/"), section)
            return View("starter", labs.address, section, places, crumbs)
        missions = Place("Missions", f"/{MISSIONS}/")
        if kind in ("mission", "missions", "replay"):
            tab = self.tab_of.get(missions.address)
            above = () if kind == "missions" else (missions,)
            return View(kind, tab, missions, self.missions, above)
        gallery = Place("Calculators", f"/{CALCULATORS}/")
        if address == gallery.address or any(one.address == address for one in self.calculators):
            above = () if address == gallery.address else (gallery,)
            return View("calculator", gallery.address, gallery, self.calculators, above)
        if address in self.tracks:
            return View("index", labs.address, labs, self.track_places, (labs,))
        if address == labs.address:
            return View("index", labs.address, labs, self.track_places, ())
        tab = self.tab_of.get(address)
        home = "home" if homepage else kind if kind in _KINDS else "guide"
        if address in self.sections:
            section, places = self.sections[address]
            above = (section,) if section.address != address else ()
            return View(home, tab, section, places, above)
        return View(home, tab, None, (), ())


_KINDS = {"handbook", "lab", "starter", "index", "guide", "concepts", "references"}


def page_view(
    navigation: NavigationView, page: Page, links: SourceLinks, version: str, config: MkDocsConfig
) -> dict[str, object]:
    """The object ``il`` that the theme's templates read."""
    path = page.file.src_uri
    address = page_address(path)
    view = navigation.view(path, address, homepage=page.is_homepage)

    def link(place: Place, *, active: bool = False) -> Link:
        return Link(place.title, relative(place.address, address), active)

    shown, hidden = _window(view.siblings, address)
    here = next((n for n, place in enumerate(view.siblings) if place.address == address), None)
    before = view.siblings[here - 1] if here else None
    after = view.siblings[here + 1] if here is not None and here + 1 < len(view.siblings) else None
    generated = navigation.generated.get(path)
    base = relative("/assets/infralens/", address)
    source = links.file(generated.source) if generated else None
    as_of = page.meta.get("as_of")
    title = config.site_name if page.is_homepage else str(page.title)
    reports = config.extra.get("report_url") or (
        links.repository and f"{links.repository}/issues/new"
    )
    return {
        "cited": cited(
            site=config.site_name,
            title=title,
            address=page.canonical_url,
            as_of=str(as_of) if as_of else None,
            commit=links.commit,
        ),
        "report": report_address(
            reports, title=title, address=page.canonical_url or address, commit=links.commit
        ),
        "page_kind": view.kind,
        "tabs": [link(tab, active=tab.address == view.tab) for tab in navigation.tabs],
        "section": link(view.section) if view.section else None,
        "siblings": [link(place, active=place.address == address) for place in shown],
        "more": More(hidden, relative(view.section.address, address))
        if view.section and hidden
        else None,
        "crumbs": [link(place) for place in view.crumbs],
        "prev": link(before) if before else None,
        "next": link(after) if after else None,
        "changes": relative(navigation.changes, address) if navigation.changes else None,
        "source": {"edit_url": page.edit_url, "source_url": source, "label": "Source at commit"},
        "asset_base": base,
        "stylesheets": [f"{base}{sheet}" for sheet in _sheets(page)],
        "version": version,
    }


_INKS = tuple(f'class="il-{name}' for name in ("ink", "muted", "soft", "accent"))
"""Classes of a drawing that an author may also put into a page as it is."""

_SHEETS = {
    "calculator": ('class="il-calc"', 'class="il-math-box"'),
    "chart": ('class="il-chart-area"',),
    "dated": ("<il-ages>",),
    "display": ('class="il-figure', 'class="il-formula"', *_INKS),
    "drills": ('class="il-drills"',),
    "matrix": ('class="il-matrix',),
    "matrix-wide": ('class="il-matrix il-wide"',),
    "mission": ("<il-mission ", "<il-replay"),
    "mission-ledger": ("<il-ledger ", "<il-synthesis ", "<il-replay"),
    "slides": ('class="il-deck"',),
    "worksheet": ('class="il-worksheet"',),
}
"""Sheets that only some pages need, each with what tells such a page."""


def _sheets(page: Page) -> list[str]:
    content = page.content or ""
    needed = [
        f"sheets/{name}.css"
        for name, marks in _SHEETS.items()
        if any(mark in content for mark in marks)
    ]
    return ["infralens.css", *needed]


def template_view(navigation: NavigationView, base: str, version: str) -> dict[str, object]:
    """The object ``il`` for a template that is no page; ``base`` leads to the site's root."""
    root = f"{base.rstrip('/')}/"
    tabs = [Link(tab.title, root + tab.address.lstrip("/")) for tab in navigation.tabs]
    changes = navigation.changes and root + navigation.changes.lstrip("/")
    return {"page_kind": "guide", "tabs": tabs, "version": version, "changes": changes}


def _window(places: Sequence[Place], address: str) -> tuple[Sequence[Place], int]:
    here = next((n for n, place in enumerate(places) if place.address == address), 0)
    start = max(0, min(here - WINDOW, len(places) - 2 * WINDOW - 1))
    shown = places[start : start + 2 * WINDOW + 1]
    return shown, len(places) - len(shown)


def _pages(item: object) -> list[MkDocsPage]:
    if isinstance(item, MkDocsPage):
        return [item]
    if isinstance(item, Section):
        return [page for child in item.children for page in _pages(child)]
    return []


def _first_page(item: object) -> MkDocsPage | None:
    return next(iter(_pages(item)), None)


def _address(page: MkDocsPage) -> str:
    return page_address(page.file.src_uri)

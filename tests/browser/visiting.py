"""One visit of each page, in which everything is looked at that holds on every page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page

from tests.browser.site import Site
from tests.browser.test_accessibility import COLOURS, violations
from tests.browser.watching import NEXT_FRAME, WIDTHS, Watch, opened

SMALL = 320
PAPER = 718
"""The width of an A4 page between its usual margins, in CSS pixels."""

# Text without a box is not printed. Links and controls that serve a screen only may be left out,
# of two ways to count the results of the one that the reader has not chosen, and of a mission what
# the reader has not chosen or not yet earned: other tracks, and answers before one is committed.
# Where a row of a ledger is a card, each value has the name of its column before it.
NOT_PRINTED = """() => {
  const screen = "script, style, button, form, nav, .headerlink, .il-actions, .il-back, svg,"
    + " .il-calc-tools, .il-calc-paste, .il-calc [data-key][hidden],"
    + " .il-part [hidden], .il-synthesis [hidden], .il-save, .il-records thead,"
    + " .il-ws-answer, .il-matrix-count, .il-row-link";
  const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const lost = [];
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (!text.data.trim() || text.parentElement.closest(screen)) continue;
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect();
    if (!box.width || !box.height) lost.push(text.data.trim().slice(0, 60));
  }
  return lost;
}"""
CUT = """() => [...document.querySelectorAll("article, article *")].filter((box) => {
  const style = getComputedStyle(box);
  if (style.display === "inline" || box.closest(".il-said, .il-records thead, svg")) return false;
  const clips = style.overflowX !== "visible" || style.overflowY !== "visible";
  const wide = box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1;
  const out = box.getBoundingClientRect().right > innerWidth + 1;
  return out || (clips && wide);
}).map((box) => `<${box.localName} class="${box.getAttribute("class") ?? ""}">`)"""
MOVING = "document.getAnimations().filter((a) => a.playState === 'running').length"
WIDER = "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"

# What a reader sees of the page's content; what only script can serve is not part of it.
READ = """() => {
  for (const part of document.querySelectorAll("details")) part.open = true;
  const made = "main :is(button, .il-calc-tools, .il-calc-paste, .il-plot-cursor, .il-drills-count,"
    + " .il-ledger-host, il-progress, .il-save, .il-lock-why, .il-expert, .il-diary)";
  for (const part of document.querySelectorAll(made)) part.remove();
  return document.querySelector("main").innerText;
}"""
CODE = "[...document.querySelectorAll('main pre code')].map((code) => code.innerText)"


@dataclass(frozen=True)
class Seen:
    """What was found wrong, by what was looked at; one line for each fault."""

    requests: list[str] = field(default_factory=list)
    width: list[str] = field(default_factory=list)
    motion: list[str] = field(default_factory=list)
    light: list[str] = field(default_factory=list)
    dark: list[str] = field(default_factory=list)
    paper: list[str] = field(default_factory=list)
    script: list[str] = field(default_factory=list)


def visit(site: Site, browser: Browser, pages: Sequence[str]) -> Seen:
    """Load each page in a small window, let the window grow, darken it, print, take away script."""
    seen = Seen()
    with _two(site, browser) as (page, watch, bare):
        for name in pages:
            watch.faults.clear()
            page.set_viewport_size({"width": SMALL, "height": 900})
            page.goto(site.url(name))
            bare.goto(site.url(name))
            _look(page, bare, name or "home", seen)
            page.wait_for_load_state("networkidle")
            seen.requests.extend(f"{name or 'home'}: {fault}" for fault in watch.faults)
    return seen


@contextmanager
def _two(site: Site, browser: Browser) -> Iterator[tuple[Page, Watch, Page]]:
    """A page with script, which is watched, and one without."""
    with (
        opened(browser, site.url(""), width=SMALL) as (page, watch),
        opened(browser, site.url(""), java_script_enabled=False) as (bare, _),
    ):
        yield page, watch, bare


def _look(page: Page, bare: Page, name: str, seen: Seen) -> None:
    if moving := page.evaluate(MOVING):
        seen.motion.append(f"{name}: {moving} animations run")
    for width in (SMALL, WIDTHS[0]):
        _resize(page, width)
        if over := page.evaluate(WIDER):
            seen.width.append(f"{name} at {width}: {over} px too wide")
    for width in WIDTHS:
        _resize(page, width)
        seen.light.extend(violations(page, f"{name} at {width}"))
    page.emulate_media(color_scheme="dark")
    for width in reversed(WIDTHS):
        _resize(page, width)
        seen.dark.extend(violations(page, f"{name} at {width}, dark", COLOURS))
    page.emulate_media(color_scheme="light", media="print")
    _resize(page, PAPER)
    seen.paper.extend(f"{name}: not printed: {text}" for text in page.evaluate(NOT_PRINTED))
    seen.paper.extend(f"{name}: cut: {box}" for box in page.evaluate(CUT))
    page.emulate_media(media="screen")
    _resize(page, WIDTHS[-1])
    seen.script.extend(f"{name}: {fault}" for fault in _only_by_script(page, bare))


def _resize(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate(NEXT_FRAME)


def _only_by_script(page: Page, bare: Page) -> Iterator[str]:
    """How the two pages differ; reading takes parts of the first away, so nothing comes after."""
    (words, code), (bare_words, bare_code) = _read(page), _read(bare)
    if lost := words - bare_words:
        yield f"only script shows {sorted(lost)[:8]}"
    if code != bare_code:
        yield "the code differs"


def _read(page: Page) -> tuple[Counter[str], list[str]]:
    return Counter(page.evaluate(READ).split()), page.evaluate(CODE)

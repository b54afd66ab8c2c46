"""On paper everything is shown and nothing is cut."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.site import Site, told
from tests.browser.watching import opened

pytestmark = pytest.mark.browser

PAPER = 718
"""The width of an A4 page between its usual margins, in CSS pixels."""

# Text without a box is not printed. Links and controls that serve a screen only may be left out,
# of two ways to count the results of the one that the reader has not chosen, and of a mission what
# the reader has not chosen or not yet earned: other tracks, and answers before one is committed.
HIDDEN = """() => {
  const screen = "script, style, button, form, nav, .headerlink, .il-actions, .il-back, svg,"
    + " .il-calc-tools, .il-calc-paste, .il-calc [data-key][hidden],"
    + " .il-part [hidden], .il-synthesis [hidden],"
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
  if (style.display === "inline" || box.closest(".il-said, svg")) return false;
  const clips = style.overflowX !== "visible" || style.overflowY !== "visible";
  const wide = box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1;
  const out = box.getBoundingClientRect().right > innerWidth + 1;
  return out || (clips && wide);
}).map((box) => `<${box.localName} class="${box.getAttribute("class") ?? ""}">`)"""


def test_everything_is_printed_and_nothing_is_cut(
    site: Site, browser: Browser, pages: list[str]
) -> None:
    faults = []
    for name in pages:
        with opened(browser, site.url(name), width=PAPER) as (page, _):
            page.emulate_media(media="print")
            faults += [f"{name}: not printed: {text}" for text in page.evaluate(HIDDEN)]
            faults += [f"{name}: cut: {box}" for box in page.evaluate(CUT)]
    assert not faults, told(faults)


def test_a_page_prints_to_paper(site: Site, browser: Browser) -> None:
    with opened(browser, site.url(site.of_kind("lab")[0])) as (page, _):
        assert page.pdf(format="A4").startswith(b"%PDF")

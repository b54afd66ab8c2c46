"""Everything that can be used can be reached with Tab, in sight, with a visible focus."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.site import Site, told
from tests.browser.watching import opened

pytestmark = pytest.mark.browser

MOST_STOPS = 600
# Radio buttons of one question are one stop. A closed part of the page is none.
EXPECTED = """() => {
  const all = document.querySelectorAll(
    "a[href], button, input, select, textarea, summary, [tabindex='0'], [contenteditable]");
  const seen = new Set();
  const usable = [...all].filter((element) => {
    if (element.tabIndex < 0 || element.matches(":disabled, [inert] *")) return false;
    if (!element.checkVisibility({ visibilityProperty: true })) return false;
    if (element.type !== "radio") return true;
    const group = `${element.form?.parentElement?.parentElement?.id} ${element.name}`;
    return !seen.has(group) && seen.add(group);
  });
  window.stops = new Map(usable.map((element, at) => [element, at]));
  return usable.map((element) => element.outerHTML.slice(0, 90));
}"""
STOP = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const ringed = (s) =>
    (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== "none";
  const around = element.closest("label, li, .il-excerpt") ?? element;
  return {
    at: window.stops.get(element) ?? null,
    html: element.outerHTML.slice(0, 90),
    inSight: box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0
      && box.top < innerHeight && box.left < innerWidth,
    ringed: ringed(style) || ringed(getComputedStyle(around)),
  };
}"""


@pytest.mark.parametrize("width", [360, 1280])
def test_every_control_is_reached_in_sight_and_shows_its_focus(
    site: Site, browser: Browser, width: int
) -> None:
    faults = []
    for name in site.one_of_each_kind():
        with opened(browser, site.url(name), width=width) as (page, _):
            page.wait_for_load_state("networkidle")
            faults += [f"{name or 'home'}: {fault}" for fault in _walk(page)]
    assert not faults, told(faults)


def _walk(page: Page) -> list[str]:
    expected: list[str] = page.evaluate(EXPECTED)
    reached: set[int] = set()
    faults = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop: dict[str, Any] | None = page.evaluate(STOP)
        if stop is None or (stop["at"] in reached and stop["at"] == min(reached)):
            break
        if stop["at"] is not None:
            reached.add(stop["at"])
        if not stop["inSight"]:
            faults.append(f"focus out of sight: {stop['html']}")
        if not stop["ringed"]:
            faults.append(f"focus not visible: {stop['html']}")
    else:
        faults.append(f"more than {MOST_STOPS} stops")
    missed = [html for at, html in enumerate(expected) if at not in reached]
    return faults + [f"not reached: {html}" for html in missed]

"""No page breaks a rule that axe knows, at any width, in either scheme."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from infralens.bootstrap.node import MODULES
from tests.browser.site import Site, told
from tests.browser.watching import WIDTHS, opened

pytestmark = pytest.mark.browser

AXE = MODULES / "axe-core" / "axe.min.js"
RULES = {
    "resultTypes": ["violations"],
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"],
    },
}


def violations(page: Page, view: str) -> list[str]:
    """What axe says of the page as it stands, one line for each rule."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    answer: dict[str, Any] = page.evaluate("(rules) => axe.run(document, rules)", RULES)
    return [
        f"{view}: {rule['id']} at {len(nodes)} places, first {nodes[0]['html'][:120]}"
        for rule in answer["violations"]
        if (nodes := rule["nodes"])
    ]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_page_breaks_a_rule(site: Site, browser: Browser, pages: list[str], dark: bool) -> None:
    faults = []
    with opened(browser, site.url(""), dark=dark) as (page, _):
        for name in pages:
            page.goto(site.url(name))
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                # What a script does when the window changes, it does a frame later.
                page.wait_for_timeout(50)
                faults += violations(page, f"{name or 'home'} at {width}")
    assert not faults, told(faults)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_state_of_a_page_breaks_a_rule(
    site: Site, browser: Browser, width: int, dark: bool
) -> None:
    lab = site.of_kind("lab")[0]
    faults = []
    with opened(browser, site.url(lab), width=width, dark=dark) as (page, _):
        note = page.locator(".il-note").first.get_attribute("id")
        page.goto(site.url(f"{lab}#{note}"))
        faults += violations(page, "a note targeted")
        page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
        faults += violations(page, "all details open")
        page.keyboard.press("/")
        page.locator("dialog.il-search input[type=search]").fill("cache")
        page.locator("dialog.il-search li").first.wait_for()
        faults += violations(page, "search answered")
    assert not faults, told(faults)

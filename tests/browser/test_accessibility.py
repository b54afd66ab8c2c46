"""No state of a page breaks a rule that axe knows; test_every_page asks it of all as they load."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from infralens.bootstrap.node import MODULES
from tests.browser.site import Site, told
from tests.browser.watching import opened

pytestmark = pytest.mark.browser

AXE = MODULES / "axe-core" / "axe.min.js"
RULES: dict[str, Any] = {
    "resultTypes": ["violations"],
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"],
    },
}


COLOURS = {**RULES, "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""Those of the rules whose answer depends on colours."""


def violations(page: Page, view: str, rules: dict[str, Any] = RULES) -> list[str]:
    """What axe says of the page as it stands, one line for each rule."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    answer: dict[str, Any] = page.evaluate("(rules) => axe.run(document, rules)", rules)
    return [
        f"{view}: {rule['id']} at {len(nodes)} places, first {nodes[0]['html'][:120]}"
        for rule in answer["violations"]
        if (nodes := rule["nodes"])
    ]


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

"""What holds on every page, whatever it shows."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.site import Site, told
from tests.browser.watching import opened

pytestmark = pytest.mark.browser

MOVING = "document.getAnimations().filter((a) => a.playState === 'running').length"
WIDER = "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"


def test_no_page_asks_another_host_or_breaks_the_policy(
    site: Site, browser: Browser, pages: list[str]
) -> None:
    faults = []
    for name in pages:
        with opened(browser, site.url(name)) as (page, watch):
            page.wait_for_load_state("networkidle")
            faults += [f"{name}: {fault}" for fault in watch.faults]
    assert not faults, told(faults)


@pytest.mark.parametrize("width", [320, 360])
def test_no_page_is_wider_than_a_small_window(
    site: Site, browser: Browser, pages: list[str], width: int
) -> None:
    faults = []
    with opened(browser, site.url(""), width=width) as (page, _):
        for name in pages:
            page.goto(site.url(name))
            if over := page.evaluate(WIDER):
                faults.append(f"{name}: {over} px too wide")
    assert not faults, told(faults)


def test_nothing_moves_when_motion_is_not_wanted(
    site: Site, browser: Browser, pages: list[str]
) -> None:
    with opened(browser, site.url("")) as (page, _):
        for name in pages:
            page.goto(site.url(name))
            assert page.evaluate(MOVING) == 0, name


def test_a_missing_address_is_answered_with_a_page_that_works(site: Site, browser: Browser) -> None:
    base = f"{site.origin}{site.published}"
    with opened(browser, f"{base}no/such/page/") as (page, watch):
        assert page.locator("h1").count() == 1
        page.locator("main a, header a").first.click()
        page.wait_for_url(f"{base}**")
        assert page.locator("main h1").is_visible()
        # The one answer with an error status is the page that was asked for.
        assert [fault for fault in watch.faults if "404" not in fault] == []

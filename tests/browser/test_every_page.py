"""What holds on every page, whatever it shows."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.site import Site, told
from tests.browser.visiting import Seen, visit
from tests.browser.watching import opened

pytestmark = pytest.mark.browser

SHARES = 8
"""Of the pages, so that processes can share them."""


@pytest.fixture(scope="module", params=range(SHARES), ids=lambda n: f"pages {n + 1} of {SHARES}")
def seen(request: pytest.FixtureRequest, site: Site, browser: Browser, pages: list[str]) -> Seen:
    """What one visit of each page of a share shows."""
    share = pages[request.param :: SHARES]
    assert share, "a share without a page proves nothing"
    return visit(site, browser, share)


def test_no_page_asks_another_host_or_breaks_the_policy(seen: Seen) -> None:
    assert not seen.requests, told(seen.requests)


def test_no_page_is_wider_than_a_small_window(seen: Seen) -> None:
    assert not seen.width, told(seen.width)


def test_nothing_moves_when_motion_is_not_wanted(seen: Seen) -> None:
    assert not seen.motion, told(seen.motion)


def test_no_page_breaks_a_rule_at_any_width(seen: Seen) -> None:
    assert not seen.light, told(seen.light)


def test_no_colour_breaks_a_rule_in_the_dark(seen: Seen) -> None:
    """Nothing but colours depends on the scheme, so of the rules those about colours are asked."""
    assert not seen.dark, told(seen.dark)


def test_everything_is_printed_and_nothing_is_cut(seen: Seen) -> None:
    assert not seen.paper, told(seen.paper)


def test_every_word_and_every_line_of_code_is_there_without_script(seen: Seen) -> None:
    assert not seen.script, told(seen.script)


def test_a_missing_address_is_answered_with_a_page_that_works(site: Site, browser: Browser) -> None:
    base = f"{site.origin}{site.published}"
    with opened(browser, f"{base}no/such/page/") as (page, watch):
        assert page.locator("h1").count() == 1
        page.locator("main a, header a").first.click()
        page.wait_for_url(f"{base}**")
        assert page.locator("main h1").is_visible()
        # The one answer with an error status is the page that was asked for.
        assert [fault for fault in watch.faults if "404" not in fault] == []

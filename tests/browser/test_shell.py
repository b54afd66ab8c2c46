"""The bar around every page: turning pages, searching, the colour scheme."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.site import Site
from tests.browser.watching import Watch, opened

pytestmark = pytest.mark.browser

BRIGHTNESS = """() => {
  const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/[0-9.]+/g).map(Number);
  return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
}"""
FIELD = "dialog.il-search input[type=search]"


def alive(page: Page, watch: Watch) -> None:
    """The elements of a lab page work, and nothing has gone wrong on the way."""
    expect(page.locator(".il-copy").first).to_be_visible()
    expect(page.locator("il-quiz fieldset").first).to_be_enabled()
    assert watch.faults == []


def test_pages_turn_without_a_reload_and_back_again(site: Site, browser: Browser) -> None:
    lab = site.url(site.of_kind("lab")[0])
    with opened(browser, lab) as (page, watch):
        title = page.title()
        page.evaluate("window.kept = true")
        page.locator(".il-crumbs a, .il-tabs a, .il-nav a").first.click()
        page.wait_for_url(lambda url: url != lab)
        expect(page).not_to_have_title(title)
        page.go_back()
        expect(page).to_have_title(title)
        assert page.url == lab
        assert page.evaluate("window.kept"), "the page was loaded anew"
        alive(page, watch)
        page.reload()
        alive(page, watch)


def test_search_opens_by_key_and_brings_the_reader_there(site: Site, browser: Browser) -> None:
    with opened(browser, site.url(""), width=1280) as (page, watch):
        page.wait_for_load_state("networkidle")
        assert not watch.asked_for("search_index")
        page.keyboard.press("/")
        page.locator(FIELD).fill("kv cache")
        first = page.locator("dialog.il-search li a").first
        first.wait_for()
        assert watch.asked_for("search_index")
        assert "cache" in first.inner_text().lower()
        there = first.get_attribute("href")
        page.locator(FIELD).press("Enter")
        page.wait_for_url(lambda url: url == there)
        expect(page.locator("dialog.il-search")).not_to_be_visible()
        expect(page.locator("main h1")).to_be_visible()
        assert watch.faults == []


def test_leaving_the_search_gives_the_focus_back(site: Site, browser: Browser) -> None:
    with opened(browser, site.url(site.of_kind("lab")[0])) as (page, _):
        link = page.locator("main a:visible").first
        link.focus()
        page.keyboard.press("/")
        expect(page.locator(FIELD)).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator("dialog.il-search")).not_to_be_visible()
        expect(link).to_be_focused()


def test_a_result_is_reached_with_the_arrow_keys(site: Site, browser: Browser) -> None:
    with opened(browser, site.url("")) as (page, _):
        page.keyboard.press("/")
        page.locator(FIELD).fill("decode")
        page.locator("dialog.il-search li a").first.wait_for()
        page.keyboard.press("ArrowDown")
        expect(page.locator("dialog.il-search li a").first).to_be_focused()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_page_is_dark_where_the_system_is(site: Site, browser: Browser, script: bool) -> None:
    for dark in (False, True):
        with opened(browser, site.url(""), dark=dark, java_script_enabled=script) as (page, _):
            assert (page.evaluate(BRIGHTNESS) < 0.5) is dark


def test_a_chosen_scheme_stays_chosen(site: Site, browser: Browser) -> None:
    with opened(browser, site.url("")) as (page, _):
        page.locator(".il-scheme").click()
        assert page.evaluate(BRIGHTNESS) < 0.5
        page.goto(site.url(site.of_kind("lab")[0]))
        assert page.evaluate(BRIGHTNESS) < 0.5
        page.locator(".il-scheme").click()
        assert page.evaluate(BRIGHTNESS) > 0.5


def test_the_lists_of_a_small_window_open_and_close(site: Site, browser: Browser) -> None:
    with opened(browser, site.url(site.of_kind("lab")[0]), width=360) as (page, _):
        for button, pane in ((".il-menu", "#il-nav"), (".il-contents", "#il-toc")):
            expect(page.locator(pane)).not_to_be_visible()
            page.locator(button).click()
            expect(page.locator(pane)).to_be_visible()
            page.keyboard.press("Escape")
            expect(page.locator(pane)).not_to_be_visible()

"""A page of slides is a page; presented, it is slides: by key, by address, and back again."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.site import Site
from tests.browser.test_accessibility import violations
from tests.browser.watching import opened

pytestmark = pytest.mark.browser

CHAPTER = "handbook/inference-architecture/"
IDS = ["overview", "flow", "loading", "routing", "performance", "registry"]
HERE = "() => location.href.split('/').at(-1)"
FOCUS = "() => document.activeElement.id"
SHOWN = "() => [...document.querySelectorAll('.il-slide')].filter((s) => s.offsetHeight).length"


def present(page: Page) -> None:
    page.get_by_role("button", name="Present 6 slides").click()
    expect(page.locator("[data-presenting=slide]")).to_be_visible()


def test_without_script_it_is_one_long_page(site: Site, browser: Browser) -> None:
    with opened(browser, site.url(CHAPTER), java_script_enabled=False) as (page, _):
        assert page.locator("h1").count() == 1
        assert page.locator(".il-slide > h2").evaluate_all("(h) => h.map((e) => e.id)") == IDS
        assert page.locator(".il-speaker").count() == 6
        expect(page.locator(".il-speaker").last).to_be_visible()
        expect(page.locator(".il-present")).to_be_hidden()


def test_keys_walk_the_slides(site: Site, browser: Browser) -> None:
    with opened(browser, site.url(CHAPTER)) as (page, watch):
        present(page)
        steps = [
            ("ArrowRight", 1), ("PageDown", 2), ("End", 5), ("ArrowRight", 5),
            ("ArrowLeft", 4), ("PageUp", 3), ("Home", 0), ("PageUp", 0), ("PageDown", 1),
        ]  # fmt: skip
        for key, at in steps:
            page.keyboard.press(key)
            assert page.evaluate(FOCUS) == IDS[at], key
            assert page.evaluate(HERE) == f"?present=1#{IDS[at]}"
            assert page.evaluate(SHOWN) == 1
        expect(page.locator(".il-slides-at")).to_have_text("slide 2 of 6: Flow")
        assert watch.faults == []


def test_notes_and_overview(site: Site, browser: Browser) -> None:
    with opened(browser, site.url(f"{CHAPTER}?present=1#routing")) as (page, _):
        expect(page.locator("[data-presenting=slide]")).to_be_visible()
        assert page.evaluate(FOCUS) == "routing"
        expect(page.locator(".il-slides-overview")).to_be_hidden()
        notes = page.locator("[data-current] .il-speaker")
        expect(notes).to_be_hidden()
        page.keyboard.press("n")
        expect(notes).to_be_visible()
        page.keyboard.press("o")
        assert page.evaluate(SHOWN) == 0
        current = page.locator(".il-slides-overview [aria-current]")
        expect(current).to_be_focused()
        expect(current).to_have_text("4. Routing and scaling")
        page.keyboard.press("End")
        page.keyboard.press("Enter")
        assert page.evaluate(FOCUS) == "registry"
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        expect(page.locator("[data-presenting]")).to_have_count(0)
        expect(page.locator(".il-present")).to_be_focused()
        expect(page.locator("#registry")).to_be_in_viewport()
        assert page.evaluate(HERE) == "#registry"
        assert page.locator("[inert]").count() == 0


def test_the_rest_of_the_page_is_out_of_reach(site: Site, browser: Browser) -> None:
    with opened(browser, site.url(CHAPTER)) as (page, _):
        present(page)
        for _ in range(25):
            page.keyboard.press("Tab")
            assert page.evaluate(
                "document.activeElement === document.body"
                " || !!document.activeElement.closest('il-slides')"
            )


def test_another_page_is_not_left_inert(site: Site, browser: Browser) -> None:
    with opened(browser, site.url(CHAPTER)) as (page, _):
        present(page)
        page.keyboard.press("Home")
        page.evaluate("document.querySelector('.il-tabs a').click()")
        expect(page.locator("il-slides")).to_have_count(0)
        assert page.locator("[inert]").count() == 0
        assert page.evaluate("getComputedStyle(document.documentElement).overflow") != "hidden"


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_presented_slides_break_no_rule(
    site: Site, browser: Browser, width: int, dark: bool
) -> None:
    faults = []
    with opened(browser, site.url(CHAPTER), width=width, dark=dark) as (page, _):
        present(page)
        for slide in IDS:
            faults += violations(page, f"{slide} at {width}")
            assert page.evaluate("document.documentElement.scrollWidth") == width
            page.keyboard.press("PageDown")
        page.keyboard.press("o")
        faults += violations(page, f"overview at {width}")
    assert faults == []


def test_paper_has_all_slides_with_notes(site: Site, browser: Browser) -> None:
    with opened(browser, site.url(f"{CHAPTER}?present=1#flow"), width=718) as (page, _):
        expect(page.locator("[data-presenting]")).to_be_visible()
        page.emulate_media(media="print")
        assert page.evaluate(SHOWN) == 6
        for notes in page.locator(".il-speaker").all():
            expect(notes).to_be_visible()
        expect(page.locator(".il-slides-bar")).to_be_hidden()
        assert page.pdf(format="A4").startswith(b"%PDF")

"""A displayed formula is copied as LaTeX, and its button stands in nobody's way."""

from __future__ import annotations

import re
from html import unescape

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.site import Site
from tests.browser.watching import opened

pytestmark = pytest.mark.browser

CHAPTER = "handbook/foundations/"
CLIPBOARD = ["clipboard-read", "clipboard-write"]


def test_every_formula_of_a_chapter_is_copied_as_its_author_wrote_it(
    site: Site, browser: Browser
) -> None:
    written = [unescape(one) for one in re.findall(r'data-latex="([^"]+)"', site.html(CHAPTER))]
    assert len(written) > 3
    with opened(browser, site.url(CHAPTER), permissions=CLIPBOARD) as (page, watch):
        for formula, latex in zip(page.locator(".il-formula").all(), written, strict=True):
            formula.scroll_into_view_if_needed()
            formula.hover()
            button = formula.get_by_role("button", name="Copy as LaTeX")
            button.click()
            expect(formula.get_by_role("button")).to_have_text("Copied")
            copied = page.evaluate("navigator.clipboard.readText()")
            assert copied.replace("\r\n", "\n") == latex
        assert watch.faults == []


def test_the_button_is_seen_when_its_formula_is_looked_at(site: Site, browser: Browser) -> None:
    with opened(browser, site.url(CHAPTER)) as (page, _):
        formula = page.locator(".il-formula").first
        formula.scroll_into_view_if_needed()
        place = formula.locator("il-latex")
        expect(place.locator("button")).to_be_attached()
        page.mouse.move(0, 0)
        expect(place).to_have_css("opacity", "0")
        formula.hover()
        expect(place).to_have_css("opacity", "1")
        page.mouse.move(0, 0)
        place.locator("button").focus()
        expect(place).to_have_css("opacity", "1")


def test_with_a_finger_the_button_stands_under_its_formula(site: Site, browser: Browser) -> None:
    with opened(browser, site.url(CHAPTER), width=360, has_touch=True, is_mobile=True) as (page, _):
        for formula in page.locator(".il-formula").all()[:4]:
            formula.scroll_into_view_if_needed()
            button = formula.get_by_role("button")
            expect(button).to_be_visible()
            above = formula.locator(".il-equation").bounding_box()
            below = button.bounding_box()
            assert above
            assert below
            assert below["y"] >= above["y"] + above["height"] - 1


def test_the_formulas_of_a_mission_are_copied_too(site: Site, browser: Browser) -> None:
    mission = site.of_kind("mission")[-1]
    with opened(browser, site.url(mission), permissions=CLIPBOARD) as (page, watch):
        lock = page.locator(".il-scene-lock:not([hidden]) .il-lock").first
        lock.locator("input[name=mechanism]").first.check()
        lock.locator("input[name=estimate]").fill("1")
        assert not watch.asked_for("elements/latex.mjs"), "what is closed asks for nothing"
        lock.get_by_role("button", name="Record and open").click()
        page.locator("details.il-math-peek:visible summary").first.click()
        place = page.locator("details.il-math-peek[open] il-latex").first
        place.get_by_role("button").click()
        expect(place.get_by_role("button")).to_have_text("Copied")
        copied = page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n")
        assert copied == place.get_attribute("data-latex")
        assert "=" in copied
        assert watch.faults == []

"""A matrix is a table that can be chosen from and ordered, and cards on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.site import Site
from tests.browser.test_accessibility import violations
from tests.browser.watching import opened

pytestmark = pytest.mark.browser

CHAPTER = "handbook/tradeoff-matrix/"
NAMES = "() => [...document.querySelectorAll('tbody tr:not([hidden])')].map((row) => row.id)"


def test_the_chapter_has_eleven_rows_of_eight_cells(site: Site, browser: Browser) -> None:
    with opened(browser, site.url(CHAPTER), java_script_enabled=False) as (page, _):
        table = page.locator(".il-matrix-table")
        assert table.locator("thead th").count() == 8
        assert table.locator("tbody tr").count() == 11
        assert table.locator("tbody tr > *").count() == 88
        expect(page.locator(".il-matrix-tools input")).to_be_disabled()


def test_words_and_facets_choose_rows(site: Site, browser: Browser) -> None:
    with opened(browser, site.url(CHAPTER)) as (page, watch):
        status = page.locator(".il-matrix-count")
        page.get_by_label("Words").fill("ring tokens")
        assert page.evaluate(NAMES) == ["row-sequence-parallel"]
        expect(status).to_have_text("1 of 11 rows")
        page.get_by_label("Words").fill("")
        page.locator("select[name=facet-saves]").select_option("memory")
        expect(status).to_have_text("8 of 11 rows")
        page.locator("select[name=facet-costs]").select_option("work")
        assert page.evaluate(NAMES) == ["row-activation-checkpointing"]
        page.get_by_label("Words").fill("no such thing")
        expect(status).to_contain_text("None of 11 rows")
        page.get_by_role("button", name="Show all").click()
        expect(status).to_have_text("11 rows")
        assert watch.faults == []


def test_every_column_sorts_by_keyboard_and_says_so(site: Site, browser: Browser) -> None:
    with opened(browser, site.url(CHAPTER)) as (page, _):
        written = page.evaluate(NAMES)
        for heading in page.locator("thead th").all():
            button = heading.locator("button")
            for state in ("ascending", "descending"):
                button.press("Enter")
                expect(heading).to_have_attribute("aria-sort", state)
                assert page.locator("[aria-sort]").count() == 1
                assert sorted(page.evaluate(NAMES)) == sorted(written)
            button.press("Space")
            assert page.evaluate(NAMES) == written
        page.locator("thead button").first.press("Enter")
        assert page.evaluate(NAMES)[0] == "row-custom-kernel"
        expect(page.locator(".il-matrix-count")).to_have_text("11 rows, by Technique, A to Z")


def test_a_row_is_linked_to_and_shown_whatever_was_chosen(site: Site, browser: Browser) -> None:
    with opened(browser, site.url(CHAPTER), permissions=["clipboard-read", "clipboard-write"]) as (
        page,
        _,
    ):
        expect(page.get_by_label("Words")).to_be_enabled()
        row = page.locator("#row-zero-fsdp")
        row.locator(".il-row-link").click()
        expect(page.locator(".il-matrix-count")).to_have_text("Link copied")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == site.url(f"{CHAPTER}#row-zero-fsdp")
        assert _colour(page, "#row-zero-fsdp") != _colour(page, "#row-quantization")
        page.get_by_label("Words").fill("speculative")
        page.evaluate("location.hash = 'row-quantization'")
        expect(page.locator("#row-quantization")).to_be_in_viewport()


def test_the_headings_do_not_cover_the_row_that_is_linked_to(site: Site, browser: Browser) -> None:
    with opened(browser, site.url(f"{CHAPTER}#row-quantization")) as (page, _):
        expect(page.get_by_label("Words")).to_be_enabled()
        headings = page.locator("thead th").first.bounding_box()
        row = page.locator("#row-quantization").bounding_box()
        assert headings is not None
        assert row is not None
        assert row["y"] >= headings["y"] + headings["height"] - 2


@pytest.mark.parametrize("width", [320, 360])
def test_a_phone_gets_cards_with_labels(site: Site, browser: Browser, width: int) -> None:
    with opened(browser, site.url(CHAPTER), width=width) as (page, _):
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert page.locator("thead").is_hidden()
        label = "(cell) => getComputedStyle(cell, '::before').content"
        assert page.locator("tbody td").first.evaluate(label) == '"Problem"'
        page.locator("select[name=order]").select_option("Technique")
        assert page.evaluate(NAMES)[0] == "row-custom-kernel"
        assert violations(page, "sorted") == []


def test_a_heading_is_on_every_sheet_of_paper(site: Site, browser: Browser) -> None:
    with opened(browser, site.url(CHAPTER)) as (page, _):
        page.get_by_label("Words").fill("ring tokens")
        page.emulate_media(media="print")
        assert page.locator("thead").evaluate("(e) => getComputedStyle(e).display") == (
            "table-header-group"
        )
        # Chromium leaves buttons out when it repeats a heading.
        button = page.locator("thead button").first
        assert button.evaluate("(e) => getComputedStyle(e).display") == "contents"
        shown = page.locator("tbody tr").evaluate_all(
            "(r) => r.filter((e) => e.offsetHeight).length"
        )
        assert shown == 11


def _colour(page: Page, selector: str) -> str:
    return str(page.locator(selector).evaluate("(e) => getComputedStyle(e).backgroundColor"))

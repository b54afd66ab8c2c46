"""The front page computes nothing: it shows the row that a reader chooses."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.site import Site
from tests.browser.watching import opened

pytestmark = pytest.mark.browser


def _shown(page: Page) -> list[str]:
    return page.locator("il-chosen dd").all_inner_texts()


def test_the_floor_follows_the_chosen_gpu(site: Site, browser: Browser) -> None:
    with opened(browser, site.url("")) as (page, watch):
        select = page.get_by_label("A token of Llama-3-8B on")
        expect(select).to_be_enabled()
        assert _shown(page)[0] == "4.48\u00a0ms"
        rows = page.locator("il-chosen tbody tr")
        for name in select.locator("option").all_inner_texts():
            select.select_option(name)
            row = rows.filter(has=page.locator("th", has_text=name))
            assert _shown(page) == [cell.text_content() for cell in row.locator("td").all()]
        assert watch.faults == []


def test_all_gpus_are_there_without_script(site: Site, browser: Browser) -> None:
    with opened(browser, site.url(""), java_script_enabled=False) as (page, _):
        expect(page.locator("il-chosen select")).to_be_disabled()
        assert _shown(page)[0] == "4.48\u00a0ms"
        page.locator("il-chosen summary").click()
        expect(page.locator("il-chosen tbody tr")).to_have_count(7)

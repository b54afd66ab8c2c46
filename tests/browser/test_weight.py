"""What the first view of a lab page costs a reader."""

from __future__ import annotations

import gzip

import pytest
from playwright.sync_api import Browser

from tests.browser.site import Site
from tests.browser.watching import opened

pytestmark = pytest.mark.browser

WHOLE, OURS = 90 * 1024, 10_000
COMPUTING_WHOLE, COMPUTING_OURS = 125 * 1024, 45_000
"""The bars of a page with a calculator."""


def test_a_lab_page_is_light(site: Site, browser: Browser) -> None:
    for lab in site.of_kind("lab"):
        with opened(browser, site.url(lab)) as (page, watch):
            page.wait_for_load_state("networkidle")
            computes = page.locator("il-calculator").count() > 0
            weights = {
                response.url: len(gzip.compress(response.body(), 9)) for response in watch.responses
            }
        ours = {url: weight for url, weight in weights.items() if "/assets/infralens/" in url}
        table = "\n".join(f"{weight:7} {url}" for url, weight in weights.items())
        whole, own = (COMPUTING_WHOLE, COMPUTING_OURS) if computes else (WHOLE, OURS)
        assert sum(weights.values()) <= whole, f"{lab}\n{table}"
        assert sum(ours.values()) <= own, f"{lab}\n{table}"
        assert not watch.asked_for("search_index"), "the index comes only with a search"

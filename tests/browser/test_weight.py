"""What the first view of a lab page costs a reader."""

from __future__ import annotations

import gzip

import pytest
from playwright.sync_api import Browser, Response

from infralens.model.computable import Calculator
from tests.browser.calculator_pages import path, ready
from tests.browser.site import Site
from tests.browser.watching import opened

pytestmark = pytest.mark.browser

WHOLE, OURS = 90 * 1024, 10_000
COMPUTING_WHOLE, COMPUTING_OURS = 125 * 1024, 45_000
"""The bars of a page with a calculator."""
PLAYING_WHOLE, PLAYING_OURS = 170 * 1024, 90_000
"""The bars of the first view of a mission."""

OWN = "/assets/infralens/"


def test_a_lab_page_is_light(site: Site, browser: Browser) -> None:
    for lab in site.of_kind("lab"):
        with opened(browser, site.url(lab)) as (page, watch):
            page.wait_for_load_state("networkidle")
            computes = page.locator("il-calculator").count() > 0
            weights = _weights(watch.responses)
        ours = {url: weight for url, weight in weights.items() if OWN in url}
        table = "\n".join(f"{weight:7} {url}" for url, weight in weights.items())
        whole, own = (COMPUTING_WHOLE, COMPUTING_OURS) if computes else (WHOLE, OURS)
        assert sum(weights.values()) <= whole, f"{lab}\n{table}"
        assert sum(ours.values()) <= own, f"{lab}\n{table}"
        assert not watch.asked_for("search_index"), "the index comes only with a search"


def test_a_calculator_page_is_light(
    site: Site, browser: Browser, calculators: list[Calculator]
) -> None:
    """All that is ours counts, with what comes when the plot and a working are looked at."""
    found = {}
    for one in calculators:
        with opened(browser, site.url(path(one))) as (page, watch):
            ready(page)
            page.wait_for_load_state("networkidle")
            first = _weights(watch.responses)
            page.locator(".il-plot, .il-calc-results").last.scroll_into_view_if_needed()
            page.locator("details.il-calc-working summary").first.click()
            page.wait_for_load_state("networkidle")
            every = _weights(watch.responses)
        table = "\n".join(f"{weight:7} {url}" for url, weight in every.items())
        found[one.id] = sum(weight for url, weight in every.items() if OWN in url)
        assert sum(first.values()) <= COMPUTING_WHOLE, f"{one.id}\n{table}"
        assert found[one.id] <= COMPUTING_OURS, f"{one.id}: {found[one.id]}\n{table}"
    heaviest = max(found, key=lambda name: found[name])
    print(f"\nheaviest calculator: {heaviest}, {found[heaviest]:,} of {COMPUTING_OURS:,} bytes")


def test_a_mission_page_is_light(site: Site, browser: Browser) -> None:
    """The bar is the first view's; what all parts of a track ask for when opened is printed."""
    for mission in site.of_kind("mission"):
        with opened(browser, site.url(mission)) as (page, watch):
            page.wait_for_load_state("networkidle")
            first = _weights(watch.responses)
            for lock in page.locator(".il-scene-lock:not([hidden]) .il-lock").all():
                lock.locator("input[name=mechanism]").first.check()
                lock.locator("input[name=estimate]").fill("1")
                lock.get_by_role("button", name="Record and open").click()
            for peek in page.locator(".il-scene:not([hidden]) details.il-math-peek summary").all():
                peek.click()
            page.wait_for_load_state("networkidle")
            every = _weights(watch.responses)
        table = "\n".join(f"{weight:7} {url}" for url, weight in first.items())
        ours, opened_ours = _ours(first), _ours(every)
        whole = sum(first.values())
        print(f"\n{mission}: first view {whole:,} bytes, ours {ours:,}; all open {opened_ours:,}")
        assert whole <= PLAYING_WHOLE, f"{mission}\n{table}"
        assert ours <= PLAYING_OURS, f"{mission}\n{table}"


def _ours(weights: dict[str, int]) -> int:
    return sum(weight for url, weight in weights.items() if OWN in url)


def _weights(responses: list[Response]) -> dict[str, int]:
    return {one.url: len(gzip.compress(one.body(), 9)) for one in responses}

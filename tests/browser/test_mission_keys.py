"""A mission from its track to its export, with a keyboard and nothing else."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from infralens.course.layout import mission_address
from tests.browser.site import Site, told
from tests.browser.walking import Keys, without_queues
from tests.browser.watching import opened

pytestmark = pytest.mark.browser

SCENE = '.il-part[data-part="{}"] .il-scene:not([hidden])'


def predict(keys: Keys, estimate: str) -> None:
    """Answers both questions, says how sure, and is led to what opens."""
    keys.to(".il-lock [name=mechanism]")
    keys.press("Space")
    keys.to(".il-lock [name=estimate]")
    keys.type(estimate)
    keys.to(".il-lock [name=confidence]").press("ArrowRight")
    keys.to(".il-lock button").press("Enter")
    # The button is disabled now; whoever has no pointer must not be sent back to the top.
    expect(keys.page.locator(".il-scene:focus")).to_be_visible()
    expect(keys.page.locator(".il-scene:focus .il-reads")).not_to_be_empty(timeout=30_000)


def table(keys: Keys) -> None:
    """The table opens, is a stop once, and closes."""
    page = keys.page
    keys.to(".il-instrument-table > summary").press("Enter")
    keys.to(".il-instrument-table .il-table-box")
    keys.press("Tab")
    assert page.locator(".il-instrument-table :focus").count() == 0, "a table is a stop twice"
    keys.to(".il-instrument-table > summary", "Shift+Tab").press("Enter")
    expect(page.locator(".il-instrument-table[open]")).to_have_count(0)


def test_a_mission_is_walked_by_keys_alone(site: Site, browser: Browser) -> None:
    url = site.url(mission_address("fleet-serving").lstrip("/"))
    with opened(browser, url) as (page, watch):
        without_queues(page)
        expect(page.locator(".il-tracks input").first).to_be_enabled()
        keys = Keys(page)
        keys.to(".il-tracks input")
        keys.press("ArrowDown")
        expect(page.locator(".il-mission-said")).to_contain_text("Edge Guardian")
        keys.press("ArrowUp")
        expect(page.locator(".il-mission-said")).to_contain_text("Cloud Titan")

        scene = page.locator(SCENE.format("knee"))
        predict(keys, "100")
        reads = scene.locator(".il-reads")
        keys.to("input[name=rate]")
        keys.type("200")
        expect(reads).to_contain_text("At 200 /s, as set")
        keys.to(".il-slider").press("ArrowRight")
        expect(scene.locator("input[name=rate]")).not_to_have_value("200")
        keys.to(".il-expert select").press("ArrowDown")
        expect(scene.locator('.il-control[data-name="servers"]')).to_be_visible()
        expect(scene.get_by_role("button", name="Undo")).to_be_enabled()
        keys.to("button").press("Enter")
        expect(scene.locator("input[name=rate]")).to_have_value("80")
        # It had the focus when it was disabled: the next one has it now.
        expect(scene.get_by_role("button", name="Back to the beginning")).to_be_focused()
        keys.to(".il-instrument-bar input").press("Space")
        keys.to(".il-chart-area input").press("End")
        expect(reads).to_have_text(re.compile("^At 390 /s: "))
        table(keys)
        keys.to("button:not(:disabled)").press("Enter")
        keys.to("button").press("Enter")
        expect(scene.get_by_text("Kept in the ledger as evidence.")).to_be_visible()
        keys.to(".il-diary > summary").press("Enter")
        expect(scene.locator(".il-diary li").first).to_be_visible()
        keys.to(".il-math-peek > summary").press("Enter")
        expect(scene.locator(".il-math-peek math").first).to_be_visible()
        keys.press("Enter")
        keys.to(".il-challenge summary").press("Enter")
        keys.to("il-quiz input, .il-quiz input")
        keys.type("5")
        keys.press("Enter")
        quiz = page.locator(".il-quiz").first
        expect(quiz.locator("output")).to_contain_text(re.compile("right|correct|yes", re.I))
        keys.to("textarea[name=reflection]")
        keys.type("The share that is left.")
        keys.to(".il-reflect-form button").press("Enter")
        expect(page.locator(".il-exemplar[open]:visible")).to_have_count(1)

        scene = page.locator(SCENE.format("split"))
        predict(keys, "48")
        keys.to("select[name=tensor]").press("ArrowUp")
        expect(scene.locator(".il-reads")).to_contain_text("Before the last change")
        keys.to(".il-instrument-views input").press("ArrowRight")
        expect(scene.locator(".il-bar-name").first).to_have_text("Now")
        table(keys)

        scene = page.locator(SCENE.format("wall"))
        predict(keys, "259")
        keys.to("input[name=paged]").press("Space")
        expect(scene.locator("output[data-target]")).to_have_text("Met.")
        at = scene.locator(".il-player-at")
        expect(at).to_contain_text("Step")
        keys.to(".il-player button").press("Enter")
        keys.to(".il-player input").press("Home")
        expect(at).to_contain_text("Step 1 of")
        keys.to(".il-pool-box input").press("ArrowRight")
        expect(scene.locator(".il-block-said")).to_contain_text("Contiguous. Block 2, ")
        table(keys)

        keys.to(".il-design [name=stance]").press("ArrowDown")
        keys.to("textarea[name=defence]")
        keys.type("Room for the tail.")
        keys.to(".il-design button").press("Enter")
        expect(page.locator(".il-verdict:visible")).to_contain_text("regret")
        keys.to(".il-ledger-fold summary").press("Enter")
        expect(page.locator(".il-ledger-fold[open]")).to_have_count(1)
        with page.expect_download() as found:
            keys.to(".il-ledger-tools button").press("Enter")
        assert found.value.suggested_filename == "ledger-fleet-serving.json"
        for _ in range(4):
            keys.to(".il-ledger-tools button")
        keys.press("Enter")
        expect(page.get_by_role("button", name="Clear everything")).to_be_focused()
        keys.press("Escape")
        expect(page.get_by_role("button", name="Clear", exact=True)).to_be_focused()
        keys.to(".il-ledger a")
        assert not keys.faults, told(dict.fromkeys(keys.faults))
        assert watch.faults == []

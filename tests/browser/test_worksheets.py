"""A worksheet judges a design only when it is submitted, and keeps what was written."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.site import Site
from tests.browser.watching import opened

pytestmark = pytest.mark.browser

LAB = "labs/ai-infra/parallelism-64-gpu/"


def submit(page: Page, **degrees: str) -> None:
    for name, value in degrees.items():
        page.locator(f"il-worksheet input[name={name}]").fill(value)
    page.get_by_role("button", name="Submit the design").click()


def ready(page: Page) -> None:
    page.locator("il-worksheet").scroll_into_view_if_needed()
    expect(page.locator("il-worksheet input[name=tp]")).to_be_enabled()


def test_a_design_is_judged_and_the_answer_waits_for_it(site: Site, browser: Browser) -> None:
    with opened(browser, site.url(LAB)) as (page, watch):
        ready(page)
        sheet, answer = page.locator("il-worksheet"), page.locator("il-worksheet > details")
        expect(answer).to_be_hidden()
        submit(page)
        expect(sheet).to_have_attribute("data-verdict", "open")
        expect(answer).to_be_hidden()
        for degrees, state, words in (
            (("4", "4", "8"), "invalid", "makes 128, and must make 64"),
            (("16", "4", "1"), "refused", "TP 16 leaves the node"),
            (("1", "8", "8"), "refused", "over the limit"),
            (("8", "1", "8"), "usable", "11.3 % over the best"),
            (("4", "4", "4"), "good", "2.3 % over the best"),
            (("2", "16", "2"), "good", "No other is better"),
        ):
            submit(page, **dict(zip(("tp", "pp", "dp"), degrees, strict=True)))
            expect(sheet.locator("output")).to_contain_text(words)
            expect(sheet).to_have_attribute("data-verdict", state)
            expect(answer).to_be_visible()
        assert watch.faults == []


def test_what_is_written_is_kept_and_can_be_cleared(site: Site, browser: Browser) -> None:
    with opened(browser, site.url(LAB)) as (page, watch):
        ready(page)
        page.locator("textarea[name=tp-reason]").fill("Half a node.")
        page.get_by_label("inside one node", exact=True).check()
        submit(page, tp="4", pp="4", dp="4")
        page.reload()
        ready(page)
        expect(page.locator("textarea[name=tp-reason]")).to_have_value("Half a node.")
        expect(page.get_by_label("inside one node", exact=True)).to_be_checked()
        expect(page.locator("il-worksheet > details")).to_be_visible()
        expect(page.locator("il-worksheet output")).to_contain_text("can be used")
        page.get_by_role("button", name="Clear").click()
        expect(page.locator("il-worksheet > details")).to_be_hidden()
        assert page.evaluate("localStorage.length") == 0
        page.reload()
        ready(page)
        expect(page.locator("input[name=tp]")).to_have_value("")
        assert watch.faults == []


def test_a_browser_that_keeps_nothing_is_told_of(site: Site, browser: Browser) -> None:
    with opened(browser, site.url(LAB)) as (page, _):
        page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('refused') } }")
        ready(page)
        page.locator("input[name=tp]").fill("4")
        expect(page.locator(".il-ws-status")).to_contain_text("keeps nothing")


def test_without_script_there_is_a_sheet_to_print(site: Site, browser: Browser) -> None:
    with opened(browser, site.url(LAB), java_script_enabled=False) as (page, _):
        expect(page.locator("input[name=tp]")).to_be_disabled()
        answer = page.locator("il-worksheet > details")
        expect(answer.locator("table").last).to_be_hidden()
        answer.locator("summary").click()
        assert answer.locator(".il-ws-table tbody tr").count() == 28
        expect(answer.locator("table").last).to_be_visible()

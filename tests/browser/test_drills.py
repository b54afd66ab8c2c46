"""The page of drills asks, times, grades and keeps; without script it is all there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.site import Site
from tests.browser.test_accessibility import violations
from tests.browser.watching import opened

pytestmark = pytest.mark.browser

PAGE = "drills/"
SHOWN = "() => [...document.querySelectorAll('.il-prompt:not([data-away])')].map((one) => one.id)"
KEPT = "() => JSON.parse(localStorage.getItem('il.drills'))"
REFUSE = (
    "Storage.prototype.setItem = () => { throw new DOMException('no', 'QuotaExceededError'); }; 0"
)


def _practise(page: Page) -> None:
    page.get_by_role("button", name="Practise").click()
    expect(page.locator(".il-prompt-clock")).to_have_text("0:00")


def _open_answer(page: Page) -> None:
    page.locator(".il-prompt:not([data-away]) .il-prompt-short summary").click()


def test_all_is_there_without_script_and_in_print(site: Site, browser: Browser) -> None:
    with opened(browser, site.url(PAGE), java_script_enabled=False) as (page, _):
        cards = page.locator(".il-prompt")
        assert cards.count() >= 28
        first = cards.first
        first.locator("summary").first.click()
        expect(first.locator("details p").first).to_be_visible()
        assert page.locator(".il-drills-tools :enabled").count() == 0
        page.emulate_media(media="print")
        for answer in first.locator("details").all():
            assert answer.locator("p").first.evaluate("p => p.getClientRects().length > 0")


def test_a_card_is_asked_timed_graded_and_kept(site: Site, browser: Browser) -> None:
    with opened(browser, site.url(PAGE)) as (page, watch):
        page.clock.install(time="2026-01-01T08:00:00")
        page.clock.pause_at("2026-01-01T09:00:00")
        _practise(page)
        (asked,) = page.evaluate(SHOWN)
        assert page.evaluate("document.activeElement.id") == f"{asked}-ask"
        assert page.locator(".il-prompt:not([data-away]) details[open]").count() == 0
        page.clock.run_for(1000)
        expect(page.locator(".il-prompt-clock")).to_have_text("0:01")
        _open_answer(page)
        stopped = page.locator(".il-prompt-clock").text_content()
        page.clock.run_for(2000)
        expect(page.locator(".il-prompt-clock")).to_have_text(stopped or "")
        page.clock.resume()
        page.get_by_role("button", name="Good").click()
        expect(page.locator(".il-drills-count")).to_contain_text("Good: again in 10 min.")
        kept = page.evaluate(KEPT)
        assert kept["version"] == 1
        assert list(kept["cards"]) == [asked]
        (second,) = page.evaluate(SHOWN)
        assert second != asked
        due = json.dumps({**kept["cards"][asked], "due": "2020-01-01T00:00:00.000Z"})
        page.evaluate(
            "([id, due]) => localStorage.setItem('il.drills', "
            "JSON.stringify({ version: 1, cards: { [id]: JSON.parse(due) } }))",
            ["train-100-billion", due],
        )
        page.reload()
        _practise(page)
        assert page.evaluate(SHOWN) == ["train-100-billion"], "what is due comes first"
        assert watch.faults == []


def test_a_choice_is_in_the_address_and_survives_a_reload(site: Site, browser: Browser) -> None:
    with opened(browser, site.url(PAGE)) as (page, _):
        page.locator("select[name=group]").select_option("scale")
        expect(page.locator(".il-drills-count")).to_contain_text("3 of")
        assert page.url.endswith("?group=scale")
        page.locator("select[name=concept]").select_option("bubble")
        assert page.evaluate(SHOWN) == ["tensor-or-pipeline"]
        page.reload()
        expect(page.locator("select[name=concept]")).to_have_value("bubble")
        assert page.evaluate(SHOWN) == ["tensor-or-pipeline"]
        assert page.locator("h2[id]:visible").count() == 1
        page.evaluate("location.hash = 'fan-out-tail'")
        expect(page.locator("#fan-out-tail")).to_be_in_viewport()


def test_progress_is_exported_imported_and_refused(
    site: Site, browser: Browser, tmp_path: Path
) -> None:
    with opened(browser, site.url(PAGE)) as (page, _):
        _practise(page)
        _open_answer(page)
        page.get_by_role("button", name="Easy").click()
        page.locator(".il-drills-keep summary").click()
        with page.expect_download() as download:
            page.get_by_role("button", name="Export").click()
        file = tmp_path / "progress.json"
        download.value.save_as(file)
        status = page.locator(".il-drills-count")
        page.once("dialog", lambda dialog: dialog.accept())
        page.get_by_role("button", name="Forget everything").click()
        expect(status).to_contain_text("0 due")
        assert page.evaluate(KEPT) is None
        page.get_by_label("Import").set_input_files(file)
        expect(status).to_contain_text("Imported 1 cards")
        assert page.evaluate(KEPT) == json.loads(file.read_text(encoding="utf-8"))
        file.write_text('{"version": 9, "cards": {}}', encoding="utf-8")
        page.get_by_label("Import").set_input_files(file)
        expect(status).to_contain_text("Not imported: this is version 9")


def test_a_refused_storage_is_said(site: Site, browser: Browser) -> None:
    with opened(browser, site.url(PAGE)) as (page, _):
        page.evaluate(REFUSE)
        _practise(page)
        _open_answer(page)
        page.get_by_role("button", name="Hard").click()
        expect(page.locator(".il-drills-count")).to_contain_text("This browser keeps nothing")


def test_the_page_holds_while_it_asks(site: Site, browser: Browser) -> None:
    for width in (360, 1280):
        with opened(browser, site.url(PAGE), width=width) as (page, _):
            _practise(page)
            _open_answer(page)
            assert violations(page, f"a card asked at {width}") == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width

"""The ledger of a mission: kept, shared by open pages, exported. On the small course."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.keeping import (
    KEY,
    another,
    answer,
    commit,
    exported,
    predict,
    replay,
    setting,
    stored,
)
from tests.browser.test_accessibility import AXE, RULES
from tests.browser.watching import opened

pytestmark = pytest.mark.browser

SAMPLE = Path(__file__).parent.parent / "frontend" / "samples" / "ledger-0.json"


def test_what_was_done_is_there_again_after_a_reload(browser: Browser, small: str) -> None:
    with opened(browser, small + "missions/queue/") as (page, watch):
        predict(page, "300")
        setting(page, "rate", "60")
        page.get_by_role("button", name="Another seed").click()
        page.locator("textarea[name=reflection]").fill("The share that is left.")
        page.get_by_role("button", name="Submit and compare").click()
        commit(page, "Because.", servers="4")
        expect(page.locator(".il-save")).to_have_text(re.compile(r"^Ledger: saved \d\d:\d\d$"))
        told = page.locator(".il-verdict:visible").inner_text()
        answer(page, "4")
        answer(page, "5")
        page.goto(small + "missions/queue/")
        expect(page.locator(".il-save")).to_have_text("Ledger: saved earlier")
        scene = page.locator(".il-scene:not([hidden])")
        expect(scene).to_have_count(1)
        expect(scene.locator("input[name=rate]")).to_have_value("60")
        expect(scene.locator(".il-score")).to_contain_text("You said 300 ms")
        assert scene.locator(".il-diary li").count() == 2
        expect(page.locator(".il-lock input[name=estimate]").first).to_have_value("300")
        expect(page.locator("textarea[name=reflection]")).to_have_value("The share that is left.")
        expect(page.locator(".il-reflection il-quiz input")).to_have_value("5")
        expect(page.locator(".il-reflection il-quiz output")).to_have_text("Right: 5.")
        kept = page.locator(".il-ledger tbody").first
        expect(kept).to_contain_text("“4”, wrong“5”, right")
        expect(page.locator("textarea[name=defence]").first).to_have_value("Because.")
        expect(page.locator(".il-verdict:visible")).to_have_text(told, use_inner_text=True)
        assert stored(page)["entries"]["desk/knee"]["seed"] == 2
        assert watch.faults == []


def test_two_open_pages_lose_nothing_of_each_other(browser: Browser, small: str) -> None:
    with opened(browser, small + "missions/queue/") as (first, watch):
        second = another(first.context, small)
        predict(first, "300")
        # The lock of the other page opens by itself, and both write from now on.
        lock = second.locator(".il-scene-lock:not([hidden])")
        expect(lock).to_have_attribute("data-recorded", "")
        second.locator('.il-tracks input[value="gate"]').check()
        predict(second, "200")
        setting(first, "rate", "70")
        second.locator("textarea[name=reflection]").fill("From the second page.")
        second.get_by_role("button", name="Submit and compare").click()
        first.get_by_role("button", name="Predict again").first.click()
        predict(first, "500")
        found = stored(first)["entries"]
        assert [p["estimate"] for p in found["desk/knee"]["predictions"]] == [0.3, 0.5]
        assert found["desk/knee"]["settings"] == {"rate": "70"}
        assert found["gate/knee"]["reflection"] == "From the second page."
        expect(first.locator(".il-ledger tbody")).to_contain_text("From the second page.")
        first.get_by_role("button", name="Clear").click()
        first.get_by_role("button", name="Clear everything").click()
        expect(lock).not_to_have_attribute("data-recorded", "")
        assert stored(first)["entries"] == {}
        assert watch.faults == []


def test_the_list_of_missions_says_how_far_one_has_come(browser: Browser, small: str) -> None:
    with opened(browser, small + "missions/") as (page, watch):
        mine = page.locator("il-progress")
        expect(mine).to_have_text("Yours: nothing yet.")
        other = another(page.context, small)
        predict(other, "300")
        commit(other, "Because.", servers="2")
        expect(mine).to_have_text("Yours: The desk: 1 of 1 part predicted, a strategy.")
        page.evaluate("(name) => localStorage.setItem(name, '{broken')", f"{KEY}.aside.2026")
        page.reload()
        page.get_by_role("link", name="See what can be done").click()
        expect(page.get_by_role("alert").filter(has_text="set aside")).to_be_visible()
        assert page.url.endswith("/missions/queue/#ledger")
        assert watch.faults == []


def test_a_storage_that_fails_is_said_and_nothing_is_reset(browser: Browser, small: str) -> None:
    for name, words in (("QuotaExceededError", "full"), ("SecurityError", "refused")):
        with opened(browser, small + "missions/queue/") as (page, _):
            page.evaluate(
                """(name) => { Storage.prototype.setItem = () => {
                    throw new DOMException("no", name) } }""",
                name,
            )
            predict(page, "300")
            expect(page.locator(".il-save")).to_have_text(f"Ledger: not saved: storage is {words}")
            expect(page.get_by_role("alert").filter(has_text="Export it")).to_be_visible()
            expect(page.locator(".il-ledger tbody")).to_contain_text("300 ms")


def test_what_was_set_aside_is_spoken_of_until_somebody_deals_with_it(
    browser: Browser, small: str, tmp_path: Path
) -> None:
    with opened(browser, small + "missions/queue/") as (page, watch):
        expect(page.locator(".il-save")).to_be_visible()
        other = another(page.context, small)
        page.evaluate("(name) => localStorage.setItem(name, '{broken')", KEY)
        page.reload()
        notes = [one.get_by_role("alert").filter(has_text="set aside") for one in (page, other)]
        for note in notes:  # that of the page that found it, and that of the page that was open
            expect(note).to_contain_text("It cannot be read. It is not JSON, or was cut off.")
        predict(page, "300")
        page.reload()
        expect(notes[0]).to_be_visible()
        with page.expect_download() as download:
            page.get_by_role("button", name="Download it").click()
        download.value.save_as(tmp_path / "aside")
        assert (tmp_path / "aside").read_text() == "{broken"
        other.get_by_role("button", name="Dismiss").click()
        for note in notes:
            expect(note).to_have_count(0)
        page.reload()
        expect(page.locator(".il-save")).to_be_visible()
        expect(notes[0]).to_have_count(0)
        place = f"{KEY}.aside.2026-11-20T09:00:00.000Z"
        page.evaluate("([name, text]) => localStorage.setItem(name, text)",
                      [place, SAMPLE.read_text(encoding="utf-8")])  # fmt: skip
        page.reload()
        page.get_by_role("button", name="Merge it").click()
        expect(notes[0]).to_have_count(0)
        assert len(stored(page)["entries"]["desk/knee"]["predictions"]) == 3
        page.evaluate("(name) => localStorage.setItem(name, '{broken')", place)
        page.reload()
        page.get_by_role("button", name="Delete it").click()
        page.get_by_role("button", name="Delete", exact=True).click()
        expect(notes[0]).to_have_count(0)
        assert page.evaluate("(name) => localStorage.getItem(name)", place) is None
        assert watch.faults == []


def test_files_go_out_and_come_in(browser: Browser, small: str, tmp_path: Path) -> None:
    with opened(browser, small + "missions/queue/") as (page, watch):
        predict(page, "300")
        setting(page, "rate", "60")
        page.locator("textarea[name=reflection]").fill("The share that is left.")
        page.get_by_role("button", name="Submit and compare").click()
        expect(page.locator(".il-ledger tbody")).to_contain_text("current")
        files = {kind: exported(page, kind, tmp_path) for kind in ("JSON", "Markdown", "CSV")}
        assert "> The share that is left." in files["Markdown"].read_text(encoding="utf-8")
        assert "prediction,300 ms" in files["CSV"].read_text(encoding="utf-8")
        setting(page, "rate", "65")
        stale = "stale: it was made with Arrival rate 60 /s"
        expect(page.locator(".il-ledger tbody")).to_contain_text(stale)
        before = stored(page)

        told = page.locator(".il-ledger-told")
        cut = tmp_path / "cut.json"
        cut.write_bytes(files["JSON"].read_bytes()[:-20])
        page.set_input_files(".il-ledger input[type=file]", cut)
        expect(told).to_contain_text("nothing was changed. It is not JSON, or was cut off.")
        assert stored(page) == before

        page.set_input_files(".il-ledger input[type=file]", SAMPLE)
        question = page.locator(".il-ledger-question")
        expect(question).to_contain_text("holds 2 predictions in 2 parts")
        page.keyboard.press("Escape")
        expect(told).to_have_text("Nothing was changed.")
        assert stored(page) == before

        page.set_input_files(".il-ledger input[type=file]", SAMPLE)
        page.get_by_role("button", name="Merge").click()
        assert len(stored(page)["entries"]["desk/knee"]["predictions"]) == 3
        page.set_input_files(".il-ledger input[type=file]", files["JSON"])
        page.get_by_role("button", name="Replace").click()
        assert len(stored(page)["entries"]["desk/knee"]["predictions"]) == 1
        expect(page.locator(".il-scene:not([hidden]) input[name=rate]")).to_have_value("60")
        assert watch.faults == []


def test_a_link_to_a_setting_and_the_way_back(browser: Browser, small: str) -> None:
    with opened(browser, small + "missions/queue/") as (page, watch):
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        predict(page, "300")
        setting(page, "rate", "60")
        page.get_by_role("button", name="Another seed").click()
        page.get_by_role("button", name="Copy link to this setting").click()
        expect(page.get_by_text("Copied.")).to_be_visible()
        link = page.evaluate("navigator.clipboard.readText()")
        assert link.endswith("#part=knee&track=desk&seed=2&rate=60")
        rate = page.locator('.il-scene[data-track="desk"] input[name=rate]')
        page.goto(link.replace("rate=60", "rate=75").replace("seed=2", "seed=5"))
        expect(rate).to_have_value("75")
        page.wait_for_function(
            "(key) => JSON.parse(localStorage.getItem(key)).entries['desk/knee'].seed === 5",
            arg=KEY,
        )
        page.go_back()
        expect(rate).to_have_value("60")
        page.reload()
        expect(rate).to_have_value("60")
        assert "seed=2" in page.url
        assert watch.faults == []


@pytest.mark.parametrize("width", [320, 1280])
def test_the_ledger_is_for_everybody(
    browser: Browser, small: str, tmp_path: Path, width: int
) -> None:
    for dark in (False, True):
        with opened(browser, small + "missions/queue/", width=width, dark=dark) as (page, watch):
            predict(page, "300")
            commit(page, "Because.", servers="2")
            page.evaluate("(name) => localStorage.setItem(name, '{broken')", f"{KEY}.aside.2026")
            page.reload()
            expect(page.get_by_role("button", name="Dismiss")).to_be_visible()
            page.get_by_role("button", name="Clear").focus()
            page.keyboard.press("Enter")
            expect(page.get_by_role("button", name="Clear everything")).to_be_focused()
            assert faults_of(page) == []
            page.keyboard.press("Escape")
            expect(page.get_by_role("button", name="Clear")).to_be_focused()
            file = exported(page, "JSON", tmp_path)
            page.goto(small + "missions/replay/")
            replay(page, file)
            expect(page.locator(".il-replay-told")).to_contain_text("confirmed")
            assert faults_of(page) == []
            assert watch.faults == []


def faults_of(page: Page) -> list[str]:
    """What axe finds, and whether the page is wider than its window."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("(rules) => axe.run(document, rules)", RULES)["violations"]
    faults = [f"{one['id']}: {one['nodes'][0]['html']}" for one in found]
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*faults, *(["wider than the window"] if wide else [])]

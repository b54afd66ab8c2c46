"""The ledger of a mission: kept, shared by open pages, exported, replayed. On the small course."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from infralens.course.library import library
from infralens.course.load import load_course
from infralens.course.pareto import candidates, pareto_set, regret
from infralens.model.scene import Mission
from tests.browser.serving import serving
from tests.browser.test_accessibility import AXE, RULES
from tests.browser.watching import opened
from tests.builder import SMALL_COURSE, Project

pytestmark = pytest.mark.browser

KEY = "il.mission.queue"
SAMPLE = Path(__file__).parent.parent / "frontend" / "samples" / "ledger-0.json"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the small course, built and served."""
    site = Project(tmp_path_factory.mktemp("small")).build()
    with serving(site.folder, ("/small/",)) as origin:
        yield f"{origin}/small/"


@pytest.fixture(scope="module")
def mission() -> Mission:
    course, _ = load_course(SMALL_COURSE)
    return course.missions[0]


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
        page.wait_for_timeout(1000)
        page.goto(small + "missions/queue/")
        expect(page.locator(".il-save")).to_have_text("Ledger: saved earlier")
        scene = page.locator(".il-scene:not([hidden])")
        expect(scene).to_have_count(1)
        expect(scene.locator("input[name=rate]")).to_have_value("60")
        expect(scene.locator(".il-score")).to_contain_text("You said 300 ms")
        assert scene.locator(".il-diary li").count() == 2
        expect(page.locator(".il-lock input[name=estimate]").first).to_have_value("300")
        expect(page.locator("textarea[name=reflection]")).to_have_value("The share that is left.")
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
    with opened(browser, small + "missions/queue/") as (page, _):
        expect(page.locator(".il-save")).to_be_visible()
        page.evaluate("(name) => localStorage.setItem(name, '{broken')", KEY)
        page.reload()
        aside = page.get_by_role("alert").filter(has_text="could not be read")
        expect(aside).to_contain_text("It was set aside")
        names = page.evaluate("Object.keys(localStorage).filter((one) => one.includes('aside'))")
        assert [page.evaluate("(one) => localStorage.getItem(one)", one) for one in names] == [
            "{broken"
        ]


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
        stale = "stale: it was made with Arrival rate 60 1/s"
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


def test_a_strategy_is_scored_as_python_scores_it(
    browser: Browser, small: str, mission: Mission
) -> None:
    design = mission.designs[0]
    every = list(candidates(design, library()))
    rows = [one.objectives for one in every]
    better = [one.better for one in design.spec.objectives]
    front = pareto_set(rows, better)
    with opened(browser, small + "missions/queue/") as (page, watch):
        rubric = page.locator(".il-synthesis > details.il-answer")
        expect(rubric).to_be_hidden()
        commit(page, "", servers="2")
        expect(page.locator(".il-verdict:visible")).to_contain_text("Defend it first")
        for at, one in enumerate(every):
            commit(page, "Because.", **{k: f"{float(v):g}" for k, v in one.settings.items()})
            found = regret(rows, at, better)
            words = page.locator(".il-verdict:visible")
            if found is None:
                expect(words).to_contain_text("cannot be used")
            elif at in front:
                expect(words).to_contain_text("in the Pareto set")
            else:
                expect(words).to_contain_text("Its regret is")
            made = stored(page)["strategies"]["desk"]["commitments"][-1]
            share = None if found is None else pytest.approx(found.share, abs=1e-9)
            assert made["regret"] == share, one.settings
        expect(rubric).to_be_visible()
        page.wait_for_timeout(500)  # the last picture takes the place of the former
        page.locator(".il-synthesis-table:visible summary").click()
        table = page.locator(".il-synthesis-table:visible tbody tr")
        expect(table).to_have_count(len(every))
        assert table.filter(has_text="in the Pareto set").count() == len(front)
        assert page.locator(".il-front:not([hidden])").first.locator("tbody tr").count() == len(
            front
        )
        assert watch.faults == []


def test_a_ledger_is_replayed_number_by_number(
    browser: Browser, small: str, tmp_path: Path
) -> None:
    with opened(browser, small + "missions/queue/") as (page, watch):
        predict(page, "300")
        setting(page, "rate", "60")
        commit(page, "Because.", servers="2")
        file = exported(page, "JSON", tmp_path)
        page.goto(small + "missions/replay/")
        told = page.locator(".il-replay-told")
        replay(page, file)
        expect(told).to_contain_text(re.compile(r"(\d+) of \1 confirmed, 0 contradicted\."))

        forged = json.loads(file.read_text(encoding="utf-8"))
        entry = forged["entries"]["desk/knee"]
        entry["predictions"][0]["truth"] = 0.3
        entry["results"]["tail"] = "110 ms"
        forged["strategies"]["desk"]["commitments"][0]["regret"] = 0
        forged["entries"]["desk/lost"] = entry
        file.write_text(json.dumps(forged), encoding="utf-8")
        replay(page, file)
        expect(told).to_contain_text("4 contradicted, 1 cannot be checked.")
        wrong = page.locator('tr[data-verdict="contradicted"]')
        assert "110 ms" in " ".join(wrong.all_inner_texts())
        assert "115.1 ms" in " ".join(wrong.all_inner_texts())

        forged["mission"] = "another"
        file.write_text(json.dumps(forged), encoding="utf-8")
        replay(page, file)
        expect(told).to_contain_text("this course has no such mission")
        assert watch.faults == []


def test_a_link_to_a_setting_and_the_way_back(browser: Browser, small: str) -> None:
    with opened(browser, small + "missions/queue/") as (page, watch):
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        predict(page, "300")
        setting(page, "rate", "60")
        page.get_by_role("button", name="Another seed").click()
        page.get_by_role("button", name="Copy link to this setting").click()
        link = page.evaluate("navigator.clipboard.readText()")
        assert link.endswith("#part=knee&track=desk&seed=2&rate=60")
        rate = page.locator('.il-scene[data-track="desk"] input[name=rate]')
        page.goto(link.replace("rate=60", "rate=75").replace("seed=2", "seed=5"))
        expect(rate).to_have_value("75")
        page.wait_for_timeout(900)
        assert stored(page)["entries"]["desk/knee"]["seed"] == 5
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


def test_without_script_the_pages_say_what_they_would_do(browser: Browser, small: str) -> None:
    with opened(browser, small + "missions/replay/", java_script_enabled=False) as (page, _):
        expect(page.locator(".il-no-script")).to_be_visible()
        expect(page.locator(".il-replay input")).to_be_disabled()
    with opened(browser, small + "missions/queue/", java_script_enabled=False) as (page, _):
        page.locator(".il-synthesis > details summary").click()
        assert page.locator(".il-front").count() == 2
        expect(page.locator(".il-front").first).to_be_visible()


def predict(page: Page, estimate: str) -> None:
    lock = page.locator(".il-scene-lock:not([hidden])")
    lock.locator("input[name=mechanism]").nth(1).check()
    lock.locator("input[name=estimate]").fill(estimate)
    lock.get_by_role("button", name="Record and open").click()
    expect(lock).to_have_attribute("data-recorded", "")
    expect(page.locator(".il-scene:not([hidden]) .il-instrument-host > *").first).to_be_attached()
    page.wait_for_timeout(900)


def setting(page: Page, name: str, value: str) -> None:
    """Set an input and wait until it is kept."""
    page.locator(f".il-scene:not([hidden]) input[name={name}]").fill(value)
    page.wait_for_function(
        "([key, name, value]) => Object.values(JSON.parse(localStorage.getItem(key)).entries)"
        ".some((one) => one.settings[name] === value)",
        arg=[KEY, name, value],
    )


def commit(page: Page, defence: str, **settings: str) -> None:
    form = page.locator("il-synthesis:not([hidden]) form")
    expect(form.locator("textarea")).to_be_enabled()
    count = "(key) => JSON.parse(localStorage.getItem(key))?.strategies.desk?.commitments.length"
    before = page.evaluate(count, KEY) or 0
    for name, value in settings.items():
        form.locator(f"select[name={name}]").select_option(value)
    form.locator("textarea").fill(defence)
    form.get_by_role("button", name="Commit and score").click()
    if defence:
        page.wait_for_function(
            "([key, before]) => JSON.parse(localStorage.getItem(key)).strategies.desk"
            "?.commitments.length > before",
            arg=[KEY, before],
        )
        expect(page.locator("il-synthesis:not([hidden]) figure")).to_be_visible()


def exported(page: Page, kind: str, folder: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name=f"Export {kind}").click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def another(context: BrowserContext, small: str) -> Page:
    page = context.new_page()
    page.goto(small + "missions/queue/", wait_until="load")
    expect(page.locator(".il-save")).to_be_visible()
    return page


def stored(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(page.evaluate("(key) => localStorage.getItem(key)", KEY))
    return found


def replay(page: Page, file: Path) -> None:
    expect(page.locator(".il-replay input")).to_be_enabled()
    page.set_input_files(".il-replay input", file)


def faults_of(page: Page) -> list[str]:
    """What axe finds, and whether the page is wider than its window."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("(rules) => axe.run(document, rules)", RULES)["violations"]
    faults = [f"{one['id']}: {one['nodes'][0]['html']}" for one in found]
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*faults, *(["wider than the window"] if wide else [])]

"""Strategies and ledgers that are judged: scored, and replayed number by number."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from infralens.course.library import library
from infralens.course.load import load_course
from infralens.course.pareto import candidates, pareto_set, regret
from infralens.model.scene import Mission
from tests.browser.keeping import answer, commit, exported, predict, replay, setting, stored
from tests.browser.watching import opened
from tests.builder import SMALL_COURSE

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def mission() -> Mission:
    course, _ = load_course(SMALL_COURSE)
    return course.missions[0]


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
        answer(page, "5")
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
        entry["answers"][0]["right"] = False
        forged["strategies"]["desk"]["commitments"][0]["regret"] = 0
        forged["entries"]["desk/lost"] = entry
        file.write_text(json.dumps(forged), encoding="utf-8")
        replay(page, file)
        expect(told).to_contain_text("5 contradicted, 1 cannot be checked.")
        wrong = page.locator('tr[data-verdict="contradicted"]')
        assert "110 ms" in " ".join(wrong.all_inner_texts())
        assert "115.1 ms" in " ".join(wrong.all_inner_texts())

        forged["mission"] = "another"
        file.write_text(json.dumps(forged), encoding="utf-8")
        replay(page, file)
        expect(told).to_contain_text("this course has no such mission")
        assert watch.faults == []


def test_without_script_the_pages_say_what_they_would_do(browser: Browser, small: str) -> None:
    with opened(browser, small + "missions/replay/", java_script_enabled=False) as (page, _):
        expect(page.locator(".il-no-script")).to_be_visible()
        expect(page.locator(".il-replay input")).to_be_disabled()
    with opened(browser, small + "missions/queue/", java_script_enabled=False) as (page, _):
        page.locator(".il-synthesis > details summary").click()
        assert page.locator(".il-front").count() == 2
        expect(page.locator(".il-front").first).to_be_visible()

"""Keeping a ledger in a browser: predicting, setting, committing, files in and out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

KEY = "il.mission.queue"


def predict(page: Page, estimate: str) -> None:
    """Record a prediction, and wait until its scene has settled."""
    lock = page.locator(".il-scene-lock:not([hidden])")
    lock.locator("input[name=mechanism]").nth(1).check()
    lock.locator("input[name=estimate]").fill(estimate)
    lock.get_by_role("button", name="Record and open").click()
    expect(lock).to_have_attribute("data-recorded", "")
    expect(page.locator(".il-scene:not([hidden]) .il-diary li").first).to_be_attached()


def answer(page: Page, given: str) -> None:
    """Answer the question of the reflection."""
    quiz = page.locator(".il-reflection il-quiz")
    quiz.locator("input").fill(given)
    quiz.get_by_role("button", name="Check").click()
    page.wait_for_function(
        "([key, given]) => Object.values(JSON.parse(localStorage.getItem(key)).entries)"
        ".some((one) => one.answers.at(-1)?.given === given)",
        arg=[KEY, given],
    )


def setting(page: Page, name: str, value: str) -> None:
    """Set an input and wait until it is kept."""
    page.locator(f".il-scene:not([hidden]) input[name={name}]").fill(value)
    page.wait_for_function(
        "([key, name, value]) => Object.values(JSON.parse(localStorage.getItem(key)).entries)"
        ".some((one) => one.settings[name] === value)",
        arg=[KEY, name, value],
    )


def commit(page: Page, defence: str, **settings: str) -> None:
    """Commit to a strategy, and wait until it is drawn among the others."""
    design = page.locator("il-synthesis:not([hidden])")
    form = design.locator("form")
    expect(form.locator("textarea")).to_be_enabled()
    design.evaluate(
        """one => { for (const old of one.querySelectorAll("figure")) old.id = "old"; }"""
    )
    for name, value in settings.items():
        form.locator(f"select[name={name}]").select_option(value)
    form.locator("textarea").fill(defence)
    form.get_by_role("button", name="Commit and score").click()
    if defence:
        expect(design.locator("figure:not(#old)")).to_be_visible()


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

"""What a reader answers and writes about a part of a mission. On the small course."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.keeping import answer, predict, stored
from tests.browser.watching import opened

pytestmark = pytest.mark.browser

TYPED = """([name, words]) => {
  const field = document.querySelector(`textarea[name=${name}]`);
  field.focus();
  field.value = words;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}"""
LEFT_AND_KEPT = f"""([given, keeping]) => {{
  ({TYPED})(given);
  const field = document.activeElement;
  field.blur();
  keeping.click();
  return field.value;
}}"""


def test_each_track_has_its_own_reflection_and_answer(browser: Browser, small: str) -> None:
    with opened(browser, small + "missions/queue/") as (page, watch):
        quiz = page.locator(".il-reflection il-quiz")
        text = page.locator("textarea[name=reflection]")
        expect(text).to_be_enabled()
        page.locator('.il-tracks input[value="gate"]').check()
        answer(page, "5")
        text.fill("Of the gate.")
        page.get_by_role("button", name="Submit and compare").click()
        page.locator('.il-tracks input[value="desk"]').check()
        expect(quiz.locator("input")).to_have_value("")
        expect(quiz.locator("output")).to_be_empty()
        expect(text).to_have_value("")
        page.locator('.il-tracks input[value="gate"]').check()
        page.reload()
        expect(quiz.locator("output")).to_have_text("Right: 5.")
        expect(text).to_have_value("Of the gate.")
        # The same answer again is not another one.
        quiz.get_by_role("button", name="Check").click()
        answer(page, "6")
        found = [
            (one["given"], one["right"]) for one in stored(page)["entries"]["gate/knee"]["answers"]
        ]
        assert found == [("5", True), ("6", False)]
        assert watch.faults == []


def test_what_is_typed_outlives_whatever_comes_while_it_is_typed(
    browser: Browser, small: str
) -> None:
    with opened(browser, small + "missions/queue/") as (page, watch):
        predict(page, "300")
        text = page.locator("textarea[name=reflection]")
        # The field is left, and something else written, sooner than a draft waits.
        keeping = page.get_by_role("button", name="Keep as evidence").element_handle()
        given = ["reflection", "Half a thought"]
        assert page.evaluate(LEFT_AND_KEPT, [given, keeping]) == "Half a thought"
        assert stored(page)["entries"]["desk/knee"]["draft"] == "Half a thought"
        page.get_by_role("button", name="Submit and compare").click()
        expect(page.locator(".il-exemplar")).to_have_attribute("open", "")
        # The page is left at once.
        page.evaluate(TYPED, ["defence", "Because"])
        page.evaluate(TYPED, ["reflection", "A whole thought"])
        page.reload()
        expect(text).to_have_value("A whole thought")
        expect(page.locator("textarea[name=defence]").first).to_have_value("Because")
        assert watch.faults == []

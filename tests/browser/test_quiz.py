"""A question says whether an answer is right, and never pretends to know."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.site import Site
from tests.browser.watching import opened

pytestmark = pytest.mark.browser


def answer_number(quiz: Locator, text: str) -> None:
    quiz.locator("input").fill(text)
    quiz.locator("button").click()


def test_a_number_is_judged_within_its_tolerance(site: Site, browser: Browser) -> None:
    page_name = site.with_html("<il-quiz[^>]* data-number=")[0]
    with opened(browser, site.url(page_name)) as (page, watch):
        quiz = page.locator("il-quiz[data-number]").first
        right = float(quiz.get_attribute("data-number") or "nan")
        for text, state in (
            (str(right), "right"),
            (str(right * 3 + 1), "wrong"),
            ("", "open"),
            ("soon", "open"),
            ("1e308", "wrong"),
        ):
            answer_number(quiz, text)
            expect(quiz).to_have_attribute("data-state", state)
            expect(quiz.locator("output")).not_to_be_empty()
            assert "NaN" not in quiz.inner_text()
        assert watch.faults == []


def test_a_choice_is_judged(site: Site, browser: Browser) -> None:
    page_name = site.with_html("<il-quiz[^>]* data-choice=")[0]
    with opened(browser, site.url(page_name)) as (page, watch):
        quiz = page.locator("il-quiz[data-choice]").first
        right = quiz.get_attribute("data-choice")
        for radio in quiz.locator("input[type=radio]").all():
            radio.check()
            quiz.locator("button").click()
            state = "right" if radio.get_attribute("value") == right else "wrong"
            expect(quiz).to_have_attribute("data-state", state)
        assert watch.faults == []


def test_the_answer_is_there_without_script(site: Site, browser: Browser) -> None:
    page_name = site.with_html("<il-quiz")[0]
    with opened(browser, site.url(page_name), java_script_enabled=False) as (page, _):
        quiz = page.locator(".il-quiz").first
        expect(quiz.locator("button").first).to_be_disabled()
        quiz.locator("summary").click()
        expect(quiz.locator("details p").first).to_be_visible()

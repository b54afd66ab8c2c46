"""A calculator's page says what Python says, and never shows nonsense."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, TimeoutError, expect

from infralens.model.computable import Calculator
from tests.browser.calculating import Setting, beginning, random_settings, steps, texts
from tests.browser.calculator_pages import path, put, ready
from tests.browser.site import Site, told
from tests.browser.watching import opened

pytestmark = pytest.mark.browser

SETTINGS = 20
NONSENSE = re.compile(r"NaN|Infinity|undefined|\[object")
RESULTS = ".il-calc-results > [data-key]:not([hidden]) output"
STEPS = """() => Object.fromEntries([...document.querySelectorAll("details.il-calc-working")].map(
  (one) => [one.dataset.key, [...one.querySelectorAll("tbody tr")].map(
    (row) => [...row.children].map((cell) => cell.textContent))]))"""
SAME_STEPS = f"""(expected) => {{
  const told = (steps) => JSON.stringify(Object.entries(steps).sort());
  return told(({STEPS})()) === told(expected);
}}"""
BAD = {
    "": "Type a number",
    "   ": "Type a number",
    "many": "is not a number",
    "NaN": "is not a number",
    "Infinity": "is not a number",
    "1e999": "At most",
    "-1": "At least",
    "1e308": "At most",
    "1,5": "with a point",
    "12 apples": "is no unit here",
    "12.5": "whole number",
    "<b>4</b> 'x' \"y\" " + "z" * 500: "is not a number",
    "💥": "is not a number",
}


def test_the_page_says_what_python_says(
    site: Site, browser: Browser, calculators: list[Calculator]
) -> None:
    faults = []
    values: set[str] = set()
    with opened(browser, site.url("")) as (page, watch):
        for one in calculators:
            page.goto(site.url(path(one)))
            ready(page)
            first = beginning(one)
            settings = [first, *random_settings(one, SETTINGS, "page"), first]
            for number, setting in enumerate(settings):
                expected, found = texts(one, setting), put(page, setting)
                values.update(found.values())
                if expected != found:
                    faults.append(f"{one.id} at {setting}: {found}, Python says {expected}")
                if number % 7 == 0:
                    page.evaluate("document.querySelector('details.il-calc-working').open = true")
                    if not _becomes(page, steps(one, setting)):
                        faults.append(f"{one.id} at {setting}: another working")
        assert watch.faults == []
    assert not faults, told(faults)
    assert len(values) > SETTINGS * len(calculators), "the settings hardly change the results"


def test_bad_input_is_named_and_the_last_good_result_stays(
    site: Site, browser: Browser, calculators: list[Calculator]
) -> None:
    faults = []
    with opened(browser, site.url("")) as (page, watch):
        for one in calculators:
            page.goto(site.url(path(one)))
            ready(page)
            ranged = [i for i in one.spec.inputs if i.maximum and (i.minimum or 0) >= 0]
            whole = min(ranged, key=lambda one: one.step != 1)
            before = page.locator(".il-calc-results").all_inner_texts()
            field = page.locator(f"[name={whole.name}]")
            message = page.locator(f"#{field.get_attribute('aria-describedby')}")
            for text, words in BAD.items():
                if text == "12.5" and whole.step != 1:
                    continue
                field.fill(text)
                expect(field).to_have_attribute("aria-invalid", "true")
                if words not in message.inner_text():
                    faults.append(f"{one.id} {whole.name} '{text}': {message.inner_text()}")
                if page.locator(".il-calc-results").all_inner_texts() != before:
                    faults.append(f"{one.id} '{text}': the last good results are gone")
                expect(page.locator(".il-calc-said")).to_contain_text("Out of date")
                if NONSENSE.search(page.locator("il-calculator").inner_text()):
                    faults.append(f"{one.id} '{text}': nonsense on show")
            field.fill(f"{whole.maximum:.0f}")
            expect(field).not_to_have_attribute("aria-invalid", "true")
            expect(message).to_be_hidden()
            expect(page.locator(".il-calc-said")).to_be_empty()
        assert watch.faults == []
    assert not faults, told(faults)


def test_no_end_of_a_range_shows_nonsense(
    site: Site, browser: Browser, calculators: list[Calculator]
) -> None:
    faults = []
    with opened(browser, site.url("")) as (page, _):
        for one in calculators:
            page.goto(site.url(path(one)))
            root = ready(page)
            for spec in one.spec.inputs:
                for end in (spec.minimum, spec.maximum, 0, 1e-300, 1e300):
                    if spec.kind == "quantity" and end is not None:
                        put(page, Setting({**one.defaults, spec.name: float(end)}, None))
                        if NONSENSE.search(root.inner_text()):
                            faults.append(f"{one.id}: {spec.name} = {end}")
    assert not faults, told(faults)


def test_units_can_be_typed(site: Site, browser: Browser) -> None:
    with opened(browser, site.url("calculators/kv-cache/")) as (page, watch):
        ready(page)
        plain = put(page, Setting({"tokens": 4000, "budget": 80 * 1.073741824}, None))
        for tokens, budget in (("4k", "80 GiB"), ("4,000 tokens", "81920MiB"), ("4e3", "80GiB ")):
            page.fill("[name=tokens]", tokens)
            page.fill("[name=budget]", budget)
            shown = page.locator(RESULTS).all_inner_texts()
            assert shown == [plain[key] for key in plain if key], (tokens, budget)
        page.fill("[name=budget]", "80 gb")
        expect(page.locator("#calc-kv-cache-budget-m")).to_contain_text("Did you mean GB?")
        page.fill("[name=budget]", "80 G")
        expect(page.locator("#calc-kv-cache-budget-m")).to_contain_text("can mean two things")
        assert watch.faults == []


def _becomes(page: Page, expected: dict[str, list[list[str]]]) -> bool:
    """Whether the workings are soon these: they come after the results are painted."""
    try:
        page.wait_for_function(SAME_STEPS, arg=expected)
    except TimeoutError:
        return False
    return True

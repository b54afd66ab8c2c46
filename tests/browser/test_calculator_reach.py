"""A calculator serves everybody: by keyboard, without script, at every width, in every state."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from infralens.model.computable import Calculator
from tests.browser.calculating import beginning, texts
from tests.browser.calculator_pages import path, ready
from tests.browser.site import Site, told
from tests.browser.test_accessibility import COLOURS, violations
from tests.browser.watching import NEXT_FRAME, opened

pytestmark = pytest.mark.browser


def test_the_keyboard_is_enough(site: Site, browser: Browser) -> None:
    with opened(browser, site.url("calculators/kv-cache/")) as (page, watch):
        ready(page)
        page.locator("[name=preset-models]").focus()
        page.keyboard.type("Llama 3 8B")
        expect(page.locator("[name=kv_heads]")).to_have_value("8")
        page.keyboard.press("Tab")
        page.keyboard.type("16")
        expect(page.locator(".il-calc-changed")).to_contain_text("Llama 3 8B, changed")
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.name") == "mode":
                break
        page.keyboard.press("ArrowRight")
        expect(page.locator("output[data-key=allocated]")).to_be_visible()
        expect(page.locator("output[data-key=total]")).to_be_hidden()
        for words in ("GiB", "Compare", "CSV", "link", "Reset"):
            page.keyboard.press("Tab")
            label = "document.activeElement.closest('label, button').textContent"
            assert words in page.evaluate(label), words
        page.keyboard.press("Enter")
        expect(page.locator("[name=kv_heads]")).to_have_value("32")
        for _ in range(4):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.closest('.il-calc-working') !== null"):
                break
        page.keyboard.press("Enter")
        expect(page.locator("details.il-calc-working[open]")).to_have_count(1)
        assert watch.faults == []


def test_without_script_everything_computed_is_there(
    site: Site, browser: Browser, calculators: list[Calculator]
) -> None:
    with opened(browser, site.url(""), java_script_enabled=False) as (page, _):
        for one in calculators:
            page.goto(site.url(path(one)))
            for key, text in texts(one, beginning(one)).items():
                if key:
                    expect(page.locator(f"output[data-key={key}]")).to_have_text(text)
            fieldset = page.locator("il-calculator fieldset").first
            expect(fieldset).to_have_attribute("disabled", "")
            assert page.locator(".il-calc-working math").count() > 0
            assert not one.spec.sweep or page.locator(".il-plot tbody tr").count() > 2


@pytest.mark.parametrize("width", [320, 1280])
def test_every_state_is_accessible_and_fits(
    site: Site, browser: Browser, calculators: list[Calculator], width: int
) -> None:
    faults = []
    with opened(browser, site.url(""), width=width) as (page, watch):
        for one in calculators:
            page.goto(site.url(path(one)))
            ready(page)
            page.get_by_role("button", name="Compare with").click()
            first = next(i for i in one.spec.inputs if i.kind == "quantity")
            page.fill(f"[name={first.name}]", "nothing")
            page.evaluate("for (const box of document.querySelectorAll('details')) box.open = true")
            expect(page.locator(".il-calc-said")).to_contain_text("Out of date")
            page.evaluate(NEXT_FRAME)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                faults.append(f"{one.id} at {width}: wider than the window")
            state = f"{one.id} at {width}, all open, compared, an error shown"
            faults += violations(page, state)
            page.emulate_media(color_scheme="dark")
            page.evaluate(NEXT_FRAME)
            faults += violations(page, f"{state}, dark", COLOURS)
            page.emulate_media(color_scheme="light")
        assert watch.faults == []
    assert not faults, told(faults)

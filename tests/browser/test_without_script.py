"""Everything there is to read is in the HTML."""

from __future__ import annotations

from collections import Counter

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.site import Site, told
from tests.browser.watching import opened

pytestmark = pytest.mark.browser

# What a reader sees of the page's content; what only script can serve is not part of it.
READ = """() => {
  for (const part of document.querySelectorAll("details")) part.open = true;
  const made = "main :is(button, .il-calc-tools, .il-calc-paste, .il-plot-cursor)";
  for (const part of document.querySelectorAll(made)) part.remove();
  return document.querySelector("main").innerText;
}"""
CODE = "[...document.querySelectorAll('main pre code')].map((code) => code.innerText)"


def test_every_word_and_every_line_of_code_is_there(
    site: Site, browser: Browser, pages: list[str]
) -> None:
    faults = []
    for name in pages:
        with opened(browser, site.url(name)) as (page, _):
            words, code = _read(page)
        with opened(browser, site.url(name), java_script_enabled=False) as (page, _):
            bare_words, bare_code = _read(page)
        if lost := words - bare_words:
            faults.append(f"{name}: only script shows {sorted(lost)[:8]}")
        if code != bare_code:
            faults.append(f"{name}: the code differs")
    assert not faults, told(faults)


def _read(page: Page) -> tuple[Counter[str], list[str]]:
    return Counter(page.evaluate(READ).split()), page.evaluate(CODE)


def test_what_is_due_is_marked_on_the_day_it_is_read(site: Site, browser: Browser) -> None:
    with opened(browser, site.url("guide/dated-claims/")) as (page, _):
        page.wait_for_load_state("networkidle")
        aged = page.locator("[data-aged]")
        rows = page.locator("[data-due]").count()
        page.clock.set_fixed_time("2040-01-01")
        page.reload()
        aged.first.wait_for()
        assert aged.count() == rows
        page.clock.set_fixed_time("2020-01-01")
        page.reload()
        page.wait_for_load_state("networkidle")
        assert aged.count() == 0

"""The plot of a calculator: drawn before any script, in step with the form, easy to read."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from infralens.model.computable import Calculator
from tests.browser.calculator_pages import path, ready
from tests.browser.site import Site, told
from tests.browser.watching import opened

pytestmark = pytest.mark.browser

KV = "calculators/kv-cache/"
OVERLAPS = """() => {
  const boxes = [...document.querySelectorAll(".il-chart text")]
    .map((one) => ({ text: one.textContent, box: one.getBoundingClientRect() }))
    .filter(({ box }) => box.width);
  const beside = (a, b) => a.right <= b.left || a.bottom <= b.top + 1;
  const apart = (a, b) => beside(a, b) || beside(b, a);
  const touching = boxes.flatMap((a, at) => boxes.slice(at + 1)
    .filter((b) => !apart(a.box, b.box)).map((b) => `${a.text} and ${b.text}`));
  const host = document.querySelector(".il-plot-host").getBoundingClientRect();
  const out = boxes.filter(({ box }) => box.left < host.left - 1 || box.right > host.right + 1);
  return [...touching, ...out.map(({ text }) => `${text} sticks out`)];
}"""


def line(page: Page) -> str:
    return page.locator(".il-chart-line").get_attribute("d") or ""


def at(page: Page) -> Locator:
    return page.locator(".il-plot-reads")


def test_the_plot_follows_the_form(site: Site, browser: Browser) -> None:
    with opened(browser, site.url(KV)) as (page, watch):
        ready(page)
        page.fill("[name=sequences]", "8")
        expect(at(page)).to_have_text("At 2,048 tokens, as set: 8.59 GB.")
        expect(page.locator(".il-plot-says")).to_contain_text("From 2.147 GB at 512 tokens")
        expect(page.locator(".il-plot tbody td").nth(1)).to_have_text("2.147 GB")
        page.fill("[name=tokens]", "4")
        expect(at(page)).to_contain_text("as set, outside the plot")
        expect(page.locator("circle.il-chart-here")).to_have_count(0)
        page.get_by_role("button", name="Compare with").click()
        page.fill("[name=sequences]", "1")
        expect(page.locator(".il-chart-other")).to_have_count(1)
        page.get_by_label("GiB instead of GB").check()
        expect(page.locator(".il-plot-up")).to_have_text("All keys and values, GiB")
        assert watch.faults == []


def test_the_plot_shows_what_the_mode_shows(site: Site, browser: Browser) -> None:
    with opened(browser, site.url(KV)) as (page, watch):
        ready(page)
        page.fill("[name=tokens]", "2049")
        expect(at(page)).to_contain_text("as set: 4.297 GB")
        page.locator("[name=mode]").last.check()
        expect(page.locator(".il-plot-name")).to_contain_text("All blocks over")
        expect(page.locator(".il-plot thead th").last).to_have_text("All blocks")
        expect(page.locator(".il-plot-up")).to_have_text("All blocks, GB")
        expect(at(page)).to_contain_text("as set: 4.329 GB")
        assert watch.faults == []


def test_keys_move_a_cursor(site: Site, browser: Browser) -> None:
    with opened(browser, site.url(KV)) as (page, watch):
        ready(page)
        slider = page.get_by_role("slider", name="Read the plot at: Tokens in each sequence")
        slider.focus()
        expect(page.locator("circle.il-chart-cursor")).to_have_count(1)
        page.keyboard.press("Home")
        expect(at(page)).to_have_text("At 512 tokens: 1.074 GB.")
        expect(slider).to_have_attribute("aria-valuetext", "At 512 tokens: 1.074 GB.")
        page.keyboard.press("End")
        expect(at(page)).to_have_text("At 131,072 tokens: 274.9 GB.")
        page.keyboard.press("ArrowLeft")
        expect(at(page)).to_contain_text("At 120,194 tokens")
        page.keyboard.press("Tab")
        expect(at(page)).to_contain_text("as set")
        expect(page.locator(".il-chart-cursor")).to_have_count(0)
        assert watch.faults == []


def test_the_pointer_reads_values(site: Site, browser: Browser) -> None:
    with opened(browser, site.url(KV)) as (page, watch):
        ready(page)
        page.locator(".il-plot-cursor").wait_for(state="attached")
        area = page.locator(".il-chart-area")
        area.scroll_into_view_if_needed()
        box = area.bounding_box()
        assert box
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 50)
        expect(at(page)).to_have_text("At 8,192 tokens: 17.18 GB.")
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] - 90)
        expect(at(page)).to_contain_text("as set")
        assert watch.faults == []


def test_the_same_line_is_drawn_with_and_without_script(site: Site, browser: Browser) -> None:
    with opened(browser, site.url(KV), java_script_enabled=False) as (page, _):
        built = line(page)
        said = page.locator(".il-plot-says").inner_text()
        assert page.locator(".il-chart").bounding_box()
    with opened(browser, site.url(KV)) as (page, _):
        ready(page)
        page.locator(".il-plot-cursor").wait_for(state="attached")
        drawn = line(page)
        assert page.locator(".il-plot-says").inner_text() == said
    # The script draws more points; those of the build are among them.
    assert set(re.findall(r"[\d.]+,[\d.]+", built)) <= set(re.findall(r"[\d.]+,[\d.]+", drawn))


@pytest.mark.parametrize("width", [328, 1280])
def test_no_label_touches_another(
    site: Site, browser: Browser, calculators: list[Calculator], width: int
) -> None:
    faults = []
    with opened(browser, site.url(""), width=width) as (page, watch):
        for one in calculators:
            page.goto(site.url(path(one)))
            faults += [f"{one.id} at {width}: {fault}" for fault in page.evaluate(OVERLAPS)]
        assert watch.faults == []
    assert not faults, told(faults)


def test_the_line_is_seen_in_both_schemes_forced_colours_and_print(
    site: Site, browser: Browser
) -> None:
    colour = "(one) => getComputedStyle(one).stroke"
    found = {}
    schemes: dict[str, dict[str, Any]] = {
        "light": {},
        "dark": {"dark": True},
        "forced": {"forced_colors": "active"},
    }
    for name, options in schemes.items():
        with opened(browser, site.url(KV), **options) as (page, watch):
            ready(page)
            page.locator(".il-plot-cursor").wait_for(state="attached")
            found[name] = page.locator(".il-chart-line").evaluate(colour)
            page.emulate_media(media="print", forced_colors="none")
            found[f"{name} on paper"] = page.locator(".il-chart-line").evaluate(colour)
            expect(page.locator(".il-calc-tools")).to_be_hidden()
            expect(page.locator("output[data-key=total]")).to_be_visible()
            expect(page.locator(".il-chart")).to_be_visible()
            assert watch.faults == []
    assert len({found["light"], found["dark"], found["forced"]}) == 3
    assert {found[one] for one in found if "paper" in one} == {found["light"]}

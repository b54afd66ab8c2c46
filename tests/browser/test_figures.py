"""Every figure opens in a dialog, zooms and moves; without script it is a link."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.site import Site, told
from tests.browser.test_accessibility import violations
from tests.browser.watching import opened

pytestmark = pytest.mark.browser

FIGURE = re.compile(r'<figure class="il-figure">.*?</figure>', re.DOTALL)
SCROLL = "(room) => [room.scrollLeft, room.scrollTop]"
SMALLEST = 11
"""Pixels of the smallest words in a figure on a phone; its caption has 14."""
SMALL = """(limit) => {
  const texts = document.querySelectorAll(":is(.il-figure, .il-hero) svg text");
  return [...texts].flatMap((text) => {
    const size = parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a;
    return size < limit ? [`${text.textContent}: ${size.toFixed(1)} px`] : [];
  });
}"""


def enlarge(page: Page) -> None:
    page.locator(".il-enlarge").first.click()
    expect(page.locator("dialog.il-lightbox")).to_be_visible()


def test_every_figure_has_words_and_a_link_to_itself(site: Site) -> None:
    faults = []
    for page in site.with_html('class="il-figure"'):
        for figure in re.findall(
            r"<figure class=\"il-figure\">.*?</figure>", site.html(page), re.S
        ):
            link = re.search(r'class="il-enlarge" href="([^"]+)"', figure)
            if not re.search(r'<svg [^>]*aria-label="[^"]{20,}"', figure):
                faults.append(f"{page}: a figure without words")
            if not link or not (site.folder / page / link[1]).resolve().is_file():
                faults.append(f"{page}: a figure without a file of its own")
    assert not faults, told(faults)


def test_the_words_in_a_figure_can_be_read_on_a_phone(site: Site, browser: Browser) -> None:
    faults = []
    with opened(browser, site.url(""), width=360) as (page, _):
        for name in ("", *site.with_html('class="il-figure"')):
            page.goto(site.url(name))
            faults += [f"{name}: {fault}" for fault in page.evaluate(SMALL, SMALLEST)]
    assert not faults, told(faults)


def test_without_script_the_link_leads_to_the_picture(site: Site, browser: Browser) -> None:
    name = site.with_html('class="il-figure"')[0]
    with opened(browser, site.url(name), java_script_enabled=False) as (page, _):
        page.locator(".il-enlarge").first.click()
        assert page.url.endswith(".svg")


def test_keys_open_zoom_move_and_close(site: Site, browser: Browser) -> None:
    name = site.with_html('class="il-figure"')[0]
    with opened(browser, site.url(name)) as (page, watch):
        link = page.locator(".il-enlarge").first
        link.press("Enter")
        dialog = page.locator("dialog.il-lightbox")
        expect(dialog.locator(".il-close")).to_be_focused()
        assert "Enlarge" not in (dialog.get_attribute("aria-label") or "")
        expect(dialog.locator("output")).to_have_text("100 %")
        room = dialog.get_by_role("group")
        room.focus()
        for _ in range(2):
            page.keyboard.press("+")
        expect(dialog.locator("output")).to_have_text("225 %")
        before = room.evaluate(SCROLL)
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowDown")
        # The browser moves there in steps.
        moved = (
            "([x, y]) => { const room = document.querySelector('dialog div');"
            " return room.scrollLeft > x && room.scrollTop > y }"
        )
        page.wait_for_function(moved, arg=before)
        page.keyboard.press("-")
        page.keyboard.press("0")
        expect(dialog.locator("output")).to_have_text("100 %")
        expect(dialog.locator("[data-zoom=out]")).to_have_attribute("aria-disabled", "true")
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        expect(link).to_be_focused()
        assert page.locator("il-lightbox").first.locator("svg").count() == 1
        assert watch.faults == []


def test_a_pointer_zooms_and_moves(site: Site, browser: Browser) -> None:
    name = site.with_html('class="il-figure"')[0]
    with opened(browser, site.url(name)) as (page, _):
        enlarge(page)
        dialog = page.locator("dialog.il-lightbox")
        room = dialog.get_by_role("group")
        box = room.bounding_box()
        assert box is not None
        middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.mouse.dblclick(*middle)
        expect(dialog.locator("output")).to_have_text("150 %")
        dialog.get_by_role("button", name="Zoom in").click()
        before = room.evaluate(SCROLL)
        page.mouse.move(*middle)
        page.mouse.down()
        page.mouse.move(middle[0] - 60, middle[1] - 40, steps=4)
        page.mouse.up()
        after = room.evaluate(SCROLL)
        assert [after[0] - before[0], after[1] - before[1]] == pytest.approx([60, 40], abs=2)
        page.mouse.click(5, 5)
        expect(dialog).to_have_count(0)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_an_open_figure_breaks_no_rule(
    site: Site, browser: Browser, width: int, dark: bool
) -> None:
    name = site.with_html('class="il-figure"')[0]
    with opened(browser, site.url(name), width=width, dark=dark) as (page, _):
        enlarge(page)
        assert violations(page, "open") == []
        page.keyboard.press("+")
        assert violations(page, "zoomed") == []


def test_a_figure_does_not_stay_open_over_another_page(site: Site, browser: Browser) -> None:
    name = site.with_html('class="il-figure"')[0]
    with opened(browser, site.url("guide/")) as (page, _):
        page.goto(site.url(name))
        enlarge(page)
        page.evaluate("document.querySelector('.il-tabs a').click()")
        expect(page.locator("dialog.il-lightbox")).to_have_count(0)

"""A note and its lines belong together, and the code can be taken away as it stands."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.browser.site import BASE, Site, told
from tests.browser.watching import NEXT_FRAME, opened

pytestmark = pytest.mark.browser

CLIPBOARD = ["clipboard-read", "clipboard-write"]
# A line is lit when it looks different from how it looks while no note is in use.
LOOKS = """
  const lines = [...note.closest(".il-excerpt").querySelectorAll(".il-line")];
  const looks = () => lines.map((line) => {
    const { backgroundColor, boxShadow, outline, borderInlineStart } = getComputedStyle(line);
    return [backgroundColor, boxShadow, outline, borderInlineStart].join();
  });
  const lit = (rest) => {
    const now = looks();
    return lines.filter((_, at) => now[at] !== rest[at]).map((line) => +line.dataset.n);
  };
  const leave = () => {
    document.activeElement?.blur();
    for (const one of document.querySelectorAll("[aria-current='true'].il-note"))
      one.removeAttribute("aria-current");
  };"""
# The pointer is elsewhere, and nothing moves any more.
FOCUSED = f"""(note) => {{ {LOOKS}
  leave();
  const rest = looks();
  const where = note.querySelector(".il-where");
  where.querySelector("a").focus();
  const found = lit(rest);
  leave();
  const box = where.getClientRects()[0];
  return {{
    name: note.id,
    lines: lines.map((line) => +line.dataset.n),
    said: [...where.querySelectorAll("a")].map((link) => link.innerText).join(" "),
    rest,
    lit: found,
    middle: [box.x + box.width / 2, box.y + box.height / 2],
  }};
}}"""
HOVERED = f"([note, rest]) => {{ {LOOKS} leave(); return lit(rest) }}"


def lines_named(words: str) -> set[int]:
    """The lines that a note itself says it is about, such as \"Lines 4–6, 9\"."""
    lines: set[int] = set()
    for first, last in re.findall(r"(\d+)(?:[–-](\d+))?", words):
        lines.update(range(int(first), int(last or first) + 1))
    return lines


def shown_in_file(site: Site, page: Page, excerpt: Locator) -> str:
    """The lines of the file that the excerpt shows, read from the file a reader can download."""
    href = excerpt.locator("a[download]").first.get_attribute("href")
    assert href
    path = unquote(urlsplit(urljoin(page.url, href)).path).removeprefix(BASE)
    lines = (site.folder / path).read_text(encoding="utf-8").splitlines(keepends=True)
    numbers = excerpt.locator(".il-line").evaluate_all("(all) => all.map((l) => +l.dataset.n)")
    return "".join(lines[number - 1] for number in numbers)


def excerpts_of(page: Page) -> list[Locator]:
    return page.locator("section.il-excerpt:has(.il-line)").all()


@pytest.mark.parametrize(
    "options",
    [{}, {"java_script_enabled": False}, {"forced_colors": "active"}],
    ids=["script", "no script", "forced colours"],
)
def test_a_note_in_use_lights_exactly_its_lines(
    site: Site, browser: Browser, thorough: bool, options: dict[str, Any]
) -> None:
    labs, script = site.of_kind("lab"), options.get("java_script_enabled", True)
    faults = []
    for lab in labs if thorough else labs[:1]:
        with opened(browser, site.url(lab), **options) as (page, _):
            for excerpt in excerpts_of(page):
                faults += [f"{lab}: {fault}" for fault in _wrongly_lit(page, excerpt, script)]
    assert not faults, told(faults)


def _wrongly_lit(page: Page, excerpt: Locator, script: bool) -> list[str]:
    faults = []
    for note in excerpt.locator(".il-note").all():
        note.evaluate("(note) => note.scrollIntoView({ block: 'center' })")
        # The note in view is marked once the scrolling has settled; then nothing more moves.
        if script:
            page.evaluate(NEXT_FRAME)
        one: dict[str, Any] = note.evaluate(FOCUSED)
        page.mouse.move(*one["middle"])
        hovered: list[int] = page.evaluate(HOVERED, [note.element_handle(), one["rest"]])
        page.mouse.move(0, 0)
        wanted = lines_named(one["said"]) & set(one["lines"])
        for use, lit in (("focus", set(one["lit"])), ("hover", set(hovered))):
            if lit != wanted or not wanted:
                faults.append(f"{one['name']} {use}: lit {sorted(lit)}, wanted {sorted(wanted)}")
    return faults


def test_the_copy_button_gives_the_exact_lines_of_the_file(site: Site, browser: Browser) -> None:
    for name in [site.of_kind("lab")[0], site.of_kind("starter")[0]]:
        with opened(browser, site.url(name), permissions=CLIPBOARD) as (page, _):
            for excerpt in excerpts_of(page):
                button = excerpt.locator(".il-copy")
                button.click()
                page.wait_for_function(
                    "(b) => b.textContent === 'Copied'", arg=button.element_handle()
                )
                copied = page.evaluate("navigator.clipboard.readText()")
                assert copied == shown_in_file(site, page, excerpt), name


def test_selecting_the_code_by_hand_gives_the_exact_lines_too(site: Site, browser: Browser) -> None:
    name = site.of_kind("starter")[0]
    with opened(browser, site.url(name), permissions=CLIPBOARD) as (page, _):
        excerpt = excerpts_of(page)[0]
        excerpt.locator("pre.il-pre code").evaluate(
            "(code) => getSelection().selectAllChildren(code)"
        )
        page.keyboard.press("ControlOrMeta+c")
        copied: str = page.evaluate("navigator.clipboard.readText()")
        assert copied.rstrip("\n") == shown_in_file(site, page, excerpt).rstrip("\n")


def test_a_link_to_a_note_and_a_link_to_a_line_lead_to_what_they_name(
    site: Site, browser: Browser
) -> None:
    with opened(browser, site.url(site.of_kind("lab")[0])) as (page, _):
        excerpt = excerpts_of(page)[0]
        note = excerpt.locator(".il-note").last
        number = note.get_attribute("data-k")
        excerpt.locator(f'.il-ref[data-k="{number}"]').first.click()
        assert page.url.endswith(f"#{note.get_attribute('id')}")
        assert note.evaluate("(note) => note.matches(':target')")
        note.locator(".il-where a").first.click()
        assert excerpt.locator(".il-line:target").get_attribute("data-n") == str(
            min(lines_named(note.locator(".il-where").first.inner_text()))
        )

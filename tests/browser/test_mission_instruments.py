"""The instruments of missions: what they draw, say and take from pointer and keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.serving import serving
from tests.browser.site import BASE, told
from tests.browser.test_accessibility import violations
from tests.browser.watching import opened
from tests.builder import Project

pytestmark = pytest.mark.browser

CASE = Path(__file__).parents[1] / "cases" / "instruments.yml"
PARTS = ("knee", "split", "wall")
SIMULATED = 90_000  # ms: several million requests, while others use the machine
OUT = """(host) => {
  const box = host.getBoundingClientRect();
  return [...host.querySelectorAll("text, p, li, td, th, button")]
    .filter((one) => !one.closest(".il-said, .il-table-box, svg[aria-hidden]"))
    .map((one) => ({ one, at: one.getBoundingClientRect() }))
    .filter(({ at }) => at.width && (at.left < box.left - 1 || at.right > box.right + 1))
    .map(({ one }) => one.textContent);
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page of a small mission that has one of each."""
    project = Project(tmp_path_factory.mktemp("instruments"))
    project.write("labs/basics/30-instruments.yml", CASE.read_text(encoding="utf-8"))
    with serving(project.build().folder, (BASE,)) as origin:
        yield f"{origin}{BASE}missions/instruments/"


def unlock(page: Page, part: str, estimate: str = "80") -> Locator:
    """Predict, and return the scene that opens."""
    root = page.locator(f'.il-part[data-part="{part}"]')
    root.locator(".il-lock fieldset:enabled").wait_for()
    root.locator("input[name=mechanism]").first.check()
    root.locator("input[name=estimate]").fill(estimate)
    root.get_by_role("button", name="Record and open").click()
    root.locator(".il-instrument-host > *").first.wait_for(state="attached")
    return root.locator(".il-scene")


TABLE = """async (one) => {
  const turned = () => new Promise((done) => one.addEventListener("toggle", done, { once: true }));
  const turn = () => {
    const done = turned();
    one.querySelector("summary").click();
    return done;
  };
  if (one.open) await turn();
  await turn();
  return [...one.querySelectorAll("tbody tr")]
    .map((row) => [...row.cells].map((cell) => cell.innerText));
}"""


def table(scene: Locator) -> list[list[str]]:
    """What "View as table" shows now."""
    found: list[list[str]] = scene.locator("details.il-instrument-table").evaluate(TABLE)
    return found


def test_a_frontier_shows_line_points_and_marks(address: str, browser: Browser) -> None:
    with opened(browser, address) as (page, watch):
        scene = unlock(page, "knee")
        reads = scene.locator(".il-reads")
        expect(reads).to_contain_text("At 60 /s, as set: 115.1 ms")
        scene.locator("input[name=rate]").fill("80")
        expect(reads).to_contain_text("At 80 /s, as set: 230.3 ms")
        expect(reads).to_contain_text("Before the last change at 60 /s: 115.1 ms.")
        for mark in ("line", "other", "ghost", "level", "zone"):
            assert scene.locator(f".il-chart-area .il-chart-{mark}").count() == 1, mark
        for circle in ("here", "former"):
            assert scene.locator(f".il-chart-area circle.il-chart-{circle}").count() == 1
        expect(scene.locator(".il-runs")).to_contain_text(
            "7 of 7 loads simulated, at least 1 M requests at each.", timeout=SIMULATED
        )
        expect(reads).to_have_text(re.compile(r"simulated: 2[23]\d(\.\d)? ms ± [\d.]+ ms\."))
        dots = scene.locator(".il-chart-area circle.il-chart-dots").count()
        spans = scene.locator(".il-chart-area line.il-chart-span").count()
        assert 5 <= dots <= spans, "no point without its interval"
        ends = scene.locator(".il-chart-area line.il-chart-span").all()
        places = sorted(float((one.get_attribute("x1") or "").rstrip("%")) for one in ends)
        loads = [20, 40, 60, 70, 80, 90, 95][: len(places)]
        assert places == pytest.approx([100 * (load - 1) / 119 for load in loads], abs=0.01)
        rows = table(scene)
        assert [row[0] for row in rows] == [f"{load} /s" for load in (20, 40, 60, 70, 80, 90, 95)]
        assert all("±" in row[3] for row in rows)
        expect(scene.locator(".il-instrument-said")).to_contain_text("not met")
        assert watch.faults == []


def test_a_frontier_can_be_read_by_keys_and_on_a_logarithmic_axis(
    address: str, browser: Browser
) -> None:
    with opened(browser, address) as (page, watch):
        scene = unlock(page, "knee")
        cursor = scene.get_by_label("Read the chart at: Arrival rate")
        cursor.focus()
        cursor.press("Home")
        expect(scene.locator(".il-reads")).to_have_text("At 1 /s: 46.52 ms.")
        cursor.press("ArrowRight")
        expect(cursor).to_have_attribute("aria-valuetext", re.compile(r"^At \d+ /s: "))
        cursor.blur()
        expect(scene.locator(".il-reads")).to_contain_text("as set")
        before = scene.locator(".il-chart-y").all_inner_texts()
        scene.get_by_label("Logarithmic").check()
        assert scene.locator(".il-chart-y").all_inner_texts() != before
        scene.locator("input[name=rate]").fill("110")
        expect(scene.locator(".il-reads")).to_contain_text("the queue grows without end")
        expect(scene.locator(".il-chart-area circle.il-chart-here")).to_have_count(0)
        assert watch.faults == []


def test_a_waterfall_shows_pieces_the_setting_before_and_full_links(
    address: str, browser: Browser
) -> None:
    with opened(browser, address) as (page, watch):
        scene = unlock(page, "split", "60")
        bars, reads = scene.locator(".il-bars > li"), scene.locator(".il-reads")
        expect(reads).to_contain_text("Time of a request: 48.14 ms, of which")
        expect(bars).to_have_count(4)
        expect(scene.locator(".il-bar-former:not([hidden])")).to_have_count(0)
        scene.locator("select[name=tensor_parallel]").select_option("4")
        expect(reads).to_contain_text("Before the last change: 48.14 ms.")
        expect(scene.locator(".il-bar-former:not([hidden])")).to_have_count(4)
        strips = scene.locator(".il-strips")
        expect(strips).to_contain_text("145 % asked for: saturated, 45 % more than it carries")
        expect(scene.locator(".il-bar-target:not([hidden])")).to_have_count(4)
        expect(scene.locator(".il-bar-ghost:not([hidden])")).to_have_count(4)
        rows = table(scene)
        assert [row[1] for row in rows[:3]] == ["compute", "communication", "bubble"]
        assert rows[3][0] == "Time of a request"
        scene.get_by_label("Requests that pass").check()
        expect(reads).to_contain_text("In flight, by Little's law")
        expect(scene.locator(".il-bar-name")).to_contain_text(["Now", "At the beginning"])
        assert watch.faults == []


def test_bars_that_make_up_the_whole_fill_its_length(address: str, browser: Browser) -> None:
    with opened(browser, address) as (page, _):
        scene = unlock(page, "split")
        lefts, widths = [], []
        for piece in scene.locator(".il-bar-piece").all():
            lefts.append(float((piece.get_attribute("x") or "").rstrip("%")))
            widths.append(float((piece.get_attribute("width") or "").rstrip("%")))
        assert lefts[-1] == 0
        assert sum(widths[:-1]) == pytest.approx(widths[-1], abs=0.05)
        assert lefts[1] == pytest.approx(widths[0], abs=0.02)


def test_blocks_are_stepped_scrubbed_and_played(address: str, browser: Browser) -> None:
    with opened(browser, address) as (page, watch):
        scene = unlock(page, "wall", "12")
        at = scene.locator(".il-player-at")
        expect(at).to_contain_text("Step 129 of 256")
        scene.get_by_role("button", name="Step", exact=True).click()
        expect(at).to_contain_text("Step 130 of 256")
        scene.get_by_role("button", name="Back", exact=True).press("Enter")
        expect(at).to_contain_text("Step 129 of 256")
        scrub = scene.get_by_label("Step of the trace")
        scrub.focus()
        scrub.press("Home")
        expect(at).to_contain_text("Step 1 of 256")
        expect(scrub).to_have_attribute("aria-valuetext", re.compile("^Step 1 of 256"))
        scene.get_by_role("button", name="Play").click()
        expect(at).to_contain_text("Step 2 of 256")
        scene.get_by_role("button", name="Pause").click()
        scrub.press("End")
        shares = [column(scene, at) for at in range(3)]
        for filled, reserved, unused, free, scattered in shares:
            assert 97 <= filled + reserved + unused + free <= 102, "parts of the memory"
            assert scattered <= free
        expect(scene.locator(".il-reads")).to_contain_text("you predicted 12")
        assert len(table(scene)) == 11
        assert watch.faults == []


def column(scene: Locator, at: int) -> list[float]:
    """The shares of the memory of one allocator, in percent."""
    texts = scene.locator(f".il-counts tbody td:nth-of-type({at + 1})").all_inner_texts()
    return [float(text.replace("< 1", "0.5").rstrip(" %")) for text in texts[:5]]


def test_a_block_is_looked_at_by_pointer_and_keys(address: str, browser: Browser) -> None:
    with opened(browser, address) as (page, watch):
        scene = unlock(page, "wall")
        said = scene.locator(".il-block-said")
        pool = scene.locator(".il-pool-map").nth(2)
        pool.click(position={"x": 4, "y": 4})
        expect(said).to_contain_text("Paged. Block 1, ")
        slider = scene.get_by_label("Paged: look at a block")
        expect(slider).to_be_focused()
        slider.press("ArrowRight")
        expect(said).to_contain_text("Paged. Block 2, ")
        slider.press("ArrowDown")
        expect(said).to_contain_text("Paged. Block 18, ")
        expect(slider).to_have_attribute("aria-valuetext", re.compile("^Block 18, "))
        scene.get_by_label("Contiguous: look at a block").focus()
        expect(said).to_contain_text("Contiguous. Block 1, ")
        expect(scene.locator(".il-pool-here:not([hidden])")).to_have_count(1)
        assert watch.faults == []


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_instruments_fit_and_break_no_rule(
    address: str, browser: Browser, width: int, dark: bool
) -> None:
    faults = []
    with opened(browser, address, width=width, dark=dark) as (page, watch):
        for part in PARTS:
            scene = unlock(page, part)
            expect(scene.locator(".il-reads")).not_to_be_empty()
            out = scene.locator(".il-instrument-host").evaluate(OUT)
            faults += [f"{part}: {text} sticks out" for text in out]
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{wide} pixels in a window of {width}"
        faults += violations(page, f"{width}") + watch.faults
    assert not faults, told(faults)


def test_in_forced_colours_shapes_still_differ(address: str, browser: Browser) -> None:
    with opened(browser, address, forced_colors="active") as (page, watch):
        scene = unlock(page, "split")
        fills = {one.get_attribute("fill") for one in scene.locator(".il-bar-piece").all()}
        assert len(fills) == 3, "each phase has a texture"
        scene = unlock(page, "knee")
        background = page.evaluate("getComputedStyle(document.body).backgroundColor")
        stroke = scene.locator(".il-chart-line").first.evaluate(
            "one => getComputedStyle(one).stroke"
        )
        assert stroke != background
        assert watch.faults == []

"""The missions of the course with everything open: by ear, in few colours, on paper, on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from infralens.course.layout import mission_address
from infralens.model.scene import Mission
from tests.browser.playing import body_of
from tests.browser.site import Site, told
from tests.browser.test_accessibility import COLOURS, RULES, violations
from tests.browser.visiting import CUT, PAPER
from tests.browser.walking import open_everything, without_queues
from tests.browser.watching import opened

pytestmark = pytest.mark.browser

NARROW = 320
THUMB = 44
SMALL = f"""() => [...document.querySelectorAll(
    "article :is(input:not([type=file], .il-said), select, button, summary, textarea)")]
  .filter((one) => one.checkVisibility() && !one.closest("[inert]"))
  .map((one) => {{
    const label = ["checkbox", "radio"].includes(one.type) ? one.closest("label") : null;
    return {{ one, box: (label ?? one).getBoundingClientRect() }};
  }})
  .filter(({{ box }}) => box.width && (box.height < {THUMB} || box.width < {THUMB}))
  .map(({{ one, box }}) => [box.width | 0, box.height | 0, one.outerHTML.slice(0, 90)].join(" "))
"""
LISTEN = """() => {
  window.heard = [];
  const live = "[role=status], [role=alert], [aria-live=polite], output:not([aria-live=off])";
  for (const place of document.querySelectorAll("article :is(" + live + ")")) {
    new MutationObserver(() => heard.push({ at: performance.now(), text: place.textContent }))
      .observe(place, { childList: true, characterData: true, subtree: true });
  }
}"""
# Each look of a block, as forced colours show it: what fills it and what is drawn over it.
LOOKS = """(pool) => [...pool.querySelectorAll("pattern")].map((look) => {
  const [rect, path] = [look.querySelector("rect"), look.querySelector("path")];
  const { fill, stroke } = getComputedStyle(path ?? rect);
  return {
    name: look.id.split("-").at(-1),
    fill: getComputedStyle(rect).fill,
    over: path ? `${path.getAttribute("d")} in ${stroke === "none" ? fill : stroke}` : "",
  };
})"""
LINES = """(chart) => [...chart.querySelectorAll("path[class], line[class], circle[class]")]
  .filter((one) => !one.matches(".il-chart-rule"))
  .map((one) => {
    const { stroke, fill, strokeDasharray: dash } = getComputedStyle(one);
    return { mark: one.getAttribute("class"), stroke, fill, dash, tag: one.localName };
  })"""


@pytest.fixture(scope="module")
def fleet(missions: tuple[Mission, ...]) -> Mission:
    return next(one for one in missions if one.slug == "fleet-serving")


@pytest.fixture(scope="module")
def cloud(site: Site, browser: Browser, fleet: Mission) -> Iterator[Page]:
    """One track with everything open, on a wide window; tests leave it as they found it."""
    with opened(browser, address(site, fleet)) as (page, watch):
        without_queues(page)
        open_everything(page, fleet, "cloud")
        yield page
        assert watch.faults == []


def address(site: Site, mission: Mission) -> str:
    return site.url(mission_address(mission.slug).lstrip("/"))


def test_nothing_that_opens_breaks_a_rule(cloud: Page) -> None:
    faults = []
    for scheme, rules in (("default", RULES), ("slate", COLOURS)):
        cloud.evaluate("(one) => { document.body.dataset.mdColorScheme = one; }", scheme)
        faults += violations(cloud, scheme, rules)
    cloud.evaluate("() => { document.body.dataset.mdColorScheme = 'default'; }")
    assert not faults, told(faults)


def test_a_change_is_said_once_and_after_a_pause(cloud: Page, fleet: Mission) -> None:
    cloud.evaluate(LISTEN)
    for part in fleet.parts:
        scene = next(one for one in part.scenes if one.track == "cloud")
        body = cloud.locator(body_of(scene))
        said = body.locator(".il-instrument-said")
        before = said.inner_text()
        assert before, "an instrument without a summary"
        picture = body.locator(".il-chart-area svg[role=img]").first
        charted = scene.spec.instrument.kind == "frontier"
        drawn = picture.get_attribute("aria-label") if charted else ""
        cloud.evaluate("heard.length = 0; window.moved = performance.now()")
        move(cloud, body_of(scene))
        cloud.wait_for_function("() => heard.length && performance.now() - heard.at(-1).at > 900")
        heard: list[dict[str, Any]] = cloud.evaluate("heard")
        texts = [one["text"] for one in heard]
        assert len(texts) == 1, f"{scene.part}: {texts}"
        assert texts[0] == said.inner_text() != before
        assert heard[0]["at"] - cloud.evaluate("moved") > 600, "said before the hand has stopped"
        assert said.get_attribute("role") == "status", "said politely, not at once"
        if charted:
            assert picture.get_attribute("aria-label") != drawn


def move(page: Page, body: str) -> None:
    """The first control goes through several values, without a pause."""
    page.locator(f"{body} form.il-controls").evaluate(
        """(form) => {
          const kinds = ":is(.il-slider, select, [type=checkbox])";
          const one = form.querySelector(`.il-control:not([hidden]) ${kinds}`);
          const put = (change) => {
            change();
            one.dispatchEvent(new Event("input", { bubbles: true }));
          };
          if (one.type === "checkbox") return put(() => { one.checked = !one.checked; });
          for (let at = 1; at < 4; at += 1) {
            put(() => {
              if (one.localName !== "select") one.stepUp();
              else one.selectedIndex = (one.selectedIndex + 1) % one.length;
            });
          }
        }"""
    )


def test_few_colours_take_no_meaning_away(cloud: Page) -> None:
    cloud.emulate_media(forced_colors="active", reduced_motion="reduce")
    faults = []
    looks = cloud.locator(".il-pool-map:visible").first.evaluate(LOOKS)
    assert len(looks) > 6
    for one, other in combinations(looks, 2):
        if (one["fill"], one["over"]) == (other["fill"], other["over"]):
            faults.append(f"{one['name']} looks like {other['name']}")
    for look in looks:
        if look["over"].endswith(f" in {look['fill']}"):
            faults.append(f"the marks of {look['name']} are not seen on it")
    paper = cloud.evaluate(
        """() => {
          const canvas = document.createElement("i");
          canvas.style.color = "Canvas";
          document.body.append(canvas);
          const { color } = getComputedStyle(canvas);
          canvas.remove();
          return color;
        }"""
    )
    for chart in cloud.locator("article svg.il-chart[role=img]:visible").all():
        marks = chart.evaluate(LINES)
        faults += [
            f"{mark['mark']} is not seen"
            for mark in marks
            if mark["stroke"] in (paper, "none") and mark["fill"] in (paper, "none")
        ]
        named = {mark["mark"]: mark for mark in marks if mark["tag"] == "path"}
        for (one, a), (other, b) in combinations(named.items(), 2):
            if (a["stroke"], a["dash"]) == (b["stroke"], b["dash"]):
                faults.append(f"{one} is drawn like {other}")
    fills = cloud.locator(".il-bar-piece:visible").evaluate_all(
        "(all) => all.map((one) => `${one.getAttribute('fill')} ${getComputedStyle(one).stroke}`)"
    )
    assert len(set(fills)) >= 3, "phases of a waterfall look alike"
    edge = cloud.locator(".il-pool-box:visible").first.evaluate(
        "(one) => getComputedStyle(one).borderTopStyle"
    )
    assert edge == "solid"
    arrow = cloud.locator("article summary:visible").first.evaluate(
        """(one) => {
          const { backgroundColor, forcedColorAdjust } = getComputedStyle(one, "::after");
          return [backgroundColor, forcedColorAdjust];
        }"""
    )
    assert arrow[0] != paper, "whether a summary is open is not seen"
    assert arrow[1] == "none", "whether a summary is open is not seen"
    for output in cloud.locator("output[data-target]:visible, .il-challenge output:visible").all():
        if not re.search("met|not yet", output.inner_text(), re.I):
            faults.append(f"whether it is met is not written: {output.inner_text()!r}")
    cloud.emulate_media(forced_colors="none", reduced_motion="reduce")
    assert not faults, told(faults)


def test_nothing_moves_for_who_wants_no_motion(cloud: Page) -> None:
    running = "document.getAnimations().filter((one) => one.playState === 'running').length"
    player = cloud.locator(".il-player:visible")
    at = player.locator(".il-player-at")
    before = at.inner_text()
    for press in ("Step", "Play"):
        player.get_by_role("button", name=press, exact=True).click()
        assert cloud.evaluate(running) == 0
    expect(at).not_to_have_text(before)
    player.get_by_role("button", name="Pause").click()
    cloud.locator(".il-controls select:visible").first.select_option(index=1)
    table = cloud.locator(".il-instrument-table:visible summary").first
    for _ in range(2):
        table.click()
        assert cloud.evaluate(running) == 0
    moving = cloud.evaluate("getComputedStyle(document.documentElement).scrollBehavior")
    assert moving == "auto"


def test_on_paper_everything_open_is_whole_and_no_control_is_left(cloud: Page) -> None:
    cloud.set_viewport_size({"width": PAPER, "height": 900})
    cloud.emulate_media(media="print", reduced_motion="reduce")
    faults = [f"cut: {box}" for box in cloud.evaluate(CUT)]
    chrome = "input, select, button, textarea, .il-save, .il-player"
    shown = cloud.locator(f"article :is({chrome}):visible").evaluate_all(
        "(all) => all.map((one) => one.outerHTML.slice(0, 90))"
    )
    faults += [f"printed: {one}" for one in shown]
    for name in (".il-reads", ".il-instrument-table tbody", ".il-math-peek math", ".il-records"):
        assert cloud.locator(f"article {name}:visible").count() >= 2, f"{name} is not printed"
    assert cloud.pdf(format="A4").startswith(b"%PDF")
    cloud.emulate_media(media="screen", reduced_motion="reduce")
    cloud.set_viewport_size({"width": 1280, "height": 900})
    assert not faults, told(faults)


def test_a_phone_shows_every_track_without_scrolling_sideways(
    site: Site, browser: Browser, missions: tuple[Mission, ...]
) -> None:
    faults = []
    for mission in missions:
        options = {"has_touch": True, "is_mobile": True}
        with opened(browser, address(site, mission), width=NARROW, **options) as (page, watch):
            without_queues(page)
            for track in mission.spec.tracks:
                open_everything(page, mission, track.id)
                wide = page.evaluate("document.documentElement.scrollWidth")
                if wide > NARROW:
                    faults.append(f"{mission.slug} on {track.id}: {wide} pixels")
                small = page.evaluate(SMALL)
                faults += [f"{mission.slug} on {track.id}, for a thumb: {one}" for one in small]
            faults += watch.faults
    assert not faults, told(dict.fromkeys(faults))


def test_without_script_a_scene_has_its_formulas_results_and_tables(
    site: Site, browser: Browser, fleet: Mission
) -> None:
    with opened(browser, address(site, fleet), java_script_enabled=False) as (page, _):
        for part in fleet.parts:
            for scene in part.scenes:
                body = page.locator(body_of(scene))
                lock = page.locator(
                    f'.il-part[data-part="{scene.part}"] .il-scene-lock[data-track="{scene.track}"]'
                )
                expect(lock.locator(":scope > p").first).to_be_visible()
                for details in ("il-instrument-table", "il-math-peek"):
                    body.locator(f"details.{details} > summary").click()
                expect(body.locator(".il-instrument-table tbody tr").first).to_be_visible()
                expect(body.locator(".il-math-peek math").first).to_be_visible()
                outputs = body.locator(".il-readouts output").all_inner_texts()
                assert outputs
                assert all(outputs), f"{scene.part} on {scene.track}: a result is missing"

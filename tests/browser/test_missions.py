"""Missions in a browser, made from their specs: every lock, every control, every result."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, TimeoutError, expect

from infralens.course.layout import mission_address
from infralens.course.library import library
from infralens.course.scenes import answer, displayed, reach
from infralens.engines.formula.units import UNITS
from infralens.model.computable import Value
from infralens.model.measures import MEASURES
from infralens.model.scene import Mission, Scene
from tests.browser.playing import body_of, choose, put, scenes, show_experts, typed, unlock
from tests.browser.site import Site
from tests.browser.watching import opened

pytestmark = pytest.mark.browser

NEAR = 0.02
QUANTITY = re.compile(r"(?<![\w.,])([0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)[ \u00a0]([%$A-Za-zµ/]+)")
ABOVE = """([part]) => {
  const first = document.querySelector(`.il-part[data-part="${part}"] .il-scene`);
  const range = document.createRange();
  range.setStart(document.querySelector("article"), 0);
  range.setEndBefore(first);
  const held = range.cloneContents();
  for (const script of held.querySelectorAll("script")) script.remove();
  return held.textContent;
}"""

DIFFERENT = """([body, said]) => Object.entries(said).flatMap(([key, text]) => {
  const output = document.querySelector(`${body} .il-readouts output[data-key="${key}"]`);
  return output?.textContent === text ? [] : [[key, output?.textContent ?? "nothing"]];
})"""


def test_every_control_of_every_scene_shows_what_python_says(
    site: Site, browser: Browser, missions: tuple[Mission, ...]
) -> None:
    faults = []
    for mission, scene in scenes(missions):
        with opened(browser, site.url(mission_address(mission.slug).lstrip("/"))) as (page, watch):
            choose(page, scene)
            body = body_of(scene)
            assert page.locator(f"{body} .il-scene-body").evaluate("one => one.inert")
            expect(page.locator(f"{body} .il-reveal")).to_be_hidden()
            unlock(page, scene)
            assert not page.locator(f"{body} .il-scene-body").evaluate("one => one.inert")
            expect(page.locator(f"{body} .il-reveal")).to_be_visible()
            defaults = scene.model.defaults
            faults += differences(page, body, scene, defaults)
            for name in scene.controls:
                show_experts(page, body, scene, name)
                for value in picked(reach(scene.model.input(name))):
                    put(page, body, scene, name, value)
                    faults += differences(page, body, scene, {**defaults, name: value})
                put(page, body, scene, name, defaults[name])
            assert not watch.faults, watch.faults
    assert not faults, "\n".join(faults[:20])


def test_no_answer_stands_above_its_lock(
    site: Site, browser: Browser, missions: tuple[Mission, ...]
) -> None:
    faults = []
    for mission in missions:
        url = site.url(mission_address(mission.slug).lstrip("/"))
        with opened(browser, url, java_script_enabled=False) as (page, _):
            for part in mission.parts:
                text = page.evaluate(ABOVE, [part.spec.id])
                told = [
                    (float(number.replace(",", "")), unit.replace("µs", "us"))
                    for number, unit in QUANTITY.findall(text)
                ]
                faults += [
                    f"{mission.slug}, {part.spec.id} on {scene.track}: {number:g} {unit}"
                    for scene in part.scenes
                    for number, unit in told
                    if gives_away(number, unit, scene)
                ]
    assert not faults, "\n".join(faults)


def test_a_mission_can_be_read_without_script(
    site: Site, browser: Browser, missions: tuple[Mission, ...]
) -> None:
    for mission in missions:
        url = site.url(mission_address(mission.slug).lstrip("/"))
        with opened(browser, url, java_script_enabled=False) as (page, _):
            for part in mission.parts:
                for scene in part.scenes:
                    body = f'.il-part[data-part="{part.spec.id}"] [data-track="{scene.track}"]'
                    expect(page.locator(f"{body} h3")).to_be_visible()
                    expect(page.locator(f"{body} output[data-truth]")).to_be_visible()
                    said = displayed(scene, library(), scene.model.defaults)
                    for key in scene.spec.shown:
                        output = page.locator(f'{body} .il-readouts output[data-key="{key}"]')
                        expect(output).to_have_text(said[key])


def test_a_link_brings_a_setting_back(
    site: Site, browser: Browser, missions: tuple[Mission, ...]
) -> None:
    mission, scene = next(scenes(missions))
    name = scene.spec.controls[0]
    value = picked(reach(scene.model.input(name)))[0]
    text = typed(value)
    query = f"#part={scene.part}&track={scene.track}&seed=7&{name}={text}"
    url = site.url(mission_address(mission.slug).lstrip("/")) + query
    with opened(browser, url) as (page, _):
        body = body_of(scene)
        unlock(page, scene)
        assert not differences(page, body, scene, {**scene.model.defaults, name: value})
        page.reload()
        unlock(page, scene)
        assert not differences(page, body, scene, {**scene.model.defaults, name: value})
        assert "seed=7" in page.url


def differences(page: Page, body: str, scene: Scene, inputs: dict[str, Value]) -> list[str]:
    """What is not soon shown as Python says it."""
    said = {key: displayed(scene, library(), inputs)[key] for key in scene.spec.shown}
    try:
        page.wait_for_function(f"(given) => ({DIFFERENT})(given).length === 0", arg=[body, said])
    except TimeoutError:
        found = page.evaluate(DIFFERENT, [body, said])
        where = f"{scene.part} on {scene.track} at {inputs}"
        return [f"{where}: {key} is {shown!r}, Python says {said[key]!r}" for key, shown in found]
    return []


def picked(values: tuple[Value, ...]) -> tuple[Value, ...]:
    """The ends and the middle."""
    return tuple(dict.fromkeys((values[0], values[len(values) // 2], values[-1])))


def gives_away(number: float, unit: str, scene: Scene) -> bool:
    value = answer(scene, library())
    measure = MEASURES.get(unit)
    formula = scene.model.output(scene.spec.estimate.output).spec.formula
    if isinstance(value, str) or measure is None:
        return False
    same = measure.dimension == UNITS[library().formulas[formula].unit]
    return same and abs(number * measure.factor - value) <= NEAR * abs(value)

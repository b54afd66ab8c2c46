"""While a control moves, what stands below stays where it is: eye and hand keep their place."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from infralens.model.scene import Mission
from tests.browser.playing import body_of, scenes, unlock
from tests.browser.site import Site
from tests.browser.watching import opened

pytestmark = pytest.mark.browser

MOVED = """async (selector) => {
  const body = document.querySelector(`${selector} .il-scene-body`);
  const form = body.querySelector("form.il-controls");
  const top = (one) => Math.round(one.getBoundingClientRect().top);
  const places = () => [...body.children].filter((one) => one.checkVisibility())
    .map((one) => `${one.className || one.nodeName} ${top(one) - top(body)}`);
  const frames = async (count) => {
    for (; count; count -= 1) await new Promise(requestAnimationFrame);
  };
  const before = places();
  const moved = new Set();
  const kinds = ".il-slider, select[name], input[type=checkbox][name]";
  for (const control of form.querySelectorAll(kinds)) {
    if (!control.checkVisibility()) continue;
    const first = control.type === "checkbox" ? control.checked : control.value;
    const values = control.options ? [...control.options].map((one) => one.value)
      : control.type === "checkbox" ? [!control.checked] : ["0", "60", "140", control.max];
    for (const value of [...values, first]) {
      if (control.type === "checkbox") control.checked = value;
      else control.value = value;
      control.dispatchEvent(new Event("input", { bubbles: true }));
      await frames(1);
      for (const [at, place] of places().entries()) {
        const name = control.name || control.dataset.for;
        if (place !== before[at]) moved.add(`${name} = ${value}: ${before[at]} -> ${place}`);
      }
    }
  }
  return [...moved];
}"""


def test_nothing_moves_below_a_control(
    site: Site, browser: Browser, missions: tuple[Mission, ...]
) -> None:
    found = []
    for mission in missions:
        with opened(browser, site.url(f"missions/{mission.slug}/")) as (page, watch):
            for _, scene in scenes((mission,)):
                unlock(page, scene)
                host = f"{body_of(scene)} .il-instrument-host"
                page.locator(f"{host} :is(.il-bars, .il-legend)").first.wait_for()
                moved = page.evaluate(MOVED, body_of(scene))
                found += [f"{scene.part}, {scene.track}: {one}" for one in moved]
            assert watch.faults == []
    assert found == []

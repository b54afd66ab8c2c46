"""Walking a page by keyboard alone, and opening everything that a track of a mission has."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page, expect

from infralens.model.scene import Mission
from tests.browser.playing import body_of, unlock

FAR = 90
"""Stops after which a place counts as out of reach."""

STOP = """(wanted) => {
  const one = document.activeElement;
  if (!one || one === document.body) return { html: "nothing has the focus", lost: true };
  const box = one.getBoundingClientRect();
  const around = [one, one.closest("label"), one.closest(".il-pool-box, .il-chart-area")];
  const ringed = around.filter(Boolean).map((each) => getComputedStyle(each)).some(
    ({ outlineStyle, outlineWidth, boxShadow }) =>
      (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none");
  return {
    html: one.outerHTML.slice(0, 110),
    there: one.matches(wanted) && one.checkVisibility(),
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight
      && box.right > 0 && box.left < innerWidth,
    ringed,
  };
}"""


class Keys:
    """Hands that have a keyboard and nothing else; what they meet on their way is noted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []

    def to(self, place: str, key: str = "Tab") -> Locator:
        """Goes on, stop by stop, to the next one that the selector names."""
        for _ in range(FAR):
            self.page.keyboard.press(key)
            stop: dict[str, Any] = self.page.evaluate(STOP, place)
            if stop.get("lost"):
                continue  # round the end of the page, through the browser's own controls
            if not stop["seen"]:
                self.faults.append(f"focus out of sight: {stop['html']}")
            if not stop["ringed"]:
                self.faults.append(f"focus not visible: {stop['html']}")
            if stop["there"]:
                return self.page.locator(":focus")
        raise AssertionError(f"{FAR} stops of {key} do not lead to {place}")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)


def without_queues(page: Page) -> None:
    """Opens the page anew without its longest simulations, for tests that wait for none of them."""
    page.add_init_script(
        """const post = Worker.prototype.postMessage;
        Worker.prototype.postMessage = function (message) {
          if (!["queue", "batches"].includes(message.kind)) post.call(this, message);
        };"""
    )
    page.reload()


def open_everything(page: Page, mission: Mission, track: str) -> None:
    """Every lock of a track is opened, and every instrument, table, formula and diary with it."""
    for part in mission.parts:
        scene = next(one for one in part.scenes if one.track == track)
        unlock(page, scene)
        body = page.locator(body_of(scene))
        expect(body.locator(".il-instrument-host .il-reads")).not_to_be_empty(timeout=30_000)
        reflection = page.locator(f'.il-part[data-part="{scene.part}"] .il-reflection')
        reflection.locator("textarea").fill("A share that is left decides the queue.")
        reflection.get_by_role("button", name="Submit and compare").click()
    if mission.designs:
        design = page.locator(f'.il-design[data-track="{track}"]')
        design.locator("textarea").fill("Throughput first, and room for the tail.")
        design.get_by_role("button", name="Commit and score").click()
        expect(design.locator("svg.il-chart").first).to_be_visible()
    page.evaluate("for (const one of document.querySelectorAll('article details')) one.open = true")
    for part in mission.parts:
        scene = next(one for one in part.scenes if one.track == track)
        rows = page.locator(f"{body_of(scene)} .il-instrument-table tbody tr")
        expect(rows.first).to_be_visible(timeout=30_000)

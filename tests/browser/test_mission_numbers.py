"""The numbers that the mission on fleet serving is about, read from its page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, expect

from infralens.course.layout import mission_address
from infralens.model.computable import Value
from infralens.model.measures import MEASURES
from infralens.model.scene import Mission, Scene
from tests.browser.playing import body_of, put, show_experts, unlock
from tests.browser.site import Site, told
from tests.browser.watching import opened

pytestmark = pytest.mark.browser

SHOWN = re.compile(r"([0-9,]+(?:\.[0-9]+)?)(?:\s(\S+))?")


@dataclass(frozen=True)
class Number:
    """An output of the cloud track with some controls moved; ``expected`` is in ``unit``."""

    part: str
    key: str
    expected: float
    unit: str = ""
    within: float = 0.05
    moved: dict[str, Value] = field(default_factory=dict)


def layouts() -> list[Number]:
    """Time to the first token: prompt by layout."""
    table = {
        512: (24.6, 41.2, 75.5, 144.7),
        1024: (48.1, 82.2, 151.5, 290.8),
        2048: (95.5, 165.2, 305.6, 587.1),
        4096: (192.5, 335.4, 622.2, 1196.4),
    }
    return [
        # The page shows four digits, so a second has a millisecond.
        Number("split", "latency", value, "ms", 1 if value > 1000 else 0.06,
               {"tensor": float(tensor), "tokens": float(tokens)})
        for tokens, row in table.items()
        for tensor, value in zip((8, 4, 2, 1), row, strict=True)
    ]  # fmt: skip


NUMBERS = [
    *layouts(),
    *(
        Number("split", "itl", value, "ms", 0.01, {"tensor": float(tensor)})
        for tensor, value in ((8, 6.67), (4, 11.22), (2, 21.46), (1, 42.53))
    ),
    Number("split", "latency", 51.0, "ms", 0.06, {"tensor": 8.0, "hop": 1.9}),
    Number("split", "latency", 54.4, "ms", 0.06, {"tensor": 8.0, "hop": 3.4}),
    Number("split", "latency", 42.9, "ms", 0.06, {"tensor": 8.0, "link": 900.0}),
    Number("knee", "tail", 46.1, "ms", 0.05, {"rate": 80.0, "servers": 4.0}),
    Number("knee", "tail", 460.5, "ms", 0.1, {"rate": 90.0, "servers": 1.0}),
    Number("knee", "tail", 92.1, "ms", 0.1, {"rate": 50.0, "servers": 1.0}),
    Number("knee", "mean", 100, "ms", 0.1, {"rate": 90.0, "servers": 1.0}),
    Number("wall", "users", 65),
    Number("wall", "users", 259, moved={"paged": True}),
    Number("wall", "gain", 3.98, within=0.01),
]
SAID = {
    "knee": ["46.05 service times"],
    "split": ["48.1 ms", "51 ms", "54.4 ms", "42.9 ms", "6.67 ms", "42.53 ms", "26,112"],
    "wall": ["65", "259", "18", "73", "203", "810", "1.67", "2.72", "4.06"],
}


def test_the_controls_give_these_numbers(
    site: Site, browser: Browser, missions: tuple[Mission, ...]
) -> None:
    mission = next(one for one in missions if one.slug == "fleet-serving")
    url = site.url(mission_address(mission.slug).lstrip("/"))
    faults = []
    for part in mission.parts:
        scene = next(one for one in part.scenes if one.track == "cloud")
        wanted = [one for one in NUMBERS if one.part == scene.part]
        assert wanted, f"nothing is asked of {scene.part}"
        with opened(browser, url) as (page, watch):
            unlock(page, scene)
            for one in wanted:
                found = _read(page, scene, one)
                if abs(found - one.expected) > one.within:
                    faults.append(f"{one}: the page says {found}")
            assert not watch.faults, told(watch.faults)
    assert not faults, told(faults)


def test_the_texts_say_these_numbers(
    site: Site, browser: Browser, missions: tuple[Mission, ...]
) -> None:
    mission = next(one for one in missions if one.slug == "fleet-serving")
    url = site.url(mission_address(mission.slug).lstrip("/"))
    with opened(browser, url, java_script_enabled=False) as (page, _):
        faults = []
        for part, phrases in SAID.items():
            block = page.locator(f'.il-part[data-part="{part}"]')
            text = " ".join(block.evaluate("one => one.textContent").split())
            for phrase in phrases:
                if not re.search(rf"(?<![\w.,]){re.escape(phrase)}(?![\w]|[.,][0-9])", text):
                    faults.append(f"{part} does not say {phrase}")
    assert not faults, told(faults)


def _read(page: Page, scene: Scene, one: Number) -> float:
    body = body_of(scene)
    page.locator(body).get_by_role("button", name="Back to the beginning").click()
    for name, value in one.moved.items():
        show_experts(page, body, scene, name)
        put(page, body, scene, name, value)
    output = page.locator(f'{body} .il-readouts output[data-key="{one.key}"]')
    expect(output).to_have_text(SHOWN)
    shown = SHOWN.search(output.inner_text())
    assert shown, output.inner_text()
    number = float(shown[1].replace(",", ""))
    if not one.unit:
        return number
    return number * MEASURES[(shown[2] or "").replace("µ", "u")].factor / MEASURES[one.unit].factor

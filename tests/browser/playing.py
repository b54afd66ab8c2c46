"""Playing a mission in a browser: choosing a track, predicting, moving controls."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Page, expect

from infralens.model.computable import Value
from infralens.model.scene import Mission, Scene
from infralens.render.calculator_data import number_text


def body_of(scene: Scene) -> str:
    """The selector of what a lock opens."""
    return f'.il-part[data-part="{scene.part}"] .il-scene[data-track="{scene.track}"]'


def scenes(missions: tuple[Mission, ...]) -> Iterator[tuple[Mission, Scene]]:
    for mission in missions:
        for part in mission.parts:
            for scene in part.scenes:
                yield mission, scene


def choose(page: Page, scene: Scene) -> None:
    radio = page.locator(f'.il-tracks input[value="{scene.track}"]')
    expect(radio).to_be_enabled()
    radio.check()


def unlock(page: Page, scene: Scene) -> None:
    """Record a prediction, where none is kept."""
    choose(page, scene)
    lock = page.locator(
        f'.il-part[data-part="{scene.part}"] .il-scene-lock[data-track="{scene.track}"]'
    )
    if lock.get_attribute("data-recorded") is None:
        lock.locator("input[name=mechanism]").first.check()
        lock.locator("input[name=estimate]").fill("1")
        lock.get_by_role("button", name="Record and open").click()
    expect(lock).to_have_attribute("data-recorded", "")
    page.wait_for_function(
        """([part, track]) => !document.querySelector(
          `.il-part[data-part="${part}"] .il-scene[data-track="${track}"] .il-scene-body`).inert""",
        arg=[scene.part, scene.track],
    )


def show_experts(page: Page, body: str, scene: Scene, name: str) -> None:
    if scene.spec.expert:
        expert = name if name in [one.control for one in scene.spec.expert] else ""
        page.locator(f"{body} .il-expert select").select_option(expert)


def put(page: Page, body: str, scene: Scene, name: str, value: Value) -> None:
    control = page.locator(f'{body} form.il-controls [name="{name}"]')
    kind = scene.model.input(name).kind
    if kind == "flag":
        control.set_checked(bool(value))
    elif kind == "choice":
        control.select_option(typed(value))
    else:
        control.fill(typed(value))


def typed(value: Value) -> str:
    return ("1" if value else "0") if isinstance(value, bool) else number_text(value)

"""Simulations in a browser: in a worker, and on the page's own thread where there is none."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from infralens.bootstrap.environment import ROOT
from infralens.course.layout import mission_address
from infralens.model.mission import Waterfall
from infralens.model.scene import Mission
from tests.browser.playing import scenes, unlock
from tests.browser.site import Site
from tests.browser.watching import opened

pytestmark = pytest.mark.browser

VECTORS = json.loads((ROOT / "tests/vectors/simulations.json").read_text(encoding="utf-8"))
WITHOUT_WORKER = "delete window.Worker;"
RUNS = """async ([module, runs]) => {
  const { simulate } = await import(module);
  const told = async (value) => {
    if (ArrayBuffer.isView(value)) {
      const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", value));
      return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
    }
    if (typeof value !== "object") return value;
    const entries = Object.entries(value).map(async ([name, one]) => [name, await told(one)]);
    return Object.fromEntries(await Promise.all(entries));
  };
  const results = runs.map(([kind, settings, options]) => simulate(kind, settings, options));
  return Promise.all(results.map(async (result) => told(await result)));
}"""
STEADY = """async ([module, settings]) => {
  const { simulate } = await import(module);
  const [frames, partials] = [[], []];
  let running = true;
  const watch = (now) => {
    frames.push(now);
    if (running) requestAnimationFrame(watch);
  };
  requestAnimationFrame(watch);
  const ended = new AbortController();
  const onPartial = ({ customers }) => {
    partials.push(customers);
    if (partials.length === 4) ended.abort();
  };
  const options = { seed: 1, customers: 2e7, onPartial, signal: ended.signal };
  const reason = await simulate("queue", settings, options).catch((error) => error.name);
  running = false;
  const gaps = frames.slice(1).map((now, at) => now - frames[at]).sort((a, b) => a - b);
  return { reason, partials, median: gaps[Math.floor(gaps.length / 2)] };
}"""

SILENT = """() => { window.running = new Map();
window.Worker = class extends EventTarget {
  postMessage({ id, kind, settings }) {
    if (kind) running.set(id, JSON.stringify([kind, settings]));
    else running.delete(id);
  }
}; }"""  # a worker that never answers: what it was told to do and was not told to leave
RUNNING = "[...running.values()].sort()"


@pytest.mark.parametrize("worker", [True, False])
def test_a_seed_gives_in_a_browser_what_it_gives_everywhere(
    site: Site, browser: Browser, worker: bool
) -> None:
    with opened(browser, site.url("")) as (page, watch):
        if not worker:
            page.evaluate(WITHOUT_WORKER)
        rows = VECTORS["runs"]
        found = page.evaluate(RUNS, [_module(site), [row[:3] for row in rows]])
        assert len(page.workers) == int(worker)
        assert watch.faults == []
    for (_, _, _, expected), result in zip(rows, found, strict=True):
        assert {key: _cut(result, key) for key in expected} == expected


def test_a_worker_that_cannot_be_loaded_is_done_without(site: Site, browser: Browser) -> None:
    kind, settings, options, expected = VECTORS["runs"][0]
    with opened(browser, site.url("")) as (page, _):
        page.route("**/mission/worker.mjs", lambda route: route.abort())
        (result,) = page.evaluate(RUNS, [_module(site), [[kind, settings, options]]])
    assert result["p99"] == expected["p99"]


@pytest.mark.parametrize("worker", [True, False])
@pytest.mark.alone
def test_a_long_simulation_leaves_the_page_alive_and_can_be_ended(
    site: Site, browser: Browser, worker: bool
) -> None:
    settings = {"arrivals": 90, "service": 0.01, "servers": 1, "variability": 1, "branches": 4}
    with opened(browser, site.url("")) as (page, watch):
        if not worker:
            page.evaluate(WITHOUT_WORKER)
        told = page.evaluate(STEADY, [_module(site), settings])
        assert watch.faults == []
    assert told["reason"] == "AbortError"
    assert len(told["partials"]) == 4
    assert told["partials"] == sorted(set(told["partials"]))
    assert told["median"] < 50, "milliseconds between frames"


def test_what_nobody_sees_is_simulated_when_it_is_seen_again(
    site: Site, browser: Browser, missions: tuple[Mission, ...]
) -> None:
    mission = max(missions, key=lambda one: len(one.spec.tracks))
    first, second = (track.id for track in mission.spec.tracks[:2])
    here = [scene for _, scene in scenes((mission,)) if scene.track == first]
    mine = [scene for scene in here if not isinstance(scene.spec.instrument, Waterfall)]
    assert mine
    with opened(browser, site.url(mission_address(mission.slug).lstrip("/"))) as (page, watch):
        page.evaluate(SILENT)
        for scene in mine:
            unlock(page, scene)
        page.wait_for_function("(count) => running.size === count", arg=len(mine))
        before = page.evaluate(RUNNING)
        _track(page, second)
        page.wait_for_function("() => running.size === 0")
        _track(page, first)
        page.wait_for_function("(count) => running.size === count", arg=len(mine))
        assert page.evaluate(RUNNING) == before
        assert watch.faults == []


def _track(page: Page, track: str) -> None:
    page.locator(f'.il-tracks input[value="{track}"]').check()


def _module(site: Site) -> str:
    return site.url("assets/infralens/mission/simulate.mjs")


def _cut(result: Any, key: str) -> Any:
    for name in key.split("."):
        result = result[name]
    return result

"""A drawing that is drawn anew: the new one is on show, and what stays is the same element."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser

from infralens.bootstrap.environment import ROOT
from tests.browser.site import Site
from tests.browser.watching import opened

pytestmark = pytest.mark.browser

PAIRS = """async (frontend) => {
  const { drawing, niceScale } = await import(`${frontend}chart.mjs`);
  const { redraw } = await import(`${frontend}redraw.mjs`);
  let state = 20261121;
  const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
  const kinds = ["line", "other", "third", "dots"];
  const chart = () => {
    const high = 10 ** (random() * 6 - 2);
    const x = { kind: "linear", low: 0, high: 10 };
    const low = random() < 0.5 ? high / 1000 : high / 7;
    const y = niceScale(random() < 0.3 ? "log" : "linear", low, high);
    const up = () => (random() < 0.1 ? null : y.low + random() * (y.high - y.low));
    const point = () => [random() * 10, up()];
    const parts = kinds.filter(() => random() < 0.6)
      .map((kind) => ({ kind, points: [point(), point(), point()] }));
    if (random() < 0.5) parts.push({ kind: "here", at: point() });
    if (random() < 0.5) parts.push({ kind: "zone", from: 7, to: 10 });
    return drawing({ label: `${high} & "more"`, x, y, parts });
  };
  const place = document.createElement("div");
  const fresh = document.createElement("div");
  let kept = 0;
  const wrong = [];
  for (let turn = 0; turn < 300; turn += 1) {
    const picture = chart();
    const before = new Set(place.querySelectorAll("*"));
    redraw(place, picture);
    fresh.innerHTML = picture;
    if (!fresh.firstElementChild.isEqualNode(place.firstElementChild)) wrong.push(picture);
    if (place.children.length !== 1) wrong.push("two drawings");
    const now = [...place.querySelectorAll("*")];
    kept += now.filter((one) => before.has(one)).length / now.length;
  }
  return { wrong, kept: kept / 300 };
}"""


def test_a_drawing_follows_the_next_one_and_keeps_what_it_can(site: Site, browser: Browser) -> None:
    with opened(browser, site.url("missions/")) as (page, watch):
        found: dict[str, Any] = page.evaluate(PAIRS, site.url("assets/infralens/"))
        assert found["wrong"] == []
        assert found["kept"] > 0.6, "most of a chart stays while its values change"
        assert watch.faults == []


def test_no_sheet_of_every_page_looks_for_things_below_the_root() -> None:
    """`body:has(…)` has the styles of a page looked through whenever anything in it changes."""
    sheets = [
        *ROOT.glob("infralens/frontend/css/*.css"),
        *ROOT.glob("infralens/frontend/shell/*.css"),
    ]
    assert len(sheets) > 10
    found = [
        f"{sheet.name}: {line}"
        for sheet in sheets
        for line in sheet.read_text(encoding="utf-8").splitlines()
        if re.search(r"(:root|html|body)(?![\w-])[^\s{,]*:has\(", line)
    ]
    assert found == []

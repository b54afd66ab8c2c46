"""What the first pages of this course promise: routes that lead somewhere, units in every cell."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from infralens.course.addresses import addresses
from infralens.model.course import Course
from infralens.render.blocks import page_markdown
from infralens.render.prose import Prose
from infralens.render.sources import SourceLinks
from tests.this_course import this_course

ROOT = Path(__file__).parent.parent.parent
HOME = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def course() -> Course:
    return this_course()[0]


def test_four_problem_routes_have_no_dead_link(course: Course) -> None:
    routes = re.findall(r'<section class="il-route"><h3>(.*?)</h3>(.*?)</section>', HOME, re.DOTALL)
    assert [question for question, _ in routes] == [
        "Why is inference slow?",
        "Why does training not fit?",
        "Why is long context expensive?",
        "Why do images and video cost so much?",
    ]
    for question, route in routes:
        links = re.findall(r'<li><a href="([^"]+)"', route)
        assert len(links) >= 6, question
        assert any(link.startswith("labs/") for link in links), question


def test_links_in_the_html_of_the_front_page_lead_somewhere(course: Course) -> None:
    known = addresses(course)
    for link in re.findall(r'href="([^"]+)"', HOME):
        address, _, anchor = f"/{link}".partition("#")
        assert address in known, link
        assert not anchor or anchor in known[address], link


def test_every_value_of_the_hardware_table_has_its_unit(course: Course) -> None:
    (page,) = (one for one in course.pages if one.path == "handbook/ai-infra.md")
    text = page_markdown(page, Prose(course), SourceLinks())
    table = text.partition("{#hardware}")[2].partition("\n\nA100 [")[0]
    rows = [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("|")]
    assert len(rows) == 2 + 7
    units = ("GB", "TB/s", "TFLOP/s", "(?:TFLOP/s|TOPS)", "GB/s", "FLOP/B", "(?:ms|GB)")
    for row in rows[2:]:
        cells = [unescape(cell).replace("\u00a0", " ") for cell in row[1:]]
        assert len(cells) == len(units), row
        for cell, unit in zip(cells, units, strict=True):
            assert re.search(rf"[0-9] {unit}$", cell), row

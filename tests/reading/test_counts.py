"""Counts that a chapter promises, and parts that every lab, figure and deck has."""

from __future__ import annotations

import re

import pytest

from infralens.model.course import Course
from infralens.model.parts import LAB_PARTS
from tests.reading.built import Built, table, words

pytestmark = pytest.mark.slow

TABLES = [
    ("handbook/ai-infra", "three-threads", ("thread",), 3),
    ("handbook/distributed-training", "sharding", ("method",), 4),
    ("handbook/distributed-training", "axes", ("axis",), 6),
    ("handbook/communication-topology", "topology", ("label",), 6),
    ("handbook/profiling", "symptoms", ("symptom",), 5),
    ("handbook/profiling", "timeline", ("tool",), 3),
    ("handbook/ai-infra", "hardware", ("GPU",), 7),
]
LABS = {"ai-infra": 12, "diffsynth": 1}
"""The least number of labs of a track."""
CARDS = {"foundations": 4, "training": 4, "scale": 3, "serving": 4, "operations": 3, "design": 2}
WHITEBOARD = {
    "block-shapes": "foundations",
    "why-m-d-squared": "foundations",
    "seven-owners": "foundations",
    "ddp-or-fsdp": "distributed-training",
    "sixty-four-gpus": "communication-topology",
    "validate-a-claim": "profiling",
    "prefill-or-decode": "inference-serving",
    "memory-bound-kernel": "gpu-kernels",
}


def test_the_matrix_has_eleven_rows_and_eight_columns(built: Built) -> None:
    rows = table(built.article("handbook/tradeoff-matrix"), "Technique")
    assert [len(row) for row in rows] == [8] * 12


@pytest.mark.parametrize(("page", "section", "heading", "count"), TABLES)
def test_a_table_has_its_rows(
    built: Built, page: str, section: str, heading: tuple[str, ...], count: int
) -> None:
    rows = table(built.section(page, section), *heading)
    assert len(rows) - 1 == count
    assert all(len(row) == len(rows[0]) and all(row) for row in rows)


def test_topology_knows_pxb_and_says_one_node_of_node(built: Built) -> None:
    rows = table(built.section("handbook/communication-topology", "topology"), "label")
    paths = {row[0]: row[1] for row in rows[1:]}
    assert "several PCIe bridges" in paths["PXB"]
    assert "one NUMA node" in paths["NODE"]
    assert "across NUMA nodes" in paths["SYS"]


def test_every_figure_of_the_hardware_table_has_a_unit(built: Built) -> None:
    rows = table(built.section("handbook/ai-infra", "hardware"), "GPU")
    units = re.compile(r"\b(GB|GB/s|TB/s|TFLOP/s|TOPS|FLOP/B|ms)$")
    bare = [(row[0], cell) for row in rows[1:] for cell in row[1:] if not units.search(cell)]
    assert bare == []


@pytest.mark.parametrize("track", LABS)
def test_a_track_has_its_labs_with_all_parts_in_order(
    built: Built, course: Course, track: str
) -> None:
    labs = next(found for found in course.tracks if found.spec.id == track).labs
    assert len(labs) >= LABS[track]
    for lab in labs:
        headings = re.findall(r'<h2[^>]* id="([^"]+)"', built.article(f"labs/{lab.id}"))
        parts = [name for name in LAB_PARTS if name != "worksheet" or lab.worksheet]
        assert headings == parts, lab.id


def test_labs_have_misunderstandings_and_answered_questions(built: Built, course: Course) -> None:
    few = []
    for lab in course.labs:
        html = built.article(f"labs/{lab.id}")
        answers = html.count('class="il-answer"')
        if len(lab.spec.misunderstandings) < 3 or len(lab.spec.questions) < 2 or answers < 2:
            few.append((lab.id, len(lab.spec.misunderstandings), len(lab.spec.questions), answers))
    assert few == []


def test_eight_drills_and_twenty_cards_of_four_parts(built: Built) -> None:
    html = built.article("drills")
    found = re.findall(r'<article class="il-prompt" id="([^"]+)" data-group="([^"]+)"', html)
    groups = [group for _, group in found if group != "whiteboard"]
    assert {name: groups.count(name) for name in groups} == CARDS
    for name, chapter in WHITEBOARD.items():
        assert f'id="{name}"' in built.article(f"handbook/{chapter}")
    pieces = html.split('<article class="il-prompt"')[1:]
    assert all(piece.count("<details") == 4 for piece in pieces)
    assert {name for name, group in found if group == "whiteboard"} >= WHITEBOARD.keys()


def test_figures_have_words_and_a_lightbox(built: Built) -> None:
    found = 0
    for address, html in built.pages().items():
        figures = re.findall(r'<figure class="il-figure">.*?</figure>', html, re.DOTALL)
        found += len(figures)
        for figure in figures:
            label = re.search(r'<svg aria-label="([^"]+)"', figure)
            assert label is not None, address
            assert len(label[1]) > 40, address
            assert "<desc" in figure, address
            assert "il-enlarge" in figure, address
        boxed = len(re.findall(r"<il-lightbox>\s*<figure", html))
        assert boxed == len(figures), address
    assert found >= 15


def test_six_slides_and_one_first_heading(built: Built) -> None:
    html = built.article("handbook/inference-architecture")
    assert html.count('class="il-slide"') == 6
    for address, article in built.pages().items():
        assert len(re.findall(r"<h1[ >]", article)) == 1, address


def test_markdown_starters_are_rendered(built: Built, course: Course) -> None:
    pages = [starter.path for lab in course.labs for starter in lab.starters]
    found = [path for path in pages if path.endswith(".md")]
    assert found
    for path in found:
        rendered = built.section(f"code/{path}", "rendered")
        outside = words(re.sub(r"<pre.*?</pre>|<code.*?</code>", "", rendered, flags=re.DOTALL))
        assert "```" not in outside, path
        assert not re.search(r"\|\s*-{3}", outside), path

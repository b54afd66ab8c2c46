"""Whole pages as a site engine makes them: every part in its order, code to the letter."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infralens.course import load_course
from infralens.course.addresses import addresses
from infralens.ground.position import Span
from infralens.ground.source import SourceFile
from infralens.model.parts import LAB_PARTS
from infralens.render.listing import Mark, listing
from tests.builder import LAB, PAGE, SMALL_COURSE, STARTER, Project, Site
from tests.render.reading import Reading
from tests.this_course import this_course, this_site

PARTS = [part for part in LAB_PARTS if part != "worksheet"]

HOSTILE = (
    '"""</code></pre></section><script>alert(1)</script>\n\n'
    '# heading\n\n- item\n\n    indented\n"""\n\n\n\n'
    "braces = '{{ config.site_name }} {% raw %}'\n"
    'amp = "&lt; &amp; <!-- -->"\n'
    "\n"
    "if amp:\n"
    "\ttab = '[a](b.md) ![c](d) [[weight]] [@paper] *e* `f` <https://example.org>'\n"
    "    # ~~~\n"
    "    # ```\n"
)


@pytest.fixture
def site(small_site: Site) -> Site:
    return small_site


def test_a_lab_page_has_every_part_in_order(site: Site) -> None:
    assert Reading(site.article("labs/basics/warm-up/")).headings == PARTS


def test_a_lab_page_reads_like_this(site: Site) -> None:
    words = re.sub(r"<[^>]+>|¶", " ", site.article("labs/basics/warm-up/"))
    text = " ".join(words.split())
    told = [
        "Warm-up Kind Reading Time 5 minutes Prerequisites none Concepts Weight",
        "Related handbook section Memory: Reads : It says why bytes are counted.",
        "Concept goal Count the bytes of every Weight .",
        "Mental model A step is a walk through all weights.",
        "Starter files reads.py Counts bytes. Python, 15 lines,",
        "Annotated code, line by line Bytes of all weights reads.py lines 6–9",
        "Line 9 parameters * BYTES Two bytes a weight, so the product is in bytes.",
        "The report reads.py lines 13–14",
        "Line 13 answer Eight weights stand for all.",
        "python reads.py What it prints 16 bytes",
        "What to notice The number is even.",
        "Set BYTES to 4. Predict What is printed? What happens 32 bytes.",
        "How many bytes do 10 weights take?",
        "20 B Ten times two.",
        "Weights are read when they are needed.",
        "Each step needs all of them.",
        "How much does a step read?",
        "All weights, once, whatever the batch.",
        "External intuition notes A library Every visitor walks past every shelf.",
        "Further reading On reading weights (Reader et al., 2024): It measures the walk.",
    ]
    places = [text.find(part) for part in told]
    assert -1 not in places, [part for part, place in zip(told, places, strict=True) if place < 0]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "page",
    [
        "handbook/memory/",
        "labs/",
        "labs/basics/",
        "labs/basics/warm-up/",
        "code/basics/warm-up/reads.py/",
        "concepts/",
        "references/",
    ],
)
def test_ids_are_unique_and_links_on_a_page_have_targets(page: str, site: Site) -> None:
    reading = Reading(site.page(page))
    assert [name for name, count in reading.ids.items() if count > 1] == []
    assert {target for target in reading.targets if target} <= reading.ids.keys()
    assert site.page(page).count("<h1") == 1


def test_code_survives_the_site_engine_to_the_letter(project: Project) -> None:
    text = HOSTILE.replace("    # ~~~\n    # ```\n", "\tother = 1 # ~~~ ``` \n")
    project.write(STARTER, text).edit(LAB, "select: sym:read", "select: L1-17")
    project.edit(LAB, "on: parameters * BYTES", "on: <script>alert(1)</script>")
    project.edit(LAB, "select: region:report", "select: L12-16")
    project.edit(LAB, "on: {sym: answer}", "on: config.site_name")
    project.command("accept", "basics/warm-up#read", "basics/warm-up#report", "--reviewed")
    site = project.build()
    lines = [(number, f"{line}\n") for number, line in enumerate(text.splitlines(), 1)]
    viewer = Reading(site.article("code/basics/warm-up/reads.py/"))
    assert viewer.lines == lines
    lab = Reading(site.article("labs/basics/warm-up/"))
    assert lab.lines == [*lines[:17], *lines[11:16]]
    assert lab.headings == PARTS
    borrowed = Reading(site.article("handbook/memory/"))
    assert borrowed.lines == lines[:17]
    assert "<script>alert" not in site.page("labs/basics/warm-up/")


def test_titles_show_just_their_characters(project: Project) -> None:
    title = r"*Stars* & `ticks` | [links](x) <3 #1 \ _under_ ![no] {{ x }}"
    project.edit(LAB, "title: Warm-up", f"title: '{title}'")
    project.edit(LAB, "title: The report", f"title: '{title}'")
    project.edit(LAB, "title: A library", f"title: '{title}'")
    project.edit("labs/tracks.yml", "title: Basics", f"title: '{title}'")
    project.edit("docs/data/concepts.yml", "name: Weight", f"name: '{title}'")
    project.edit("docs/data/references.yml", "title: On reading weights", f"title: '{title}'")
    site = project.build()
    shown = "*Stars* &amp; `ticks` | [links](x) &lt;3 #1 \\ _under_ ![no] {{ x }}"
    pages = {
        "labs/basics/warm-up/": 4,
        "labs/basics/": 2,
        "labs/": 2,
        "concepts/": 1,
        "references/": 1,
        "code/basics/warm-up/reads.py/": 2,
    }
    for page, least in pages.items():
        article = site.article(page).replace("&gt;", ">")
        assert article.count(shown) >= least, (page, article)
        assert "<em>Stars" not in article, page


def test_output_is_shown_as_it_was_printed(project: Project) -> None:
    printed = "\n\n  a | b\n\n    <script>x</script> & {{ x }}\n   \n\ta\tb\n\n# a\n\n- b\n"
    project.write("code/basics/warm-up/expected/reads.txt", printed)
    article = project.build().article("labs/basics/warm-up/")
    found = re.search(r'<pre class="il-pre il-output"[^>]*><code[^>]*>(.*?)</code>', article, re.S)
    assert found
    assert unescape(found[1]) == printed
    assert "<" not in found[1]


def test_a_computed_answer_is_asked_for_in_the_letters_of_its_unit(project: Project) -> None:
    answer = "answer: {value: 80 B / 40 GB/s, unit: us}"
    quiz = f"\n```quiz\nid: time\nask: How long?\n{answer}\nwhy: So.\n```\n"
    article = project.append(PAGE, quiz).build().article("handbook/memory/")
    assert "Your answer in µs" in article
    assert re.search(r'data-number="0.002\d*" data-unit="µs"', article)


def test_pages_outside_blocks_keep_what_their_author_wrote(project: Project) -> None:
    project.append(PAGE, "\n`[[weight]]` and\n\n```python\nx = '[[weight]] [@paper]'\n```\n")
    article = project.build().article("handbook/memory/")
    assert "<code>[[weight]]</code>" in article
    assert "[[weight]] [@paper]" in re.sub(r"<[^>]+>", "", article)


@pytest.mark.slow
def test_all_code_of_the_real_course_is_shown_to_the_letter() -> None:
    course, _ = this_course()
    site = this_site()
    for lab in course.labs:
        page = next(p for p in site.pages if p.source == lab.path and p.kind == "lab")
        expected = [
            (row, f"{excerpt.source.lines[row - 1]}\n")
            for excerpt in lab.excerpts
            for row in excerpt.selection.rows
            if isinstance(row, int)
        ]
        assert Reading(page.markdown).lines == expected


LETTERS = st.sampled_from("ab<>&\"'{}%\t \nü😀\u2028\x0b\x0c\x85#*:=()")


@given(
    st.text(LETTERS, min_size=1, max_size=120), st.sampled_from(["a.py", "a.md", "a"]), st.data()
)
def test_any_text_with_any_spans_is_shown_to_the_letter(
    text: str, path: str, data: st.DataObject
) -> None:
    source = SourceFile(path, text, len(text), "")
    offsets = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(offsets, offsets), max_size=5))
    marks = [
        Mark(number, f"n{number}", f"Note {number}", (Span(start, end),))
        for number, (start, end) in enumerate(spans, 1)
        if start < end
    ]
    rows = range(1, len(source.lines) + 1)
    reading = Reading(listing(source, rows, marks, "L"))
    assert reading.lines == [(n, f"{line}\n") for n, line in enumerate(source.lines, 1)]
    assert max(reading.ids.values()) == 1


def test_the_anchors_of_missions_that_may_be_linked_to_are_there(site: Site) -> None:
    course, _ = load_course(SMALL_COURSE)
    known = addresses(course)
    pages = [address for address in known if address.startswith("/missions/")]
    assert pages == ["/missions/", "/missions/replay/", "/missions/queue/"]
    for address in pages:
        ids = set(re.findall(r' id="([^"]+)"', site.article(address.lstrip("/"))))
        assert known[address] <= ids, address


def test_the_list_of_missions_says_what_each_takes(site: Site) -> None:
    words = " ".join(re.sub(r"<[^>]+>", " ", unescape(site.article("missions/"))).split())
    assert (
        "A queue One server, two tracks, and the wait that a load costs. Time 10 minutes "
        "Subject Weight Tracks The desk, Clerk; The gate, Guard Parts The knee (10 minutes)"
    ) in words

"""Nothing twice, nothing dead, nothing invented: paragraphs, links, excerpts, outputs."""

from __future__ import annotations

import re
import subprocess
from collections import defaultdict
from html import unescape

import pytest

from infralens.bootstrap.environment import ROOT, program
from infralens.model.course import Course
from tests.reading.built import Built, words
from tests.render.reading import Reading

pytestmark = pytest.mark.slow

LISTS = ("labs", "calculators", "missions", "drills")

REPEATED = re.compile(
    r'<section class="il-excerpt".*?</section>|<il-calculator.*?</il-calculator>',
    re.DOTALL,
)
"""What stands on several pages because an author names it there."""


def test_no_paragraph_stands_twice(built: Built) -> None:
    """Except where pages list others, show whole files, or show what an author names there."""
    seen: dict[str, set[str]] = defaultdict(set)
    for address, html in built.pages().items():
        if address in LISTS or address.startswith("code/"):
            continue
        own = REPEATED.sub("", html)
        for paragraph in re.findall(r"<p[^>]*>(.*?)</p>", own, re.DOTALL):
            text = words(paragraph)
            if len(text) >= 80:
                seen[text].add(address)
    twice = {text: sorted(pages) for text, pages in seen.items() if len(pages) > 1}
    assert len(seen) > 1000
    assert twice == {}


def excerpt_in(html: str, name: str) -> str:
    """The excerpt below the heading with this id."""
    begin = html.index('<section class="il-excerpt"', html.index(f'id="{name}"'))
    return html[begin : html.index("</section>", begin)]


def test_excerpts_are_the_lines_of_their_files(built: Built, course: Course) -> None:
    checked = 0
    for lab in course.labs:
        html = built.article(f"labs/{lab.id}")
        for excerpt in lab.excerpts:
            lines = excerpt.source.text.splitlines()
            section = excerpt_in(html, excerpt.spec.id)
            for number, text in Reading(section).lines:
                assert lines[number - 1] == text.rstrip("\n"), (excerpt.name, number)
                checked += 1
    assert checked > 500


def test_what_a_note_quotes_stands_in_its_file(built: Built, course: Course) -> None:
    checked = 0
    for lab in course.labs:
        html = built.article(f"labs/{lab.id}")
        for excerpt in lab.excerpts:
            section = excerpt_in(html, excerpt.spec.id)
            file = " ".join(excerpt.source.text.split())
            for where in re.findall(r'<p class="il-where">(.*?)</p>', section, re.DOTALL):
                for quoted in re.findall(r"<code>(.*?)</code>", where, re.DOTALL):
                    text = " ".join(unescape(quoted).replace("…", "").split())
                    assert text in file, (excerpt.name, text)
                    checked += 1
    assert checked > 200


def test_outputs_are_those_of_a_run() -> None:
    command = [str(program("infralens")), "check", "--run"]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "as captured" in done.stdout + done.stderr


def test_the_front_page_has_four_routes(built: Built) -> None:
    html = built.article("")
    for question in (
        "Why is inference slow?",
        "Why does training not fit?",
        "Why is long context expensive?",
        "Why do images and video cost so much?",
    ):
        assert question in words(html)


def test_no_link_is_dead(built: Built) -> None:
    command = [str(program("infralens")), "check", "--site", str(built.folder)]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_concepts_lead_to_concepts_without_a_circle(built: Built) -> None:
    html = built.article("concepts")
    ids = set(re.findall(r'<h2[^>]* id="([^"]+)"', html))
    first: dict[str, set[str]] = {}
    for piece in re.split(r"(?=<h2)", html)[1:]:
        name = re.findall(r'<h2[^>]* id="([^"]+)"', piece)[0]
        learn = re.search(r"<dt>First learn</dt><dd>(.*?)</dd>", piece, re.DOTALL)
        first[name] = set(re.findall(r'href="#([^"]+)"', learn[1])) if learn else set()
    assert set().union(*first.values()) <= ids
    left = dict(first)
    while left:
        free = [name for name, needs in left.items() if not needs & left.keys()]
        assert free, f"a circle among {sorted(left)}"
        for name in free:
            del left[name]


def test_what_is_cited_is_listed_and_what_is_listed_is_cited(built: Built) -> None:
    listed = set(re.findall(r'<h2[^>]* id="([^"]+)"', built.article("references")))
    cited = set()
    for address, html in built.pages().items():
        if address != "references":
            cited |= set(re.findall(r'references/#([^"]+)"', unescape(html)))
    assert cited - listed == set()
    alone = words_of_each(built.article("references"))
    assert [name for name in listed - cited if "Cited by" not in alone[name]] == []


def words_of_each(html: str) -> dict[str, str]:
    """The words below each heading, by its id."""
    pieces = re.split(r'<h2[^>]* id="([^"]+)"', html)[1:]
    return {name: words(text) for name, text in zip(pieces[::2], pieces[1::2], strict=True)}


def test_claims_that_age_have_a_month_and_a_source(built: Built) -> None:
    found = 0
    for address, html in built.pages().items():
        for claim in re.findall(r'<div class="il-version".*?</div>', html, re.DOTALL):
            found += 1
            assert re.search(r'<time datetime="20\d\d-(0[1-9]|1[0-2])">', claim), address
            assert "references/#" in claim, address
    assert found >= 5

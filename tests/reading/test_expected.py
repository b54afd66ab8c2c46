"""What a reader expects of every page without asking: its head, its foot, files that run."""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from html import unescape

import pytest

from infralens.bootstrap.environment import ROOT
from infralens.model.course import Course
from tests.reading.built import Built

pytestmark = pytest.mark.slow

SITE = "https://infralens.github.io/infralens/"
GITHUB = "https://github.com/infralens/infralens"
PACKAGES = {"yaml": "pyyaml"}
"""Where a package is imported by another name than it is installed by."""


@pytest.fixture(scope="module")
def pages(built: Built) -> dict[str, str]:
    """Every page whole, by address; the first page's is empty."""
    found = {}
    for file in sorted(built.folder.rglob("index.html")):
        address = file.parent.relative_to(built.folder).as_posix()
        if not address.startswith("raw"):
            found["" if address == "." else f"{address}/"] = file.read_text(encoding="utf-8")
    return found


def meta(html: str, name: str) -> str:
    found = re.search(rf'<meta (?:name|property)="{name}" content="([^"]*)"', html)
    return unescape(found[1]) if found else ""


def test_each_page_says_what_it_is_and_where(pages: dict[str, str]) -> None:
    for address, html in pages.items():
        about = meta(html, "description")
        assert 25 <= len(about) <= 240, f"{address}: {about}"
        assert not set(about) & set("`[]{}<"), f"{address}: {about}"
        assert f'<link rel="canonical" href="{SITE}{address}">' in html, address
        assert meta(html, "og:url") == SITE + address
        assert meta(html, "og:image") == f"{SITE}assets/social-card.png"
        assert meta(html, "robots") == "", address


def test_no_two_pages_say_the_same_of_themselves(pages: dict[str, str]) -> None:
    for name in (r'name="description" content="(.*?)"', r"<title>(.*?)</title>"):
        found = [re.findall(name, html)[0].removeprefix(">") for html in pages.values()]
        assert [one for one, count in Counter(found).items() if count > 1] == []


def test_the_page_for_missing_addresses_is_not_offered_to_search(built: Built) -> None:
    html = (built.folder / "404.html").read_text(encoding="utf-8")
    assert meta(html, "robots") == "noindex"
    assert "canonical" not in html


def test_each_page_can_be_edited_reported_and_cited(pages: dict[str, str]) -> None:
    for address, html in pages.items():
        edited = re.search(rf'href="{GITHUB}/edit/main/([^"]+)">Edit this page<', html)
        assert edited, address
        assert (ROOT / edited[1]).is_file(), f"{address}: {edited[1]}"
        reported = re.search(rf'href="({GITHUB}/issues/new\?[^"]+)">Report a mistake<', html)
        assert reported, address
        assert "<summary>Cite this page</summary>" in html
        assert f"\\url{{{SITE}{address}}}" in html


def test_files_of_the_repository_that_pages_name_exist(pages: dict[str, str]) -> None:
    named = set()
    for html in pages.values():
        named |= set(re.findall(rf'href="{GITHUB}/blob/[0-9a-z]+/([^"#]+)', html))
    assert named
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def test_an_archive_says_all_packages_that_its_starters_import(course: Course) -> None:
    for lab in course.labs:
        own = {starter.spec.file.removesuffix(".py") for starter in lab.starters}
        for starter in lab.starters:
            if starter.language == "python":
                foreign = imported(starter.source.text) - sys.stdlib_module_names - own
                needed = {PACKAGES.get(name, name) for name in foreign}
                assert needed == set(starter.spec.requires), starter.path


def test_what_starters_import_when_they_are_checked_is_in_the_lock(course: Course) -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = set(re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE))
    needed = {
        name
        for lab in course.labs
        for starter in lab.starters
        if starter.spec.run is not None and starter.spec.run.needs == "cpu"
        for name in starter.spec.requires
    }
    assert "numpy" in needed
    assert needed - pinned == set()


def imported(text: str) -> set[str]:
    """The first names of all modules that a program imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0])
    return found

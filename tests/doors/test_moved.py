"""Old addresses in a built site: each leads on, and nothing else of the site knows it."""

from __future__ import annotations

import json
import re

import pytest

from infralens.doors.building import build_site
from infralens.ground.issue import Exit
from infralens.sitecheck import check_site
from tests.builder import PAGE, Project, Site
from tests.renamed import MOVED, renamed


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return renamed(Project(tmp_path_factory.mktemp("moved"))).build()


def test_the_site_check_finds_nothing(site: Site) -> None:
    assert [str(issue) for issue in check_site(site.folder)] == []


@pytest.mark.parametrize(("old", "new"), MOVED.items(), ids=MOVED)
def test_an_old_address_leads_to_the_new_one_without_script(old: str, new: str, site: Site) -> None:
    page = site.page(old)
    up = "../" * old.count("/")
    refresh = re.search(r'<noscript><meta http-equiv="refresh" content="0; url=(.*?)">', page)
    link = re.search(r'<a id="to" href="(.*?)">(.*?)</a>', page)
    assert refresh
    assert link
    assert refresh[1] == link[1]
    assert (site.folder / old / link[1]).resolve() == (site.folder / new).resolve()
    assert f"<title>Moved: {link[2]}</title>" in page
    assert link[2] in site.page(new)
    assert f'<link rel="canonical" href="https://example.org/course/{new}">' in page
    assert '<meta name="robots" content="noindex">' in page
    assert f'src="{up}assets/infralens/moved.mjs"' in page


def test_old_addresses_are_in_no_list(site: Site) -> None:
    sitemap = site.bytes("sitemap.xml").decode()
    rows = json.loads(site.bytes("search/search_index.json"))["docs"]
    listed = {
        *re.findall(r"<loc>https://example.org/course/(.*?)</loc>", sitemap),
        *(row["location"].partition("#")[0] for row in rows),
    }
    assert set(MOVED.values()) - listed == {"code/basics/warm-up/reads.py/"} - listed
    assert not listed & MOVED.keys()


def test_files_that_moved_with_a_lab_stand_at_both_addresses(site: Site) -> None:
    for old, new in (
        ("raw/first/start.zip", "raw/basics/warm-up.zip"),
        ("raw/first/start/reads.py", "raw/basics/warm-up/reads.py"),
    ):
        assert site.bytes(old) == site.bytes(new)


def test_without_an_address_of_the_site_there_is_no_canonical_one(project: Project) -> None:
    project.edit("mkdocs.yml", "site_url: https://example.org/course/\n", "")
    assert "canonical" not in renamed(project).build().page("labs/first/start/")


def test_a_course_as_plain_markdown_has_them_too(project: Project) -> None:
    out = project.root.parent / "plain"
    done = renamed(project).command("materialize", "--out", str(out))
    assert done.exit_code == 0, done.output
    page = (out / "docs/labs/first/start/index.html").read_text(encoding="utf-8")
    assert "url=../../basics/warm-up/" in page
    assert "https://example.org/course/labs/basics/warm-up/" in page
    assert (out / "docs/assets/infralens/moved.mjs").is_file()


def test_a_nav_that_names_the_old_file_is_told_the_new_one(
    project: Project, caplog: pytest.LogCaptureFixture
) -> None:
    project.edit("mkdocs.yml", "handbook/memory.md", "bytes.md")
    project.edit(PAGE, "title:", "moved_from: [bytes]\ntitle:")
    assert build_site(project.path("mkdocs.yml"), project.path("site")) is Exit.STALE
    told = "mkdocs.yml:1:1: page-moved: the nav names 'bytes.md', which has moved; "
    assert f"{told}name 'handbook/memory.md'" in caplog.text

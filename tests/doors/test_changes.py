"""What changed from release to release is a page, where the course says it."""

from __future__ import annotations

from infralens.sitecheck import check_site
from tests.builder import Project

CHANGELOG = """\
# Changelog

See [memory](docs/handbook/memory.md#reads), [a file](./code/basics/warm-up/reads.py) and
[the form](https://keepachangelog.com/). Not `[this](one)`, not [[weight]].

## [0.2.0] - 2026-11-02

### Added

- A lab.
"""


def test_the_changelog_is_a_page_that_every_page_links_to(project: Project) -> None:
    site = project.write("CHANGELOG.md", CHANGELOG).build()
    page = site.article("changes/")
    github = "https://github.com/example/course/blob/main"
    assert "<h1" in page
    assert "What changed" in page
    assert "Changelog" not in page
    assert f'href="{github}/docs/handbook/memory.md#reads">memory</a>' in page
    assert f'href="{github}/code/basics/warm-up/reads.py">a file</a>' in page
    assert "<code>[this](one)</code>, not [[weight]]" in page
    assert "[0.2.0] - 2026-11-02" in page
    assert 'href="../../changes/">What changed</a>' in site.page("handbook/memory/")
    assert 'href="/course/changes/">What changed</a>' in site.bytes("404.html").decode()
    assert "/edit/main/CHANGELOG.md" in site.page("changes/")
    assert b'"location": "changes/' not in site.bytes("search/search_index.json")
    assert [str(issue) for issue in check_site(site.folder)] == []


def test_without_a_repository_its_links_to_files_are_words(project: Project) -> None:
    project.edit("mkdocs.yml", "repo_url: https://github.com/example/course\n", "")
    page = project.write("CHANGELOG.md", CHANGELOG).build().article("changes/")
    assert "See memory, a file and" in page


def test_a_course_that_says_nothing_has_no_such_page(project: Project) -> None:
    site = project.build()
    assert "What changed" not in site.page("")
    assert "changes/index.html" not in site.files()

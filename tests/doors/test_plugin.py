"""The plugin as MkDocs and ProperDocs users meet it."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from html import unescape
from io import BytesIO

import pytest
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from infralens.doors.building import build_site
from infralens.doors.plugin import InfraLensPlugin
from infralens.ground.issue import Exit
from tests.builder import LAB, PAGE, ROOT, STARTER, Project, Site, digest_of

GITHUB = "https://github.com/example/course"
PAGES = (
    "",
    "handbook/memory/",
    "labs/",
    "labs/basics/",
    "labs/basics/warm-up/",
    "code/basics/warm-up/reads.py/",
    "concepts/",
    "references/",
)


def run(engine: str, project: Project, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build strictly with a site engine's own command, into ``site``."""
    quiet = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    here = {"PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "1700000000"}
    return subprocess.run(
        [sys.executable, "-m", engine, "build", "--strict", "--site-dir", "site"],
        cwd=project.root,
        env={**os.environ, **quiet, **here, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def site(small_site: Site) -> Site:
    return small_site


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site as ``mkdocs build --strict`` makes it."""
    project = Project(tmp_path_factory.mktemp("strict"))
    done = run("mkdocs", project, TZ="UTC", PYTHONHASHSEED="1", LC_ALL="C")
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    return Site(project.path("site"))


def test_mkdocs_builds_every_page_strictly(strict: Site) -> None:
    assert all(strict.article(page) for page in PAGES)


@pytest.mark.slow
def test_properdocs_gives_the_same_articles(strict: Site, project: Project) -> None:
    done = run("properdocs", project)
    assert done.returncode == 0, done.stderr
    theirs = Site(project.path("site"))
    assert {page: theirs.article(page) for page in PAGES} == {
        page: strict.article(page) for page in PAGES
    }
    assert theirs.files() == strict.files()


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
def test_a_planted_warning_stops_a_strict_build(engine: str, project: Project) -> None:
    key = "- key: book\n  authors: W\n  title: T\n  year: 2020\n  url: https://example.org/\n"
    project.append("docs/data/references.yml", key)
    done = run(engine, project)
    assert done.returncode == 1
    assert "reference-uncited" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
def test_an_issue_stops_the_engine_before_it_empties_the_site(
    engine: str, project: Project
) -> None:
    before = project.write("site/index.html", "what stood before").path("site")
    digest = digest_of(before)
    project.edit(STARTER, "read(8)", "read(9)")
    done = run(engine, project)
    assert done.returncode == 1
    assert f"{LAB}:29:13: changed: " in done.stderr
    assert "1 issue; nothing built" in done.stderr
    assert "Traceback" not in done.stderr
    assert digest_of(before) == digest


@pytest.mark.parametrize(
    ("old", "new", "fact"),
    [
        ("site_name", "docs_dir: ../docs\nsite_name", "docs_dir lies outside the course"),
        ("site_name", "use_directory_urls: false\nsite_name", "use_directory_urls is off"),
        ("[search, infralens]", "[search]", "plugin 'infralens' is not listed"),
    ],
)
def test_settings_that_cannot_work_are_config_invalid(
    old: str, new: str, fact: str, project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    (project.root.parent / "docs").mkdir()
    project.edit("mkdocs.yml", old, new)
    assert build_site(project.path("mkdocs.yml"), project.path("site")) is Exit.BROKEN
    told = "".join(capsys.readouterr())
    assert f"mkdocs.yml:1:1: config-invalid: {fact}" in told
    assert not project.path("site").exists()


@pytest.mark.parametrize(
    ("page", "source"),
    [
        ("labs/basics/warm-up/", LAB),
        ("code/basics/warm-up/reads.py/", STARTER),
        ("handbook/memory/", PAGE),
        ("concepts/", "docs/data/concepts.yml"),
        ("references/", "docs/data/references.yml"),
        ("labs/basics/", "labs/tracks.yml"),
    ],
)
def test_the_edit_link_leads_to_what_the_page_is_made_from(
    page: str, source: str, site: Site
) -> None:
    assert f'href="{GITHUB}/edit/main/{source}"' in site.page(page)


def test_edit_links_of_a_site_that_says_where_are_left_alone(project: Project) -> None:
    project.edit("mkdocs.yml", "repo_url:", "edit_uri: -/edit/trunk/docs/\nrepo_url:")
    assert f"{GITHUB}/-/edit/trunk/docs/handbook/memory.md" in project.build().page(
        "handbook/memory/"
    )


def test_viewers_are_left_out_of_search(site: Site) -> None:
    places = [row["location"] for row in json.loads(site.bytes("search/search_index.json"))["docs"]]
    assert "labs/basics/warm-up/#annotated-code" in places
    assert "concepts/#weight" in places
    assert not [place for place in places if place.startswith(("code/", "raw/"))]


def test_data_files_are_not_published(site: Site) -> None:
    assert not [path for path in site.files() if path.endswith((".yml", ".yaml"))]


def test_starters_are_published_untouched(project: Project) -> None:
    windows = project.read(STARTER).replace("\n", "\r\n").encode("utf-8-sig")
    project.write(STARTER, windows)
    site = project.build()
    assert site.bytes("raw/basics/warm-up/reads.py") == windows
    assert hashlib.sha256(windows).hexdigest() in site.article("code/basics/warm-up/reads.py/")
    with zipfile.ZipFile(BytesIO(site.bytes("raw/basics/warm-up.zip"))) as packed:
        assert packed.read("warm-up/reads.py") == windows
        assert packed.read("warm-up/expected/reads.txt") == b"16 bytes\n"
        # The day of the build and the owner's rights must not reach the bytes.
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.external_attr >> 16 for entry in packed.infolist()} == {0o644}


NAMES = ("notes.md", "README.md", "index.md", ".env.example", "a b.txt")


@pytest.fixture(scope="module")
def many_names(tmp_path_factory: pytest.TempPathFactory) -> Site:
    project = Project(tmp_path_factory.mktemp("names"))
    for name in NAMES:
        content = f"# {name}\n\n[a](nowhere.md) {{{{ name }}}}\n"
        project.write(f"code/basics/warm-up/{name}", content)
        project.edit(LAB, "starters:\n", f"starters:\n  - {{file: '{name}', about: A file.}}\n")
    return project.build()


@pytest.mark.parametrize("name", NAMES)
def test_a_starter_of_any_name_has_a_viewer_and_a_raw_file(name: str, many_names: Site) -> None:
    content = f"# {name}\n\n[a](nowhere.md) {{{{ name }}}}\n"
    assert many_names.bytes(f"raw/basics/warm-up/{name}") == content.encode()
    article = unescape(many_names.article(f"code/basics/warm-up/{name}/"))
    assert f"# {name}" in article
    assert "{{ name }}" in article
    assert f"raw/basics/warm-up/{name}/index.html" not in many_names.files()


def test_a_starter_in_a_folder_and_in_templates_is_published(project: Project) -> None:
    project.write("code/basics/warm-up/templates/deep/x.yaml", "a: 1\n")
    project.edit(LAB, "starters:\n", "starters:\n  - {file: templates/deep/x.yaml, about: Deep.}\n")
    site = project.build()
    assert site.bytes("raw/basics/warm-up/templates/deep/x.yaml") == b"a: 1\n"
    assert "il-line" in site.article("code/basics/warm-up/templates/deep/x.yaml/")


@pytest.mark.slow
def test_two_builds_are_byte_for_byte_equal(strict: Site, project: Project) -> None:
    mask = os.umask(0o077)
    try:
        seed = {"TZ": "Asia/Kathmandu", "PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8"}
        assert run("mkdocs", project, **seed).returncode == 0
    finally:
        os.umask(mask)
    other = Site(project.path("site"))
    assert strict.files() == other.files()
    assert [path for path in strict.files() if strict.bytes(path) != other.bytes(path)] == []


def test_no_file_knows_the_folder_it_was_built_in(strict: Site) -> None:
    folder = str(strict.folder.parent).encode()
    assert [path for path in strict.files() if folder in strict.bytes(path)] == []


@pytest.mark.slow
def test_building_twice_in_one_folder_changes_nothing(project: Project) -> None:
    first = project.build().digest()
    assert project.build().digest() == first
    assert sorted(path.name for path in project.root.glob("site*")) == ["site"]


def config_of(project: Project, plugin: InfraLensPlugin) -> MkDocsConfig:
    """A fresh configuration with the same plugin instance, as the server makes it."""
    config = load_config(str(project.path("mkdocs.yml")))
    config.plugins["infralens"] = plugin
    return plugin.on_config(config)


def test_a_rebuild_while_serving_sees_every_edit(project: Project) -> None:
    plugin = InfraLensPlugin()
    plugin.load_config({})
    plugin.on_startup(command="serve", dirty=False)
    config = config_of(project, plugin)
    assert {str(project.path("labs")), str(project.path("code"))} <= set(config.watch)

    def page(path: str) -> str:
        return next(page.markdown for page in plugin.site.pages if page.path == path)

    before = page("labs/basics/warm-up.md")
    project.edit(STARTER, '"""What a step reads."""', '"""What each step reads."""')
    project.edit(LAB, "The number is even.", "The number is a multiple of two.")
    project.edit(PAGE, "A step reads every", "Each step reads every")
    project.edit("docs/data/concepts.yml", "that training has found", "found by training")
    config_of(project, plugin)
    after = page("labs/basics/warm-up.md")
    assert "multiple of two" in after
    assert "multiple of two" not in before
    assert "What each step reads." in page("code/basics/warm-up/reads.py.md")
    assert "found by training" in page("concepts/index.md")
    assert "Each step reads every" in plugin.site.written["handbook/memory.md"]


def test_a_rebuild_while_serving_sees_changed_code_and_its_repair(project: Project) -> None:
    plugin = InfraLensPlugin()
    plugin.load_config({})
    config_of(project, plugin)
    project.edit(STARTER, "* BYTES", "* BYTES * 2")
    assert [issue.code for issue in plugin.read(load_config(str(project.path("mkdocs.yml"))))[1]]
    project.command("accept", "basics/warm-up#read", "--reviewed")
    config_of(project, plugin)
    assert any("* BYTES * 2" in text for text in _texts(plugin))
    project.remove(LAB)
    issues = plugin.read(load_config(str(project.path("mkdocs.yml"))))[1]
    assert {issue.code for issue in issues} >= {"unknown-page", "unknown-excerpt", "unused"}


def _texts(plugin: InfraLensPlugin) -> list[str]:
    return [file.content.decode(errors="replace") for file in plugin.site.files]

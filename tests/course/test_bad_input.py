"""Bad input is an issue, whatever it is; and the site that stood before still stands."""

from __future__ import annotations

import os
from pathlib import Path
from shutil import copytree

import pytest
from mkdocs.config.defaults import MkDocsConfig

from infralens.doors.building import build_site
from infralens.ground.issue import Exit, IssueSet
from infralens.ground.source import MAX_BYTES
from tests.builder import LAB, LOCK, PAGE, STARTER, Project, Site
from tests.cases.casefile import case_in
from tests.course.test_issues import CASES, apply

CONCEPTS = "docs/data/concepts.yml"
TRACKS = "labs/tracks.yml"
OUTPUT = "code/basics/warm-up/expected/reads.txt"
TEXTS = (LAB, LOCK, PAGE, CONCEPTS, TRACKS)


def codes(issues: IssueSet) -> set[str]:
    return {issue.code for issue in issues}


PASSING = (
    "bom",
    "claim-aged",
    "cosmetic",
    "crlf",
    "literal-quantity",
    "reference-uncited",
    "selector-lines",
    "unused",
)
"""Beginnings of the names of cases that do not stop a build."""


def failing_cases() -> list[Path]:
    found = []
    for path in CASES:
        case = case_in(path)
        if not case.get("run") and not path.stem.startswith(PASSING):
            found.append(path)
    return found


@pytest.fixture(scope="module")
def built(small_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site that stands, to fail over."""
    return Site(copytree(small_site.folder, tmp_path_factory.mktemp("built") / "site"))


@pytest.fixture(scope="module")
def before(built: Site) -> str:
    return built.digest()


@pytest.mark.parametrize("path", failing_cases(), ids=lambda path: path.stem)
def test_a_failing_build_leaves_the_site_as_it_was(
    path: Path, project: Project, built: Site, before: str, capsys: pytest.CaptureFixture[str]
) -> None:
    apply(case_in(path), project)
    issues = project.issues()
    assert issues.exit is not Exit.FINE
    assert build_site(project.path("mkdocs.yml"), built.folder) is issues.exit
    assert built.digest() == before
    assert not list(built.folder.parent.glob("site.*"))
    said = "\n".join(issue.report() for issue in issues)
    assert capsys.readouterr().out.splitlines()[:-1] == said.splitlines()


def test_a_build_that_fails_in_the_site_engine_leaves_the_site_as_it_was(
    project: Project, built: Site, before: str
) -> None:
    project.edit("docs/index.md", "handbook/memory.md", "handbook/nowhere.md")
    assert build_site(project.path("mkdocs.yml"), built.folder) is Exit.STALE
    assert built.digest() == before
    assert not list(built.folder.parent.glob("site.*"))


@pytest.mark.parametrize("end", [KeyboardInterrupt, OSError])
def test_a_build_that_is_interrupted_leaves_the_site_as_it_was(
    end: type[BaseException],
    project: Project,
    built: Site,
    before: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupted(config: MkDocsConfig) -> None:
        (Path(config.site_dir) / "half").mkdir(parents=True)
        raise end

    monkeypatch.setattr("mkdocs.commands.build.build", interrupted)
    with pytest.raises(end):
        build_site(project.path("mkdocs.yml"), built.folder)
    assert built.digest() == before
    assert not list(built.folder.parent.glob("site.*"))


def test_a_site_that_cannot_take_its_place_leaves_the_old_one(
    project: Project, built: Site, before: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def refused(path: Path, target: Path) -> Path:
        if path.suffix == ".new":
            raise PermissionError
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(PermissionError):
        build_site(project.path("mkdocs.yml"), built.folder)
    assert built.digest() == before
    assert not list(built.folder.parent.glob("site.*"))


def test_a_link_to_a_file_outside_is_refused(project: Project) -> None:
    project.symlink(STARTER, "/etc/hostname")
    assert codes(project.issues()) == {"source-outside"}


def test_a_link_inside_the_folder_is_fine(project: Project) -> None:
    project.write("code/basics/warm-up/expected/real.py", project.read(STARTER))
    project.symlink(STARTER, "expected/real.py")
    assert project.check() == []


def test_a_folder_that_is_a_link_out_is_refused(project: Project, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    project.path("code/basics/warm-up").rename(tmp_path / "outside" / "warm-up")
    project.symlink("code/basics/warm-up", tmp_path / "outside" / "warm-up")
    assert codes(project.issues()) == {"source-outside"}


def test_a_sibling_whose_name_begins_alike_is_outside(project: Project) -> None:
    project.write("code/basics/warm-up-internal/reads.py", project.read(STARTER))
    project.symlink(STARTER, "../warm-up-internal/reads.py")
    assert codes(project.issues()) == {"source-outside"}


@pytest.mark.parametrize("path", [LAB, TRACKS, CONCEPTS, LOCK, PAGE])
def test_specs_and_pages_are_not_read_through_links_out(
    path: str, project: Project, tmp_path: Path
) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text(project.read(path), encoding="utf-8")
    project.symlink(path, outside)
    assert "source-outside" in codes(project.issues())


@pytest.mark.parametrize("path", [STARTER, OUTPUT, LAB, LOCK, PAGE, TRACKS])
def test_a_loop_of_links_is_refused(path: str, project: Project) -> None:
    project.symlink(path, Path(path).name)
    assert any("loop" in line or "levels of" in line for line in project.check()), project.check()


@pytest.mark.parametrize("path", [STARTER, OUTPUT, LAB, LOCK, PAGE, CONCEPTS])
def test_a_dead_link_is_a_missing_file(path: str, project: Project) -> None:
    project.symlink(path, "nowhere")
    assert project.issues().exit is not Exit.FINE


@pytest.mark.parametrize("path", [STARTER, OUTPUT, LAB, LOCK, PAGE, CONCEPTS, TRACKS])
def test_a_pipe_is_refused_and_not_waited_for(path: str, project: Project) -> None:
    project.remove(path)
    os.mkfifo(project.path(path))
    assert "source-irregular" in codes(project.issues())


def test_a_device_is_refused(project: Project) -> None:
    project.symlink(STARTER, "/dev/zero")
    assert codes(project.issues()) <= {"source-outside", "source-irregular"}


@pytest.mark.parametrize("path", [STARTER, LAB, LOCK, PAGE, CONCEPTS, TRACKS])
def test_a_folder_in_place_of_a_file_is_refused(path: str, project: Project) -> None:
    project.remove(path).write(f"{path}/inside.txt", "x")
    assert project.issues().exit is Exit.BROKEN


@pytest.mark.parametrize("path", [STARTER, OUTPUT, LAB, LOCK, PAGE, CONCEPTS, TRACKS])
def test_a_huge_file_is_refused(path: str, project: Project) -> None:
    project.write(path, "x" * (MAX_BYTES + 1))
    assert "source-huge" in codes(project.issues())


@pytest.mark.parametrize("path", [*TEXTS, STARTER])
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"\x00",
        b"\xef\xbb\xbf",
        b"\r\n\r\n",
        b"[" * 30_000,
        b"{" * 30_000,
        b"- " * 30_000,
        b"? " * 30_000,
        b"(" * 30_000,
        b"> " * 30_000,
        b"```" * 10_000,
        b"---\n" * 5_000,
        b"\\" * 30_000,
        b"[[" * 15_000,
        b"'" * 30_001,
        b'"\\ud800"',
        b'"\\0"',
        b"&a [" + b"*a," * 1_000 + b"]",
    ],
    ids=lambda content: repr(content[:12]),
)
def test_nasty_content_is_only_an_issue(path: str, content: bytes, project: Project) -> None:
    project.write(path, content)
    report = project.report()
    report.encode()
    assert report or path in (LOCK, PAGE)


def test_an_alias_bomb_is_refused_before_it_grows(project: Project) -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    project.write(LAB, "\n".join(rows))
    assert codes(project.issues()) == {"yaml-alias"}


def test_names_of_files_that_are_no_text_are_reported(project: Project) -> None:
    folder = os.fsencode(project.path("labs/basics"))
    with open(folder + b"/\xff\x1b[31m.yml", "wb") as file:  # noqa: PTH123
        file.write(b"x: 1\n")
    (report,) = project.check()
    assert report.startswith("labs/basics/\\udcff\\x1b[31m.yml:1:1: lab-name: ")
    assert project.command("check").exit_code == Exit.BROKEN


def test_a_steering_character_in_a_message_is_shown_not_sent(project: Project) -> None:
    project.edit(LAB, "on: parameters * BYTES", 'on: "\\e[2J"')
    output = project.command("check").output
    assert "\x1b[2J" not in output
    assert "note-lost" in output


def test_a_course_without_anything_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "course").mkdir()
    project = object.__new__(Project)
    project.root = tmp_path / "course"
    assert project.check() == []

"""What a command cannot do it says, in the form of every report, and nothing is lost by it."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest

from infralens.doors.building import build_site
from infralens.ground.issue import Exit
from tests.builder import LAB, LOCK, Project, digest_of

ISSUE = re.compile(r".+:\d+:\d+: [a-z-]+: .+; .+")


@pytest.mark.parametrize("target", [".", "docs", "docs/new", "labs", "code/basics", "mkdocs.yml"])
def test_a_site_is_never_put_where_something_else_stands(target: str, project: Project) -> None:
    before = digest_of(project.root)
    result = project.command("build", "--site-dir", str(project.path(target)))
    assert result.exit_code == Exit.BROKEN
    assert ISSUE.fullmatch(result.output.strip())
    assert digest_of(project.root) == before


@pytest.mark.parametrize("target", ["docs/plain", "labs"])
def test_a_course_is_not_materialized_into_itself(target: str, project: Project) -> None:
    before = digest_of(project.root)
    result = project.command("materialize", "--out", str(project.path(target)))
    assert result.exit_code == Exit.BROKEN
    assert ISSUE.fullmatch(result.output.strip())
    assert digest_of(project.root) == before


@pytest.mark.parametrize("slug", ["warm-up", "queue", "left-over"])
def test_a_new_lab_takes_no_name_that_is_in_use(slug: str, project: Project) -> None:
    project.write("code/basics/left-over/reads.py", "")
    before = digest_of(project.root)
    result = project.command("new", "lab", "basics", slug)
    assert result.exit_code == Exit.BROKEN
    assert "name-twice" in result.output
    assert digest_of(project.root) == before


def test_a_new_lab_takes_no_number_of_a_mission(project: Project) -> None:
    project.write("labs/basics/11-queue.yml", project.read("labs/basics/20-queue.yml"))
    project.remove("labs/basics/20-queue.yml")
    assert (
        "wrote labs/basics/12-second.yml"
        in project.command("new", "lab", "basics", "second").output
    )


def test_what_the_system_refuses_is_reported(project: Project, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for words in (
        ("new", "course", str(tmp_path / "file")),
        ("new", "course", str(tmp_path / "file" / "inside")),
        ("materialize", "--out", str(tmp_path / "file" / "inside")),
        ("build", "--site-dir", str(tmp_path / "file" / "inside")),
    ):
        result = project.command(*words)
        assert result.exit_code == Exit.BROKEN, words
        assert ISSUE.fullmatch(result.output.strip().splitlines()[-1]), result.output


@pytest.mark.parametrize("path", [LAB, LOCK, "labs/tracks.yml", "docs/handbook/memory.md"])
def test_a_file_without_permission_is_an_issue(
    path: str, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Path.read_bytes

    def refused(self: Path) -> bytes:
        if self == project.path(path).resolve():
            raise PermissionError(13, "Permission denied", str(self))
        return read(self)

    monkeypatch.setattr(Path, "read_bytes", refused)
    report = project.check()
    assert f"{path}:1:1: source-irregular: cannot read '{path}': Permission denied" in report[0]


def test_a_beginning_that_cannot_be_finished_leaves_no_file(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Path.write_text

    def full(self: Path, text: str, **how: str) -> int:
        if self.name == "starter.txt":
            raise OSError(28, "No space left on device", str(self))
        return write(self, text, **how)

    monkeypatch.setattr(Path, "write_text", full)
    before = digest_of(project.root)
    result = project.command("new", "lab", "basics", "second")
    assert result.exit_code == Exit.BROKEN
    assert "No space left on device" in result.output
    assert digest_of(project.root) == before


@pytest.mark.parametrize(
    ("name", "fact"),
    [(LAB, "plugin 'infralens' is not listed"), ("docs/index.md", "found another document")],
)
def test_another_file_is_not_taken_for_the_settings(name: str, fact: str, project: Project) -> None:
    result = project.command("check", config=name)
    assert result.exit_code == Exit.BROKEN
    assert result.output.startswith(f"{project.path(name).as_posix()}:")
    assert fact in result.output


@pytest.mark.parametrize("folder", ["docs", "nowhere"])
def test_a_folder_without_pages_is_no_site(folder: str, project: Project) -> None:
    result = project.command("check", "--site", str(project.path(folder)))
    assert result.exit_code == Exit.STALE
    assert "holds no page; name a folder of infralens build" in result.output


@pytest.mark.parametrize("options", [["--capture"], ["--site", "site", "--run"]])
def test_options_that_would_do_nothing_are_refused(options: list[str], project: Project) -> None:
    assert project.command("check", *options).exit_code == Exit.BROKEN


def test_a_generated_list_outside_the_navigation_is_named_with_its_line(
    project: Project, capfd: pytest.CaptureFixture[str]
) -> None:
    project.edit("mkdocs.yml", "  - Concepts: concepts/index.md\n", "")
    logging.getLogger("mkdocs").handlers.clear()
    assert build_site(project.path("mkdocs.yml"), project.path("site")) is Exit.STALE
    told = capfd.readouterr().err
    assert (
        "'concepts/index.md' has no place in the nav; add '- Concepts: concepts/index.md'" in told
    )
    assert 'not included in the "nav"' not in told

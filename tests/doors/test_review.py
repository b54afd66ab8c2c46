"""Accepting after review, refreshing without one, undoing: what the commands print and write."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent

import pytest
import yaml

from infralens.doors.review import contents
from tests.builder import LAB, LOCK, PAGE, ROOT, STARTER, Project
from tests.this_course import this_course


def told(text: str) -> str:
    return dedent(text).lstrip("\n")


def test_check_says_what_it_looked_at(project: Project) -> None:
    result = project.command("check")
    assert result.output == "1 lab, 1 mission, 2 excerpts, 2 pages: no issue\n"
    assert result.exit_code == 0


def test_check_counts_missions_and_calculators_where_there_are_any() -> None:
    course, _ = this_course()
    kinds = [yaml.safe_load(path.read_text("utf-8")).get("kind") for path in _lab_files()]
    calculators = len(list((ROOT / "docs/data/calculators").glob("*.yml")))
    missions = kinds.count("mission")
    assert missions >= 2
    said = contents(course).split(", ")
    assert said[0] == f"{len(kinds) - missions} labs"
    assert said[1] == f"{missions} missions"
    assert said[3] == f"{calculators} calculators"
    assert [one.split()[1] for one in (said[2], *said[4:])] == ["excerpts", "pages"]


def _lab_files() -> list[Path]:
    return [path for path in (ROOT / "labs").glob("*/*.yml") if path.name[0].isdigit()]


@pytest.mark.parametrize(
    ("path", "old", "new", "exit_code", "codes"),
    [
        (STARTER, "# Every", "# Each", 0, ["cosmetic"]),
        (STARTER, "BYTES = 2\n", "# region: b\nBYTES = 2\n# endregion\n", 0, ["unused"]),
        (STARTER, "read(8)", "read(9)", 1, ["changed"]),
        (STARTER, "region: report", "region: told", 1, ["unused", "moved"]),
        (LAB, "on: {sym: answer}", "on: reply", 1, ["note-lost"]),
        (LAB, "on: {sym: answer}", "on: answer", 1, ["note-ambiguous"]),
        (LAB, "select: sym:read", "select: sym:reed", 1, ["moved"]),
        (LAB, "minutes: 5", "minutes: 5 min", 2, ["wrong-type"]),
        (PAGE, "[[weight]]", "[[wait]]", 2, ["unknown-concept"]),
    ],
)
def test_the_exit_code_says_how_bad_it_is(
    path: str, old: str, new: str, exit_code: int, codes: list[str], project: Project
) -> None:
    project.edit(path, old, new)
    result = project.command("check", "--json")
    assert [row["code"] for row in json.loads(result.output)] == codes
    assert result.exit_code == exit_code


def test_broken_weighs_more_than_stale(project: Project) -> None:
    project.edit(STARTER, "read(8)", "read(9)").edit(PAGE, "[[weight]]", "[[wait]]")
    assert project.command("check").exit_code == 2


def test_accept_alone_shows_both_sides_and_writes_nothing(project: Project) -> None:
    project.edit(STARTER, "read(8)", "read(9)")
    lock = project.read(LOCK)
    result = project.command("accept", "basics/warm-up#report")
    assert result.output == told(
        """
        basics/warm-up#report: code/basics/warm-up/reads.py, region:report
          --- reviewed
          +++ now
          @@ -1,2 +1,2 @@
          -answer = read(8)
          +answer = read(9)
           print(answer, "bytes")
          note 1 (line 13): Eight weights stand for all.
          nothing recorded; once read: add --reviewed
        """
    )
    assert project.read(LOCK) == lock
    assert project.command("check").exit_code == 1


def test_accept_after_review_changes_only_that_excerpt(project: Project) -> None:
    project.edit(STARTER, "read(8)", "read(9)").edit(STARTER, "* BYTES", "* BYTES * 1")
    lock = project.read(LOCK)
    result = project.command("accept", "basics/warm-up#report", "--reviewed")
    assert result.output.endswith(f"  accepted in {LOCK}; undo with version control\n")
    assert result.exit_code == 0
    assert [issue.position.line for issue in project.issues()] == [22]
    changed = set(project.read(LOCK).splitlines()) ^ set(lock.splitlines())
    assert {line.split(":")[0].strip() for line in changed if "sha256" in line} == {"code", "text"}
    assert "      answer = read(9)" in changed


def test_accept_is_undone_by_restoring_the_lock(project: Project) -> None:
    lock = project.read(LOCK)
    project.edit(STARTER, "read(8)", "read(9)")
    project.command("accept", "basics/warm-up#report", "--reviewed")
    assert project.check() == []
    project.write(LOCK, lock)
    assert [issue.code for issue in project.issues()] == ["changed"]
    project.edit(STARTER, "read(9)", "read(8)")
    assert project.check() == []


def test_accepting_again_writes_the_same_bytes(project: Project) -> None:
    lock = project.read(LOCK)
    project.remove(LOCK)
    result = project.command("accept", "basics/warm-up#report", "basics/warm-up#read", "--reviewed")
    assert result.exit_code == 0
    assert project.read(LOCK) == lock


def test_accepting_what_is_as_reviewed_says_so(project: Project) -> None:
    result = project.command("accept", "basics/warm-up#read", "--reviewed")
    assert result.output == "basics/warm-up#read: is as reviewed\n"
    assert result.exit_code == 0


def test_an_excerpt_that_was_never_reviewed_is_shown_whole(project: Project) -> None:
    project.remove(LOCK)
    result = project.command("accept", "basics/warm-up#report")
    assert result.output == told(
        """
        basics/warm-up#report: code/basics/warm-up/reads.py, region:report
          answer = read(8)
          print(answer, "bytes")
          note 1 (line 13): Eight weights stand for all.
          nothing recorded; once read: add --reviewed
        """
    )
    assert not project.path(LOCK).exists()


def test_a_note_that_is_bound_to_nothing_cannot_be_accepted(project: Project) -> None:
    project.edit(LAB, "on: {sym: answer}", "on: reply")
    result = project.command("accept", "basics/warm-up#report", "--reviewed")
    assert result.output.splitlines()[-1] == (
        "basics/warm-up#report: note 1 is bound to nothing; bind it, then accept"
    )
    assert f"{LAB}:31:13: note-lost: " in result.output
    assert result.exit_code == 1


def test_an_unknown_excerpt_is_named_with_the_nearest(project: Project) -> None:
    result = project.command("accept", "basics/warm-up#raed", "--reviewed")
    assert result.output == (
        "no excerpt 'basics/warm-up#raed' that resolves; "
        "perhaps: basics/warm-up#read, basics/warm-up#report\n"
    )
    assert result.exit_code == 2


def test_refresh_records_cosmetic_changes_only(project: Project) -> None:
    project.edit(STARTER, "# Every", "# Each").edit(STARTER, "read(8)", "read(9)")
    result = project.command("refresh")
    assert result.output == f"{LOCK}: recorded the present text of 'read'\n1 refreshed\n"
    assert [issue.code for issue in project.issues()] == ["changed"]
    assert "# Each weight is read once." in project.read(LOCK)


def test_refresh_records_no_comment_that_a_note_explains(project: Project) -> None:
    project.edit(LAB, "on: parameters * BYTES", "on: Every weight")
    project.edit(STARTER, "is read once", "is read twice")
    lock = project.read(LOCK)
    assert [issue.code for issue in project.issues()] == ["changed"]
    assert project.command("refresh").output == "nothing to refresh\n"
    assert project.read(LOCK) == lock


def test_accept_does_not_overwrite_a_lock_that_cannot_be_read(project: Project) -> None:
    broken = project.read(LOCK) + "<<<<<<< ours\n"
    project.write(LOCK, broken)
    result = project.command("accept", "basics/warm-up#read", "--reviewed")
    assert "lock-invalid" in result.output
    assert result.exit_code == 2
    assert project.read(LOCK) == broken


def test_refresh_drops_entries_without_an_excerpt(project: Project) -> None:
    lock = project.read(LOCK)
    project.append(LOCK, "  gone:\n    code: x\n    reviewed: x\n    text: x\n")
    result = project.command("refresh")
    assert result.output == f"{LOCK}: dropped 'gone', which no excerpt uses\n1 refreshed\n"
    assert project.read(LOCK) == lock


def test_refresh_keeps_the_entry_of_an_excerpt_that_does_not_resolve(project: Project) -> None:
    lock = project.read(LOCK)
    project.edit(LAB, "select: sym:read", "select: sym:raed")
    assert project.command("refresh").output == "nothing to refresh\n"
    assert project.read(LOCK) == lock


@pytest.mark.parametrize("broken", ["excerpts: [", "", "excerpts: {read: {}}\n"])
def test_refresh_leaves_a_lock_that_cannot_be_read(broken: str, project: Project) -> None:
    project.write(LOCK, broken)
    project.command("refresh")
    assert project.read(LOCK) == broken


def test_refresh_keeps_the_locks_of_a_lab_that_cannot_be_read(project: Project) -> None:
    lock = project.read(LOCK)
    project.edit(LAB, "minutes: 5", "minutes: five")
    project.command("refresh")
    assert project.read(LOCK) == lock


def test_an_excerpt_of_a_page_has_a_lock_of_its_own(project: Project) -> None:
    own = "id: own\ntitle: Own\nfile: basics/warm-up/reads.py\nselect: sym:read"
    project.append(PAGE, f"\n```excerpt\n{own}\n```\n")
    assert [issue.code for issue in project.issues()] == ["not-reviewed"]
    result = project.command("accept", "docs:handbook/memory#own", "--reviewed")
    assert result.output.endswith(
        "  accepted in labs/pages/handbook/memory.lock.yml; undo with version control\n"
    )
    assert project.check() == []
    project.edit(PAGE, "select: sym:read", "select: sym:raed")
    before = project.read("labs/pages/handbook/memory.lock.yml")
    assert project.command("refresh").output == "nothing to refresh\n"
    assert project.read("labs/pages/handbook/memory.lock.yml") == before


def test_a_folder_without_a_course_is_said_to_be_none(project: Project) -> None:
    project.remove("mkdocs.yml")
    result = project.command("check")
    assert "config-invalid" in result.output
    assert result.exit_code == 2


def test_a_workflow_is_told_the_place_and_nothing_else(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    project.edit(LAB, "on: {sym: answer}", 'on: {sym: "100 %\\n::add-mask::x"}')
    lines = project.command("check").output.splitlines()
    place = f"file={LAB},line=31,col=13,title=note-lost"
    told = [line for line in lines if line.startswith("::")]
    assert told == [
        f"::error {place}::the excerpt defines no symbol '100 %25%0A::add-mask::x'; "
        "name one that its lines define"
    ]

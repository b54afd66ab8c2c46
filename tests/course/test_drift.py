"""Cosmetic edits never fail; every way of breaking a lab fails with its own code at its place."""

from __future__ import annotations

import pytest

from infralens.ground.issue import Exit
from tests.builder import LAB, LOCK, STARTER, Project

FUNCTION = '''\
def read(parameters: int) -> int:
    """Bytes of all weights."""
    # Every weight is read once.
    return parameters * BYTES
'''

COSMETIC = {
    "a comment in the excerpt": ("# Every weight is read once.", "# Each of them, once."),
    "a comment taken out": ("    # Every weight is read once.\n", ""),
    "a blank line inside": ("    return parameters", "\n    return parameters"),
    "blanks around an operator": ('print(answer, "bytes")', 'print( answer,  "bytes" )'),
    "a trailing blank": ("return parameters * BYTES", "return parameters * BYTES  "),
    "deeper indentation": ("    return parameters * BYTES", "        return parameters * BYTES"),
}
"""Deeper indentation needs the whole body deeper; the test below does that."""

ELSEWHERE = {
    "code before the excerpt": ("BYTES = 2\n", "BYTES = 2\nUNUSED = 3\n"),
    "a comment before it": ('"""What a step reads."""\n', '"""What a step reads."""\n\n# Why.\n'),
    "code behind it": ("# endregion\n", "# endregion\nprint()\n"),
}

CHANGED = {
    "a literal": ("read(8)", "read(9)", 29),
    "a name": ("answer = read(8)\nprint(answer", "answer = result = read(8)\nprint(result", 29),
    "an operator": ("parameters * BYTES", "parameters + BYTES", 22),
    "a docstring": ("Bytes of all weights.", "All bytes.", 22),
    "a type": ("parameters: int", "parameters: float", 22),
    "a new statement": ("answer = read(8)\n", "answer = read(8)\nassert answer\n", 29),
    "a statement taken out": ('print(answer, "bytes")\n', "", 29),
    "a default": ("parameters: int)", "parameters: int = 8)", 22),
}


@pytest.mark.parametrize("name", COSMETIC)
def test_cosmetic_edits_pass(name: str, project: Project) -> None:
    old, new = COSMETIC[name]
    project.edit(STARTER, old, new)
    if name == "deeper indentation":
        project.edit(STARTER, '    """Bytes', '        """Bytes')
    issues = project.issues()
    assert [issue.code for issue in issues] == ["cosmetic"]
    assert issues.exit is Exit.FINE


@pytest.mark.parametrize("name", ELSEWHERE)
def test_edits_elsewhere_in_the_file_say_nothing(name: str, project: Project) -> None:
    project.edit(STARTER, *ELSEWHERE[name])
    assert project.check() == []


def test_moving_code_within_its_file_says_nothing(project: Project) -> None:
    project.edit(STARTER, FUNCTION, "")
    project.append(STARTER, f"\n\n{FUNCTION}")
    assert project.check() == []


def test_windows_line_ends_change_nothing(project: Project) -> None:
    project.write(STARTER, project.read(STARTER).replace("\n", "\r\n"))
    assert [issue.code for issue in project.issues()] == ["crlf"]
    assert project.issues().exit is Exit.FINE


@pytest.mark.parametrize("name", CHANGED)
def test_changed_code_fails_at_the_excerpt(name: str, project: Project) -> None:
    old, new, line = CHANGED[name]
    project.edit(STARTER, old, new)
    stale = [issue for issue in project.issues() if issue.code == "changed"]
    assert [(issue.position.path, issue.position.line) for issue in stale] == [(LAB, line)]
    assert project.issues().exit is Exit.STALE


def test_a_statement_that_leaves_its_block_is_changed_code(project: Project) -> None:
    project.edit(STARTER, "print(answer", "if answer:\n    print()\n    print(answer")
    assert project.command("accept", "basics/warm-up#report", "--reviewed").exit_code == 0
    assert project.check() == []
    project.edit(STARTER, "    print(answer", "print(answer")
    (issue,) = project.issues()
    assert issue.code == "changed"
    assert '-    print(answer, "bytes")' in issue.detail


def test_each_changed_excerpt_is_reported_on_its_own(project: Project) -> None:
    project.edit(STARTER, "read(8)", "read(9)").edit(STARTER, "* BYTES", "* BYTES * 1")
    assert [issue.position.line for issue in project.issues()] == [22, 29]


def test_the_report_holds_difference_and_touched_notes(project: Project) -> None:
    project.edit(STARTER, "return parameters * BYTES", "return parameters * BYTES + 1")
    (issue,) = project.issues()
    assert issue.detail == (
        "--- reviewed",
        "+++ now",
        "@@ -2,3 +2,3 @@",
        '     """Bytes of all weights."""',
        "     # Every weight is read once.",
        "-    return parameters * BYTES",
        "+    return parameters * BYTES + 1",
        "note 1: Two bytes a weight, so the product is in bytes.",
    )


def test_a_renamed_symbol_is_missing_and_the_likest_is_suggested(project: Project) -> None:
    project.edit(STARTER, "def read(", "def fetch(").edit(STARTER, "= read(8)", "= fetch(8)")
    missing = next(issue for issue in project.issues() if issue.code == "missing")
    assert (missing.position.path, missing.position.line) == (LAB, 22)
    assert missing.detail == ("likeness 0.97: sym:fetch in code/basics/warm-up/reads.py:6",)


def test_a_removed_marker_is_broken(project: Project) -> None:
    project.edit(STARTER, "# endregion\n", "")
    (issue,) = project.issues()
    assert (issue.code, issue.position.path, issue.position.line) == (
        "region-unclosed",
        STARTER,
        12,
    )


def test_removed_markers_tell_where_nothing_is(project: Project) -> None:
    project.edit(STARTER, "# endregion\n", "").edit(STARTER, "# region: report\n", "")
    (issue,) = project.issues()
    assert (issue.code, issue.position.line) == ("missing", 29)


def test_moved_code_names_the_selector_that_would_fit(project: Project) -> None:
    project.edit(STARTER, FUNCTION, "").append(
        STARTER, "\n\nclass Reader:\n" + "".join(f"    {line}\n" for line in FUNCTION.splitlines())
    )
    moved = next(issue for issue in project.issues() if issue.code == "moved")
    assert moved.hint == "write select: sym:Reader.read"
    project.edit(LAB, "select: sym:read", "select: sym:Reader.read")
    assert project.check() == []


def test_an_edited_note_target_fails_at_the_note(project: Project) -> None:
    project.edit(LAB, "on: parameters * BYTES", "on: parameters * BITS")
    (issue,) = project.issues()
    assert (issue.code, issue.position.line, issue.position.column) == ("note-lost", 24, 13)


def test_a_second_occurrence_of_a_quotation_is_ambiguous(project: Project) -> None:
    project.edit(STARTER, "    return", "    assert parameters * BYTES\n    return")
    assert [issue.code for issue in project.issues()] == ["changed", "note-ambiguous"]


def test_an_occurrence_in_a_comment_does_not_make_a_note_ambiguous(project: Project) -> None:
    project.edit(STARTER, "# Every weight is read once.", "# parameters * BYTES, once.")
    assert [issue.code for issue in project.issues()] == ["cosmetic"]


def test_a_lock_of_another_lab_does_not_count(project: Project) -> None:
    lock = project.read(LOCK)
    project.remove(LOCK).write("labs/basics/other.lock.yml", lock)
    assert [(issue.position.path, issue.code) for issue in project.issues()] == [
        (LAB, "not-reviewed"),
        (LAB, "not-reviewed"),
        ("labs/basics/other.lock.yml", "unused"),
    ]


def test_the_lock_of_a_page_that_is_gone_is_unused(project: Project) -> None:
    path = "labs/pages/handbook/gone.lock.yml"
    project.write(path, project.read(LOCK))
    assert project.check() == [
        f"{path}:1:1: unused: no lab or page has the lock '{path}'; "
        "rename it with its lab or page, or remove it"
    ]


def test_the_lock_of_a_lab_that_cannot_be_read_is_left_alone(project: Project) -> None:
    project.edit(LAB, "minutes: 5", "minutes: five")
    assert [issue.code for issue in project.issues()] == ["wrong-type"]

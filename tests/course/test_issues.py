"""Every issue code: files that cause it, and the exact report."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from infralens.ground.codes import CODES
from tests.builder import Project
from tests.cases.casefile import case_in
from tests.cases.golden import Golden

TESTS = Path(__file__).parent.parent
CASES = sorted((TESTS / "cases" / "issues").glob("*.yml"))


def apply(case: dict[str, Any], project: Project) -> None:
    """Make the edits of a case, in the order of the keys below."""
    for path, origin in case.get("copy", {}).items():
        project.write(path, project.read(origin))
    for path, content in case.get("write", {}).items():
        project.write(path, content)
    for path, content in case.get("bytes", {}).items():
        project.write(path, bytes.fromhex(content))
    for path in case.get("remove", []):
        project.remove(path)
    for path, target in case.get("link", {}).items():
        project.symlink(path, target)
    for path, text in case.get("append", {}).items():
        project.append(path, text)
    for path, old, new in case.get("edit", []):
        project.edit(path, old, new)
    for path, how in case.get("encode", {}).items():
        project.write(path, _encoded(project.read(path), how))


def _encoded(text: str, how: str) -> bytes:
    return {"crlf": text.replace("\n", "\r\n").encode(), "bom": text.encode("utf-8-sig")}[how]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_report_is_exactly_this(path: Path, project: Project, golden: Golden) -> None:
    text = path.read_text(encoding="utf-8")
    case = case_in(path)
    apply(case, project)
    report = project.run() if case.get("run") else project.report()
    head, _, _ = text.partition("\nreport: |\n")
    lines = "".join(f"  {line}".rstrip() + "\n" for line in report.splitlines())
    golden(path, f"{head}\nreport: |\n{lines}")


def test_the_small_course_has_no_issue(project: Project) -> None:
    assert project.report() == ""
    assert project.run() == ""


def test_an_edit_is_judged_though_what_was_read_before_is_kept(project: Project) -> None:
    edits = [
        ("labs/basics/20-queue.yml", "in: ms, at_most: 60}", "in: ms, at_most: 40}"),
        ("labs/basics/20-queue.yml", "output: tail, in: ms,", "output: tale, in: ms,"),
        ("labs/basics/10-warm-up.yml", "minutes: 5", "minutes: five"),
        ("docs/data/concepts.yml", "id: weight", "id: heavy"),
        ("docs/handbook/memory.md", "[[weight]]", "[[wait]]"),
    ]
    for path, old, new in edits:
        before = project.read(path)
        assert project.check() == []
        project.write(path, before.replace(old, new))
        assert project.check() != [], new
        project.write(path, before)
    assert project.check() == []


def test_every_code_has_a_case() -> None:
    reports = "\n".join(path.read_text(encoding="utf-8").partition("report:")[2] for path in CASES)
    shown = set(re.findall(r"^  \S+:\d+:\d+: ([a-z-]+): ", reports, re.MULTILINE))
    assert shown <= CODES.keys()
    # What needs more than files and ``check`` is named by the test that causes it.
    others = [path for path in TESTS.glob("*/*.py") if path != Path(__file__)]
    others += [path for path in (TESTS / "cases").rglob("*.yml") if path not in CASES]
    named = set(re.findall(r"[a-z]+(?:-[a-z]+)*", "\n".join(map(_text, others))))
    assert CODES.keys() - shown - named == set()


def test_every_report_names_a_place_a_code_a_fact_and_a_next_step() -> None:
    line = re.compile(r"\S+:[1-9]\d*:[1-9]\d*: [a-z-]+: \S[^\n]*; \S[^\n]*")
    for path in CASES:
        report = path.read_text(encoding="utf-8").partition("report: |\n")[2]
        heads = [text[2:] for text in report.splitlines() if not text.startswith("   ")]
        assert heads, path.name
        for head in filter(None, heads):
            assert line.fullmatch(head), f"{path.name}: {head}"


def test_json_says_the_same(project: Project) -> None:
    project.edit("labs/basics/10-warm-up.yml", "minutes: 5", "minutes: five")
    assert json.loads(project.command("check", "--json").output) == [
        {
            "path": "labs/basics/10-warm-up.yml",
            "line": 3,
            "column": 10,
            "code": "wrong-type",
            "severity": "broken",
            "fact": "'minutes' is the text 'five'",
            "hint": "write a whole number",
            "detail": [],
        }
    ]


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")

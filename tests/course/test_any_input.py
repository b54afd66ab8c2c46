"""Whatever the bytes of a course's files are: issues, never an exception."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infralens.ground.codes import CODES
from tests.builder import LAB, LOCK, PAGE, ROOT, STARTER, Project

FILES = (LAB, PAGE, STARTER, LOCK, "labs/tracks.yml", "docs/data/concepts.yml")
LINES = {
    path: (Path(__file__).parent.parent / "cases" / "course" / path).read_text("utf-8").split("\n")
    for path in FILES
}
FRAGMENTS = (
    *("```", "```excerpt", "~~~ quiz", "---", "from: basics/warm-up#read", "[[weight", "[[x|y]]"),
    *("[@paper", "[a](/labs/)", "{#id}", "# region: r", "# endregion", "def f(:", "  - on: read"),
    *("select: L1-99", "select: re:/(/../)/", "select: 're:/./'", "on: {lines: 1-2}", "<!--", "`"),
    *(
        "\t",
        "\x0c",
        "\ufeff",
        "\u2028",
        "a: &x [*x]",
        "? [",
        "!!python/none",
        "%YAML 9.9",
        "\\",
        "{%",
    ),
    *(
        "nth: 0",
        "minutes: 1e400",
        "id: ../x",
        "file: /etc/passwd",
        "file: reads.py",
        "class A: pass",
    ),
)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, bytes]:
    """A file of the small course with some lines replaced, dropped, doubled or made up."""
    path = draw(st.sampled_from(FILES))
    lines = list(LINES[path])
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, max(len(lines) - 1, 0)))
        line = draw(st.one_of(st.sampled_from(FRAGMENTS), st.sampled_from(LINES[path]), st.text()))
        lines[place : place + draw(st.integers(0, 2))] = [line] * draw(st.integers(0, 2))
    return path, "\n".join(lines).encode("utf-8", "surrogatepass")


def assert_only_issues(path: str, content: bytes) -> None:
    with TemporaryDirectory() as folder:
        project = Project(Path(folder)).write(path, content)
        for issue in project.issues():
            assert issue.code in CODES
            assert "\n" not in str(issue)
            issue.report().encode()
            assert project.path(issue.position.path).exists() or issue.code == "source-missing"


@pytest.mark.slow
@given(st.sampled_from(FILES), st.binary(max_size=200))
def test_any_bytes_are_only_issues(path: str, content: bytes) -> None:
    assert_only_issues(path, content)


@pytest.mark.slow
@given(edited())
def test_any_edit_is_only_issues(edit: tuple[str, bytes]) -> None:
    assert_only_issues(*edit)


NASTY = {
    "brackets": b"[" * 30_000,
    "braces": b"{" * 30_000,
    "dashes": b"- " * 30_000,
    "questions": b"? " * 30_000,
    "one long line": b"a" * 10_000_000,
    "lone surrogates": b'title: "\\ud800\\udfff"\nkind: "\\uDC00"\n',
    "raw surrogates": "title: \ud800".encode("utf-8", "surrogatepass"),
    "NULs": b"\0" * 1_000,
    "escaped NUL": b'title: "\\0"\n',
    "alias bomb": b"a: &a [x, x]\n"
    + b"".join(b"%c: &%c [*%c, *%c]\n" % (n, n, n - 1, n - 1) for n in range(98, 122)),
    "endless anchors": b"&a " * 30_000,
    "tags": b"!!python/object/apply:os.system ['touch owned']\n",
    "quotes": b"'" * 30_001,
    "percent": b"%" * 30_000,
    "colons": b"a: " * 30_000,
    "deep keys": b"".join(b" " * n + b"a:\n" for n in range(1_000)),
}


HERE = {**os.environ, "PYTHONPATH": str(ROOT)}
CHECK_ALL = """
import sys
from click.testing import CliRunner
from infralens.doors.cli import main
for config in sys.argv[1:]:
    result = CliRunner().invoke(main, ["-f", config, "check"])
    print(result.exit_code, type(result.exception).__name__, flush=True)
"""


@pytest.mark.slow
def test_the_command_ends_with_two_and_no_traceback(tmp_path: Path) -> None:
    # In another process: some of this once crashed the interpreter itself.
    for name, content in NASTY.items():
        (tmp_path / name).mkdir()
        project = Project(tmp_path / name)
        for path in (LAB, "labs/tracks.yml", "docs/data/concepts.yml", LOCK, STARTER):
            project.write(path, content)
        project.write(PAGE, b"# Page\n\n```quiz\n" + content + b"\n```\n")
    configs = [str(tmp_path / name / "course" / "mkdocs.yml") for name in NASTY]
    done = subprocess.run(
        [sys.executable, "-c", CHECK_ALL, *configs],
        cwd=tmp_path,
        env=HERE,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    ends = dict(zip(NASTY, done.stdout.splitlines(), strict=False))
    assert ends == dict.fromkeys(NASTY, "2 SystemExit"), done.stderr
    assert done.stderr == ""
    assert not list(tmp_path.rglob("owned"))


def test_the_command_itself_prints_issues_and_nothing_else(project: Project) -> None:
    project.write(LAB, NASTY["brackets"])
    done = subprocess.run(
        [sys.executable, "-m", "infralens", "check"],
        cwd=project.root,
        env=HERE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (2, "")
    assert done.stdout.splitlines() == [
        f"{LAB}:1:25: yaml-deep: nests deeper than 24 levels; flatten it",
        "0 labs, 1 mission, 0 excerpts, 2 pages: 1 broken",
    ]

"""Reading files: lines, offsets, and names that are refused by their spelling."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infralens.ground.position import Position
from infralens.ground.source import SourceError, SourceFile, read_source, relative_path_fault

AT = Position("lab.yml", 3, 5)


def source(text: str) -> SourceFile:
    return SourceFile("a.txt", text, len(text.encode()), "")


@pytest.mark.parametrize(
    ("text", "lines", "starts"),
    [
        ("", ("",), (0,)),
        ("a", ("a",), (0,)),
        ("a\n", ("a",), (0,)),
        ("a\nb", ("a", "b"), (0, 2)),
        ("a\n\n", ("a", ""), (0, 2)),
        ("\n\na\n", ("", "", "a"), (0, 1, 2)),
    ],
)
def test_lines_and_their_starts_agree(
    text: str, lines: tuple[str, ...], starts: tuple[int, ...]
) -> None:
    assert source(text).lines == lines
    assert source(text).line_starts == starts


@given(st.text("ab\n\u2028\x0c", max_size=40))
def test_every_character_is_on_its_line(text: str) -> None:
    file = source(text)
    assert len(file.lines) == len(file.line_starts)
    for offset in range(len(text)):
        at = file.position_of(offset)
        row = file.lines[at.line - 1] + "\n"
        assert row[at.column - 1] == text[offset]


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "a ",
        " a",
        ".",
        "..",
        "../a",
        "a/../b",
        "a/./b",
        "a//b",
        "a/",
        "/a",
        "/etc/passwd",
        "\\a",
        "a\\b",
        "\\\\host\\share",
        "//host/share",
        "C:/a",
        "C:a",
        "a:b",
        "a\0b",
        "a\nb",
        "a\x1b[2Jb",
    ],
)
def test_a_name_that_might_lead_out_is_refused(name: str, tmp_path: Path) -> None:
    assert relative_path_fault(name)
    with pytest.raises(SourceError) as refused:
        read_source(tmp_path, name, at=AT)
    assert refused.value.issue.code == "source-outside"
    assert refused.value.issue.position == AT


@pytest.mark.parametrize("name", ["a", "a.b", "a/b", "..a", "a..", "%2e%2e/a", "-", "~", "ü"])
def test_a_plain_name_is_let_pass(name: str) -> None:
    assert relative_path_fault(name) is None


@given(st.text(max_size=30))
def test_no_name_reads_anything_outside(name: str) -> None:
    with pytest.raises(SourceError):
        read_source(Path(__file__).parent / "nowhere", name, at=AT)


@pytest.mark.parametrize(
    ("raw", "text", "bom", "crlf"),
    [
        (b"a\nb\n", "a\nb\n", False, False),
        (b"a\r\nb\r\n", "a\nb\n", False, True),
        (b"a\rb\r", "a\nb\n", False, True),
        (b"\xef\xbb\xbfa\n", "a\n", True, False),
        (b"\xef\xbb\xbf", "", True, False),
        ("a\u2028b\x0c\n".encode(), "a\u2028b\x0c\n", False, False),
    ],
)
def test_line_ends_and_marks_are_taken_off_the_text_only(
    raw: bytes, text: str, bom: bool, crlf: bool, tmp_path: Path
) -> None:
    (tmp_path / "a").write_bytes(raw)
    file = read_source(tmp_path, "a", at=AT)
    assert (file.text, file.had_bom, file.had_crlf) == (text, bom, crlf)
    assert (file.raw, file.size) == (raw, len(raw))

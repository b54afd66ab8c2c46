"""Selectors against small files: the lines they show, or the exact message."""

from __future__ import annotations

import time
from typing import Any

import pytest

from infralens.engines.select import SelectError, grammar, language_of, outline, parse_selector
from infralens.engines.select import braces as fallback
from infralens.engines.select.definition import Definition
from infralens.ground.source import SourceFile
from tests.cases.casefile import case_in
from tests.engines.sources import CASES, cases, select, source, spelt

needs_grammar = pytest.mark.skipif(
    not grammar.is_installed(), reason="the grammar is optional: pip install infralens[cuda]"
)
SPELLINGS = case_in(CASES / "spelling.yml")


@pytest.mark.parametrize(("file", "row"), cases("select"))
def test_a_selector_shows_its_lines_or_says_why_not(file: SourceFile, row: dict[str, str]) -> None:
    if "says" in row:
        with pytest.raises(SelectError) as caught:
            select(row["select"], file)
        assert str(caught.value) == row["says"]
    else:
        assert spelt(select(row["select"], file)) == row["shows"]


@pytest.mark.parametrize("row", SPELLINGS, ids=lambda row: repr(row["text"]))
def test_a_selector_has_one_spelling_or_a_fault_at_a_place(row: dict[str, Any]) -> None:
    if "says" in row:
        with pytest.raises(SelectError) as caught:
            parse_selector(row["text"])
        assert (str(caught.value), caught.value.offset) == (row["says"], row["at"])
    else:
        assert str(parse_selector(row["text"])) == row["means"]
        assert parse_selector(row["means"]) == parse_selector(row["text"])


@pytest.mark.parametrize(
    "file", dict.fromkeys(p.values[0] for p in cases("select")), ids=lambda f: f.path
)
def test_everything_in_an_outline_resolves_to_its_selection(file: SourceFile) -> None:
    for candidate in outline(file):
        assert select(str(candidate.selector), file) == candidate.selection


@needs_grammar
@pytest.mark.parametrize("name", ["kernels.cu", "harder.cpp"])
def test_braces_find_what_the_grammar_finds(name: str) -> None:
    file = source(name, (CASES / "select" / name).read_text("utf-8"))

    def in_order(definition: Definition) -> tuple[int, int]:
        return definition.start, definition.brace

    with_grammar = sorted(grammar.definitions(file), key=in_order)
    assert with_grammar
    assert sorted(fallback.definitions(file), key=in_order) == with_grammar


def test_selectors_work_without_the_grammar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grammar, "is_installed", lambda: False)
    file = source("other.cu", (CASES / "select" / "kernels.cu").read_text("utf-8"))
    assert spelt(select("fn:lens::saxpy", file)) == "28-39"


@needs_grammar
def test_offsets_are_characters_where_the_grammar_counts_bytes() -> None:
    file = source("é.cu", 'const char* s = "é€😀";\nint f() { return 1; }\n')
    (found,) = grammar.definitions(file)
    assert file.text[found.token.start : found.token.end] == "f"
    assert file.text[found.start : found.end] == "int f() { return 1; }"
    assert list(fallback.definitions(file)) == [found]


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("a/train.py", "python"),
        ("x.YAML", "yaml"),
        ("README.md", "markdown"),
        ("k.cuh", "cuda"),
        ("k.hpp", "cpp"),
        ("run.sh", "shell"),
        ("t.csv", "csv"),
        ("Dockerfile", "text"),
    ],
)
def test_a_suffix_says_the_language(path: str, language: str) -> None:
    assert language_of(path) == language


@pytest.mark.parametrize(
    ("path", "text", "selector"),
    [
        ("deep.yaml", "[" * 30_000, "key:a"),
        ("deep.yaml", "\n".join("- " * 70 + "x" for _ in range(2)), "key:a"),
        ("deep.py", "x = " + "(" * 30_000, "sym:x"),
        ("deep.py", "x = " + "-" * 50_000 + "1", "sym:x"),
        ("odd.yaml", "a: \x07", "key:a"),
        ("odd.py", "x = '\ud800'", "sym:x"),
    ],
)
def test_a_hostile_file_is_refused_without_a_crash(path: str, text: str, selector: str) -> None:
    file = SourceFile(path, text, len(text), "")
    with pytest.raises(SelectError) as caught:
        select(selector, file)
    assert caught.value.code == "source-syntax"


def test_a_long_chain_of_elif_is_read() -> None:
    text = "if a: pass\n" + "elif a: pass\n" * 500 + "x = 1\n"
    assert spelt(select("sym:x", source("chain.py", text))) == "502"


def test_the_slowest_pattern_allowed_is_quick_on_long_lines() -> None:
    file = source("long.txt", ("a" * 2_000 + "\n") * 4)
    begin = time.perf_counter()
    with pytest.raises(SelectError):
        select("re:/a*a?a?a*a?b/", file)
    assert time.perf_counter() - begin < 3


@pytest.mark.parametrize("ending", ["\x85", "\u2028", "\f", "\x0b"])
def test_only_a_line_feed_ends_a_line(ending: str) -> None:
    text = f'a: "x{ending}y"\n# c\nb: 2\n'
    assert spelt(select("key:b", source("x.yaml", text))) == "2-3" if ending not in "\f\x0b" else 1
    text = f"s = 'x{ending}y'\nt = 2\n"
    assert spelt(select("sym:t", source("x.py", text))) == "2"
    assert spelt(select("re:/^t/", source("x.py", text))) == "2"

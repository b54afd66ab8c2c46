"""Notes against excerpts: the characters they mean, or the exact message."""

from __future__ import annotations

from typing import Any

import pytest

from infralens.engines.bind import BindError, bind, quotes_comment
from infralens.ground.source import SourceFile
from infralens.model.spec import LinesTarget, Quotation, SymbolTarget
from tests.cases.casefile import case_in
from tests.engines.sources import CASES, select, source


def _rows() -> list[Any]:
    rows = []
    for path in sorted((CASES / "bind").glob("*.yml")):
        case = case_in(path)
        file = source(case["file"], case["text"])
        for row in case["rows"]:
            name = f"{path.stem}: {row['target']}"
            rows.append(pytest.param(file, case["select"], row, id=name))
    return rows


@pytest.mark.parametrize(("file", "selector", "row"), _rows())
def test_a_target_means_its_characters_or_says_why_not(
    file: SourceFile, selector: str, row: dict[str, Any]
) -> None:
    target, selection = _target(row["target"]), select(selector, file)
    if "says" in row:
        with pytest.raises(BindError) as caught:
            bind(target, file, selection)
        assert str(caught.value) == row["says"]
        return
    spans = bind(target, file, selection)
    shown = []
    for span in spans:
        at = file.position_of(span.start)
        shown.append(f"{at.line}:{at.column} {file.text[span.start : span.end]}")
    assert shown == row["binds"]
    assert quotes_comment(spans, file) == row.get("comment", False)


def _target(written: Any) -> str | Quotation | LinesTarget | SymbolTarget:
    match written:
        case {"quote": _}:
            return Quotation(**written)
        case {"lines": _}:
            return LinesTarget(**written)
        case {"sym": _}:
            return SymbolTarget(**written)
        case _:
            return str(written)


def test_a_new_comment_makes_no_note_ambiguous() -> None:
    before = source("a.py", "def f(lr):\n    return 2 * 3\n")
    after = source("a.py", "def f(lr):  # lr: the learning rate\n    return 2 * 3\n")
    (old,), (new,) = (bind("lr", file, select("sym:f", file)) for file in (before, after))
    assert old == new

"""Source files for tests, written in place or beside them."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from infralens.engines.select import Selection, parse_selector, resolve, shown_lines
from infralens.ground.source import SourceFile
from tests.cases.casefile import case_in

CASES = Path(__file__).parent / "cases"


def source(path: str, text: str) -> SourceFile:
    raw = text.encode()
    return SourceFile(path, text, len(raw), hashlib.sha256(raw).hexdigest())


def select(selector: str, file: SourceFile) -> Selection:
    return resolve(parse_selector(selector), file)


def cases(folder: str) -> list[Any]:
    """A parameter per row of the YAML files in ``cases/<folder>``: the source and the row."""
    rows = []
    for path in sorted((CASES / folder).glob("*.yml")):
        case = case_in(path)
        text = case.get("text") or (path.parent / case["file"]).read_text("utf-8")
        file = source(case["file"], text)
        for row in case["rows"]:
            name = row.get("select") or row.get("target")
            rows.append(pytest.param(file, row, id=f"{path.stem}: {name}"))
    return rows


def spelt(selection: Selection) -> str:
    """The shown lines, gaps in parentheses: ``3-5 (6-9) 10``."""
    shown = shown_lines(selection)
    runs = [[n, n] for n in shown]
    joined: list[list[int]] = []
    for first, last in runs:
        if joined and joined[-1][1] + 1 == first:
            joined[-1][1] = last
        else:
            joined.append([first, last])
    rows = [(first, last, "{}") for first, last in joined]
    rows += [(first, last, "({})") for first, last in selection.gaps]
    spans = (
        form.format(first if first == last else f"{first}-{last}")
        for first, last, form in sorted(rows)
    )
    return " ".join(spans)

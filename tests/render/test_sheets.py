"""Style sheets: a folder of parts is one file of the site, and pages get those they need."""

from __future__ import annotations

import re

import pytest

from infralens.render.assets import FOLDER, frontend_files, shell_sheet
from tests.builder import PAGE, ROOT, Project

FRONTEND = ROOT / "infralens" / "frontend"


def test_the_parts_of_a_sheet_are_joined_in_order_without_their_comments() -> None:
    found = frontend_files()
    sheet = found[f"{FOLDER}/sheets/mission.css"].decode()
    parts = sorted((FRONTEND / "sheets" / "mission").glob("*.css"))
    assert len(parts) > 3
    texts = [part.read_text(encoding="utf-8") for part in parts]
    assert sheet == "".join(re.sub(r"/\*.*?\*/\n?", "", text, flags=re.DOTALL) for text in texts)
    assert all(b"/*" not in text for path, text in found.items() if path.endswith(".css"))
    assert not [path for path in found if path.startswith(f"{FOLDER}/sheets/mission/")]
    assert shell_sheet().startswith(b"html {")


def test_no_sheet_is_longer_than_three_hundred_lines() -> None:
    lengths = {
        path.relative_to(FRONTEND).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in FRONTEND.rglob("*.css")
    }
    assert len(lengths) > 20
    assert {name: lines for name, lines in lengths.items() if lines > 300} == {}


@pytest.mark.parametrize(
    "markup",
    ['<svg viewBox="0 0 9 9"><path class="il-ink" d="M0 0h9"/></svg>', "```math\na = b\n```"],
    ids=["drawing", "formula"],
)
def test_what_stands_by_itself_brings_its_sheet(markup: str, project: Project) -> None:
    site = project.append(PAGE, f"\n{markup}\n").build()
    assert "assets/infralens/sheets/display.css" in site.page("handbook/memory/")
    assert "assets/infralens/sheets/display.css" not in site.page("labs/basics/warm-up/")

"""A worksheet is a part of its lab's page, complete without script."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest

from infralens.model.parts import LAB_PARTS
from tests.builder import LAB, Project, Site
from tests.render.reading import Reading

SHEET = """
worksheet:
  task: Choose.
  parts:
    - title: Degrees
      fields:
        - {id: ways, label: Ways, kind: number, reason: true}
        - {id: place, label: Place, kind: choice, options: [here, "a < b"], right: "a < b"}
        - {id: risk, label: Risk, kind: text}
  table:
    command: python reads.py
    output: expected/ways.csv
    caption: All ways
    columns:
      - {name: ways, label: Ways}
      - {name: seconds, label: Time, unit: s}
    keys: [ways]
    obstacle: obstacle
    objective: seconds
    within: 5
  answer: Two [[weight|ways]].
"""
TABLE = 'ways,seconds,memory,obstacle\n1,3.0,1,\n2,2.0,2,"<b>, late"\n'


def _project(project: Project) -> Project:
    project.edit(LAB, "kind: reading", "kind: worksheet").append(LAB, SHEET)
    return project.write("code/basics/warm-up/expected/ways.csv", TABLE)


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small course with a worksheet, built; nobody changes it."""
    project = _project(Project(tmp_path_factory.mktemp("sheet")))
    project.build()
    return project


def test_a_worksheet_stands_in_its_place_on_the_page(sheet: Project) -> None:
    site = Site(sheet.path("site"))
    article = site.article("labs/basics/warm-up/")
    assert Reading(article).headings == list(LAB_PARTS)
    for control in ('name="ways"', 'name="ways-reason"', 'value="a &lt; b"', 'name="risk"'):
        assert article.count(control) == 1
    rows = re.findall(r"<tr>(<td>.*?)</tr>", article)
    assert rows == [
        "<td>1</td><td>3.0</td><td></td>",
        "<td>2</td><td>2.0</td><td>&lt;b&gt;, late</td>",
    ]
    assert "sheets/worksheet.css" in site.page("labs/basics/warm-up/")
    assert "sheets/worksheet.css" not in site.page("handbook/memory/")


def test_the_table_is_in_the_archive_and_is_run_again(sheet: Project) -> None:
    packed = Site(sheet.path("site")).bytes("raw/basics/warm-up.zip")
    archive = zipfile.ZipFile(BytesIO(packed))
    assert archive.read("warm-up/expected/ways.csv").decode() == TABLE
    assert "'python reads.py' printed something else than 'expected/ways.csv' holds" in sheet.run()


def test_what_is_no_table_is_told_of(project: Project) -> None:
    _project(project).write("code/basics/warm-up/expected/ways.csv", f"ways\n{'x' * 200_000}\n")
    assert [report for report in project.check() if "is no table: field larger" in report]

"""The terminal shows a formula of the library."""

from __future__ import annotations

from click.testing import CliRunner

from infralens.course.library import library_and_issues
from infralens.doors.cli import main

RING = "collectives.ring_all_reduce_bytes"


def show(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["show", *arguments])
    return result.exit_code, result.output


def test_the_library_has_no_issue() -> None:
    library, wrong = library_and_issues()
    assert [str(issue) for issue in wrong] == []
    code, output = show()
    assert code == 0
    assert [line.partition(": ")[0] for line in output.splitlines()] == list(library.formulas)


def test_a_value_has_unit_working_and_source() -> None:
    library, _ = library_and_issues()
    names = [parameter.name for parameter in library.formulas[RING].parameters]
    code, output = show(RING, f"{names[0]}=14e9", f"{names[1]}=8")
    assert code == 0
    assert "24.5 GB or 22.82 GiB (24500000000 in base units)" in output
    assert "8" in output
    assert output.splitlines()[-2].startswith("Source: ")
    assert output.splitlines()[-1].startswith("Not included: ")


def test_what_is_wrong_is_said() -> None:
    code, output = show("collectives.ring_all_reduce_byte")
    assert code == 2
    assert output.startswith("no formula 'collectives.ring_all_reduce_byte'; perhaps: " + RING)
    code, output = show(RING)
    assert code == 2
    assert f"{RING} has no value: nothing is given for" in output
    assert f"infralens show {RING} " in output
    code, output = show(RING, "rank=8")
    assert "it has no parameter 'rank', perhaps: " in output
    code, output = show(RING, "ranks=many")
    assert "'ranks' must be a number" in output

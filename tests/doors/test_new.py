"""What ``infralens new`` begins passes ``check``, and what it cannot begin it refuses."""

from __future__ import annotations

import pytest

from infralens.course import load_course
from infralens.course.library import library
from infralens.doors.new_calculator import new_calculator
from infralens.doors.writing import NewError
from tests.builder import Project

FORMULAS = (
    "memory.weight_bytes",
    "training.state_bytes_per_parameter",
    "queueing.latency_quantile",
    "lora.adapter_parameters",
)


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_calculator_passes_check_as_it_is(project: Project, formula: str) -> None:
    before = project.report()
    result = project.command("new", "calculator", "my-own", formula)
    assert result.output == "wrote docs/data/calculators/my-own.yml\n"
    assert project.report() == before
    course, _ = load_course(project.root)
    assert "my-own" in [one.id for one in course.calculators]


@pytest.mark.slow
def test_a_calculator_can_be_begun_from_any_formula(project: Project) -> None:
    course, _ = load_course(project.root)
    names = list(library().formulas)
    refused = []
    for number, formula in enumerate(names):
        try:
            new_calculator(course, f"number-{number}", formula)
        except NewError as error:
            refused.append(str(error))
    assert not refused
    course, _ = load_course(project.root)
    begun = [one for one in course.calculators if one.id.startswith("number-")]
    assert len(begun) == len(names)


@pytest.mark.parametrize(
    ("name", "formula", "words"),
    [
        ("My own", "memory.weight_bytes", "cannot be part of an address"),
        ("my-own", "memory.weight_byte", "perhaps: memory.weight_bytes"),
        ("taken", "memory.weight_bytes", "exists"),
    ],
)
def test_what_cannot_be_begun_is_said(
    project: Project, name: str, formula: str, words: str
) -> None:
    course, _ = load_course(project.root)
    new_calculator(course, "taken", "memory.weight_bytes")
    with pytest.raises(NewError, match=words):
        new_calculator(course, name, formula)

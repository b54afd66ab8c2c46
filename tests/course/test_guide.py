"""What the guide shows to be copied passes ``check`` in a course that has its names."""

from __future__ import annotations

import re

from tests.builder import ROOT, Project

GUIDE = ROOT / "docs" / "guide"
CONCEPT = "- {id: NAME, name: NAME, definition: What NAME says., taught: handbook/memory#reads}\n"


def with_concepts(project: Project, text: str) -> Project:
    names = re.findall(r"\[\[([\w-]+)", text)
    for listed in re.findall(r"concepts: \[(.*?)\]", text):
        names += listed.split(", ")
    for name in dict.fromkeys(names):
        project.append("docs/data/concepts.yml", CONCEPT.replace("NAME", name))
    return project


def test_the_pieces_of_a_mission_are_a_mission(project: Project) -> None:
    text = (GUIDE / "missions.md").read_text(encoding="utf-8")
    pieces = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    mission = "".join(piece for piece in pieces if "kind: waterfall" not in piece)
    mission = re.sub(
        r"page: [\w/-]+, section: \w+", "page: handbook/memory, section: reads", mission
    )
    project.write("labs/basics/30-guide.yml", re.sub(r"ref: \w+", "ref: paper", mission))
    assert with_concepts(project, mission).check() == []


def test_the_small_calculator_is_a_calculator(project: Project) -> None:
    text = (GUIDE / "calculators.md").read_text(encoding="utf-8")
    found = re.search(r"This is all of a small one:\n\n````yaml\n(.*?)````", text, re.DOTALL)
    assert found
    project.write("docs/data/calculators/attention-scores.yml", found[1])
    assert with_concepts(project, found[1]).check() == []

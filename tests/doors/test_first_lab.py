"""The guide's first lab, done as it says, prints what it says."""

from __future__ import annotations

import re

import pytest

from tests.builder import ROOT, Project

GUIDE = (ROOT / "docs" / "guide" / "first-lab.md").read_text(encoding="utf-8")
LAB = "labs/basics/11-ring-all-reduce.yml"
CODE = "code/basics/ring-all-reduce"
CONCEPT = """\
- id: NAME
  name: NAME
  definition: A phase, NAME.
  taught: handbook/memory#reads
"""


def told() -> list[tuple[str, list[str]]]:
    """Each command of the guide with the lines that it is said to print."""
    found = []
    for block in re.findall(r"```console\n(.*?)```", GUIDE, re.DOTALL):
        for call in block.split("$ infralens ")[1:]:
            command, *lines = call.strip().split("\n")
            found.append((command, [plain(line) for line in lines]))
    return found


def fence(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)
    assert found
    return found[1]


def plain(line: str) -> str:
    """Without what differs from course to course: the track, the lab's number, counts, times."""
    line = re.sub(r"\d+ (mission|calculator)s?, ", "", line)
    line = re.sub(r"\d+ (lab|excerpt|page)s?\b", r"N \1s", line.replace("ai-infra", "basics"))
    return re.sub(r"\d\.\d\d s", "T s", re.sub(r"/\d\d-ring", "/NN-ring", line))


def put_program_in_place(project: Project) -> None:
    project.write(f"{CODE}/ring.py", fence("python")).remove(f"{CODE}/starter.py")
    output = project.path(f"{CODE}/expected/starter.txt")
    output.rename(output.with_name("ring.txt"))


def rename_in_the_lab(project: Project) -> None:
    renamed = project.read(LAB).replace("starter.py", "ring.py").replace("starter.txt", "ring.txt")
    project.write(LAB, renamed)


def quote_the_code(project: Project) -> None:
    before, _, rest = project.read(LAB).partition("excerpts:\n")
    project.write(LAB, f"{before}{fence('yaml')}notice:{rest.partition('notice:')[2]}")


@pytest.mark.slow
def test_each_step_of_the_first_lab_prints_what_the_guide_says(project: Project) -> None:
    for name in ("reduce-scatter", "all-gather"):
        project.append("docs/data/concepts.yml", CONCEPT.replace("NAME", name))
    edits = {1: put_program_in_place, 2: rename_in_the_lab, 3: quote_the_code}
    for step, (command, lines) in enumerate(told()):
        if step in edits:
            edits[step](project)
        if command == "build":
            accepted = project.command(
                "accept", "basics/ring-all-reduce#sent", "--reviewed"
            ).output.splitlines()
            assert accepted[-1].strip() in GUIDE.replace("ai-infra", "basics")
        printed = project.command(*command.replace("ai-infra", "basics").split()).output
        given = [plain(line) for line in printed.splitlines()]
        if "--run" in command:
            given = [line for line in given if line in lines]
        if command == "build":
            given, lines = given[:1], lines[:1]
        assert given == lines, command

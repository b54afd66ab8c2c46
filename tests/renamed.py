"""The small course after renaming: every kind of page names an address that it had before."""

from __future__ import annotations

from tests.builder import LAB, PAGE, Project

MOVED = {
    "labs/first/": "labs/basics/",
    "labs/first/start/": "labs/basics/warm-up/",
    "code/first/start/reads.py/": "code/basics/warm-up/reads.py/",
    "missions/waiting/": "missions/queue/",
    "calculators/links/": "calculators/wire/",
    "handbook/": "handbook/memory/",
    "bytes/of/größe/": "handbook/memory/",
}
"""Old addresses, and what each leads to."""


def renamed(project: Project) -> Project:
    """The course with those addresses."""
    assert (
        project.command("new", "calculator", "wire", "collectives.ring_all_reduce_bytes").exit_code
        == 0
    )
    project.edit(
        "mkdocs.yml", "  - Concepts:", "  - Calculators: calculators/index.md\n  - Concepts:"
    )
    wire = "docs/data/calculators/wire.yml"
    for path, before, old in (
        ("labs/tracks.yml", "  title:", "labs/first"),
        (LAB, "minutes:", "labs/first/start"),
        ("labs/basics/20-queue.yml", "invariants:", "missions/waiting"),
        (wire, "group:", "calculators/links"),
        (PAGE, "title:", "handbook, bytes/of/größe"),
    ):
        indent = before[: -len(before.lstrip())]
        project.edit(path, before, f"{indent}moved_from: [{old}]\n{before}")
    return project

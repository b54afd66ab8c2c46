"""Experiments that are run: what they change must be there, and what they printed too."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from infralens.ground.issue import IssueSet, perhaps
from infralens.ground.position import Position
from infralens.model.course import StarterFile, Variation
from infralens.model.spec import Edit, LabSpec, Run

At = Callable[..., Position]
"""Where a part of the lab's file stands, by its keys and indexes."""

Captured = Callable[[str, Position], str | None]
"""The content of an output, by its name; a missing one is reported at the position."""


def read_variations(
    lab_id: str,
    spec: LabSpec,
    starters: Mapping[str, StarterFile],
    at: At,
    captured: Captured,
    issues: IssueSet,
) -> Iterator[Variation]:
    """The experiments of a lab that say how they are run."""
    track, _, slug = lab_id.partition("/")
    usual = next((s.spec.run for s in starters.values() if s.spec.run is not None), None)
    for index, experiment in enumerate(spec.experiments):
        here = at("experiments", index)
        if not experiment.edits and experiment.command is None and experiment.output is None:
            continue
        if experiment.output is None:
            hint = "name a file in expected/ with 'output:'"
            issues.add(here, "output-missing", "the experiment is run, and keeps nothing", hint)
            continue
        command = experiment.command or (usual.command if usual else None)
        if command is None:
            issues.add(here, "bad-value", "no starter of the lab is run", "write its 'command:'")
            continue
        for nth, edit in enumerate(experiment.edits):
            _check_edit(
                edit,
                starters,
                lambda key, n=nth, i=index: at(  # type: ignore[misc]
                    "experiments", i, "edits", n, key
                ),
                issues,
            )
        run = Run(command=command, output=experiment.output, timeout=usual.timeout if usual else 20)
        output = captured(experiment.output, at("experiments", index, "output"))
        yield Variation(track, slug, index + 1, experiment, run, here, output)


def changed(text: str, edits: tuple[Edit, ...], file: str) -> str:
    """The text of a starter as the edits leave it."""
    for edit in edits:
        if edit.file == file:
            text = text.replace(edit.old, edit.new)
    return text


def _check_edit(
    edit: Edit, starters: Mapping[str, StarterFile], at: Callable[[str], Position], issues: IssueSet
) -> None:
    starter = starters.get(edit.file)
    if starter is None:
        hint = perhaps(edit.file, starters, "list it among the starters")
        issues.add(at("file"), "source-missing", f"no starter '{edit.file}'", hint)
        return
    count = starter.source.text.count(edit.old)
    if count != 1:
        first = edit.old.strip().split("\n", 1)[0]
        fact = f"'{first}' occurs {count} times in '{edit.file}'"
        issues.add(at("old"), "edit-lost", fact, "quote text that occurs once")

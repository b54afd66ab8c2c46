"""Reading worksheets: are the fields and the solver's table such that a design can be judged?"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from pathlib import Path

from infralens.course.labfiles import LabFile
from infralens.course.labs import captured
from infralens.ground.issue import IssueSet, perhaps
from infralens.ground.position import Position
from infralens.model.worksheet import TableSpec, Worksheet, WorksheetSpec


def read_worksheet(root: Path, lab: LabFile, issues: IssueSet) -> Worksheet | None:
    """The worksheet of a lab with its table, or nothing where it has none or a broken one."""
    spec = lab.spec.worksheet
    if (spec is not None) != (lab.spec.kind == "worksheet"):
        fact = f"a lab of kind '{lab.spec.kind}' {'has a' if spec else 'has no'} worksheet"
        hint = "set 'kind: worksheet', or remove it" if spec else "give it a 'worksheet:'"
        issues.add(lab.at("kind"), "worksheet-kind", fact, hint)
    if spec is None:
        return None
    _check_fields(spec, lab, issues)
    at = lab.at("worksheet", "table", "output")
    printed = captured(root, lab, spec.table.output, at, issues)
    if printed is None:
        return None
    try:
        lines = [line for line in csv.reader(printed.splitlines()) if line]
    except csv.Error as error:
        _note(at, f"'{spec.table.output}' is no table: {error}", issues)
        return None
    if not _columns_exist(spec, lines[0] if lines else [], lab, issues):
        return None
    return Worksheet(spec, printed, tuple(_rows(spec.table, lines, at, issues)))


def _check_fields(spec: WorksheetSpec, lab: LabFile, issues: IssueSet) -> None:
    taken: set[str] = set()
    for part, part_spec in enumerate(spec.parts):
        for index, field in enumerate(part_spec.fields):
            place = ("worksheet", "parts", part, "fields", index)
            if field.id in taken:
                fact = f"field '{field.id}' stands twice"
                issues.add(lab.at(*place, "id"), "name-twice", fact, "choose another id")
            taken.add(field.id)
            if field.kind == "choice" and len(field.options) < 2:
                fact, hint = f"'{field.id}' leaves nothing to choose from", "give more options"
                issues.add(lab.at(*place), "bad-value", fact, hint)
            elif field.kind != "choice" and (field.options or field.right):
                fact = f"'{field.id}' is no choice, but has options"
                issues.add(lab.at(*place), "bad-value", fact, "set 'kind: choice', or remove them")
            elif field.right is not None and field.right not in field.options:
                hint = perhaps(field.right, field.options, "list it under 'options'", most=1)
                fact = f"'{field.right}' is none of the options"
                issues.add(lab.at(*place, "right"), "bad-value", fact, hint)
    numbers = {field.id for field in spec.fields if field.kind == "number"}
    for index, key in enumerate(spec.table.keys):
        if key not in numbers:
            hint = perhaps(key, numbers, "add a field of kind number")
            at = lab.at("worksheet", "table", "keys", index)
            issues.add(at, "unknown-field", f"no number is filled in for '{key}'", hint)


def _columns_exist(spec: WorksheetSpec, header: list[str], lab: LabFile, issues: IssueSet) -> bool:
    table = spec.table
    shown = [column.name for column in table.columns]
    faults: list[tuple[tuple[str | int, ...], str, str]] = []
    for place, name in [
        *((("columns", index, "name"), name) for index, name in enumerate(shown)),
        (("obstacle",), table.obstacle),
    ]:
        if name not in header:
            fact = f"'{table.output}' has no column '{name}'"
            faults.append((place, fact, perhaps(name, header, "let the solver print it")))
    for index, name in enumerate((*table.keys, table.objective)):
        if name not in shown:
            place = ("keys", index) if index < len(table.keys) else ("objective",)
            fact = f"'{name}' is no column that is shown"
            faults.append((place, fact, perhaps(name, shown, "list it under 'columns'")))
    for place, fact, hint in faults:
        issues.add(lab.at("worksheet", "table", *place), "table-invalid", fact, hint)
    return not faults


def _rows(
    table: TableSpec, lines: list[list[str]], at: Position, issues: IssueSet
) -> Iterator[tuple[str, ...]]:
    """The shown cells of each line and its obstacle; lines that cannot be judged are noted."""
    header = lines[0]
    keys: dict[tuple[str, ...], int] = {}
    usable = False
    for number, line in enumerate(lines[1:], 2):
        cells = dict(zip(header, line, strict=False))
        if len(line) != len(header):
            _note(at, f"line {number} has {len(line)} cells and {len(header)} columns", issues)
            continue
        key = tuple(cells[name] for name in table.keys)
        if keys.setdefault(key, number) != number:
            _note(at, f"lines {keys[key]} and {number} are about the same design", issues)
        if not cells[table.obstacle]:
            usable = True
            if not _is_number(cells[table.objective]):
                _note(at, f"line {number} has no number under '{table.objective}'", issues)
        yield (*(cells[column.name] for column in table.columns), cells[table.obstacle])
    if not usable:
        _note(at, "the table has no design that can be used", issues)


def _note(at: Position, fact: str, issues: IssueSet) -> None:
    issues.add(at, "table-invalid", fact, "mend what the solver prints")


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False

"""Reading the registries of models, accelerators and links."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from infralens.course.data import Listed, read_list
from infralens.course.layout import DATA
from infralens.engines.yamlnodes import node_at
from infralens.ground.issue import IssueSet, perhaps
from infralens.model.measures import MEASURES
from infralens.model.registry import (
    ROWS,
    DatedFigures,
    Entry,
    HardwareRow,
    LinkRow,
    ModelRow,
    Registry,
    figures_of,
)
from infralens.model.text import Spec

Field = tuple[float | bool, str]


def read_registries(
    root: Path, docs: str, references: frozenset[str], issues: IssueSet
) -> dict[str, Registry]:
    """The registries of the course by name; one whose file is absent has no rows."""
    return {
        name: Registry(name, dict(_entries(root, docs, name, references, issues))) for name in ROWS
    }


def _entries(
    root: Path, docs: str, name: str, references: frozenset[str], issues: IssueSet
) -> list[tuple[str, Entry]]:
    path = f"{docs}/{DATA}/{name}.yml"
    listed: list[Listed[Spec]] = read_list(root, path, docs, ROWS[name], "id", issues)
    found = []
    for row in listed:
        _check_figures(row, references, issues)
        spec = row.spec
        assert isinstance(spec, ModelRow | HardwareRow | LinkRow)
        found.append((spec.id, Entry(spec.id, spec.name, _fields(spec), tuple(_dated(row)))))
    return found


def _check_figures(row: Listed[Spec], references: frozenset[str], issues: IssueSet) -> None:
    for name, figure in figures_of(row.spec):
        location = tuple(name.split("."))
        if figure.unit not in MEASURES:
            at = node_at(row.node, (*location, "unit")).position
            hint = perhaps(figure.unit, MEASURES, "the guide on calculators lists the units")
            issues.add(at, "unknown-unit", f"no unit '{figure.unit}'", hint)
        if not figure.source.startswith("https://") and figure.source not in references:
            at = node_at(row.node, (*location, "source")).position
            hint = perhaps(figure.source, references, "name a reference, or give an address")
            issues.add(at, "unknown-reference", f"no reference '{figure.source}'", hint)


def _dated(row: Listed[Spec]) -> Iterator[DatedFigures]:
    """The figures of a row by their month, each with the place of the first one."""
    looked_up = [(name, figure.as_of, figure.source) for name, figure in figures_of(row.spec)]
    if isinstance(row.spec, ModelRow):
        looked_up.insert(0, ("config", row.spec.config.as_of, row.spec.config.source))
    for month in dict.fromkeys(as_of for _, as_of, _ in looked_up):
        found = [(name, source) for name, as_of, source in looked_up if as_of == month]
        names = tuple(name for name, _ in found)
        at = node_at(row.node, (*names[0].split("."), "as_of")).position
        yield DatedFigures(names, month, tuple(dict.fromkeys(s for _, s in found)), at)


def _fields(row: ModelRow | HardwareRow | LinkRow) -> dict[str, Field]:
    found: dict[str, Field] = {}
    if isinstance(row, ModelRow):
        for name in type(row.config).model_fields:
            value = getattr(row.config, name)
            if isinstance(value, bool | float | int):
                found[name] = (value, "")
        found["layers"] = (sum(group.count for group in row.layers), "")
        for cache in ("full", "window", "latent"):
            groups = [group for group in row.layers if group.cache == cache]
            found[f"{cache}_layers"] = (sum(group.count for group in groups), "")
        windows = {group.window for group in row.layers if group.window}
        if len(windows) == 1:
            found["window"] = (windows.pop(), "token")
    for name, figure in figures_of(row):
        measure = MEASURES.get(figure.unit)
        if measure is not None:
            found[name] = (figure.value * measure.factor, measure.dimension)
    return found

"""Which designs no other beats in everything, and how far a design is from them.

The twin of ``frontend/mission/pareto.mjs``: both read the same vectors.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from infralens.course.computing import compute
from infralens.course.scenes import meets
from infralens.engines.formula import Library
from infralens.model.computable import Value
from infralens.model.scene import Design

Better = Literal["lower", "higher"]
Row = Sequence[float]
"""The value of each objective, in base units."""

_CLOSE = 1e-9
"""Values this close, relatively, are the same: two languages differ in the last bit."""


@dataclass(frozen=True)
class Candidate:
    """A design: its settings, its results, and its objectives, None where it cannot be used."""

    settings: dict[str, Value]
    results: dict[str, float | str]
    objectives: tuple[float, ...] | None


def candidates(design: Design, library: Library) -> Iterator[Candidate]:
    """Every design that can be chosen, in the order of its settings."""
    for settings in design.choices():
        results = compute(design.model, library, settings)
        values = [results[one.output] for one in design.spec.objectives]
        numbers = tuple(value for value in values if not isinstance(value, str))
        within = all(meets(limit, results, design.model, library) for limit in design.spec.limits)
        usable = within and len(numbers) == len(values)
        yield Candidate(settings, results, numbers if usable else None)


def pareto_set(rows: Sequence[Row | None], better: Sequence[Better]) -> list[int]:
    """Where the rows stand that no other row dominates; None stands for what cannot be used."""
    known = [(at, row) for at, row in enumerate(rows) if row is not None]
    return [at for at, row in known if not any(dominates(other, row, better) for _, other in known)]


def dominates(one: Row, other: Row, better: Sequence[Better]) -> bool:
    """Whether ``one`` is nowhere worse than ``other``, and better in something."""
    gains = [_gain(a, b, way) for a, b, way in zip(one, other, better, strict=True)]
    return all(gain >= 0 for gain in gains) and any(gain > 0 for gain in gains)


@dataclass(frozen=True)
class Regret:
    """How far a row is from the set: the share of what all rows span that it loses.

    ``to`` is the row that dominates it and asks least; ``gaps`` are by objective.
    """

    to: int
    share: float
    gaps: tuple[float, ...]


def regret(rows: Sequence[Row | None], chosen: int, better: Sequence[Better]) -> Regret | None:
    """The regret of the chosen row, or None where it cannot be used."""
    row = rows[chosen]
    if row is None:
        return None
    usable = [one for one in rows if one is not None]
    spans = [max(column) - min(column) for column in zip(*usable, strict=True)]
    found = Regret(chosen, 0.0, tuple(0.0 for _ in better))
    least = float("inf")
    for at in pareto_set(rows, better):
        best = rows[at]
        assert best is not None
        if not dominates(best, row, better):
            continue
        lost = [_gain(b, r, way) for b, r, way in zip(best, row, better, strict=True)]
        gaps = tuple(gap / span if span else 0.0 for gap, span in zip(lost, spans, strict=True))
        if max(gaps) < least - _CLOSE:
            least = max(gaps)
            found = Regret(at, least, gaps)
    return found


def _gain(one: float, other: float, way: Better) -> float:
    """By how much ``one`` is better than ``other``; nothing where they are the same."""
    if abs(one - other) <= _CLOSE * max(abs(one), abs(other)):
        return 0.0
    return other - one if way == "lower" else one - other

"""Missions that can be computed: each scene with its formulas resolved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from infralens.model.calculator import InputSpec
from infralens.model.computable import Output, Value
from infralens.model.mission import DesignSpec, MissionPart, MissionSpec, SceneSpec

SIMULATIONS: dict[str, dict[str, str]] = {
    "queue": {
        "arrivals": "PerSecond",
        "service": "Seconds",
        "servers": "Count",
        "variability": "Number",
        "branches": "Count",
        "hedge_after": "Seconds",
    },
    "batches": {
        "arrivals": "PerSecond",
        "window": "Seconds",
        "largest": "Count",
        "fixed": "Seconds",
        "each": "Seconds",
        "delay": "Seconds",
        "jitter": "Seconds",
    },
    "cache": {
        "blocks": "Count",
        "block": "Tokens",
        "longest": "Tokens",
        "mean_prompt": "Tokens",
        "mean_output": "Tokens",
        "arrivals": "PerSecond",
        "token": "Seconds",
        "shared": "Tokens",
        "policy": "Count",
        "budget": "Count",
    },
}
"""The simulations of the page: each parameter with its unit.

``service`` and ``variability`` are the mean and the coefficient of variation of a branch's service,
and each branch has ``servers`` of its own. A batch takes ``fixed + each * size``. ``jitter`` is the
mean and the standard deviation of an exponential time that the link adds to ``delay``. ``token`` is
the time from one token of a sequence to the next. ``budget`` is how often one sequence may be
preempted; at 0 it is admitted only with room for the longest. ``policy``: 0 where the least recent
sequence gives way and is computed anew, 1 where the newest is moved to the host and back, 2 where
the newest is computed anew.
"""

OPTIONAL = frozenset({"branches", "hedge_after", "delay", "jitter", "shared", "policy"})
"""Parameters that are 0 (or 1, where they count branches) unless they are given."""


@dataclass(frozen=True)
class Model:
    """Inputs and outputs that can be computed; ``defaults`` are in the units of the inputs."""

    id: str
    inputs: tuple[InputSpec, ...]
    defaults: dict[str, Value]
    factors: dict[str, float]
    results: tuple[Output, ...]

    def input(self, name: str) -> InputSpec:
        return next(one for one in self.inputs if one.name == name)

    def output(self, key: str) -> Output:
        return next(one for one in self.results if one.spec.key == key)


@dataclass(frozen=True)
class Scene:
    """One part on one track."""

    part: str
    track: str
    spec: SceneSpec
    model: Model

    @property
    def controls(self) -> tuple[str, ...]:
        """Every control, those for experts last."""
        return (*self.spec.controls, *(one.control for one in self.spec.expert))

    @property
    def settings(self) -> dict[str, Value]:
        """The inputs for which the number is asked."""
        return {**self.model.defaults, **self.spec.estimate.at}


@dataclass(frozen=True)
class Part:
    """A part with its scenes in the order of the tracks."""

    spec: MissionPart
    scenes: tuple[Scene, ...]


@dataclass(frozen=True)
class Design:
    """What a strategy is chosen from on one track."""

    track: str
    spec: DesignSpec
    model: Model

    def choices(self) -> Iterator[dict[str, Value]]:
        """Every combination of settings."""
        names = [one.name for one in self.spec.inputs]
        offered = [
            [choice.value for choice in one.choices] if one.choices else [False, True]
            for one in self.spec.inputs
        ]
        for values in product(*offered):
            yield dict(zip(names, values, strict=True))


@dataclass(frozen=True)
class Mission:
    """A mission: ``group`` is the track of labs in whose folder it stands."""

    group: str
    slug: str
    number: int
    path: str
    spec: MissionSpec
    parts: tuple[Part, ...]
    designs: tuple[Design, ...]

    @property
    def id(self) -> str:
        return f"{self.group}/{self.slug}"

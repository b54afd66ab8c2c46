"""Do the pieces of a waterfall make its whole, wherever the controls are put?"""

from __future__ import annotations

import math
from collections.abc import Iterator
from random import Random

from infralens.course.computing import Result, compute
from infralens.course.missions import MissionFile
from infralens.course.scenes import reach, result_text
from infralens.engines.formula import Library
from infralens.ground.issue import IssueSet
from infralens.model.computable import Value, needed_for
from infralens.model.mission import Waterfall
from infralens.model.scene import Scene

SAMPLED = 60
"""Settings that are tried beside the defaults and the ends of each control."""

_CLOSE = 1e-9


def check_sum(
    file: MissionFile, index: int, scene: Scene, library: Library, issues: IssueSet
) -> None:
    """Note the first setting, if any, at which the segments do not add up to the total."""
    waterfall = scene.spec.instrument
    if not isinstance(waterfall, Waterfall):
        return
    segments = [one.output for one in waterfall.segments]
    keys = frozenset([*segments, waterfall.total])
    outputs, inputs = needed_for(scene.model.results, keys)
    names = [name for name in scene.controls if name in inputs]
    for chosen in _settings(scene, names):
        results = compute(scene.model, library, {**scene.model.defaults, **chosen}, outputs)
        if _adds_up([results[key] for key in segments], results[waterfall.total]):
            continue
        detail = [_said(scene, key, results[key], library) for key in segments]
        total = _said(scene, waterfall.total, results[waterfall.total], library)
        put = ", ".join(f"{name}: {_setting(value)}" for name, value in chosen.items())
        where = f"with {put}" if put else "at the defaults"
        fact = f"{where} on the track '{scene.track}' the segments do not add up to {total}"
        hint = "let the formula of the total add the outputs that are drawn"
        at = file.at("parts", index, "scenes", scene.track, "instrument", "total")
        issues.add(at, "mission-sum", fact, hint, detail)
        return


def _settings(scene: Scene, names: list[str]) -> Iterator[dict[str, Value]]:
    """What the controls are put to: nothing, each to its ends, then all of them by chance."""
    yield {}
    grids = {name: reach(scene.model.input(name)) for name in names}
    for name, grid in grids.items():
        yield from ({name: value} for value in dict.fromkeys((*grid[:1], *grid[-1:])))
    # The same settings in every build; random() itself is the same in every Python.
    chance = Random(0)
    for _ in range(SAMPLED if len(names) > 1 else 0):
        yield {n: grid[int(chance.random() * len(grid))] for n, grid in grids.items() if grid}


def _adds_up(pieces: list[Result], total: Result) -> bool:
    """Whether both are the same, or there is no total to be drawn."""
    if isinstance(total, str):
        return True
    numbers = [piece for piece in pieces if not isinstance(piece, str)]
    whole = len(numbers) == len(pieces)
    return whole and math.isclose(math.fsum(numbers), total, rel_tol=_CLOSE, abs_tol=0.0)


def _said(scene: Scene, key: str, value: Result, library: Library) -> str:
    return f"'{key}', {result_text(scene.model.output(key), value, library)}"


def _setting(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else f"{value:.12g}"

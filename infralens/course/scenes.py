"""What a scene gives: its results, its values by name, and the settings its controls reach."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import product

from infralens.course.computing import compute
from infralens.course.layout import mission_address, scene_scope
from infralens.engines.formula import Library, shown
from infralens.engines.formula.units import UNITS
from infralens.model.calculator import InputSpec
from infralens.model.computable import FromInput, FromOutput, Output, Value, needed_for
from infralens.model.measures import MEASURES
from infralens.model.mission import Bounds
from infralens.model.scene import Mission, Model, Scene

STEPS = 9
"""Settings of a control that are tried where it offers no choices."""


def named_values(mission: Mission) -> dict[str, dict[str, str]]:
    """By scope, the values that texts may name: of the mission, and of each scene its own."""
    common = dict(mission.spec.values)
    found = {mission_address(mission.slug): common}
    for part in mission.parts:
        for scene in part.scenes:
            scope = scene_scope(mission.slug, scene.part, scene.track)
            found[scope] = {**common, **_named(scene.model)}
    for design in mission.designs:
        scope = scene_scope(mission.slug, "synthesis", design.track)
        found[scope] = {**common, **_named(design.model)}
    return found


def _named(model: Model) -> dict[str, str]:
    found = {}
    for one in model.inputs:
        value = model.defaults[one.name]
        word = str(value).lower() if isinstance(value, bool) else f"{value!r} {one.in_}".strip()
        found[one.name] = word
    for output in model.results:
        words = []
        for name, argument in output.arguments.items():
            if isinstance(argument, FromInput):
                word = argument.name
            elif isinstance(argument, FromOutput):
                word = argument.key
            else:
                word = str(argument).lower() if isinstance(argument, bool) else repr(argument)
            words.append(f"{name}={word}")
        found[output.spec.key] = f"{output.spec.formula}({', '.join(words)})"
    return found


def answer(scene: Scene, library: Library) -> float | str:
    """The number that the lock asks for, in base units, or why there is none."""
    return compute(scene.model, library, scene.settings)[scene.spec.estimate.output]


def answer_text(scene: Scene, library: Library) -> str:
    """The answer as the page shows it, in the unit in which it is asked for."""
    value = answer(scene, library)
    if isinstance(value, str):
        return value
    measure = MEASURES[scene.spec.estimate.in_]
    return f"{shown(value / measure.factor, 'Number')} {measure.letters}".strip()


def displayed(scene: Scene, library: Library, inputs: Mapping[str, Value]) -> dict[str, str]:
    """Every result of a scene as text, by key."""
    results = compute(scene.model, library, inputs)
    return {key: result_text(scene.model.output(key), results[key], library) for key in results}


def result_text(output: Output, value: float | str, library: Library) -> str:
    """A result with its unit, or the reason why there is none."""
    unit = library.formulas[output.spec.formula].unit
    return value if isinstance(value, str) else shown(value, unit, digits=output.spec.digits)


def reach(one: InputSpec) -> tuple[Value, ...]:
    """The settings of an input that are tried when something is searched for."""
    if one.kind == "flag":
        return (False, True)
    if one.kind == "choice":
        return tuple(choice.value for choice in one.choices)
    low, high = one.minimum, one.maximum
    if low is None or high is None or not low < high:
        return ()
    if not math.isfinite(high - low) or (low > 0 and not math.isfinite(high / low)):
        return (low, high)
    steps = range(STEPS)
    if low > 0 and high / low > 100:
        values = [low * (high / low) ** (step / (STEPS - 1)) for step in steps]
    else:
        values = [low + (high - low) * step / (STEPS - 1) for step in steps]
    whole = one.step is not None and float(one.step).is_integer()
    return tuple(dict.fromkeys(float(round(value)) if whole else value for value in values))


def reached(
    scene: Scene, library: Library, keys: frozenset[str]
) -> Iterator[dict[str, float | str]]:
    """Results of these keys for every combination of the controls they depend on."""
    outputs, inputs = needed_for(scene.model.results, keys)
    names = [name for name in scene.controls if name in inputs]
    # The defaults come first: what is wanted is mostly a step or two from them.
    defaults = scene.model.defaults
    grids = [dict.fromkeys((defaults[name], *reach(scene.model.input(name)))) for name in names]
    for values in product(*grids):
        chosen = {**defaults, **dict(zip(names, values, strict=True))}
        yield compute(scene.model, library, chosen, outputs)


def meets(bounds: Bounds, results: Mapping[str, float | str], model: Model, lib: Library) -> bool:
    """Whether an output lies between the bounds."""
    value = results[bounds.output]
    if isinstance(value, str) or math.isnan(value):
        return False
    unit = lib.formulas[model.output(bounds.output).spec.formula].unit
    measure = MEASURES.get(bounds.in_)
    factor = measure.factor if measure and measure.dimension == UNITS[unit] else 1.0
    low = -math.inf if bounds.at_least is None else bounds.at_least * factor
    high = math.inf if bounds.at_most is None else bounds.at_most * factor
    return low <= value <= high

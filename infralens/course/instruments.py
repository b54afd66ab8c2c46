"""What an instrument draws and simulates: every binding is resolved or reported."""

from __future__ import annotations

import math

from infralens.course.mission_names import Location, Names
from infralens.engines.formula.units import UNITS
from infralens.ground.issue import perhaps
from infralens.model.computable import FromInput
from infralens.model.mission import Blocks, Frontier, SceneSpec, Simulation, Waterfall
from infralens.model.scene import OPTIONAL, SIMULATIONS, Model

LIMITS = {
    "servers": (1.0, 4096.0),
    "branches": (1.0, 4096.0),
    "largest": (1.0, 65536.0),
    "blocks": (1.0, 8192.0),
    "block": (1.0, 65535.0),
    "longest": (1.0, math.inf),
    "policy": (0.0, 2.0),
}
"""What a simulation takes of a count that is written as a number."""

ABOVE_ZERO = frozenset({"arrivals", "service", "token", "mean_prompt", "mean_output"})

FITTING = {"frontier": ("queue", "batches"), "blocks": ("cache",)}
"""The simulations that an instrument can draw."""


def note_instrument(at: Location, scene: SceneSpec, model: Model, names: Names) -> None:
    """Report what the instrument of a scene lacks, and inputs that nothing uses."""
    here = (*at, "instrument")
    match scene.instrument:
        case Frontier() as frontier:
            _note_frontier(here, frontier, model, names)
            _note_simulation(here, "frontier", frontier.simulation, model, names)
        case Waterfall() as waterfall:
            _note_waterfall(here, waterfall, model, names)
        case Blocks() as blocks:
            _note_simulation(here, "blocks", blocks.simulation, model, names)
    _note_used(at, scene, model, names)


def _note_frontier(at: Location, frontier: Frontier, model: Model, names: Names) -> None:
    if names.input((*at, "load"), frontier.load, model):
        kind = model.input(frontier.load).kind
        if kind != "quantity":
            fact = f"'{frontier.load}' is a {kind}, the x axis needs a quantity"
            names.add((*at, "load"), "bad-value", fact, "draw it over another input")
    if not frontier.from_ < frontier.to:
        fact = f"the axis goes from {frontier.from_:g} to {frontier.to:g}"
        names.add((*at, "to"), "bad-value", fact, "let it end above where it begins")
    names.time((*at, "latency"), frontier.latency, model)
    if frontier.mean is not None:
        names.time((*at, "mean"), frontier.mean, model)


def _note_waterfall(at: Location, waterfall: Waterfall, model: Model, names: Names) -> None:
    for index, segment in enumerate(waterfall.segments):
        names.time((*at, "segments", index, "output"), segment.output, model)
    names.time((*at, "total"), waterfall.total, model)
    for index, strip in enumerate(waterfall.strips):
        where = (*at, "strips", index, "share")
        unit = names.output(where, strip.share, model)
        if unit is not None and UNITS[unit]:
            fact = f"'{strip.share}' is {unit}, a strip shows a share"
            names.add(where, "unit-mismatch", fact, "name an output that is a plain number")
    if waterfall.throughput is not None:
        names.output((*at, "throughput"), waterfall.throughput, model)


def _note_simulation(
    at: Location, kind: str, simulation: Simulation, model: Model, names: Names
) -> None:
    parameters = SIMULATIONS[simulation.kind]
    if simulation.kind not in FITTING[kind]:
        fact = f"'{kind}' cannot draw the simulation '{simulation.kind}'"
        hint = f"write kind: {' or '.join(FITTING[kind])}"
        names.add((*at, "simulation", "kind"), "bad-value", fact, hint)
        return
    for name, given in simulation.with_.items():
        where = (*at, "simulation", "with", name)
        if name not in parameters:
            hint = perhaps(name, parameters, f"it has {', '.join(parameters)}")
            fact = f"'{simulation.kind}' has no parameter '{name}'"
            names.add(where, "unknown-parameter", fact, hint)
        elif isinstance(given, bool):
            fact = f"'{name}' takes a number"
            names.add(where, "unit-mismatch", fact, "write one, or name an input or an output")
        elif not isinstance(given, str):
            least, most = LIMITS.get(name, (0.0, math.inf))
            if not least <= given <= most or (name in ABOVE_ZERO and not given):
                fact = f"'{name}' is {given:g}"
                positive = "above 0" if name in ABOVE_ZERO else "0 or more"
                bound = f"at least {least:g}" if least else positive
                upper = f", at most {most:g}" if most < math.inf else ""
                names.add(where, "bad-value", fact, f"write {bound}{upper}")
        else:
            unit = names.unit_of(given, model)
            if unit is None:
                known = [one.name for one in model.inputs] + [o.spec.key for o in model.results]
                hint = perhaps(given, known, "name an input or an output")
                names.add(where, "unknown-input", f"no input or output '{given}'", hint)
            elif UNITS[unit] != UNITS[parameters[name]]:
                fact = f"'{given}' is {unit}, '{name}' is {parameters[name]}"
                names.add(where, "unit-mismatch", fact, "bind another value")
    for name in parameters:
        if name not in simulation.with_ and name not in OPTIONAL:
            fact = f"'{simulation.kind}' needs '{name}'"
            names.add((*at, "simulation"), "argument-missing", fact, f"add '{name}:' below 'with:'")


def _note_used(at: Location, scene: SceneSpec, model: Model, names: Names) -> None:
    used = {
        argument.name
        for output in model.results
        for argument in output.arguments.values()
        if isinstance(argument, FromInput)
    }
    if not isinstance(scene.instrument, Waterfall):
        used |= {str(given) for given in scene.instrument.simulation.with_.values()}
    for index, one in enumerate(scene.inputs):
        if one.name not in used:
            fact = f"nothing uses the input '{one.name}'"
            hint = "give it to a formula, or remove it"
            names.add((*at, "inputs", index, "name"), "input-unused", fact, hint)

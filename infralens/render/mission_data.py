"""What the page's script needs to know of a scene of a mission."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from infralens.course.computing import compute
from infralens.course.layout import relative
from infralens.course.scenes import meets
from infralens.engines.formula import Library
from infralens.model.computable import Value
from infralens.model.measures import MEASURES
from infralens.model.mission import Bounds, Frontier, Instrument, Simulation, Waterfall
from infralens.model.scene import Design, Mission, Model, Scene
from infralens.render.calculator_data import input_data, json_text, output_data, plain
from infralens.render.modules import calculator_modules, module_address, working_address


def scene_data(mission: Mission, scene: Scene, page: str, library: Library) -> str:
    """The description of a scene as JSON, for the page at address ``page``."""
    spec = scene.spec
    part = next(one for one in mission.parts if one.spec.id == scene.part)
    results = compute(scene.model, library, scene.model.defaults)
    holds = [meets(one.holds, results, scene.model, library) for one in part.spec.mechanism.options]
    title = _track_title(mission, scene.track)
    names = {"mission": mission.spec.title, "part": part.spec.title, "track": title}
    return json_text(
        {
            **_model(scene.model, page, library),
            "mission": mission.slug,
            "part": scene.part,
            "track": scene.track,
            "names": names,
            "right": holds.index(True) if True in holds else -1,
            "controls": list(spec.controls),
            "expert": [{"control": e.control, "replaces": e.replaces} for e in spec.expert],
            "shown": list(spec.shown),
            "instrument": _instrument(spec.instrument, scene.model),
            "estimate": {
                "output": spec.estimate.output,
                "in": MEASURES[spec.estimate.in_].letters,
                "factor": MEASURES[spec.estimate.in_].factor,
                "at": {name: plain(value) for name, value in spec.estimate.at.items()},
            },
            "target": _bounds(spec.target),
        }
    )


def design_data(mission: Mission, design: Design, page: str, library: Library) -> str:
    """The description of what a strategy is chosen from."""
    objectives = [{"output": o.output, "better": o.better} for o in design.spec.objectives]
    return json_text(
        {
            **_model(design.model, page, library),
            "mission": mission.slug,
            "track": design.track,
            "names": {
                "mission": mission.spec.title,
                "track": _track_title(mission, design.track),
            },
            "objectives": objectives,
            "limits": [_bounds(limit) for limit in design.spec.limits],
        }
    )


def _track_title(mission: Mission, track: str) -> str:
    return next(one.title for one in mission.spec.tracks if one.id == track)


def _model(model: Model, page: str, library: Library) -> dict[str, Any]:
    computed = _computed(model, library)
    formulas = calculator_modules(model, library)[module_address(model.id)]
    return {
        "id": model.id,
        "module": relative(module_address(model.id), page),
        "working": relative(working_address(model.id), page),
        "fingerprint": sha256((formulas + json_text(computed)).encode()).hexdigest()[:_DIGITS],
        **computed,
    }


_DIGITS = 16
"""So much of the hash of a model tells whether it has changed."""


def _computed(model: Model, library: Library) -> dict[str, Any]:
    return {
        "inputs": [
            input_data(one, model.factors[one.name], model.defaults[one.name])
            for one in model.inputs
        ],
        "outputs": [output_data(one, library) for one in model.results],
        "inverse": [],
    }


def _instrument(instrument: Instrument, model: Model) -> dict[str, Any]:
    match instrument:
        case Frontier():
            return {
                "kind": "frontier",
                "load": instrument.load,
                "from": plain(instrument.from_),
                "to": plain(instrument.to),
                "latency": instrument.latency,
                "mean": instrument.mean,
                "simulation": _simulation(instrument.simulation, model),
            }
        case Waterfall():
            return {
                "kind": "waterfall",
                "segments": [{"output": s.output, "phase": s.phase} for s in instrument.segments],
                "total": instrument.total,
                "strips": [{"label": s.label, "share": s.share} for s in instrument.strips],
                "throughput": instrument.throughput,
            }
        case _:
            return {"kind": "blocks", "simulation": _simulation(instrument.simulation, model)}


def _simulation(simulation: Simulation, model: Model) -> dict[str, Any]:
    inputs = {one.name for one in model.inputs}

    def bound(given: Value | str) -> dict[str, Any]:
        if isinstance(given, str):
            return {"input" if given in inputs else "output": given}
        return {"value": plain(given)}

    return {"kind": simulation.kind, "with": {n: bound(g) for n, g in simulation.with_.items()}}


def _bounds(bounds: Bounds | None) -> dict[str, Any] | None:
    if bounds is None:
        return None
    factor = MEASURES[bounds.in_].factor if bounds.in_ in MEASURES else 1.0
    return {
        "output": bounds.output,
        "in": MEASURES[bounds.in_].letters,
        "factor": factor,
        "at_least": bounds.at_least,
        "at_most": bounds.at_most,
    }

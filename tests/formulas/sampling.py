"""Random inputs of every formula: in its domain, on its boundaries, and sometimes outside."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from infralens.engines.formula import Formula, Parameter, evaluate
from tests.formulas.claims import Values, library
from tests.formulas.draws import BY_UNIT, DRAWS

Adjust = Callable[[Random, Values], None]


def samples(formula: Formula, number: int) -> list[Values]:
    """So many different inputs; the same ones in every run."""
    random = Random(formula.name)
    found: dict[tuple[float | bool, ...], Values] = {}
    for _ in range(20 * number):
        values = {one.name: _value(formula, one, random) for one in formula.parameters}
        if formula.name in ADJUST:
            ADJUST[formula.name](random, values)
        found.setdefault(tuple(values.values()), values)
        if len(found) == number:
            break
    return list(found.values())


def _value(formula: Formula, parameter: Parameter, random: Random) -> float | bool:
    if parameter.kind == "flag":
        return random.random() < 0.5
    if parameter.choices:
        return random.choice(list(parameter.choices))
    own = DRAWS.get(f"{formula.name}.{parameter.name}")
    return (own or DRAWS.get(parameter.name) or BY_UNIT[str(parameter.unit)])(random)


def _stable_queue(random: Random, values: Values) -> None:
    """A load below 1, most of the time; sometimes one server more than are busy on average."""
    servers = values.get("servers", 1)
    load = random.choice([0.5, 1.02]) if random.random() < 0.1 else random.uniform(0.01, 0.999)
    values["service"] = random.choice([0.5, 1.0, random.uniform(0.01, 10)])
    values["arrivals"] = servers * load / values["service"]
    if servers > 1 and random.random() < 0.1:
        values["arrivals"] = (servers - 1) / values["service"]


def _stable_server(random: Random, values: Values) -> None:
    """A load below 1 of the largest batch, most of the time."""
    capacity = library().formulas["serving.completion_rate"]
    given = {one.name: values.get(one.name, 0) for one in capacity.parameters}
    given["batch"] = values["batch_limit"]
    load = 1.01 if random.random() < 0.02 else random.uniform(0.01, 0.99)
    values["arrivals"] = load * evaluate(capacity, given)


ADJUST: dict[str, Adjust] = {
    **{
        f"queueing.{name}": _stable_queue
        for name in (
            "single_server_mean",
            "single_server_quantile",
            "waiting_probability",
            "mean_wait",
            "mean_latency",
            "wait_survival",
            "wait_quantile",
            "latency_survival",
            "latency_quantile",
            "general_service_mean_wait",
            "general_mean_wait",
        )
    },
    **{
        f"serving.{name}": _stable_server
        for name in (
            "highest_state_share",
            "full_batch_share",
            "requests_in_server",
            "server_latency",
        )
    },
}

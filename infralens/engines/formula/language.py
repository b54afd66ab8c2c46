"""The names a formula module imports: units, unit constants and functions.

The engine never runs a formula module. These definitions let editors complete it and tests import
it, where each function computes what the engine would.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, overload

from infralens.engines.formula import numeric
from infralens.engines.formula.numeric import DomainError
from infralens.engines.formula.numeric import ceil as ceil
from infralens.engines.formula.numeric import ceil_log2 as ceil_log2
from infralens.engines.formula.numeric import exp as exp
from infralens.engines.formula.numeric import expm1 as expm1
from infralens.engines.formula.numeric import floor as floor
from infralens.engines.formula.numeric import largest as largest
from infralens.engines.formula.numeric import log as log
from infralens.engines.formula.numeric import log2 as log2
from infralens.engines.formula.numeric import solve as solve
from infralens.engines.formula.numeric import sqrt as sqrt

Count = Annotated[float, "a number of things"]
Number = Annotated[float, "a plain number"]
Fraction = Annotated[float, "a share, shown as percent"]
Parameters = Annotated[float, "parameters of a model"]
Bits = Annotated[float, "bits of a format"]
Bytes = Annotated[float, "byte"]
Flops = Annotated[float, "flop"]
Tokens = Annotated[float, "token"]
Requests = Annotated[float, "request"]
Seconds = Annotated[float, "second"]
Usd = Annotated[float, "usd"]
Joules = Annotated[float, "joule"]
Watts = Annotated[float, "joule / second"]
BytesPerSecond = Annotated[float, "byte / second"]
FlopsPerSecond = Annotated[float, "flop / second"]
TokensPerSecond = Annotated[float, "token / second"]
RequestsPerSecond = Annotated[float, "request / second"]
PerSecond = Annotated[float, "1 / second"]
BytesPerToken = Annotated[float, "byte / token"]
FlopsPerToken = Annotated[float, "flop / token"]
SecondsPerToken = Annotated[float, "second / token"]
TokensPerRequest = Annotated[float, "token / request"]
SecondsPerRequest = Annotated[float, "second / request"]
FlopsPerByte = Annotated[float, "flop / byte"]
UsdPerSecond = Annotated[float, "usd / second"]
UsdPerToken = Annotated[float, "usd / token"]

BYTE = 1.0
BIT = 0.125
KB, MB, GB, TB = 1e3, 1e6, 1e9, 1e12
KIB, MIB, GIB, TIB = 2.0**10, 2.0**20, 2.0**30, 2.0**40
FLOP, GFLOP, TFLOP = 1.0, 1e9, 1e12
SECOND, MILLISECOND, MICROSECOND = 1.0, 1e-3, 1e-6
MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0
TOKEN = REQUEST = USD = 1.0
PERCENT = 0.01


def require(condition: bool, reason: str) -> None:
    """Raises ``DomainError`` with the reason unless the condition holds."""
    if not condition:
        raise DomainError(reason)


@overload
def fold(steps: float, step: Callable[[float, float], float], a: float, /) -> float: ...
@overload
def fold(
    steps: float,
    step: Callable[[float, float, float], tuple[float, float]],
    a: float,
    b: float,
    /,
) -> tuple[float, float]: ...
@overload
def fold(
    steps: float,
    step: Callable[[float, float, float, float], tuple[float, float, float]],
    a: float,
    b: float,
    c: float,
    /,
) -> tuple[float, float, float]: ...
@overload
def fold(
    steps: float,
    step: Callable[[float, float, float, float, float], tuple[float, float, float, float]],
    a: float,
    b: float,
    c: float,
    d: float,
    /,
) -> tuple[float, float, float, float]: ...
def fold(
    steps: float, step: Callable[..., float | tuple[float, ...]], *start: float
) -> float | tuple[float, ...]:
    """The carried values after ``steps`` steps; see ``numeric.fold``."""
    if len(start) > 1:
        return numeric.fold(steps, step, *start)  # type: ignore[arg-type]
    return numeric.fold(steps, lambda k, a: (step(k, a),), *start)[0]  # type: ignore[arg-type,return-value]

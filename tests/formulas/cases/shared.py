"""What the tables of cases have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.formulas.claims import Claim

Inputs = dict[str, Any]
Claims = dict[str, Claim | list[Claim]]
Cases = dict[str, Callable[[Inputs], Claims]]

KIB, MIB, GIB = 2**10, 2**20, 2**30
DAY, YEAR, HOUR = 86_400, 365 * 86_400, 3_600
MILLI, MICRO, PERCENT = 1e-3, 1e-6, 1e-2

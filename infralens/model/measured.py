"""Numbers that were measured: what is shown, and where a run printed it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER = re.compile(r"[-−+]?[0-9][0-9,]*(?:\.[0-9]+)?")


@dataclass(frozen=True)
class Measured:
    """``shown`` stands in the text; ``line`` is the part of a starter's output that holds it."""

    shown: str
    starter: str
    line: str


def measured(text: str) -> Measured | None:
    """From ``shown | starter | pattern``, where ``{}`` in the pattern stands for the number."""
    parts = [" ".join(part.split()) for part in text.split("|")]
    if len(parts) != 3 or parts[2].count("{}") != 1:
        return None
    number = _NUMBER.search(parts[0])
    if number is None or not parts[1]:
        return None
    plain = number[0].replace("−", "-")
    return Measured(parts[0], parts[1], parts[2].replace("{}", plain))

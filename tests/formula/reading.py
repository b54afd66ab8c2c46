"""Libraries from text, and the comparison of both languages."""

from __future__ import annotations

import math
from pathlib import Path

from infralens.engines.formula import DomainError, Formula, Library, evaluate, read_library
from infralens.engines.formula.evaluate import Values
from infralens.ground.source import SourceFile

CASES = Path(__file__).parent / "cases"
HEAD = """\
from __future__ import annotations
from typing import Literal
from infralens.engines.formula.language import (
    BIT, BYTE, FLOP, GB, HOUR, SECOND, TOKEN, USD,
    Bytes, BytesPerSecond, BytesPerToken, Count, Flops, Fraction, Number, Requests, Seconds,
    Tokens, TokensPerSecond,
    ceil, ceil_log2, exp, expm1, floor, fold, largest, log, log2, require, solve, sqrt,
)
"""
DOCSTRING = '    """A\n\n    Source: here\n    Not included: nothing\n    """\n'


def source(text: str, name: str = "m") -> SourceFile:
    return SourceFile(f"formulas/{name}.py", text, len(text), "")


def constructs() -> Library:
    text = (CASES / "constructs.py").read_text(encoding="utf-8")
    library, issues = read_library([source(text, "constructs")])
    assert [str(issue) for issue in issues] == []
    return library


def read(text: str) -> Library:
    """The library of one module without any issue."""
    library, issues = read_library([source(HEAD + text)])
    assert [str(issue) for issue in issues] == [], text
    return library


def outcome(formula: Formula, values: Values) -> dict[str, object]:
    """The value or the reason, as Node answers it."""
    try:
        return {"value": evaluate(formula, values)}
    except DomainError as error:
        return {"reason": str(error)}


def agree(ours: dict[str, object], theirs: dict[str, object]) -> bool:
    """Whether both have the same reason, or values within 1e-9 of one another."""
    if "value" not in ours or "value" not in theirs:
        return ours == theirs
    one, other = ours["value"], theirs["value"]
    assert isinstance(one, float)
    return math.isclose(one, float(str(other)), rel_tol=1e-9, abs_tol=0.0)

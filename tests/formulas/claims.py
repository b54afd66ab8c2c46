"""A claim: a formula and the values that must give a published number; claims can be nested."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

from infralens.engines.formula.evaluate import evaluate
from infralens.engines.formula.javascript import javascript
from infralens.engines.formula.library import read_library
from infralens.engines.formula.numeric import DomainError
from infralens.engines.formula.tree import Library
from infralens.ground.position import Position
from infralens.ground.source import read_source

ROOT = Path(__file__).parents[2]
FOLDER = "infralens/formulas"

Input: TypeAlias = "float | bool | Claim"
Plain: TypeAlias = "float | bool | dict[str, object]"


@dataclass(frozen=True)
class Claim:
    """The value of a formula, in another unit or counted from an offset."""

    formula: str
    values: dict[str, Input]
    unit: float = 1
    offset: float = 0

    def called(self) -> set[str]:
        """All formulas that are evaluated for it, its own and those of its inputs."""
        inner = (value.called() for value in self.values.values() if isinstance(value, Claim))
        return {self.formula}.union(*inner)


@dataclass(frozen=True)
class Outcome:
    """A number, or the reason why there is none."""

    value: float | None = None
    reason: str | None = None


Evaluator: TypeAlias = Callable[[Iterable[Claim]], list[Outcome]]


def claim(formula: str, *, unit: float = 1, offset: float = 0, **values: Input) -> Claim:
    return Claim(formula, values, unit, offset)


@cache
def library() -> Library:
    """The library of the project; it has no issues."""
    files = sorted((ROOT / FOLDER).glob("*.py"))
    at = Position(FOLDER)
    sources = [read_source(ROOT, f"{FOLDER}/{file.name}", at=at) for file in files]
    found, issues = read_library(sources)
    assert not [str(issue) for issue in issues]
    return found


def in_python(claims: Iterable[Claim]) -> list[Outcome]:
    return [_outcome(one) for one in claims]


def in_javascript(folder: Path) -> Evaluator:
    """An evaluator by Node, with the library's script in this folder."""
    numeric = ROOT / "infralens/frontend/numeric.mjs"
    (folder / "numeric.mjs").write_text(numeric.read_text("utf-8"), "utf-8")
    (folder / "formulas.mjs").write_text(javascript(library()), "utf-8")
    (folder / "run.mjs").write_text(RUN, "utf-8")

    def run(claims: Iterable[Claim]) -> list[Outcome]:
        given = json.dumps([_plain(one) for one in claims])
        done = subprocess.run(
            ["node", "run.mjs"],
            cwd=folder,
            input=given,
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return [Outcome(**one) for one in json.loads(done.stdout)]

    return run


RUN = """
import { readFileSync } from "node:fs";
import * as formulas from "./formulas.mjs";
import { DomainError } from "./numeric.mjs";

function value(claim) {
  const values = Object.fromEntries(
    Object.entries(claim.values).map(([name, one]) => [
      name,
      typeof one === "object" ? value(one) : one,
    ]),
  );
  const formula = formulas[claim.formula.replace(".", "$")];
  return (formula(values) - claim.offset) / claim.unit;
}

function outcome(claim) {
  try {
    return { value: value(claim) };
  } catch (error) {
    if (error instanceof DomainError) return { reason: error.message };
    throw error;
  }
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf-8")).map(outcome)));
"""


def _outcome(one: Claim) -> Outcome:
    try:
        return Outcome(value=_value(one))
    except DomainError as error:
        return Outcome(reason=str(error))


def _value(one: Claim) -> float:
    values = {
        name: _value(value) if isinstance(value, Claim) else value
        for name, value in one.values.items()
    }
    return (evaluate(library().formulas[one.formula], values) - one.offset) / one.unit


def _plain(one: Claim) -> dict[str, object]:
    values: dict[str, Plain] = {
        name: _plain(value) if isinstance(value, Claim) else value
        for name, value in one.values.items()
    }
    return {
        "formula": one.formula,
        "values": values,
        "unit": one.unit,
        "offset": one.offset,
    }

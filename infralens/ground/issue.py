"""Problems as data: a code, a place, a fact and a next step."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import IntEnum

from infralens.ground.codes import CODES, Severity
from infralens.ground.position import Position


class Exit(IntEnum):
    """What a command's exit code says."""

    FINE = 0
    STALE = 1
    BROKEN = 2


@dataclass(frozen=True)
class Issue:
    """One problem at one place.

    ``detail`` holds further lines (a diff, notes that touch it); they follow the one-line report.
    """

    position: Position
    code: str
    fact: str
    hint: str
    detail: tuple[str, ...] = ()

    @property
    def severity(self) -> Severity:
        return CODES[self.code].severity

    def __str__(self) -> str:
        fact, hint = _bounded(self.fact), _bounded(self.hint)
        return _visible(f"{self.position}: {self.code}: {fact}; {hint}")

    def report(self) -> str:
        """The one-line form and, indented below it, the detail."""
        return "\n".join([str(self), *(_visible(f"    {line}".rstrip()) for line in self.detail)])


class IssueSet:
    """All problems found in one run, kept sorted by place and free of repetition."""

    def __init__(self, issues: Iterable[Issue] = ()) -> None:
        self._issues: dict[Issue, None] = dict.fromkeys(issues)

    def add(
        self, position: Position, code: str, fact: str, hint: str, detail: Iterable[str] = ()
    ) -> None:
        self._issues[Issue(position, code, fact, hint, tuple(detail))] = None

    def extend(self, issues: Iterable[Issue]) -> None:
        self._issues.update(dict.fromkeys(issues))

    def __iter__(self) -> Iterator[Issue]:
        return iter(sorted(self._issues, key=lambda i: (i.position, i.code, i.fact)))

    def __len__(self) -> int:
        return len(self._issues)

    def of(self, *severities: Severity) -> list[Issue]:
        return [issue for issue in self if issue.severity in severities]

    @property
    def exit(self) -> Exit:
        """2 when any input is broken, else 1 when anything is stale, else 0."""
        if self.of(Severity.BROKEN):
            return Exit.BROKEN
        return Exit.STALE if self.of(Severity.STALE) else Exit.FINE

    def to_json(self) -> str:
        """The issues for machines: a list of objects, one per issue, in order of place."""
        rows = [
            {
                "path": issue.position.path,
                "line": issue.position.line,
                "column": issue.position.column,
                "code": issue.code,
                "severity": issue.severity.value,
                "fact": issue.fact,
                "hint": issue.hint,
                "detail": list(issue.detail),
            }
            for issue in self
        ]
        return json.dumps(rows, indent=2)


_INVISIBLE = re.compile(
    "[\\x00-\\x08\\x0a-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff]"
)


_MOST = 300
"""Characters of a fact or a hint: a report stays readable whatever the names in it are."""


def _bounded(text: str) -> str:
    half = _MOST // 2
    return text if len(text) <= _MOST else f"{text[:half]} … {text[-half:]}"


def _visible(text: str) -> str:
    """The text on one line: what would steer a terminal, or cannot be printed, as an escape."""
    return _INVISIBLE.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def nearest(name: str, known: Iterable[str], most: int = 5, least: float = 0.45) -> list[str]:
    """The known names most like the given one, best first; ``least`` is how alike, from 0 to 1."""
    wanted = name.casefold()

    def likeness(candidate: str) -> float:
        return SequenceMatcher(None, wanted, candidate.casefold()).ratio()

    scored = sorted(((likeness(c), c) for c in set(known)), key=lambda pair: (-pair[0], pair[1]))
    # Beside a name that is almost the same, those that merely share some letters are noise.
    least = max(least, scored[0][0] - 0.15) if scored else 0
    return [candidate for ratio, candidate in scored[:most] if ratio >= least]


def perhaps(name: str, known: Iterable[str], otherwise: str, most: int = 5) -> str:
    """A hint that names the nearest known names, or the given sentence when none is near."""
    near = nearest(name, known, most)
    return f"perhaps: {', '.join(near)}" if near else otherwise

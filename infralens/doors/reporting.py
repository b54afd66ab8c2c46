"""Issues on the terminal or as JSON."""

from __future__ import annotations

import os

import click

from infralens.ground.codes import Severity
from infralens.ground.issue import Exit, Issue, IssueSet
from infralens.ground.position import Position

_COLOURS = {
    Severity.BROKEN: "red",
    Severity.STALE: "red",
    Severity.WARNING: "yellow",
    Severity.NOTICE: "cyan",
}
_GITHUB = {
    Severity.BROKEN: "error",
    Severity.STALE: "error",
    Severity.WARNING: "warning",
    Severity.NOTICE: "notice",
}


def report(issues: IssueSet, *, as_json: bool = False) -> None:
    """Print every issue, one line each with its detail below, or all of them as JSON."""
    if as_json:
        click.echo(issues.to_json())
        return
    for issue in issues:
        click.echo(_coloured(issue))
        if os.environ.get("GITHUB_ACTIONS") == "true":
            click.echo(_annotation(issue))


def refuse(path: str, fact: str, hint: str) -> Exit:
    """Say why a command does nothing; how it ends."""
    report(IssueSet([Issue(Position(path), "config-invalid", fact, hint)]))
    return Exit.BROKEN


def counts(number: int, noun: str) -> str:
    """'1 lab', '2 labs'."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def summary(issues: IssueSet) -> str:
    """'2 stale, 1 notice', or 'no issue'."""
    counts = {severity: len(issues.of(severity)) for severity in Severity}
    named = [f"{count} {severity.value}" for severity, count in counts.items() if count]
    return ", ".join(named) or "no issue"


def _coloured(issue: Issue) -> str:
    head, *detail = issue.report().splitlines()
    place, _, rest = head.partition(": ")
    code, _, words = rest.partition(": ")
    colour = _COLOURS[issue.severity]
    return "\n".join([f"{place}: {click.style(code, fg=colour)}: {words}", *detail])


def _annotation(issue: Issue) -> str:
    at = issue.position
    path = _escaped(at.path).replace(":", "%3A").replace(",", "%2C")
    place = f"file={path},line={at.line},col={at.column},title={issue.code}"
    return f"::{_GITHUB[issue.severity]} {place}::{_escaped(f'{issue.fact}; {issue.hint}')}"


def _escaped(text: str) -> str:
    """As workflow commands want it: a line end would begin a command of its own."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

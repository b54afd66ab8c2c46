"""``infralens show``: one value of a formula, with its working."""

from __future__ import annotations

import click

from infralens.course.library import library_and_issues
from infralens.doors.reporting import report
from infralens.engines.formula import (
    DomainError,
    Formula,
    Parameter,
    dominant,
    evaluate,
    shown,
    working,
)
from infralens.ground.issue import Exit, IssueSet, perhaps


def show(name: str | None, given: tuple[str, ...]) -> Exit:
    """Print value, unit, working and source; without a name, list the formulas.

    The value is that of the arguments ``name=value``; what is wrong with them is said and ends it.
    """
    library, wrong = library_and_issues()
    issues = IssueSet(wrong)
    report(issues)
    if issues.exit is not Exit.FINE:
        return issues.exit
    if name is None:
        for one in library.formulas.values():
            click.echo(f"{one.name}: {one.label}")
        return Exit.FINE
    formula = library.formulas.get(name)
    if formula is None:
        hint = perhaps(name, library.formulas, "infralens show lists them")
        click.echo(f"no formula '{name}'; {hint}")
        return Exit.BROKEN
    try:
        _print(formula, _values(formula, given))
    except DomainError as error:
        click.echo(f"{name} has no value: {error}")
        click.echo(_usage(formula))
        return Exit.BROKEN
    return Exit.FINE


def _values(formula: Formula, given: tuple[str, ...]) -> dict[str, float | bool]:
    parameters = {parameter.name: parameter for parameter in formula.parameters}
    values: dict[str, float | bool] = {}
    for one in given:
        name, _, text = one.partition("=")
        if name not in parameters:
            hint = perhaps(name, parameters, f"it takes {', '.join(parameters)}")
            raise DomainError(f"it has no parameter '{name}', {hint}")
        values[name] = _value(parameters[name], text)
    missing = [name for name in parameters if name not in values]
    if missing:
        raise DomainError(f"nothing is given for {', '.join(missing)}")
    return values


def _value(parameter: Parameter, text: str) -> float | bool:
    if parameter.kind == "flag":
        truths = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
        if text.lower() not in truths:
            raise DomainError(f"'{parameter.name}' must be true or false")
        return truths[text.lower()]
    try:
        return float(text)
    except ValueError:
        raise DomainError(f"'{parameter.name}' must be a number") from None


def _print(formula: Formula, values: dict[str, float | bool]) -> None:
    value = evaluate(formula, values)
    exact = f"{value:.15g} in base units"
    binary = shown(value, formula.unit, binary=True)
    decimal = shown(value, formula.unit)
    both = decimal if binary == decimal else f"{decimal} or {binary}"
    click.echo(f"{formula.label}: {both} ({exact})")
    for step in working(formula, values):
        click.echo(f"  {step.name} = {step.expression}")
        click.echo(f"  {' ' * len(step.name)} = {step.substituted}")
        click.echo(f"  {' ' * len(step.name)} = {step.result}")
    most = dominant(formula, values)
    if most:
        click.echo(f"  matters most: {most}")
    click.echo(f"Source: {formula.source}")
    click.echo(f"Not included: {formula.leaves_out}")


def _usage(formula: Formula) -> str:
    words = []
    for parameter in formula.parameters:
        choices = "|".join(f"{choice:g}" for choice in parameter.choices)
        kind = {"flag": "true|false", "choice": choices}.get(parameter.kind, parameter.unit)
        words.append(f"{parameter.name}={kind}")
    return f"infralens show {formula.name} {' '.join(words)}"

"""The command line. Exit codes: 0 fine, 1 stale or failing, 2 broken input."""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from infralens import __version__
from infralens.course import load_course
from infralens.course.checks.ages import check_ages
from infralens.course.run import capture, issues_of, run_starters, slowest
from infralens.doors import new as beginnings
from infralens.doors import new_calculator as calculators
from infralens.doors import review
from infralens.doors.building import build_site
from infralens.doors.reporting import refuse, report, summary
from infralens.doors.settings import SettingsError, read_settings
from infralens.doors.writing import NewError
from infralens.ground.issue import Exit, IssueSet
from infralens.model.calculator import CalculatorSpec
from infralens.model.course import Course
from infralens.model.entries import ConceptSpec, ReferenceSpec, TrackSpec
from infralens.model.mission import MissionSpec
from infralens.model.spec import LabSpec
from infralens.model.text import Spec

_PATIENCE = 50_000
"""Objects that are made before Python looks for circles among them; it would after 700."""

_SCHEMAS: dict[str, type[Spec]] = {
    "lab": LabSpec,
    "track": TrackSpec,
    "concept": ConceptSpec,
    "reference": ReferenceSpec,
    "calculator": CalculatorSpec,
    "mission": MissionSpec,
}


class _Commands(click.Group):
    """Commands that report what the system refuses: no permission, a full disk, a file in place."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except OSError as error:
            if error.filename is None:
                raise
            name = os.path.relpath(os.fsdecode(error.filename))
            path = os.fsdecode(error.filename) if name.startswith("..") else name
            fact = f"'{path}' cannot be used: {error.strerror}"
            sys.exit(refuse(path, fact, "mend that, or name another place"))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="infralens")
@click.option(
    "-f",
    "--config-file",
    type=click.Path(path_type=Path),
    default=Path("mkdocs.yml"),
    show_default=True,
    help="The site's configuration; the course is its folder.",
)
@click.pass_context
def main(context: click.Context, config_file: Path) -> None:
    """Check, build and serve a course whose explanations are bound to its code."""
    # Nearly all that a command reads it keeps: looking for garbage so often finds none.
    gc.set_threshold(_PATIENCE)
    context.obj = config_file
    if not config_file.is_file() and context.invoked_subcommand not in ("new", "schema", "show"):
        hint = "run this in a course's folder, or name one with -f"
        context.exit(refuse(str(config_file), f"no '{config_file}' here", hint))


@main.command()
@click.option("--run", "run_", is_flag=True, help="Run the starters and compare their output.")
@click.option("--capture", "capture_", is_flag=True, help="With --run: keep what they print.")
@click.option("--external", is_flag=True, help="Ask whether outside links still answer.")
@click.option(
    "--site",
    type=click.Path(path_type=Path, file_okay=False),
    help="Check a built site instead of the course.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the issues as JSON.")
@click.pass_obj
def check(
    config_file: Path,
    run_: bool,
    capture_: bool,
    external: bool,
    site: Path | None,
    as_json: bool,
) -> None:
    """Prove links, excerpts, notes and texts; nothing is written."""
    if capture_ and not run_:
        raise click.UsageError("--capture keeps what a run prints: add --run")
    if site is not None and (run_ or external):
        raise click.UsageError("--site judges a built site: leave out --run and --external")
    if site is not None:
        from infralens.sitecheck import check_site

        _finish(IssueSet(check_site(site)), as_json=as_json, subject=str(site))
    course, issues = _load(config_file)
    check_ages(course, date.today(), issues)
    if external:
        from infralens.doors.external import check_external

        issues.extend(check_external(course, read_settings(config_file).docs))
    if run_ and issues.exit is not Exit.BROKEN:
        issues.extend(_run(course, keep=capture_, quiet=as_json))
    _finish(issues, as_json=as_json, subject=review.contents(course))


@main.command()
@click.option("--site-dir", type=click.Path(path_type=Path), help="Where the site is put.")
@click.pass_obj
def build(config_file: Path, site_dir: Path | None) -> None:
    """Check, then build the site strictly; a failed build leaves the old site as it is."""
    sys.exit(build_site(config_file, site_dir))


@main.command()
@click.option("-a", "--address", help="Address and port, as 127.0.0.1:8000.")
@click.option("-o", "--open", "open_browser", is_flag=True, help="Open the site in a browser.")
@click.pass_obj
def serve(config_file: Path, address: str | None, open_browser: bool) -> None:
    """Serve the site and rebuild it at every edit."""
    from infralens.doors.serving import serve_site

    sys.exit(serve_site(config_file, address, open_browser=open_browser))


@main.command()
@click.argument("excerpts", nargs=-1, required=True, metavar="LAB#EXCERPT…")
@click.option("--reviewed", is_flag=True, help="Record that the notes still fit the code.")
@click.pass_obj
def accept(config_file: Path, excerpts: tuple[str, ...], reviewed: bool) -> None:
    """Show what changed in an excerpt; with --reviewed, approve it."""
    course, issues = _load(config_file)
    sys.exit(review.accept(course, issues, excerpts, reviewed=reviewed))


@main.command()
@click.pass_obj
def refresh(config_file: Path) -> None:
    """Record changes of layout and comments, and drop what no excerpt uses."""
    course, issues = _load(config_file)
    sys.exit(review.refresh(course, issues))


@main.command()
@click.argument("formula", required=False)
@click.argument("values", nargs=-1, metavar="NAME=VALUE…")
def show(formula: str | None, values: tuple[str, ...]) -> None:
    """Print a formula's value with unit, working and source, or list the formulas."""
    from infralens.doors.show import show as show_formula

    sys.exit(show_formula(formula, values))


@main.command()
@click.argument("name", type=click.Choice(sorted(_SCHEMAS)), default="lab")
def schema(name: str) -> None:
    """Print the JSON Schema that editors use to complete and check a lab file."""
    click.echo(json.dumps(_SCHEMAS[name].model_json_schema(), indent=2))


@main.command()
@click.option("--out", type=click.Path(path_type=Path), required=True, help="A new folder.")
@click.pass_obj
def materialize(config_file: Path, out: Path) -> None:
    """Write the course as plain Markdown that any site engine can build."""
    from infralens.doors.materialize import materialize as write

    course, issues = _load(config_file)
    report(issues)
    if issues.exit is not Exit.FINE:
        sys.exit(issues.exit)
    click.echo(f"{write(course, read_settings(config_file), out)} files in {out}")


@main.group()
def new() -> None:
    """Write the beginning of a lab, a page, a calculator or a course; it passes check as it is."""


@new.command("lab")
@click.argument("track")
@click.argument("slug")
@click.pass_obj
def new_lab(config_file: Path, track: str, slug: str) -> None:
    """A lab with one starter file: labs/TRACK/NN-SLUG.yml and code/TRACK/SLUG/."""
    _begin(lambda: beginnings.new_lab(_load(config_file)[0], track, slug))


@new.command("page")
@click.argument("name")
@click.pass_obj
def new_page(config_file: Path, name: str) -> None:
    """A handbook page: docs/handbook/NAME.md."""
    _begin(lambda: beginnings.new_page(_load(config_file)[0], name))
    click.echo(f"now list it in the nav of {config_file.name}: handbook/{name}.md")


@new.command("calculator")
@click.argument("name")
@click.argument("formula", default="memory.weight_bytes")
@click.pass_obj
def new_calculator(config_file: Path, name: str, formula: str) -> None:
    """A calculator of one FORMULA: docs/data/calculators/NAME.yml."""
    _begin(lambda: calculators.new_calculator(_load(config_file)[0], name, formula))


@new.command("course")
@click.argument("folder", type=click.Path(path_type=Path))
def new_course(folder: Path) -> None:
    """A course of one page and one lab in a new folder."""
    _begin(lambda: beginnings.new_course(folder))


def _begin(write: Callable[[], list[str]]) -> None:
    try:
        for path in write():
            click.echo(f"wrote {path}")
    except NewError as error:
        report(IssueSet([error.issue]))
        sys.exit(Exit.BROKEN)


def _load(config_file: Path) -> tuple[Course, IssueSet]:
    try:
        settings = read_settings(config_file)
    except SettingsError as error:
        report(IssueSet([error.issue]))
        sys.exit(Exit.BROKEN)
    return load_course(settings.root, settings.docs)


def _run(course: Course, *, keep: bool, quiet: bool) -> IssueSet:
    ran = []
    for one in run_starters(course):
        ran.append(one)
        verdict = one.issue.code if one.issue else "as captured"
        if one.captured is None and not one.issue:
            verdict = "nothing captured yet"
        if not quiet:
            click.echo(f"{one.name}: {one.seconds:.2f} s, {verdict}")
        if keep and one.printed and one.printed != one.captured:
            click.echo(f"captured {capture(course.root, one)}")
    longest = slowest(ran)
    if longest and longest.seconds and not quiet:
        click.echo(f"slowest: {longest.name}, {longest.seconds:.2f} s")
    return issues_of(ran)


def _finish(issues: IssueSet, *, as_json: bool, subject: str) -> None:
    report(issues, as_json=as_json)
    if not as_json:
        click.echo(f"{subject}: {summary(issues)}")
    sys.exit(issues.exit)

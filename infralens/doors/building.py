"""Building with MkDocs."""

from __future__ import annotations

import logging
import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from infralens.doors.reporting import refuse, report, summary
from infralens.doors.repository import git
from infralens.doors.review import contents
from infralens.ground.codes import Severity
from infralens.ground.issue import Exit


def build_site(config_file: Path, site_dir: Path | None) -> Exit:
    """Check, then build strictly beside the site that stands, and put the new one in its place.

    When anything fails, the site that stands is left as it is, byte for byte.
    """
    settle(config_file)
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, BuildError, ConfigurationError

    from infralens.doors.plugin import InfraLensPlugin

    log_to_terminal()
    fresh: Path | None = None
    try:
        config = load_config(str(config_file), strict=True)
        target = (site_dir or Path(config.site_dir)).resolve()
        plugin = config.plugins.get("infralens")
        if not isinstance(plugin, InfraLensPlugin):
            return refuse("mkdocs.yml", "plugin 'infralens' is not listed", "add it")
        misplaced = _misplaced(
            target, config_file.resolve().parent, Path(config.docs_dir).resolve()
        )
        if misplaced:
            hint = "name a new folder, or that of an earlier build"
            return refuse(str(target), f"'{target}' {misplaced}", hint)
        course, issues = plugin.read(config)
        report(issues)
        if issues.exit is not Exit.FINE:
            click.echo(f"{summary(issues)}; nothing was built")
            return issues.exit
        if issues.of(Severity.WARNING):
            click.echo(f"{summary(issues)}; nothing was built, for a strict build has no warnings")
            return Exit.STALE
        fresh = target.with_name(f"{target.name}.new")
        config.site_dir = str(fresh)
        plugin.given = (course, issues)
        click.echo(f"{contents(course)}; building {target.name}/")
        try:
            build(config)
        finally:
            # MkDocs keeps the instance: a build that ended early must not leave its course behind.
            plugin.given = None
        _put_in_place(fresh, target)
    except (Abort, BuildError, ConfigurationError) as error:
        click.echo(str(error), err=True)
        return Exit.STALE if "strict mode" in str(error) else Exit.BROKEN
    finally:
        # Whatever ended the build, what it left half done is of no use to anybody.
        if fresh is not None:
            shutil.rmtree(fresh, ignore_errors=True)
    click.echo(f"built {target}")
    return Exit.FINE


_BUILT = ("index.html", "404.html")
"""One of these stands in every site that was built."""


def _misplaced(target: Path, root: Path, docs: Path) -> str | None:
    """Why a site cannot be put there: what stands in its place would be gone."""
    if root.is_relative_to(target):
        return "holds the course"
    if target.is_relative_to(docs):
        return "is among the pages"
    if target.exists() and not target.is_dir():
        return "is a file"
    built = any((target / name).is_file() for name in _BUILT)
    if target.is_dir() and any(target.iterdir()) and not built:
        return "holds something that is no site"
    return None


def _put_in_place(fresh: Path, target: Path) -> None:
    with TemporaryDirectory(prefix=f"{target.name}.", dir=target.parent) as aside:
        old = Path(aside) / target.name
        if target.exists():
            target.rename(old)
        try:
            fresh.rename(target)
        finally:
            if old.exists() and not target.exists():
                old.rename(target)


def settle(config_file: Path) -> None:
    """Make the build repeatable and quiet: dates from the commit, no banners of the tools."""
    committed = git(config_file.resolve().parent, "log", "-1", "--format=%ct")
    if committed:
        os.environ.setdefault("SOURCE_DATE_EPOCH", committed)
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    os.environ.setdefault("DISABLE_MKDOCS_2_WARNING", "true")


def log_to_terminal() -> None:
    """Let MkDocs say what it does, as its own command line would."""
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.INFO)
    if not logger.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(levelname)-8s-  %(message)s"))
        logger.addHandler(handler)

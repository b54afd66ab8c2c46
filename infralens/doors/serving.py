"""Serving with live reload, in which an edit that does not build leaves the last site standing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import get_plugin_logger

from infralens.doors.building import log_to_terminal, settle
from infralens.doors.reporting import refuse
from infralens.ground.issue import Exit

log = get_plugin_logger("infralens")


def serve_site(config_file: Path, address: str | None, *, open_browser: bool) -> Exit:
    """Serve on loopback with live reload until interrupted."""
    settle(config_file)
    from mkdocs.commands.serve import serve

    log_to_terminal()
    given: dict[str, Any] = {"dev_addr": address} if address else {}
    try:
        serve(str(config_file), livereload=True, open_in_browser=open_browser, **given)
    except (OSError, OverflowError) as error:
        if getattr(error, "filename", None) is not None:
            raise
        reason = getattr(error, "strerror", None) or error
        fact = f"cannot listen on {address or 'the address of dev_addr'}: {reason}"
        hint = "end the other server, or choose an address with -a"
        return refuse(str(config_file), fact, hint)
    except MkDocsException:
        # What stopped the first build has been logged.
        click.echo("nothing is served: mend what is reported above, and serve again", err=True)
        return Exit.BROKEN
    return Exit.FINE


def keep_last(build: Callable[[], None]) -> Callable[[], None]:
    """The same build; when it fails the server goes on with the site it has.

    MkDocs would let every request wait until the fault is mended. A build that stops has not
    touched the site yet: the course is judged before the output folder is emptied.
    """

    def build_or_keep() -> None:
        try:
            build()
        except MkDocsException:
            # What stopped it has been logged.
            log.error("the site from before this edit is still served")

    return build_or_keep

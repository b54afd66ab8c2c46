"""The maintainer's list of what will not stay true, made from the course itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from infralens.course.dated import LIMIT, Dated, dated_claims
from infralens.course.layout import relative
from infralens.model.course import Course
from infralens.render.environment import template
from infralens.render.prose import Prose

ADDRESS = "/guide/dated-claims/"


def dated_claims_markdown(course: Course, prose: Prose) -> str:
    """Claims on pages and figures of registries in two tables, the oldest first."""
    found = dated_claims(course)
    return template(
        "dated-claims.md.jinja",
        limit=LIMIT,
        groups=[
            {
                "id": "claims",
                "title": "Claims on pages",
                "what": "Claim",
                "rows": [_claim(dated, prose) for dated in found if dated.address],
            },
            {
                "id": "figures",
                "title": "Figures of the registries",
                "what": "Figures",
                "rows": [_figure(dated, prose) for dated in found if not dated.address],
            },
        ],
    )


def _claim(dated: Dated, prose: Prose) -> dict[str, Any]:
    assert dated.address is not None
    says = prose.within(dated.address).inline(dated.says, ADDRESS)
    return _row(dated, says, relative(dated.address, ADDRESS), prose)


def _figure(dated: Dated, prose: Prose) -> dict[str, Any]:
    return _row(dated, dated.says, None, prose)


def _row(dated: Dated, says: str, href: str | None, prose: Prose) -> dict[str, Any]:
    return {
        "says": says,
        "where": dated.where,
        "href": href,
        "as_of": dated.as_of,
        "due": dated.due,
        "sources": _sources(dated.sources, prose),
    }


def _sources(sources: Iterable[str], prose: Prose) -> Markup:
    link = Markup('<a href="{}">{}</a>')
    shown = [
        link.format(source, urlsplit(source).hostname)
        if source.startswith("https://")
        else prose.inline(f"[@{source}]", ADDRESS)
        for source in sources
    ]
    return Markup(", ").join(shown)

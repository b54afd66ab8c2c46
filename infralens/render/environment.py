"""The templates: escaped by default, and strict about names."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

_ENVIRONMENT = Environment(
    loader=PackageLoader("infralens.render"),
    autoescape=True,
    undefined=StrictUndefined,
    # `{#` begins a heading's id in the Markdown that some templates make.
    comment_start_string="{##",
    comment_end_string="##}",
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)


def template(name: str, /, **values: Any) -> Markup:
    """The named template filled in; what is not Markup is escaped."""
    return Markup(_template(name).render(values))


@lru_cache(maxsize=64)
def _template(name: str) -> Template:
    return _ENVIRONMENT.get_template(name)

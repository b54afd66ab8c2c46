"""A Markdown starter as its reader would see it rendered. Its text is data: HTML in it is shown."""

from __future__ import annotations

import re

import markdown
from markupsafe import Markup

_HEADING = re.compile(r"<(/?)h([1-6])>")
_ALIGNED = re.compile(r' style="text-align: (left|right|center);"')
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)


def rendered_markdown(text: str) -> Markup:
    """The text as HTML, its headings two levels down, below those of the page."""
    html = _MARKDOWN.reset().convert(text)
    html = _HEADING.sub(lambda match: f"<{match[1]}h{min(int(match[2]) + 2, 6)}>", html)
    # As the theme does for tables of pages: wide ones scroll, also by keyboard.
    html = _TABLE.sub(
        lambda match: (
            f'<div class="il-table" tabindex="0" role="region" aria-label="Table">{match[0]}</div>'
        ),
        html,
    )
    return Markup(aligned_by_class(html))


def aligned_by_class(html: str) -> str:
    """Columns aligned by a class: a strict policy refuses style attributes."""
    return _ALIGNED.sub(r' class="il-\1"', html)


def _reader() -> markdown.Markdown:
    reader = markdown.Markdown(extensions=["tables", "fenced_code", "sane_lists"])
    reader.preprocessors.deregister("html_block")
    reader.inlinePatterns.deregister("html")
    return reader


_MARKDOWN = _reader()

"""Text that a page shows to the letter, although a site engine reads the page as Markdown."""

from __future__ import annotations

import re
from html import escape

from markupsafe import Markup

_BLANK_LINE = re.compile(r"(?<=\n) (?= *\n)")


def literal(text: str) -> Markup:
    """Plain text as Markdown that shows just these characters."""
    special = "\\`*_[]{}#|!"
    escaped = "".join(f"\\{c}" if c in special else c for c in text)
    return Markup(escape(escaped, quote=False))


def literal_code(text: str) -> Markup:
    """Code as HTML: neither Markdown nor plugins that look for double braces change it.

    Markdown would make blanks of tabs, and nothing of blanks that stand alone on a line.
    """
    escaped = escape(text, quote=False).replace("{{", "&#123;{").replace("{%", "&#123;%")
    return Markup(_BLANK_LINE.sub("&#32;", escaped.replace("\t", "&#9;")))

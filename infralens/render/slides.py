"""A page whose sections can be presented: the sections as slides, the page still one page."""

from __future__ import annotations

import re

from markupsafe import Markup

from infralens.engines.markdown.slides import deck
from infralens.ground.position import Span
from infralens.render.environment import template

BREAK = '<hr class="il-slide-break">'
END = '<hr class="il-slide-end">'
"""What the lines that part slides become: a rule to engines that know nothing of slides."""

_HEADING = re.compile(r'<h2 id="([^"]+)"')


def break_marks(text: str) -> list[tuple[Span, str]]:
    """The lines of a page that part its slides, each with the HTML to put in its place."""
    found = deck(text)
    ends = [(found.end, END)] if found.end else []
    return [*((line, BREAK) for line in found.breaks), *ends]


def slides_html(html: str) -> str:
    """The HTML of a page with each part between breaks as a slide."""
    lead, *parts = html.split(BREAK)
    if not parts:
        return html
    parts[-1], _, rest = parts[-1].partition(END)
    named = [(_HEADING.search(part), Markup(part.strip())) for part in parts]
    slides = [{"heading": found[1] if found else "", "html": part} for found, part in named]
    return template("slides.html.jinja", lead=Markup(lead), slides=slides, rest=Markup(rest))

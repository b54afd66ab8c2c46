"""What a lab and a mission begin with: their facts, and the section of the handbook behind them."""

from __future__ import annotations

from markupsafe import Markup

from infralens.course.layout import page_address, relative
from infralens.model.mission import MissionSpec
from infralens.model.spec import HandbookLink, LabSpec
from infralens.render.environment import template
from infralens.render.literal import literal
from infralens.render.prose import Prose


def facts_html(spec: LabSpec | MissionSpec, page: str, prose: Prose) -> Markup:
    """Kind, time, prerequisites and concepts, for the page at address ``page``."""
    return template(
        "lab-facts.html.jinja",
        kind=spec.kind.capitalize(),
        minutes=spec.minutes,
        prerequisites=[prose.inline(item, page) for item in spec.prerequisites],
        concepts=[
            {
                "name": prose.concepts[concept].name,
                "href": relative(f"/concepts/#{concept}", page),
            }
            for concept in spec.concepts
        ],
    )


def handbook_markdown(link: HandbookLink, page: str, prose: Prose) -> Markup:
    """The link to a section of the handbook, and why to read it."""
    address = page_address(f"{link.page}.md")
    found = next(one for one in prose.course.pages if page_address(one.path) == address)
    heading = next(one for one in found.headings if one.id == link.section)
    words = f"{found.title}: {heading.text}" if heading.level > 1 else found.title
    text = f"[{literal(words)}]({address}#{link.section}): {link.why.strip()}"
    return Markup(prose.markdown(text, page))

"""Reading hand-written Markdown: fences, headings, and the course's own inline syntax."""

from infralens.engines.markdown.inline import (
    MATH,
    Citation,
    ConceptLink,
    Equation,
    PageLink,
    SiteLink,
    equations,
    inline_links,
    page_links,
)
from infralens.engines.markdown.scan import Fence, fences, front_matter_end, headings, mask

__all__ = [
    "MATH",
    "Citation",
    "ConceptLink",
    "Equation",
    "Fence",
    "PageLink",
    "SiteLink",
    "equations",
    "fences",
    "front_matter_end",
    "headings",
    "inline_links",
    "mask",
    "page_links",
]

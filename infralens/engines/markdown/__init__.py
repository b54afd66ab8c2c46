"""Reading hand-written Markdown: fences, headings, and the course's own inline syntax."""

from infralens.engines.markdown.inline import (
    MATH,
    Citation,
    ConceptLink,
    Equation,
    SiteLink,
    equations,
    inline_links,
)
from infralens.engines.markdown.scan import Fence, fences, front_matter_end, headings, mask

__all__ = [
    "MATH",
    "Citation",
    "ConceptLink",
    "Equation",
    "Fence",
    "SiteLink",
    "equations",
    "fences",
    "front_matter_end",
    "headings",
    "inline_links",
    "mask",
]

"""Reading hand-written Markdown: fences, headings, and the course's own inline syntax."""

from infralens.engines.markdown.inline import Citation, ConceptLink, SiteLink, inline_links
from infralens.engines.markdown.scan import Fence, fences, front_matter_end, headings, mask

__all__ = [
    "Citation",
    "ConceptLink",
    "Fence",
    "SiteLink",
    "fences",
    "front_matter_end",
    "headings",
    "inline_links",
    "mask",
]

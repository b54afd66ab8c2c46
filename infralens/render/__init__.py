"""Floor 4: from a course to pages. Nothing here reads a file of the course, nothing can fail."""

from infralens.render.site import GeneratedFile, GeneratedPage, Site, front_matter, render_site

__all__ = ["GeneratedFile", "GeneratedPage", "Site", "front_matter", "render_site"]

"""The page that says what changed from release to release: the changelog of the course."""

from __future__ import annotations

import re

from infralens.engines.markdown import mask
from infralens.render.sources import SourceLinks

_TITLE = re.compile(r"\A\s*# [^\n]*\n")
_FILE = re.compile(r"\[([^\[\]]*)\]\((?![a-z][a-z0-9+.-]*:|#|/)([^()\s]+)\)", re.IGNORECASE)


def changes_markdown(changelog: str, links: SourceLinks) -> str:
    """The changelog as a page: links to files of the repository lead to where they can be read."""
    text = _TITLE.sub("# What changed\n", changelog)
    parts, offset = [], 0
    for match in _FILE.finditer(mask(text)):
        path, _, fragment = match[2].partition("#")
        to = links.file(path.removeprefix("./"))
        words = text[slice(*match.span(1))]
        shown = f"[{words}]({to}{'#' if fragment else ''}{fragment})" if to else words
        parts += [text[offset : match.start()], shown]
        offset = match.end()
    return "".join([*parts, text[offset:]])

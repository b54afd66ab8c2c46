"""The search index and the sitemap: lists of addresses that no page shows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape

from infralens.ground.issue import Issue
from infralens.ground.position import Position
from infralens.sitecheck.links import LinkJudge
from infralens.sitecheck.site import Site

SEARCH_INDEX = "search/search_index.json"
SITEMAP = "sitemap.xml"

_LOCATION = re.compile(r'"location"\s*:\s*("(?:[^"\\]|\\.)*")')
_LOC = re.compile(r"<loc>\s*([^<]*?)\s*</loc>")


def judge_listings(site: Site, judge: LinkJudge) -> Iterator[Issue]:
    """Every entry of the search index and the sitemap that leads nowhere."""
    if SEARCH_INDEX in site.files:
        yield from _judge_search_index(site, judge)
    if SITEMAP in site.files:
        text = (site.folder / SITEMAP).read_text(encoding="utf-8", errors="replace")
        for url, at in _found(_LOC, text, SITEMAP):
            address = unescape(url)
            yield from judge.lead_full(address, f"the sitemap entry '{address}'", at)


def _judge_search_index(site: Site, judge: LinkJudge) -> Iterator[Issue]:
    text = (site.folder / SEARCH_INDEX).read_text(encoding="utf-8", errors="replace")
    try:
        json.loads(text)
    except ValueError as error:
        fact = f"the search index is not JSON: {error}"
        yield Issue(Position(SEARCH_INDEX), "site-invalid", fact, "build the site again")
        return
    for quoted, at in _found(_LOCATION, text, SEARCH_INDEX):
        location: str = json.loads(quoted)
        path, _, fragment = location.partition("#")
        shown = f"the search entry '{location}'"
        yield from judge.lead("index.html", path or "./", fragment, shown, at)


def _found(pattern: re.Pattern[str], text: str, path: str) -> Iterator[tuple[str, Position]]:
    line, line_start, seen = 1, 0, 0
    for found in pattern.finditer(text):
        breaks = text.count("\n", seen, found.start(1))
        if breaks:
            line += breaks
            line_start = text.rfind("\n", seen, found.start(1)) + 1
        seen = found.start(1)
        yield found[1], Position(path, line, seen - line_start + 1)

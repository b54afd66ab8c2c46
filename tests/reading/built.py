"""The built pages as a reader's program takes them: tables below headings, paragraphs, links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path

Table = list[list[str]]
"""Rows of cells, the heading first."""

_MAIN = re.compile(r"<article[^>]*>(.*)</article>", re.DOTALL)
_TAGS = re.compile(r"<[^>]+>")
_HEADING = re.compile(r'<h[23][^>]* id="([^"]+)"')


@dataclass(frozen=True)
class Built:
    """A built site in ``folder``."""

    folder: Path

    def pages(self) -> dict[str, str]:
        """Every page's article, by address."""
        found = {}
        for file in sorted(self.folder.rglob("index.html")):
            address = file.parent.relative_to(self.folder).as_posix()
            if not address.startswith("raw"):
                found[address] = self.article(address)
        return found

    def article(self, address: str) -> str:
        """What stands between the bars of one page."""
        html = (self.folder / address / "index.html").read_text(encoding="utf-8")
        found = _MAIN.search(html)
        return found[1] if found else html

    def section(self, address: str, name: str) -> str:
        """From the heading with this id to the next heading of pages."""
        html = self.article(address)
        starts = [(match[1], match.start()) for match in _HEADING.finditer(html)]
        at = next(i for i, (found, _) in enumerate(starts) if found == name)
        end = starts[at + 1][1] if at + 1 < len(starts) else len(html)
        return html[starts[at][1] : end]


def words(html: str) -> str:
    """The text of HTML on one line."""
    return " ".join(unescape(_TAGS.sub(" ", html)).replace("¶", " ").split())


def tables(html: str) -> list[Table]:
    """All tables in it."""
    return [
        [
            [words(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
            for row in re.findall(r"<tr[^>]*>(.*?)</tr>", table, re.DOTALL)
        ]
        for table in re.findall(r"<table[^>]*>(.*?)</table>", html, re.DOTALL)
    ]


def table(html: str, *heading: str) -> Table:
    """The one table whose heading begins with these words."""
    found = [t for t in tables(html) if t and tuple(t[0][: len(heading)]) == heading]
    assert len(found) == 1, f"{len(found)} tables begin with {heading}"
    return found[0]

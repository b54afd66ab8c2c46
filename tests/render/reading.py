"""Reading rendered HTML the way a reader gets it: the text of lines, and the ids of elements."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser


class Reading(HTMLParser):
    """The text of each code line by its number, all ids, all targets of links on the page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[tuple[int, str]] = []
        self.gaps: list[int] = []
        self.ids: Counter[str] = Counter()
        self.targets: list[str] = []
        self.headings: list[str] = []
        self._open: list[tuple[str, str]] = []
        self._line: list[str] | None = None
        self._number = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        names = given.get("class", "").split()
        if "id" in given:
            self.ids[given["id"]] += 1
        if tag == "h2":
            self.headings.append(given.get("id", ""))
        if given.get("href", "").startswith("#"):
            self.targets.append(given["href"][1:])
        kind = "line" if "il-line" in names else "ref" if "il-ref" in names else ""
        if kind == "line":
            self._line, self._number = [], int(given["data-n"])
        if "il-gap" in names:
            self.gaps.append(int(given["data-count"]))
        if tag not in ("input", "br", "img", "path", "meta", "link"):
            self._open.append((tag, kind))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            return
        _, kind = self._open.pop()
        if kind == "line" and self._line is not None:
            self.lines.append((self._number, "".join(self._line)))
            self._line = None

    def handle_data(self, data: str) -> None:
        if self._line is not None and "ref" not in (kind for _, kind in self._open):
            self._line.append(data)

"""The files of a built site, and where an address in one of them leads."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from infralens.sitecheck.facts import Page
from infralens.sitecheck.reader import read_page

_SVG_ID = re.compile(r"""\sid\s*=\s*["']([^"']+)["']""")


@dataclass(frozen=True)
class Target:
    """Where an address leads: a file and an id in it; or, with ``trouble``, where it meant to."""

    file: str = ""
    fragment: str = ""
    trouble: str = ""


@dataclass
class Site:
    """A folder of built files with its HTML read; ``raw/`` holds files that are not pages."""

    folder: Path
    files: frozenset[str]
    pages: dict[str, Page]
    base: str
    origin: str
    _drawn: dict[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def folders(self) -> frozenset[str]:
        return frozenset(
            "/".join(parts[:depth])
            for parts in (file.split("/") for file in self.files)
            for depth in range(len(parts))
        )

    @cached_property
    def addresses(self) -> list[str]:
        """What a link can name, for hints."""
        return sorted(file.removesuffix("index.html") or "./" for file in self.files)

    def ids(self, file: str) -> frozenset[str] | None:
        """The ids in a page or drawing; None for a file that has no such thing."""
        if file in self.pages:
            return self.pages[file].ids
        if not file.endswith(".svg"):
            return None
        if file not in self._drawn:
            text = (self.folder / file).read_text(encoding="utf-8", errors="replace")
            self._drawn[file] = frozenset(_SVG_ID.findall(text))
        return self._drawn[file]

    def follow(self, start: str, path: str, fragment: str) -> Target:
        """The target of a path (relative to the folder of ``start``) and a fragment."""
        parts = start.split("/")[:-1]
        words = unquote(path).split("/") if path else []
        for word in words:
            if word == "..":
                if not parts:
                    return Target(trouble="leads above the root of the site")
                parts.pop()
            elif word not in ("", "."):
                parts.append(word)
        file = "/".join(parts) if path else start
        ends_in_folder = bool(words) and words[-1] in ("", ".", "..")
        if ends_in_folder or file == "":
            file = f"{file}/index.html".lstrip("/")
        elif file in self.folders:
            return Target(file, trouble="names a folder without its final slash")
        if file not in self.files:
            return Target(file, trouble="leads to no file of the site")
        return self._land(start, file, unquote(fragment))

    def leads_to(self, file: str) -> str:
        """The file that a page leads on to; empty where it does not."""
        page = self.pages.get(file)
        if page is None or not page.redirects:
            return ""
        return self.follow(file, urlsplit(page.redirects).path, "").file

    def _land(self, start: str, file: str, fragment: str) -> Target:
        if file != start and file in self.pages and self.pages[file].redirects:
            return Target(file, trouble="leads to a page that only leads on")
        ids = self.ids(file)
        plain = fragment.partition(":~:")[0]
        if not plain or plain == "top" or ids is None or plain in ids:
            return Target(file, plain)
        return Target(file, plain, f"names an id '{plain}' that is not in {file}")


def read_site(folder: Path, base: str) -> Site:
    """Read every page of the site in ``folder``.

    ``base`` is the path it is served under; when empty, the first page's canonical address says it.
    """
    files = frozenset(
        file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()
    )
    pages = {
        file: read_page(file, (folder / file).read_text(encoding="utf-8", errors="replace"))
        for file in sorted(files)
        if file.endswith((".html", ".htm")) and not file.startswith("raw/")
    }
    home = pages.get("index.html")
    canonical = urlsplit(home.canonical if home else "")
    origin = f"{canonical.scheme}://{canonical.netloc}" if canonical.netloc else ""
    base = f"/{(base or canonical.path).strip('/')}/".replace("//", "/")
    return Site(folder, files, pages, base, origin)

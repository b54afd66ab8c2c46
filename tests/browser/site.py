"""The built site that the browser tests look at."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

BASE = "/some/where/"
"""A path that no page can know beforehand."""

_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)"')
_KIND = re.compile(r'<main[^>]* class="[^"]*il-kind-([a-z]+)')


@dataclass(frozen=True)
class Site:
    """A folder of built pages and the origin that serves it; pages are named by address.

    ``published`` is the path that ``site_url`` says, which only the page for missing addresses
    depends on.
    """

    folder: Path
    origin: str
    published: str
    kinds: dict[str, str]

    def url(self, page: str) -> str:
        return f"{self.origin}{BASE}{page}"

    def html(self, page: str) -> str:
        return (self.folder / page / "index.html").read_text(encoding="utf-8")

    def of_kind(self, *kinds: str) -> list[str]:
        """The pages of these kinds; there must be one, for a test without a page proves nothing."""
        pages = [page for page, kind in self.kinds.items() if kind in kinds]
        assert pages, f"the site has no page of kind {' or '.join(kinds)}"
        return pages

    def with_html(self, pattern: str) -> list[str]:
        """The pages whose HTML holds a match; again at least one."""
        pages = [page for page in self.kinds if re.search(pattern, self.html(page))]
        assert pages, f"no page of the site holds {pattern}"
        return pages

    def one_of_each_kind(self) -> list[str]:
        return list({kind: page for page, kind in reversed(self.kinds.items())}.values())


def kinds_of_pages(folder: Path) -> dict[str, str]:
    """Each page of the site in ``folder`` with its kind, as the page itself says it.

    What stands at an old address is none.
    """
    files = sorted(folder.rglob("index.html"))
    pages = (file for file in files if file.relative_to(folder).parts[0] != "raw")
    return dict(_page(folder, file) for file in pages if not _leads_on(file))


def published_base(folder: Path) -> str:
    """The path of the first page's canonical address."""
    home = (folder / "index.html").read_text(encoding="utf-8")
    found = _CANONICAL.search(home)
    assert found, "the first page has no canonical address"
    return urlsplit(found[1]).path


def told(faults: Iterable[str]) -> str:
    """Faults for an assertion message: one a line, at most thirty."""
    lines = list(faults)
    more = [f"and {len(lines) - 30} more"] if len(lines) > 30 else []
    return "\n".join(["", *lines[:30], *more])


def _leads_on(file: Path) -> bool:
    return 'http-equiv="refresh"' in file.read_text(encoding="utf-8")


def _page(folder: Path, file: Path) -> tuple[str, str]:
    address = file.parent.relative_to(folder).as_posix()
    kind = _KIND.search(file.read_text(encoding="utf-8"))
    assert kind, f"{file} does not say its kind"
    return ("" if address == "." else f"{address}/", kind[1])

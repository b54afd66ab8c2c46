"""Judging every address in the pages and style sheets of a site."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from functools import cache
from pathlib import PurePosixPath
from urllib.parse import SplitResult, urlsplit

from infralens.ground.issue import Issue, perhaps
from infralens.ground.position import Position
from infralens.sitecheck.facts import Kind, Page, Reference
from infralens.sitecheck.site import Site, Target
from infralens.sitecheck.styles import addresses_in_css

_OUTSIDE = frozenset({"http", "https", "mailto", "tel"})
_CLICKED = frozenset({"a href", "area href", "meta refresh"})
_HERE_ONLY = ("localhost", "127.", "0.0.0.0", "::1")


class LinkJudge:
    """Follows addresses, keeps what reaches what, and says what is wrong."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._reached: dict[str, set[str]] = {}
        self._hint = cache(self._nearest)

    def judge(self) -> Iterator[Issue]:
        """Every fault of an address in the site, unreachable pages last."""
        for page in self._site.pages.values():
            for reference in page.references:
                yield from self._judge_reference(page.path, reference)
        for file in sorted(self._site.files):
            if file.endswith(".css"):
                yield from self._judge_style_sheet(file)
        yield from self._unreachable()

    def lead(self, start: str, path: str, fragment: str, shown: str, at: Position) -> list[Issue]:
        """The issue, if any, of an address that must be in the site."""
        return self._report(self._site.follow(start, path, fragment), shown, at)

    def lead_full(self, url: str, shown: str, at: Position) -> list[Issue]:
        """The same for a full address of the site, base path included."""
        parts = urlsplit(url)
        if not parts.path.startswith(self._site.base):
            fact = f"{shown} is not under the site's path '{self._site.base}'"
            return [Issue(at, "link-broken", fact, "check site_url")]
        rest = parts.path.removeprefix(self._site.base)
        return self.lead("index.html", rest or "./", parts.fragment, shown, at)

    def _judge_style_sheet(self, file: str) -> Iterator[Issue]:
        text = (self._site.folder / file).read_text(encoding="utf-8", errors="replace")
        for url, at in addresses_in_css(text, Position(file)):
            yield from self._judge_reference(file, Reference(url, Kind.RESOURCE, "url()", at))

    def _judge_reference(self, start: str, reference: Reference) -> list[Issue]:
        url, at = reference.url, reference.at
        shown = f"{reference.element} '{url[:120]}'"
        if not url:
            fact = f"{reference.element} is empty"
            return [Issue(at, "link-broken", fact, "say where it leads, or drop the attribute")]
        try:
            parts = urlsplit(url)
            host = parts.hostname or ""
        except ValueError:
            return [Issue(at, "link-broken", f"{shown} is no address", "check its spelling")]
        scheme = parts.scheme.lower()
        if scheme == "javascript":
            return [Issue(at, "link-broken", f"{shown} is a script", "use a button and a module")]
        if host.startswith(_HERE_ONLY) or host.endswith((".local", ".localhost")):
            fact = f"{shown} leads to the builder's own machine"
            return [Issue(at, "link-broken", fact, "write a relative link")]
        if host or scheme:
            return self._judge_outside(reference, parts, shown)
        if parts.path.startswith("/"):
            return self._judge_absolute(start, reference, shown)
        target = self._site.follow(start, parts.path, parts.fragment)
        if reference.element == "meta refresh" and target.file == start:
            target = Target(start, trouble="leads to its own page")
        if reference.element in _CLICKED:
            self._reached.setdefault(start, set()).add(target.file)
        return self._report(target, shown, at)

    def _report(self, target: Target, shown: str, at: Position) -> list[Issue]:
        if not target.trouble:
            return []
        return [Issue(at, "link-broken", f"{shown} {target.trouble}", self._hint(target))]

    def _judge_outside(self, reference: Reference, parts: SplitResult, shown: str) -> list[Issue]:
        at, scheme = reference.at, parts.scheme.lower()
        own = bool(self._site.origin) and f"{scheme}://{parts.netloc}" == self._site.origin
        if reference.kind is Kind.ADDRESS:
            return self.lead_full(reference.url, shown, at) if own else []
        if reference.kind is Kind.RESOURCE:
            if scheme in ("data", "blob"):
                return []
            fact = f"{shown} is fetched from another host"
            return [Issue(at, "site-external", fact, "keep a copy in the site")]
        if own and parts.path.startswith(self._site.base):
            fact = f"{shown} is bound to one address of the site"
            return [Issue(at, "site-invalid", fact, "write a relative link")]
        if scheme and scheme not in _OUTSIDE:
            return [
                Issue(at, "link-broken", f"{shown} has a scheme no reader can follow", "drop it")
            ]
        return []

    def _judge_absolute(self, start: str, reference: Reference, shown: str) -> list[Issue]:
        # A page for a missing address is served at any depth: it alone needs absolute links.
        if start == "404.html" or reference.kind is Kind.ADDRESS:
            return self.lead_full(reference.url, shown, reference.at)
        fact = f"{shown} is bound to one base path"
        return [Issue(reference.at, "site-invalid", fact, "write a relative link")]

    def _unreachable(self) -> Iterator[Issue]:
        seen = {"index.html"}
        waiting = deque(seen)
        while waiting:
            for file in self._reached.get(waiting.popleft(), ()):
                if file not in seen:
                    seen.add(file)
                    waiting.append(file)
        for page in self._site.pages.values():
            if page.path not in seen and not self._stands_alone(page):
                fact = "no link leads to this page from the first page"
                yield Issue(
                    Position(page.path), "site-invalid", fact, "add it to the nav, or link it"
                )

    @staticmethod
    def _stands_alone(page: Page) -> bool:
        return page.path == "404.html" or bool(page.redirects)

    def _end(self, file: str) -> str:
        """Where a page that leads on ends, so that a link may name it."""
        seen = {file}
        while (to := self._site.leads_to(file)) and to not in seen:
            seen.add(to)
            file = to
        if to:
            return "let one of these pages stand"
        return f"write the address of {file.removesuffix('index.html') or 'the first page'}"

    def _nearest(self, target: Target) -> str:
        if target.fragment:
            ids = self._site.ids(target.file) or frozenset()
            return perhaps(target.fragment, ids, f"{target.file} has no id like it", 3)
        if not target.file:
            return "take one '../' away"
        if target.file in self._site.folders:
            return "add the slash"
        if target.file in self._site.pages:
            return self._end(target.file)
        wanted = target.file.removesuffix("index.html")
        kind = PurePosixPath(wanted).suffix
        known = [file for file in self._site.addresses if PurePosixPath(file).suffix == kind]
        return perhaps(wanted, known, "no file of the site is near", 3)

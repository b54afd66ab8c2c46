"""Reading one HTML file into the facts that the checks need."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

from infralens.ground.position import Position
from infralens.sitecheck.facts import Fault, Kind, Mention, Page, Reference
from infralens.sitecheck.styles import addresses_in_css
from infralens.sitecheck.vocabulary import (
    ADDRESS_SETS,
    ADDRESSES,
    FETCHED_RELS,
    FULL_ADDRESS_METAS,
    ID_LISTS,
    NEEDS_ALT,
    PAINTED_BY_ID,
    SCRIPT_TYPES,
)

_PAINT = re.compile(r"""url\(\s*["']?#([^"')]+)["']?\s*\)""")
_JUDGED_BARE = frozenset({"area", "h1", "html", "img", "input", "script"})
_REFRESH = re.compile(r"""^\s*\d+\s*[;,]\s*url\s*=\s*["']?([^"']*)""", re.IGNORECASE)


def read_page(path: str, text: str) -> Page:
    """The facts of the HTML file at ``path``."""
    reader = _Reader(path)
    reader.feed(text)
    reader.close()
    return reader.page()


class _Reader(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__(convert_charrefs=True)
        self._path = path
        self._ids: dict[str, Position] = {}
        self._references: list[Reference] = []
        self._mentions: list[Mention] = []
        self._faults: list[Fault] = []
        self._h1s: list[Position] = []
        self._title = self._canonical = self._policy = ""
        self._redirects = ""
        self._speaks = self._runs = self._unlisted = False
        self._inside: list[str] = []
        self._inline: list[str] = []
        self._inline_at: Position | None = None

    def page(self) -> Page:
        if self._redirects:
            self._judge_redirect()
        else:
            self._judge_whole()
        ids = frozenset(self._ids)
        parts = (tuple(self._references), tuple(self._mentions), tuple(self._faults))
        return Page(self._path, ids, *parts, self._redirects, self._canonical)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style", "title", "svg"):
            self._inside.append(tag)
        # Most elements of a page are tokens of code: a span with a class, which says nothing here.
        if all(name == "class" for name, _ in attrs) and tag not in _JUDGED_BARE:
            return
        at = self._here()
        given = {name: value or "" for name, value in attrs}
        for name, value in given.items():
            self._read_attribute(tag, name, value, at)
        self._read_element(tag, given, at)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # Only inside SVG does "/>" close; there nothing is pushed that would stay open.
        depth = len(self._inside)
        self.handle_starttag(tag, attrs)
        if "svg" in self._inside[:depth] or tag == "svg":
            del self._inside[depth:]

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._inside:
            return
        while self._inside.pop() != tag:
            pass
        if tag in ("script", "style") and self._inline_at:
            self._read_inline(tag, "".join(self._inline), self._inline_at)
            self._inline, self._inline_at = [], None

    def handle_data(self, data: str) -> None:
        if not self._inside:
            return
        if self._inside[-1] == "title" and "svg" not in self._inside:
            self._title += data
        elif self._inside[-1] in ("script", "style"):
            self._inline_at = self._inline_at or self._here()
            self._inline.append(data)

    def _here(self) -> Position:
        line, column = self.getpos()
        return Position(self._path, line, column + 1)

    def _read_attribute(self, tag: str, name: str, value: str, at: Position) -> None:
        if name == "id" or (name == "name" and tag in ("a", "map")):
            self._read_id(name, value, at)
        elif (kind := ADDRESSES.get((tag, name))) is not None:
            self._refer(value, kind, f"{tag} {name}", at)
        elif (tag, name) in ADDRESS_SETS:
            for candidate in re.split(r",\s+", value.strip()):
                url = candidate.split()[0].rstrip(",") if candidate.split() else ""
                self._refer(url, Kind.RESOURCE, f"{tag} {name}", at)
        elif name in ID_LISTS and (tag, name) != ("mo", "form"):  # MathML's is a word
            self._mentions += [Mention(f"{tag} {name}", each, at) for each in value.split()]
        elif name in PAINTED_BY_ID:
            self._mentions += [Mention(f"{tag} {name}", each, at) for each in _PAINT.findall(value)]
        elif name == "usemap":
            self._mentions.append(Mention(f"{tag} usemap", value.lstrip("#"), at))
        elif name == "style":
            fact = f"a style attribute on <{tag}>, which the security policy drops"
            self._faults.append(Fault(fact, "use a class of the style sheet", at))
        elif name.startswith("on"):
            fact = f"an event handler '{name}' on <{tag}>, which the security policy drops"
            self._faults.append(Fault(fact, "listen from a module", at))

    def _read_id(self, name: str, value: str, at: Position) -> None:
        if not value or value.split() != [value]:
            self._faults.append(Fault(f"{name} '{value}' is empty or holds blanks", "name it", at))
        elif value not in self._ids:
            self._ids[value] = at
        elif name == "id":
            fact = f"id '{value}' stands twice, first at line {self._ids[value].line}"
            self._faults.append(Fault(fact, "give each element its own", at))

    def _refer(self, url: str, kind: Kind, element: str, at: Position) -> None:
        self._references.append(Reference(url.strip(), kind, element, at))

    def _read_element(self, tag: str, given: dict[str, str], at: Position) -> None:
        if tag == "h1":
            self._h1s.append(at)
        elif tag == "html":
            self._speaks = bool(given.get("lang", "").strip())
        elif tag in NEEDS_ALT or (tag == "input" and given.get("type") == "image"):
            if "alt" not in given:
                fact = f"<{tag}> has no alt text"
                self._faults.append(Fault(fact, 'say what it shows, or alt="" if nothing', at))
        elif tag == "link":
            self._read_link(given, at)
        elif tag == "meta":
            self._read_meta(given, at)
        elif tag == "base":
            fact = "a base element moves every link of the page"
            self._faults.append(Fault(fact, "write the links relative to the page", at))
        elif tag == "script":
            self._runs = given.get("type", "").lower() in SCRIPT_TYPES

    def _read_link(self, given: dict[str, str], at: Position) -> None:
        rels = set(given.get("rel", "").lower().split())
        url = given.get("href", "")
        if "canonical" in rels:
            self._canonical = url
            self._refer(url, Kind.ADDRESS, "link canonical", at)
        elif "href" in given:
            kind = Kind.RESOURCE if rels & FETCHED_RELS else Kind.LINK
            self._refer(url, kind, "link href", at)

    def _read_meta(self, given: dict[str, str], at: Position) -> None:
        content = given.get("content", "")
        equivalent = given.get("http-equiv", "").lower()
        if equivalent == "refresh" and (found := _REFRESH.match(content)):
            self._redirects = found[1].strip()
            self._refer(found[1], Kind.LINK, "meta refresh", at)
        elif equivalent == "content-security-policy":
            self._policy = content
        elif given.get("name", "").lower() == "robots":
            self._unlisted = "noindex" in content.lower()
        elif given.get("property", given.get("name", "")) in FULL_ADDRESS_METAS:
            self._refer(content, Kind.ADDRESS, "meta content", at)

    def _read_inline(self, tag: str, text: str, at: Position) -> None:
        if not text.strip() or (tag == "script" and not self._runs):
            return
        if tag == "style":
            for url, where in addresses_in_css(text, at):
                self._refer(url, Kind.RESOURCE, "style", where)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        if f"'sha256-{digest}'" not in self._policy:
            fact = f"an inline <{tag}>, which the security policy drops"
            self._faults.append(Fault(fact, "move it to a file of the site", at))

    def _judge_redirect(self) -> None:
        top = Position(self._path)
        if all(one.url != self._redirects for one in self._references if one.element == "a href"):
            hint = "add a link to where it leads"
            self._faults.append(Fault("a page that leads on has no link to follow", hint, top))
        if not self._unlisted:
            hint = 'add <meta name="robots" content="noindex">'
            self._faults.append(Fault("a page that leads on is offered to search", hint, top))

    def _judge_whole(self) -> None:
        top = Position(self._path)
        if not self._speaks:
            self._faults.append(Fault("<html> has no lang", 'write <html lang="…">', top))
        if not self._title.strip():
            self._faults.append(Fault("the page has no title", "fill its <title>", top))
        if not self._h1s:
            self._faults.append(Fault("the page has no h1", "open it with one", top))
        for extra in self._h1s[1:]:
            fact = f"a further h1; the first is at line {self._h1s[0].line}"
            self._faults.append(Fault(fact, "make it an h2", extra))

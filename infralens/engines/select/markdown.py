"""``head:`` places: Markdown sections, from an ATX heading to the next of its level or higher."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from infralens.engines.select.names import join_headings
from infralens.engines.select.selection import Place
from infralens.ground.position import Span
from infralens.ground.source import SourceFile

_HEADING = re.compile(r" {0,3}(?P<hashes>#{1,6})(?:[ \t]+(?P<text>.*?))?(?:[ \t]+#+)?[ \t]*")
_FENCE = re.compile(r"[ ]{0,3}(?P<fence>`{3,}|~{3,})(?P<info>.*)")
_ATTRIBUTES = re.compile(r"[ \t]*\{:?[^{}]*\}$")


@dataclass(frozen=True)
class Heading:
    """A heading line; ``text`` is what a reader sees of it."""

    line: int
    level: int
    text: str
    column: int


@lru_cache(maxsize=128)
def headings(source: SourceFile) -> tuple[Place, ...]:
    """The sections of a Markdown file, named by the texts of their headings from the outermost."""
    found = tuple(_headings(source))
    lines = source.lines
    places, chain = [], list[Heading]()
    for index, heading in enumerate(found):
        chain = [*(h for h in chain if h.level < heading.level), heading]
        following = (h.line - 1 for h in found[index + 1 :] if h.level <= heading.level)
        last = next(following, len(lines))
        while last > heading.line and not lines[last - 1].strip():
            last -= 1
        begin = heading.line + 1
        while begin < last and not lines[begin - 1].strip():
            begin += 1
        line_start = source.line_starts[heading.line - 1]
        token = Span(line_start + heading.column, line_start + len(lines[heading.line - 1]))
        places.append(
            Place(
                join_headings(tuple(h.text for h in chain)),
                heading.line,
                last,
                token=token,
                body=(begin, last) if begin <= last else None,
            )
        )
    return tuple(places)


def slug(text: str) -> str:
    """The id that Python-Markdown gives a heading with this text."""
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", text).strip().lower())


@lru_cache(maxsize=128)
def outside_fences(source: SourceFile) -> frozenset[int]:
    """The lines that are Markdown: not in the front matter, a code fence or a longer comment."""
    return frozenset(_markdown_lines(source))


def _headings(source: SourceFile) -> Iterator[Heading]:
    for number in sorted(outside_fences(source)):
        match = _HEADING.fullmatch(source.lines[number - 1])
        if match and match["text"]:
            text = _plain(match["text"]) or match["text"]
            yield Heading(number, len(match["hashes"]), text, match.start("text"))


def _plain(text: str) -> str:
    text = _ATTRIBUTES.sub("", text)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return " ".join(re.sub(r"[`*]", "", text).split())


def _markdown_lines(source: SourceFile) -> Iterator[int]:
    lines = source.lines
    begin = _after_front_matter(lines)
    fence, in_comment = "", False
    for number, line in enumerate(lines[begin:], start=begin + 1):
        if in_comment:
            in_comment = "-->" not in line
            continue
        match = _FENCE.fullmatch(line)
        if fence:
            if match and match["fence"].startswith(fence) and not match["info"].strip():
                fence = ""
            continue
        if match and not (match["fence"][0] == "`" and "`" in match["info"]):
            fence = match["fence"]
            continue
        in_comment = line.lstrip().startswith("<!--") and "-->" not in line
        if not in_comment:
            yield number


def _after_front_matter(lines: tuple[str, ...]) -> int:
    if lines[0].rstrip() != "---":
        return 0
    closers = (n for n, line in enumerate(lines[1:], start=2) if line.rstrip() in ("---", "..."))
    return next(closers, 0)

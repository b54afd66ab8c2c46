"""``re:`` selectors: one line, or a line to a later one, found by regular expressions."""

from __future__ import annotations

import re
import warnings
from functools import lru_cache

from infralens.engines.select.selection import Place, SelectError
from infralens.ground.source import SourceFile

MAX_PATTERN = 200
MAX_COLUMNS = 200
"""Only this much of a line is searched, so that no pattern can keep a build busy."""

_PATTERNS = re.compile(r"/((?:[^/\\]|\\.)+)/(?:\.\./((?:[^/\\]|\\.)+)/)?")
_PLAIN_GROUP = re.compile(r"\((?!\?)|\(\?:")


def split_patterns(text: str, offset: int = 0) -> tuple[tuple[str, ...], int]:
    """The one or two patterns at the start of ``text``, and the length of what was read.

    Raises ``SelectError`` when they cannot be compiled or could take long to match.
    """
    match = _PATTERNS.match(text)
    if not match:
        raise _fault(
            f"'{text}' is not a pattern between slashes",
            "write re:/start/../end/ or re:/single/, a slash inside as \\/",
            offset,
        )
    patterns = tuple(p.replace("\\/", "/") for p in match.groups() if p is not None)
    for index, pattern in enumerate(patterns, start=1):
        _compiled(pattern, offset + match.start(index))
    return patterns, match.end()


def matches(argument: str, source: SourceFile) -> tuple[Place, ...]:
    """Where the patterns match: a line each, or from such a line to the next match of the end."""
    (begin, *ends), _ = split_patterns(argument)
    start = _compiled(begin)
    places = []
    for number, line in enumerate(source.lines, start=1):
        if start.search(line[:MAX_COLUMNS]):
            last = _next_match(_compiled(ends[0]), source, number) if ends else number
            if last:
                places.append(Place(argument, number, last))
    return tuple(places)


def _next_match(end: re.Pattern[str], source: SourceFile, after: int) -> int | None:
    lines = enumerate(source.lines[after:], start=after + 1)
    return next((number for number, line in lines if end.search(line[:MAX_COLUMNS])), None)


@lru_cache(maxsize=256)
def _compiled(pattern: str, offset: int = 0) -> re.Pattern[str]:
    if len(pattern) > MAX_PATTERN:
        fact = f"a pattern has {len(pattern)} characters, the limit is {MAX_PATTERN}"
        raise _fault(fact, "quote less of the line", offset)
    _refuse_slow(pattern, offset)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise _fault(f"'{pattern}' is no pattern: {error}", "mend it", offset) from None


def _refuse_slow(pattern: str, offset: int) -> None:
    """Refuse what lets matching take more than quadratic time, or many branches.

    A repeated group, a reference back, a look around and a long row of repeats are the ways in
    which a regular expression becomes exponential.
    """
    bare = re.sub(r"\\[^0-9]", "e", pattern)
    bare = re.sub(r"\[\^?\]?[^\]]*\]", "c", bare)
    repeats = re.findall(r"[*+]|\{[0-9]*,[0-9]*\}", bare)
    choices = re.findall(r"[?|]", re.sub(r"\(\?:|[*+}]\?", "", bare))
    slow = {
        "repeats a group": re.search(r"\)(?:[*+?]|\{)", bare),
        "refers back to a group": re.search(r"\\[0-9]", bare),
        "looks around or sets flags": "(?" in _PLAIN_GROUP.sub("", bare),
        "has more than two repeats": len(repeats) > 2,
        "has more than three choices": len(choices) > 3,
    }
    for what, found in slow.items():
        if found:
            raise _fault(f"'{pattern}' {what}", "use a simpler pattern for the line", offset)


def _fault(fact: str, hint: str, offset: int) -> SelectError:
    return SelectError("selector-syntax", fact, hint, offset)

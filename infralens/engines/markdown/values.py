"""Where values stand in the text: ``{= computed =}`` and ``{~ measured ~}``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from infralens.engines.markdown.scan import mask
from infralens.ground.position import Span

_VALUE = re.compile(r"\{=((?:(?!=\}|\n[ \t]*\n).)*)=\}", re.DOTALL)
_MEASURED = re.compile(r"\{~((?:(?!~\}|\n[ \t]*\n).)*)~\}", re.DOTALL)
_OPENING = re.compile(r"\{[=~](?!=)")


@dataclass(frozen=True)
class InlineValue:
    """``{= … =}``: ``text`` is what stands between the marks."""

    span: Span
    text: str


@dataclass(frozen=True)
class MeasuredValue:
    """``{~ shown | starter | pattern ~}``: a number that a run of a starter printed."""

    span: Span
    text: str


def inline_values(text: str) -> Iterator[InlineValue | MeasuredValue]:
    """All values in order of appearance, none inside code."""
    masked = mask(text)
    found: list[InlineValue | MeasuredValue] = [
        InlineValue(Span(*match.span()), text[match.start(1) : match.end(1)])
        for match in _VALUE.finditer(masked)
    ]
    found += [
        MeasuredValue(Span(*match.span()), text[match.start(1) : match.end(1)])
        for match in _MEASURED.finditer(masked)
    ]
    return iter(sorted(found, key=lambda value: value.span))


def unclosed_values(text: str) -> Iterator[int]:
    """Where a value is opened and never closed."""
    closed = [value.span.start for value in inline_values(text)]
    for match in _OPENING.finditer(mask(text)):
        if match.start() not in closed:
            yield match.start()

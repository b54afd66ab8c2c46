"""Values in the text: ``{= formula(name=1, other=hardware:h100-sxm.link) | GiB | 3 digits =}``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from infralens.engines.markdown.scan import mask
from infralens.ground.position import Span

_VALUE = re.compile(r"\{=((?:(?!=\}|\n[ \t]*\n).)*)=\}", re.DOTALL)
_MEASURED = re.compile(r"\{~((?:(?!~\}|\n[ \t]*\n).)*)~\}", re.DOTALL)
_OPENING = re.compile(r"\{[=~](?!=)")
_TOKEN = re.compile(
    r"\s*(?:(?P<number>[-+]?(?:[0-9][0-9_]*(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)(?![\w.])"
    r"|(?P<entry>[a-z]+:[a-z0-9-]+(?:\.[a-z0-9_]+)+)"
    r"|(?P<name>[A-Za-z_][\w.]*)"
    r"|(?P<mark>[(),=]))"
)


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


@dataclass(frozen=True)
class Literal:
    """A number, true or false."""

    offset: int
    value: float | bool


@dataclass(frozen=True)
class EntryField:
    """A field of a registry's row: ``hardware:h100-sxm.link``."""

    offset: int
    registry: str
    row: str
    field: str


@dataclass(frozen=True)
class FormulaCall:
    """A formula with its arguments, each with the offset of its name."""

    offset: int
    name: str
    arguments: tuple[tuple[str, int, Expression], ...]


Expression = Literal | EntryField | FormulaCall


@dataclass(frozen=True)
class Request:
    """What a value asks for, and how it is to be shown: options with their offsets."""

    expression: Expression
    options: tuple[tuple[str, int], ...]


class ValueSyntaxError(Exception):
    """The text of a value cannot be read; ``offset`` is a place in it."""

    def __init__(self, offset: int, fact: str, hint: str) -> None:
        super().__init__(fact)
        self.offset, self.fact, self.hint = offset, fact, hint


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


def parse_value(text: str) -> Request:
    """What the text asks for. Raises ``ValueSyntaxError``."""
    parts = text.split("|")
    options, offset = [], len(parts[0]) + 1
    for part in parts[1:]:
        options.append((part.strip(), offset + len(part) - len(part.lstrip())))
        offset += len(part) + 1
    parser = _Parser(parts[0])
    expression = parser.expression()
    parser.end()
    return Request(expression, tuple(options))


class _Parser:
    def __init__(self, text: str) -> None:
        self.text, self.offset = text, 0

    def expression(self) -> Expression:
        match = self.token("a formula, a registry's field or a number")
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        if match["number"]:
            return Literal(start, float(match["number"].replace("_", "")))
        if match["entry"]:
            registry, _, rest = match["entry"].partition(":")
            row, _, field = rest.partition(".")
            return EntryField(start, registry, row, field)
        if match["name"] in ("true", "false"):
            return Literal(start, match["name"] == "true")
        if match["name"]:
            self.mark("(")
            return FormulaCall(start, match["name"], tuple(self.arguments()))
        raise self.fault(start, f"'{match[0].strip()}' stands where a value belongs")

    def arguments(self) -> Iterator[tuple[str, int, Expression]]:
        if self.peek(")"):
            return
        while True:
            match = self.token("the name of an argument")
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            if not match["name"]:
                raise self.fault(start, "an argument has no name")
            self.mark("=")
            yield match["name"], start, self.expression()
            if self.peek(")"):
                return
            self.mark(",")

    def peek(self, mark: str) -> bool:
        match = _TOKEN.match(self.text, self.offset)
        if match is None or match["mark"] != mark:
            return False
        self.offset = match.end()
        return True

    def mark(self, mark: str) -> None:
        if not self.peek(mark):
            raise self.fault(self.offset, f"'{mark}' is missing")

    def token(self, wanted: str) -> re.Match[str]:
        match = _TOKEN.match(self.text, self.offset)
        if match is None:
            raise self.fault(self.offset, f"{wanted} is missing")
        self.offset = match.end()
        return match

    def end(self) -> None:
        rest = self.text[self.offset :].strip()
        if rest:
            raise self.fault(self.text.index(rest, self.offset), f"'{rest}' is left over")

    def fault(self, offset: int, fact: str) -> ValueSyntaxError:
        hint = "write {= module.formula(name=1, other=2) =}"
        return ValueSyntaxError(offset, fact, hint)

"""What a value asks for: ``formula(name=1) / link:nic-400.bandwidth | ms | 3 digits``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from infralens.model.measures import MEASURES

_MEASURE = "|".join(re.escape(name) for name in sorted(MEASURES, key=len, reverse=True) if name)
_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:[0-9][0-9_]*(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)(?![\w.])"
    rf"(?:[ ](?P<measure>{_MEASURE})(?![\w/.(:]))?"
    r"|(?P<entry>[a-z]+:[a-z0-9-]+(?:\.[a-z0-9_]+)+)"
    r"|(?P<name>[A-Za-z_][\w.]*)"
    r"|(?P<mark>[(),=+*/-]))"
)
_HINT = "write {= module.formula(name=1, other=2) =}"


@dataclass(frozen=True)
class Literal:
    """A number, with a unit of ``MEASURES`` where it has one; or true or false."""

    offset: int
    value: float | bool
    measure: str | None = None


@dataclass(frozen=True)
class EntryField:
    """A field of a registry's row: ``hardware:h100-sxm.link``."""

    offset: int
    registry: str
    row: str
    field: str


@dataclass(frozen=True)
class NamedValue:
    """A value to which the page or the lab gives a name."""

    offset: int
    name: str


@dataclass(frozen=True)
class FormulaCall:
    """A formula with its arguments, each with the offset of its name."""

    offset: int
    name: str
    arguments: tuple[tuple[str, int, Expression], ...]


@dataclass(frozen=True)
class Operation:
    """``left sign right``, where the sign is one of ``+ - * /``."""

    offset: int
    sign: str
    left: Expression
    right: Expression


Expression = Literal | EntryField | NamedValue | FormulaCall | Operation


@dataclass(frozen=True)
class Request:
    """What a value asks for, and how it is to be shown: options with their offsets."""

    expression: Expression
    options: tuple[tuple[str, int], ...]


class ValueSyntaxError(Exception):
    """The text of a value cannot be read; ``offset`` is a place in it."""

    def __init__(self, offset: int, fact: str, hint: str = _HINT) -> None:
        super().__init__(fact)
        self.offset, self.fact, self.hint = offset, fact, hint


def parse_value(text: str) -> Request:
    """What the text asks for. Raises ``ValueSyntaxError``."""
    parts = text.split("|")
    options, offset = [], len(parts[0]) + 1
    for part in parts[1:]:
        options.append((part.strip(), offset + len(part) - len(part.lstrip())))
        offset += len(part) + 1
    parser = _Parser(parts[0])
    expression = parser.sum()
    parser.end()
    return Request(expression, tuple(options))


class _Parser:
    def __init__(self, text: str) -> None:
        self.text, self.offset = text, 0

    def sum(self) -> Expression:
        left = self.product()
        while sign := self.sign("+-"):
            left = Operation(left.offset, sign, left, self.product())
        return left

    def product(self) -> Expression:
        left = self.factor()
        while sign := self.sign("*/"):
            left = Operation(left.offset, sign, left, self.factor())
        return left

    def factor(self) -> Expression:
        match = self.token("a formula, a registry's field or a number")
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        if match["number"]:
            return Literal(start, float(match["number"].replace("_", "")), match["measure"])
        if match["entry"]:
            registry, _, rest = match["entry"].partition(":")
            row, _, field = rest.partition(".")
            return EntryField(start, registry, row, field)
        if match["name"] in ("true", "false"):
            return Literal(start, match["name"] == "true")
        if match["name"] and self.peek("("):
            return FormulaCall(start, match["name"], tuple(self.arguments()))
        if match["name"]:
            return NamedValue(start, match["name"])
        if match["mark"] == "(":
            inner = self.sum()
            self.mark(")")
            return inner
        if match["mark"] == "-":
            inner = self.factor()
            if isinstance(inner, Literal) and not isinstance(inner.value, bool):
                return Literal(start, -inner.value, inner.measure)
            return Operation(start, "*", Literal(start, -1.0), inner)
        raise ValueSyntaxError(start, f"'{match[0].strip()}' stands where a value belongs")

    def arguments(self) -> Iterator[tuple[str, int, Expression]]:
        if self.peek(")"):
            return
        while True:
            match = self.token("the name of an argument")
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            if not match["name"]:
                raise ValueSyntaxError(start, "an argument has no name")
            self.mark("=")
            yield match["name"], start, self.sum()
            if self.peek(")"):
                return
            self.mark(",")

    def sign(self, signs: str) -> str | None:
        return next((sign for sign in signs if self.peek(sign)), None)

    def peek(self, mark: str) -> bool:
        match = _TOKEN.match(self.text, self.offset)
        if match is None or match["mark"] != mark:
            return False
        self.offset = match.end()
        return True

    def mark(self, mark: str) -> None:
        if not self.peek(mark):
            raise ValueSyntaxError(self.offset, f"'{mark}' is missing")

    def token(self, wanted: str) -> re.Match[str]:
        match = _TOKEN.match(self.text, self.offset)
        if match is None:
            raise ValueSyntaxError(self.offset, f"{wanted} is missing")
        self.offset = match.end()
        return match

    def end(self) -> None:
        rest = self.text[self.offset :].strip()
        if rest:
            at = self.text.index(rest, self.offset)
            raise ValueSyntaxError(at, f"'{rest}' is left over")

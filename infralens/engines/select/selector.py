"""Reading and writing selectors: ``kind:argument #n modifiers``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, cast, get_args

from infralens.engines.select.names import (
    TAIL_WORD,
    join_headings,
    join_key,
    split_headings,
    split_key,
)
from infralens.engines.select.patterns import split_patterns
from infralens.engines.select.selection import Lines, SelectError
from infralens.ground.issue import perhaps

Kind: TypeAlias = Literal["sym", "key", "head", "region", "re", "fn", "class", "macro", "L"]
KINDS: tuple[Kind, ...] = get_args(Kind)

Part: TypeAlias = Literal["body", "signature"]

FORMS = "sym: key: head: region: re: fn: class: macro: or L10-20"

_RANGE = re.compile(r"L(?P<first>[0-9]{1,7})(?:-(?P<last>[0-9]{1,7}))?")
_NAME = r"[^\W\d]\w*"
_ARGUMENTS: dict[Kind, tuple[re.Pattern[str], str]] = {
    "sym": (re.compile(rf"{_NAME}(?:\.{_NAME})*"), "write a Python name, like sym:Trainer.step"),
    "region": (re.compile(r"[A-Za-z0-9_.-]+"), "write the marker's name, like region:setup"),
    "fn": (
        re.compile(rf"(?:{_NAME}::)*(?:operator\S+|~?{_NAME})"),
        "write a function's name, like fn:saxpy or fn:Timer::stop",
    ),
    "class": (re.compile(rf"(?:{_NAME}::)*{_NAME}"), "write a type's name, like class:Timer"),
    "macro": (re.compile(_NAME), "write a macro's name, like macro:CHECK"),
}


@dataclass(frozen=True)
class Modifiers:
    """What a selector takes from the place it names; ``more`` is a number of lines after it."""

    part: Part | None = None
    without_docstring: bool = False
    elide: tuple[Lines, ...] = ()
    more: int = 0

    def __str__(self) -> str:
        words: list[str] = [self.part] if self.part else []
        words += ["without:docstring"] if self.without_docstring else []
        words += [f"elide:{_range(lines)}" for lines in self.elide]
        words += [f"+{self.more}"] if self.more else []
        return " ".join(words)


@dataclass(frozen=True)
class Selector:
    """A selector as written, in its one canonical spelling."""

    kind: Kind
    argument: str
    nth: int | None = None
    modifiers: Modifiers = field(default_factory=Modifiers)

    def __str__(self) -> str:
        head = f"{self.kind}{'' if self.kind == 'L' else ':'}{self.argument}"
        words = [head, f"#{self.nth}" if self.nth else "", str(self.modifiers)]
        return " ".join(word for word in words if word)


def parse_selector(text: str) -> Selector:
    """Read a selector. Raises ``SelectError`` (``selector-syntax``), which has the offset."""
    if any(ord(character) < 32 for character in text):
        raise _fault("a selector stands on one line", "remove the line break or tab", 0)
    lines = _RANGE.match(text)
    if lines:
        kind: Kind = "L"
        argument, at = _line_argument(lines), lines.end()
    else:
        kind, begin = _kind(text)
        argument, at = _argument(kind, text, begin)
    return _with_tail(Selector(kind, argument), text, at)


def line_range(selector: Selector) -> Lines:
    """The lines that an ``L`` selector names."""
    first, _, last = selector.argument.partition("-")
    return int(first), int(last or first)


def _kind(text: str) -> tuple[Kind, int]:
    name, colon, _ = text.partition(":")
    if not colon:
        raise _fault(f"'{text}' names no kind of selector", f"begin with one of {FORMS}", 0)
    if name not in KINDS or name == "L":
        otherwise = f"begin with one of {FORMS}"
        hint = "write L10 or L10-20" if name == "L" else perhaps(name, KINDS, otherwise)
        raise _fault(f"no selector kind '{name}'", hint, 0)
    return cast(Kind, name), len(name) + 1


def _argument(kind: Kind, text: str, begin: int) -> tuple[str, int]:
    rest = text[begin:]
    if kind == "re":
        patterns, length = split_patterns(rest, begin)
        return rest[:length] if patterns else "", begin + length
    if kind == "head":
        length = len(_without_tail(rest))
        return join_headings(split_headings(rest[:length].strip(), begin)), begin + length
    match = re.match(r'(?:"(?:[^"\\]|\\.)*"|[^\s"])*', rest)
    written = match[0] if match else ""
    if kind == "key":
        parts = split_key(written, begin)
        if not parts:
            raise _fault("a path is missing after 'key:'", "write it like key:jobs.build", begin)
        return join_key(parts), begin + len(written)
    pattern, hint = _ARGUMENTS[kind]
    if not pattern.fullmatch(written):
        glued = re.fullmatch(r"(.+?)([#+][0-9]+)", written)
        if glued and pattern.fullmatch(glued[1]):
            hint = f"put a blank before '{glued[2]}'"
        raise _fault(f"'{written}' is no name for '{kind}:'", hint, begin)
    return written, begin + len(written)


def _without_tail(text: str) -> str:
    words = list(re.finditer(r'"(?:[^"\\]|\\.)*"|\S+', text))
    while words and TAIL_WORD.fullmatch(words[-1][0]):
        words.pop()
    return text[: words[-1].end()] if words else ""


def _with_tail(selector: Selector, text: str, at: int) -> Selector:
    nth: int | None = None
    part: Part | None = None
    docstring, elide, more = False, list[Lines](), 0
    for word in re.finditer(r"\S+", text[at:]):
        written, offset = word[0], at + word.start()
        if word.start() == 0:
            raise _fault(f"unexpected '{written}'", "put a blank before it", offset)
        if (number := re.fullmatch(r"#([1-9][0-9]{0,5})", written)) and nth is None:
            nth = int(number[1])
        elif written in get_args(Part) and part is None:
            part = cast(Part, written)
        elif written == "without:docstring" and not docstring:
            docstring = True
        elif lines := re.fullmatch(rf"elide:{_RANGE.pattern}", written):
            first, last = line_range(Selector("L", _line_argument(lines, offset)))
            elide.append((first, last))
        elif (number := re.fullmatch(r"\+([1-9][0-9]{0,5})", written)) and not more:
            more = int(number[1])
        else:
            raise _fault(f"'{written}' cannot stand here", _tail_hint(written), offset)
    if nth is not None and selector.kind == "L":
        raise _fault("lines are never ambiguous", "remove the '#' part", at)
    modifiers = Modifiers(part, docstring, tuple(sorted(set(elide))), more)
    return Selector(selector.kind, selector.argument, nth, modifiers)


def _tail_hint(written: str) -> str:
    known = ["body", "signature", "without:docstring", "elide:L5-9", "#2", "+2"]
    if written in known or written[0] in "#+":
        return "write each modifier once, numbers from 1, and only one of body and signature"
    return perhaps(written, known, f"write one of {', '.join(known)}", most=1)


def _line_argument(match: re.Match[str], offset: int = 0) -> str:
    first, last = int(match["first"]), int(match["last"] or match["first"])
    if not 1 <= first <= last:
        hint = "count from 1, the smaller number first"
        raise _fault(f"'{match[0]}' is no range of lines", hint, offset)
    return f"{first}" if first == last else f"{first}-{last}"


def _range(lines: Lines) -> str:
    first, last = lines
    return f"L{first}" if first == last else f"L{first}-{last}"


def _fault(fact: str, hint: str, offset: int) -> SelectError:
    return SelectError("selector-syntax", fact, hint, offset)

"""From what a note is bound to, to the characters of the file it means."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from infralens.engines.select.languages import language_of
from infralens.engines.select.lexing import comment_spans
from infralens.engines.select.outline import outline
from infralens.engines.select.selection import Selection, shown_lines
from infralens.ground.codes import CODES
from infralens.ground.issue import perhaps
from infralens.ground.position import Span
from infralens.ground.source import SourceFile
from infralens.model.spec import LinesTarget, Quotation, SymbolTarget

_SYMBOL_KINDS = ("sym", "fn", "class", "macro")
_MOST_NAMED = 6
_NEAR = 0.6
_HASHED = ("python", "yaml", "shell")
"""Languages in which a comment begins with a hash and ends with its line."""
_WORDS = re.compile(r"\w+|[^\w\s]")


class BindError(Exception):
    """A note's target means no code of its excerpt, or more than one piece of it."""

    def __init__(self, code: str, fact: str, hint: str) -> None:
        super().__init__(f"{CODES[code].name}: {fact}; {hint}")
        self.code = code
        self.fact = fact
        self.hint = hint


def bind(
    target: str | Quotation | LinesTarget | SymbolTarget, source: SourceFile, selection: Selection
) -> tuple[Span, ...]:
    """The characters a target means, one span a line, without indentation.

    A quotation stands for code where it can: inside comments it counts only if nowhere else.

    Raises ``BindError``: ``note-lost`` when nothing fits, ``note-ambiguous`` when several pieces
    do, ``note-target`` when the target cannot mean anything.
    """
    match target:
        case LinesTarget():
            return _lines(target.lines, source, selection)
        case SymbolTarget():
            return _symbol(target.sym, source, selection)
        case Quotation():
            nth = target.nth if "nth" in target.model_fields_set else None
            return _quotation(target.quote, nth, source, selection)
        case _:
            return _quotation(target, None, source, selection)


def quotes_comment(spans: tuple[Span, ...], source: SourceFile) -> bool:
    """True if a span lies in a comment, which is then what the note explains."""
    return any(_in_comment(span, source) for span in spans)


def _in_comment(span: Span, source: SourceFile) -> bool:
    # To find the comments the whole file is taken apart: only where there can be one.
    line = source.lines[source.line_of(span.start) - 1]
    if language_of(source.path) in _HASHED and "#" not in line:
        return False
    return any(a <= span.start and span.end <= b for a, b in comment_spans(source))


def _lines(lines: str, source: SourceFile, selection: Selection) -> tuple[Span, ...]:
    first, _, last = lines.partition("-")
    begin, end = int(first), int(last or first)
    shown = shown_lines(selection)
    if not begin <= end <= len(shown):
        fact = f"lines {lines} are not lines of the excerpt"
        raise BindError("note-target", fact, f"count from 1 to {len(shown)}, first before last")
    spans = (_written(number, source) for number in shown[begin - 1 : end])
    found = tuple(span for span in spans if span.start < span.end)
    if not found:
        raise BindError("note-target", f"lines {lines} of the excerpt are blank", "name others")
    return found


def _written(number: int, source: SourceFile) -> Span:
    line, start = source.lines[number - 1], source.line_starts[number - 1]
    return Span(start + len(line) - len(line.lstrip()), start + len(line.rstrip()))


def _symbol(name: str, source: SourceFile, selection: Selection) -> tuple[Span, ...]:
    shown = frozenset(shown_lines(selection))
    defined = [
        (candidate.place.name.replace("::", "."), candidate.place.token)
        for candidate in outline(source)
        if candidate.selector.kind in _SYMBOL_KINDS
        and candidate.place.token
        and source.line_of(candidate.place.token.start) in shown
    ]
    wanted = name.replace("::", ".")
    found = [(full, token) for full, token in defined if f".{full}".endswith(f".{wanted}")]
    if not found:
        hint = perhaps(wanted, [full for full, _ in defined], "name one that its lines define")
        raise BindError("note-lost", f"the excerpt defines no symbol '{name}'", hint)
    if len(found) > 1:
        places = [f"'{full}' (line {source.line_of(token.start)})" for full, token in found]
        fact = f"the excerpt defines '{name}' {len(found)} times"
        raise BindError("note-ambiguous", fact, f"quote the code of one: {_some(places)}")
    return (found[0][1],)


def _quotation(
    quote: str, nth: int | None, source: SourceFile, selection: Selection
) -> tuple[Span, ...]:
    if not quote.strip():
        raise BindError("note-target", "a quotation of nothing", "quote code of the excerpt")
    text = _Shown.of(source, selection)
    found = _occurrences(quote, text.text)
    if len(found) > 1:
        # A comment that happens to mention the same name must not make a note ambiguous.
        code = [o for o in found if not all(_in_comment(s, source) for s in text.spans(*o))]
        found = code or found
    if not found:
        raise BindError("note-lost", f"{_brief(quote)} does not occur", _near(quote, text, source))
    lines = [f"{n} (line {text.line(start)})" for n, (start, _) in enumerate(found, start=1)]
    hint = f"write {{quote: {_brief(quote)}, nth: n}} with n = {_some(lines)}"
    if nth is None and len(found) > 1:
        raise BindError("note-ambiguous", f"{_brief(quote)} occurs {len(found)} times", hint)
    if nth is not None and nth > len(found):
        times = "once" if len(found) == 1 else f"{len(found)} times"
        fact = f"{_brief(quote)} occurs {times}, not {nth}"
        raise BindError("note-lost", fact, hint)
    return text.spans(*found[(nth or 1) - 1])


@dataclass(frozen=True)
class _Shown:
    """The lines a reader sees as one text, from which offsets lead back to the file."""

    text: str
    lines: tuple[int, ...]
    source: SourceFile

    @classmethod
    def of(cls, source: SourceFile, selection: Selection) -> _Shown:
        # A character that no source holds stands for a gap, so that no quotation runs across it.
        gaps = frozenset(first for first, _ in selection.gaps)
        numbers = tuple(sorted(gaps.union(shown_lines(selection))))
        rows = ("\0" if n in gaps else source.lines[n - 1] for n in numbers)
        return cls("\n".join(rows), numbers, source)

    def line(self, offset: int) -> int:
        """The line of the file that holds the character at ``offset`` of this text."""
        return self.lines[self.text.count("\n", 0, offset)]

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The characters of the file from ``start`` to ``end`` of this text, a span a line."""
        found = []
        column = start - (self.text.rfind("\n", 0, start) + 1)
        first = self.text.count("\n", 0, start)
        for row, piece in enumerate(self.text[start:end].split("\n"), start=first):
            begin = self.source.line_starts[self.lines[row] - 1] + column
            written = piece.strip()
            begin += len(piece) - len(piece.lstrip())
            if written:
                found.append(Span(begin, begin + len(written)))
            column = 0
        return tuple(found)


def _occurrences(quote: str, text: str) -> list[tuple[int, int]]:
    """Where a quotation stands; the indentation of its lines may differ.

    A quotation that is one word matches whole words only: ``lr`` is not in ``lr_scale``.
    """
    rows = [re.escape(row.strip()) for row in quote.strip().split("\n")]
    pattern = r"[ \t]*\n[ \t]*".join(rows)
    if re.fullmatch(r"\w+", quote.strip()):
        pattern = rf"(?<!\w){pattern}(?!\w)"
    # Found inside a look-ahead, so that occurrences which overlap are all counted.
    return [match.span(1) for match in re.finditer(f"(?=({pattern}))", text)]


def _near(quote: str, text: _Shown, source: SourceFile) -> str:
    """Where else the quotation stands, or the piece of the excerpt that is most like it."""
    elsewhere = _occurrences(quote, source.text)
    if elsewhere:
        line = source.line_of(elsewhere[0][0])
        return f"it stands on line {line}, which the excerpt does not show"
    best, piece, at = _NEAR, "", 0
    matcher = SequenceMatcher(b=" ".join(quote.split()), autojunk=False)
    for start, end in _pieces(text.text, len(_WORDS.findall(quote))):
        matcher.set_seq1(" ".join(text.text[start:end].split()))
        if min(matcher.real_quick_ratio(), matcher.quick_ratio()) > best:
            ratio = matcher.ratio()
            if ratio > best:
                best, piece, at = ratio, text.text[start:end], start
    if not piece:
        return "quote code that the excerpt shows"
    return f"perhaps: {_brief(piece)} (line {text.line(at)})"


def _pieces(text: str, length: int) -> Iterator[tuple[int, int]]:
    words = [match.span() for match in _WORDS.finditer(text)]
    for first, last in zip(words, words[length - 1 :], strict=False):
        yield first[0], last[1]


def _brief(quote: str) -> str:
    first, *more = quote.strip().split("\n")
    return json.dumps(first, ensure_ascii=False) if not more else f'"{first} …"'


def _some(items: list[str]) -> str:
    return ", ".join(items[:_MOST_NAMED]) + (", …" if len(items) > _MOST_NAMED else "")

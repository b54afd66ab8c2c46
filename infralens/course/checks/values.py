"""Can every value in the text be computed, and was every measured one printed?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from infralens.course.checks.texts import PlacedText
from infralens.course.values import ValueFaultError, Values
from infralens.engines.markdown.values import (
    InlineValue,
    MeasuredValue,
    inline_values,
    unclosed_values,
)
from infralens.ground.issue import IssueSet, perhaps
from infralens.ground.position import Position
from infralens.ground.source import SourceFile
from infralens.model.measured import Measured, measured


def check_values(
    texts: Iterable[PlacedText],
    values: Values,
    outputs: Mapping[str, str | None],
    issues: IssueSet,
) -> None:
    """Note every value that cannot be shown; ``outputs`` are what starters printed, by path."""
    for text in texts:
        # The right choice repeats an option, which is checked itself.
        if text.name == "choice" or ("{=" not in text.text and "{~" not in text.text):
            continue
        if not text.markdown:
            fact = f"'{text.name}' is plain text, where values are not computed"
            issues.add(text.position, "value-syntax", fact, "write the number")
            continue
        for value in inline_values(text.text):
            line = text.text[: value.span.start].rsplit("\n", 1)[-1]
            if isinstance(text.origin, SourceFile) and line.startswith("#"):
                hint = "headings become addresses; put the number below"
                at = _place(value, text, 0)
                issues.add(at, "value-syntax", "a value stands in a heading", hint)
            elif isinstance(value, InlineValue):
                _check_computed(value, text, values, issues)
            else:
                _check_measured(value, text, outputs, issues)
        for offset in unclosed_values(text.text):
            fact = f"'{text.text[offset : offset + 2]}' opens a value that is never closed"
            at = text.locate(text.text[offset : offset + 2], offset)
            issues.add(at, "value-syntax", fact, "close it on the same paragraph")


def _check_computed(value: InlineValue, text: PlacedText, values: Values, issues: IssueSet) -> None:
    try:
        values.text(value.text)
    except ValueFaultError as fault:
        at = _place(value, text, fault.offset + len("{="))
        issues.add(at, fault.code, fault.fact, fault.hint)


def _check_measured(
    value: MeasuredValue,
    text: PlacedText,
    outputs: Mapping[str, str | None],
    issues: IssueSet,
) -> None:
    at = _place(value, text, 0)
    found = measured(value.text)
    if found is None:
        hint = "write {~ 6.086 ms | track/lab/file.py | tpot {} ms ~}"
        issues.add(at, "value-syntax", "a measured value has three parts", hint)
    elif found.starter not in outputs:
        hint = perhaps(found.starter, outputs, "name a starter that is run")
        issues.add(at, "source-missing", f"no output of a starter '{found.starter}'", hint)
    elif not _printed(found, outputs[found.starter] or ""):
        fact = f"'{found.starter}' did not print '{found.line}'"
        issues.add(at, "measured-lost", fact, "show what it prints now")


def _printed(found: Measured, output: str) -> bool:
    # How many blanks align columns does not matter, nor whether thousands are separated.
    words = r"\s+".join(re.escape(word).replace(",", ",?") for word in found.line.split())
    return re.search(rf"(?<![\w.]){words}(?!\w|\.[0-9])", output) is not None


def _place(value: InlineValue | MeasuredValue, text: PlacedText, offset: int) -> Position:
    if isinstance(text.origin, SourceFile):
        return text.locate("", value.span.start + offset)
    fragment = text.text[value.span.start : value.span.end].split("\n", 1)[0]
    return text.locate(fragment, value.span.start)

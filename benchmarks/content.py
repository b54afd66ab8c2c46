"""How much each chapter says, and how much of it is computed: words, tables, figures, citations.

Run from the root: ``python benchmarks/content.py``. It reads sources and builds nothing.
"""

from __future__ import annotations

import re
import sys
from dataclasses import astuple, dataclass, fields
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from infralens.course.load import load_course  # noqa: E402
from infralens.engines.markdown import Citation, front_matter_end, inline_links  # noqa: E402
from infralens.engines.markdown.values import InlineValue, inline_values  # noqa: E402
from infralens.model.blocks import Drill, Figure, Quiz  # noqa: E402
from infralens.model.course import Course, Page  # noqa: E402
from infralens.model.spec import EmbeddedCalculator  # noqa: E402

_RULE = re.compile(r"^\|(?:\s*:?-{3,}:?\s*\|)+\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Counts:
    """What one chapter holds; ``given`` are premises, the other numbers are computed or run."""

    words: int
    tables: int
    figures: int
    calculators: int
    drills: int
    quizzes: int
    computed: int
    given: int
    measured: int
    citations: int


def counts_of(page: Page) -> Counts:
    """The counts of a hand-written page, its blocks included."""
    text = page.source.text[front_matter_end(page.source.text) :]
    values = list(inline_values(text))
    computed = [value for value in values if isinstance(value, InlineValue)]
    given = [value for value in computed if re.search(r"\|\s*given\s*$", value.text)]
    kinds = [type(block.spec) for block in page.blocks]
    return Counts(
        words=len(re.sub(r"\{[=~].*?[=~]\}", "1", text, flags=re.DOTALL).split()),
        tables=len(_RULE.findall(text)),
        figures=kinds.count(Figure),
        calculators=kinds.count(EmbeddedCalculator),
        drills=kinds.count(Drill),
        quizzes=kinds.count(Quiz),
        computed=len(computed) - len(given),
        given=len(given),
        measured=len(values) - len(computed),
        citations=sum(len(link.keys) for link in inline_links(text) if isinstance(link, Citation)),
    )


def report(course: Course) -> str:
    """One line for each chapter, and their sum."""
    names = [field.name for field in fields(Counts)]
    chapters = [page for page in course.pages if page.path.startswith("handbook/")]
    rows = {Path(page.path).stem: astuple(counts_of(page)) for page in chapters}
    rows["all"] = tuple(map(sum, zip(*rows.values(), strict=True)))
    width = max(map(len, rows))
    lines = [" ".join([" " * width, *(f"{name:>11}" for name in names)])]
    lines += [
        " ".join([f"{name:{width}}", *(f"{count:11,}" for count in counts)])
        for name, counts in rows.items()
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    print(report(load_course(ROOT)[0]))

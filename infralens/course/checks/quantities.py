"""Is something behind each quantity in the text: a formula, a source, or a measurement?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from infralens.course.checks.texts import PlacedText
from infralens.engines.markdown import Citation, equations, inline_links, mask
from infralens.engines.markdown.values import inline_values
from infralens.ground.issue import IssueSet
from infralens.ground.position import Position
from infralens.model.registry import Registry

_QUANTITY = re.compile(
    r"(?<![\w.,])[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?[ \u00a0\n]"
    r"(?:%|[kKMGTPE]?i?B(?:/s|/token)?|[kMGT]?b/s|[mµun]?s|min|h|days"
    r"|[kMGTPE]?FLOPS?(?:/s|/B)?|[MGTP]?FLOPS|TOPS|tokens/s|tok/s|requests/s|req/s)(?![\w/])"
)
_MATH = re.compile(r"<math\b.*?</math>", re.DOTALL)
_PARAGRAPH = re.compile(r"(?:[^\n]|\n(?![ \t]*\n))+")
_SOURCED = frozenset({"claim"})
"""Fields of blocks that name their sources in another field."""

_LISTED = 8
_ADVICE = "/guide/"
"""Where authors are advised: examples there are no claims."""


def check_quantities(
    texts: Iterable[PlacedText], registries: Mapping[str, Registry], issues: IssueSet
) -> None:
    """One notice for each file with quantities that nothing stands behind."""
    labels = _labels(registries)
    found: defaultdict[str, list[tuple[Position, str]]] = defaultdict(list)
    for text in texts:
        if text.markdown and text.name not in _SOURCED and not text.address.startswith(_ADVICE):
            for quantity, offset in _unfounded(text.text, labels):
                at = text.locate(quantity.split("\n", 1)[0], offset)
                found[at.path].append((at, " ".join(quantity.split())))
    for quantities in found.values():
        (first, words), *others = sorted(quantities)
        count = f"{len(quantities)} quantities have" if others else "1 quantity has"
        fact = f"{count} neither formula nor source behind, first '{words}'"
        hint = "compute, cite or mark as measured"
        detail = [f"{at.line}:{at.column} {quantity}" for at, quantity in others[:_LISTED]]
        if len(others) > _LISTED:
            detail.append(f"and {len(others) - _LISTED} more")
        issues.add(first, "literal-quantity", fact, hint, detail)


def _unfounded(text: str, labels: re.Pattern[str] | None) -> Iterator[tuple[str, int]]:
    searched = mask(text)
    spans = [(value.span.start, value.span.end) for value in inline_values(text)]
    spans += [match.span() for match in _MATH.finditer(searched)]
    spans += [(one.span.start, one.span.end) for one in equations(text)]
    spans += [match.span() for match in labels.finditer(searched)] if labels else []
    for start, end in spans:
        searched = searched[:start] + " " * (end - start) + searched[end:]
    cited = [link.span.start for link in inline_links(text) if isinstance(link, Citation)]
    for paragraph in _PARAGRAPH.finditer(searched):
        start, end = paragraph.span()
        if not any(start <= place < end for place in cited):
            for match in _QUANTITY.finditer(searched, start, end):
                yield match[0], match.start()


def _labels(registries: Mapping[str, Registry]) -> re.Pattern[str] | None:
    """Memory that is part of a product's name, such as 'H100 with 80 GB'."""
    names = []
    for entry in registries["hardware"].entries.values():
        label = entry.fields["memory_label"][0] / 1e9
        words = [word for word in entry.name.split() if re.search(r"[A-Z]+[0-9]", word)]
        names += [rf"{re.escape(word)}\b[^.;|\n]{{0,12}}?\b{label:g} GB" for word in words]
    return re.compile("|".join(names)) if names else None

"""The addresses in a style sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from infralens.ground.position import Position

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_ADDRESS = re.compile(
    r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^"')\s]*))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')"""
)


def addresses_in_css(text: str, start: Position) -> Iterator[tuple[str, Position]]:
    """Each ``url()`` and ``@import`` of ``text``, which begins at ``start``; comments hold none."""
    text = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    line, line_start = start.line, 1 - start.column
    seen = 0
    for found in _ADDRESS.finditer(text):
        breaks = text.count("\n", seen, found.start())
        if breaks:
            line += breaks
            line_start = text.rfind("\n", seen, found.start()) + 1
        seen = found.start()
        url = next((group for group in found.groups() if group is not None), "")
        yield url, Position(start.path, line, found.start() - line_start + 1)

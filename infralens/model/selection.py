"""Which lines of a file an excerpt shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Selection:
    """Lines ``first`` to ``last`` (1-based, inclusive) of a file.

    ``gaps`` are ranges of lines among them that are elided and shown as one row; ``hidden`` are
    the region markers among them, which are never shown.
    """

    first: int
    last: int
    gaps: tuple[tuple[int, int], ...] = ()
    hidden: frozenset[int] = frozenset()

    @property
    def rows(self) -> tuple[int | tuple[int, int], ...]:
        """What is shown from top to bottom: line numbers, and gaps as line ranges."""
        gap_at = {gap[0]: gap for gap in self.gaps}
        rows: list[int | tuple[int, int]] = []
        line = self.first
        while line <= self.last:
            if line in gap_at:
                rows.append(gap_at[line])
                line = gap_at[line][1] + 1
                continue
            if line not in self.hidden:
                rows.append(line)
            line += 1
        return tuple(rows)

"""The selector language: which lines of a starter an excerpt shows, said by name.

``sym:Trainer.step``, ``key:jobs.build``, ``head:Setup > Install``, ``region:setup``,
``re:/start/../end/``, ``fn:saxpy``, ``class:S``, ``macro:CHECK`` and, as a last resort, ``L10-20``.
"""

from infralens.engines.select.languages import language_of
from infralens.engines.select.outline import Candidate, outline
from infralens.engines.select.regions import marker_lines
from infralens.engines.select.resolve import resolve
from infralens.engines.select.selection import Place, SelectError, Selection, shown_lines
from infralens.engines.select.selector import Modifiers, Selector, parse_selector

__all__ = [
    "Candidate",
    "Modifiers",
    "Place",
    "SelectError",
    "Selection",
    "Selector",
    "language_of",
    "marker_lines",
    "outline",
    "parse_selector",
    "resolve",
    "shown_lines",
]

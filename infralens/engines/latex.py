"""Formulas that an author writes in LaTeX, as MathML."""

from __future__ import annotations

import re
from functools import cache
from xml.etree import ElementTree

from latex2mathml.converter import convert

_COMMAND = re.compile(r"\\[A-Za-z]+")


class LatexError(Exception):
    """The text is no formula that can be set; ``fact`` says why."""

    def __init__(self, fact: str) -> None:
        super().__init__(fact)
        self.fact = fact


@cache
def latex_mathml(text: str, *, display: bool) -> str:
    """The formula as a ``math`` element. Raises ``LatexError``."""
    try:
        markup = convert(text, display="block" if display else "inline")
    except Exception as error:  # the library raises whatever its parser trips over
        raise LatexError("the formula cannot be read") from error
    unknown = _COMMAND.search(markup)
    if unknown:
        raise LatexError(f"the formula has a command '{unknown[0]}' that is not known")
    try:
        ElementTree.fromstring(markup)
    except ElementTree.ParseError:
        raise LatexError("the formula has an environment that is not known") from None
    return markup

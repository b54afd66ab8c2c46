"""Can every formula in LaTeX be set?"""

from __future__ import annotations

from collections.abc import Iterable

from infralens.course.checks.texts import PlacedText
from infralens.engines.latex import LatexError, latex_mathml
from infralens.engines.markdown import equations
from infralens.ground.issue import IssueSet


def check_equations(texts: Iterable[PlacedText], issues: IssueSet) -> None:
    """Note formulas that cannot be set, and those in texts that are plain."""
    for text in texts:
        for equation in equations(text.text) if "$}" in text.text or "math" in text.text else ():
            at = text.locate(equation.text.split("\n", 1)[0], equation.span.start)
            if not text.markdown:
                fact = f"'{text.name}' is plain text, where formulas are not set"
                issues.add(at, "equation-invalid", fact, "say it in words")
                continue
            try:
                latex_mathml(equation.text, display=equation.display)
            except LatexError as error:
                hint = "write LaTeX without environments: \\frac, \\sqrt, \\text, \\sum"
                issues.add(at, "equation-invalid", error.fact, hint)

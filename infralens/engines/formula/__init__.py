"""The formula language: read, checked, evaluated, and written as script and mathematics."""

from infralens.engines.formula.dominant import difference_step, dominant, sensitivities
from infralens.engines.formula.evaluate import evaluate
from infralens.engines.formula.javascript import javascript
from infralens.engines.formula.latex import latex
from infralens.engines.formula.library import read_library
from infralens.engines.formula.mathml import mathml
from infralens.engines.formula.numeric import DomainError
from infralens.engines.formula.quantity import shown, unit_for
from infralens.engines.formula.tree import Formula, Library, Parameter
from infralens.engines.formula.working import Step, working, working_javascript

__all__ = [
    "DomainError",
    "Formula",
    "Library",
    "Parameter",
    "Step",
    "difference_step",
    "dominant",
    "evaluate",
    "javascript",
    "latex",
    "mathml",
    "read_library",
    "sensitivities",
    "shown",
    "unit_for",
    "working",
    "working_javascript",
]

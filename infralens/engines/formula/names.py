"""Which names the language knows, and which an author may not use."""

from __future__ import annotations

import re

from infralens.engines.formula.units import CONSTANTS, UNITS

LANGUAGE_MODULE = "infralens.engines.formula.language"
BUILTIN = {"min", "max", "abs"}
ARGUMENTS = {
    "min": (2, 64),
    "max": (2, 64),
    "abs": (1, 1),
    "floor": (1, 1),
    "ceil": (1, 1),
    "sqrt": (1, 1),
    "exp": (1, 1),
    "expm1": (1, 1),
    "log": (1, 1),
    "log2": (1, 1),
    "ceil_log2": (1, 1),
}
"""The functions, with the fewest and the most arguments they take."""

STANDING_ALONE = {"fold", "solve", "largest"}
IMPORTABLE = {*UNITS, *CONSTANTS, *ARGUMENTS, *STANDING_ALONE, "require"} - BUILTIN

# fmt: off
_JAVASCRIPT = {
    "arguments", "await", "break", "case", "catch", "class", "const", "continue", "debugger",
    "default", "delete", "do", "else", "enum", "eval", "export", "extends", "false",
    "finally", "for", "function", "if", "implements", "import", "in", "instanceof",
    "interface", "let", "new", "null", "numeric", "package", "private", "protected", "public",
    "return", "static", "super", "switch", "this", "throw", "true", "try", "typeof",
    "undefined", "values", "var", "void", "while", "with", "yield",
}
# fmt: on
_SHAPE = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)


def name_fault(name: str) -> str | None:
    """Why a new name is refused, or None."""
    if name in ARGUMENTS or name in STANDING_ALONE or name in ("require", "bool", "float", "int"):
        return "belongs to the language"
    if name in _JAVASCRIPT:
        return "is taken in JavaScript"
    if not _SHAPE.fullmatch(name):
        return "is not in lower case with underscores"
    return None

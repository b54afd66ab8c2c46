"""A formula as LaTeX, for readers who copy it."""

from __future__ import annotations

from infralens.engines.formula.tree import Formula
from infralens.engines.formula.typeset import (
    GREEK,
    Cases,
    Digits,
    Equation,
    Identifier,
    Layout,
    Lowered,
    Raised,
    Ratio,
    Root,
    Row,
    Sign,
    Words,
    equations,
)

_SIGNS = {
    "×": r"\times", "−": "-", "≤": r"\le", "≥": r"\ge", "≠": r"\ne", "…": r"\dots", ":": ":",
    "⌊": r"\left\lfloor", "⌋": r"\right\rfloor", "⌈": r"\left\lceil", "⌉": r"\right\rceil",
    "(": r"\left(", ")": r"\right)", "{": r"\left\{", "}": r"\right\}", "|": r"\vert",
}  # fmt: skip
_FUNCTIONS = {"ln", "log", "min", "max"}
_LETTERS = {symbol: name for name, symbol in GREEK.items()} | {"λ": "lambda"}


def latex(formula: Formula) -> str:
    """The lines of the formula, aligned at their equals signs."""
    lines = " \\\\\n".join(map(_line, equations(formula)))
    return f"\\begin{{aligned}}\n{lines}\n\\end{{aligned}}"


def _line(line: Equation) -> str:
    if line.left is None:
        return f"& {_markup(line.right)}"
    return f"{_markup(line.left)} &= {_markup(line.right)}"


def _markup(layout: Layout) -> str:
    match layout:
        case Identifier():
            return _identifier(layout.text)
        case Digits():
            return layout.text.replace(",", "{,}")
        case Sign():
            return _SIGNS.get(layout.text, layout.text)
        case Words():
            words = (
                layout.text.replace("\u00a0", "~").replace("%", r"\%").replace("µ", r"\textmu{}")
            )
            return f"\\text{{{words}}}"
        case Row():
            return " ".join(map(_markup, layout.items))
        case Ratio():
            return f"\\frac{{{_markup(layout.above)}}}{{{_markup(layout.below)}}}"
        case Raised():
            return f"{{{_markup(layout.base)}}}^{{{_markup(layout.exponent)}}}"
        case Lowered():
            return f"{{{_markup(layout.base)}}}_{{{_markup(layout.index)}}}"
        case Root():
            return f"\\sqrt{{{_markup(layout.inside)}}}"
        case Cases():
            yes, condition = _markup(layout.yes), _markup(layout.condition)
            rows = f"{yes} & \\text{{if }} {condition} \\\\ {_markup(layout.no)}"
            return f"\\begin{{cases}} {rows} & \\text{{otherwise}} \\end{{cases}}"


def _identifier(text: str) -> str:
    if text in _LETTERS:
        return f"\\{_LETTERS[text]}"
    if len(text) == 1:
        return text
    if text in _FUNCTIONS:
        return f"\\{text}"
    return f"\\mathrm{{{text.replace(chr(160), '~')}}}"

"""A formula as MathML Core."""

from __future__ import annotations

from html import escape

from infralens.engines.formula.tree import Formula
from infralens.engines.formula.typeset import (
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

_OPEN, _CLOSE = "([{⌊⌈", ")]}⌋⌉"


def mathml(formula: Formula) -> str:
    """A ``math`` element: a table with the left side, the equals sign and the right side."""
    rows = "\n".join(map(_row, equations(formula)))
    return (
        '<math xmlns="http://www.w3.org/1998/Math/MathML" display="block" class="il-math">\n'
        f"<mtable>\n{rows}\n</mtable>\n</math>"
    )


def _row(line: Equation) -> str:
    if line.left is None:
        return f"<mtr><mtd></mtd><mtd></mtd><mtd>{_markup(line.right)}</mtd></mtr>"
    left = f"<mtd>{_markup(line.left)}</mtd>"
    return f"<mtr>{left}<mtd><mo>=</mo></mtd><mtd>{_markup(line.right)}</mtd></mtr>"


def _markup(layout: Layout) -> str:
    match layout:
        case Identifier():
            return f"<mi>{escape(layout.text)}</mi>"
        case Digits():
            return f"<mn>{escape(layout.text)}</mn>"
        case Sign():
            return _sign(layout)
        case Words():
            # Plain blanks at the ends of an element do not show.
            return f"<mtext>{escape(layout.text).replace(' ', '&#160;')}</mtext>"
        case Row():
            return f"<mrow>{''.join(map(_markup, layout.items))}</mrow>"
        case Ratio():
            return f"<mfrac>{_markup(layout.above)}{_markup(layout.below)}</mfrac>"
        case Raised():
            return f"<msup>{_markup(layout.base)}{_markup(layout.exponent)}</msup>"
        case Lowered():
            return f"<msub>{_markup(layout.base)}{_markup(layout.index)}</msub>"
        case Root():
            return f"<msqrt>{_markup(layout.inside)}</msqrt>"
        case Cases():
            rows = "".join(
                f"<mtr><mtd>{_markup(value)}</mtd><mtd>{condition}</mtd></mtr>"
                for value, condition in (
                    (layout.yes, f"<mtext>if&#160;</mtext>{_markup(layout.condition)}"),
                    (layout.no, "<mtext>otherwise</mtext>"),
                )
            )
            brace = '<mo form="prefix" stretchy="true">{</mo>'
            return f"<mrow>{brace}<mtable>{rows}</mtable></mrow>"


def _sign(sign: Sign) -> str:
    text = escape(sign.text)
    if sign.text in _OPEN:
        return f'<mo form="prefix">{text}</mo>'
    if sign.text in _CLOSE:
        return f'<mo form="postfix">{text}</mo>'
    if sign.text == "|":
        return f'<mo lspace="0" rspace="0">{text}</mo>'
    return f'<mo form="prefix">{text}</mo>' if sign.tight else f"<mo>{text}</mo>"

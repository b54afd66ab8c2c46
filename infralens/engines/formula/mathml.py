"""A formula as MathML Core."""

from __future__ import annotations

from html import escape

from infralens.engines.formula.breaking import broken, width
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

_ROOM = 64
"""Letters that fit beside one another on paper."""

_LEAST = 30
_OPEN, _CLOSE = "([{⌊⌈", ")]}⌋⌉"


def mathml(formula: Formula) -> str:
    """A ``math`` element: a table with the left side, the equals sign and the right side."""
    lines = equations(formula)
    left = max(width(line.left) for line in lines if line.left)
    rows = "\n".join(_rows(line, max(_ROOM - left, _LEAST)) for line in lines)
    return (
        '<math xmlns="http://www.w3.org/1998/Math/MathML" display="block" class="il-math">\n'
        f"<mtable>\n{rows}\n</mtable>\n</math>"
    )


def _rows(line: Equation, room: float) -> str:
    """A line of a formula; what is wider than paper goes on below, indented."""
    left = f"<mtd>{_markup(line.left)}</mtd>" if line.left else "<mtd></mtd>"
    equals = "<mtd><mo>=</mo></mtd>" if line.left else "<mtd></mtd>"
    first, *others = broken(line.right, room)
    rows = [f"<mtr>{left}{equals}<mtd>{_markup(first)}</mtd></mtr>"]
    rows += [f"<mtr><mtd></mtd><mtd></mtd><mtd>{_continued(one)}</mtd></mtr>" for one in others]
    return "\n".join(rows)


def _continued(layout: Layout) -> str:
    # An operator that begins a row would lose the room around it.
    text = _markup(layout).replace("<mrow><mo>", '<mrow><mo form="infix">', 1)
    return f'<mrow><mspace width="2em"></mspace>{text}</mrow>'


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

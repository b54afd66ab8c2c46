"""How a value is written: its unit, its digits, and the space between the two."""

from __future__ import annotations

import re

from infralens.course.dimensions import Quantity, letters_of, powers_of
from infralens.engines.formula.quantity import DIGITS, fixed, shown
from infralens.engines.markdown.expressions import Literal, Request
from infralens.ground.issue import perhaps
from infralens.model.measures import MEASURES, Measure

_DIGITS = re.compile(r"([1-9][0-9]?) digits?")
_DECIMALS = re.compile(r"([0-9]) decimals?")
_NO_BREAK = "\u00a0"


class ValueFaultError(Exception):
    """A value cannot be shown; ``offset`` is a place in its text."""

    def __init__(self, offset: int, code: str, fact: str, hint: str) -> None:
        super().__init__(fact)
        self.offset, self.code, self.fact, self.hint = offset, code, fact, hint


def written(quantity: Quantity, request: Request) -> str:
    """The value as its options want it. Raises ``ValueFaultError``."""
    digits, decimals, measure, bare, given = DIGITS, None, None, False, False
    for option, offset in request.options:
        if wanted := _DIGITS.fullmatch(option):
            digits = int(wanted[1])
        elif wanted := _DECIMALS.fullmatch(option):
            decimals = int(wanted[1])
        elif option == "bare":
            bare = True
        elif option == "given":
            given = True
        else:
            measure = _measure(option, offset, quantity)
    _check_given(request, given)
    if isinstance(quantity.value, bool):
        return "yes" if quantity.value else "no"
    if measure is None and given and isinstance(request.expression, Literal):
        measure = MEASURES[request.expression.measure or ""]
    if measure is None and (decimals is not None or quantity.unit is None) and quantity.powers:
        fact = f"the value is {letters_of(quantity.powers)} and needs a unit to be shown in"
        raise ValueFaultError(0, "unknown-unit", fact, "name one, as in '| ms'")
    value = quantity.value / measure.factor if measure else quantity.value
    if decimals is not None:
        number = fixed(value, decimals)
    elif measure is not None or bare:
        number = shown(value, "Number", digits=digits)
    else:
        words = shown(value, quantity.unit or "Number", digits=digits)
        return words.replace(" ", _NO_BREAK, 1)
    letters = "" if bare or measure is None else measure.letters
    return f"{number}{_NO_BREAK}{letters}" if letters else number


def _measure(option: str, offset: int, quantity: Quantity) -> Measure:
    if option not in MEASURES or not option:
        known = [*MEASURES, "bare", "given", "3 digits", "2 decimals"]
        hint = perhaps(option, known, "write a unit, 'bare', '3 digits' or '2 decimals'")
        raise ValueFaultError(offset, "unknown-unit", f"no option '{option}'", hint)
    measure = MEASURES[option]
    if powers_of(measure.dimension) != quantity.powers:
        fact = f"'{option}' is no unit of {quantity.unit or letters_of(quantity.powers)}"
        raise ValueFaultError(offset, "unit-mismatch", fact, "choose a unit of the same kind")
    return measure


def _check_given(request: Request, given: bool) -> None:
    """A number as it is typed is a premise, and says so."""
    typed = isinstance(request.expression, Literal)
    if typed and not given:
        fact, hint = "a number stands as it is typed", "compute it, or add '| given' to a premise"
        raise ValueFaultError(0, "value-syntax", fact, hint)
    if given and not typed:
        fact, hint = "a computed value is marked as given", "leave out '| given'"
        raise ValueFaultError(0, "value-syntax", fact, hint)

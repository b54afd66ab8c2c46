"""Numbers with their unit letters, as a person reads them. The twin of ``quantity.mjs``."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

DIGITS = 4
NOTHING = "—"
_SNAP = 12  # digits on which both languages agree, whatever the last bit is
_LARGEST_PLAIN = 15
_SMALLEST_PLAIN = -6
_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


@dataclass(frozen=True)
class Scale:
    """A unit to show values in: from ``size`` base units on, with what stands around the number.

    ``one`` stands behind the number 1 where the language wants it.
    """

    size: Fraction
    after: str
    before: str = ""
    one: str = ""


def _scales(*pairs: tuple[str, str]) -> tuple[Scale, ...]:
    return tuple(Scale(Fraction(size), after) for size, after in pairs)


def _prefixed(prefixes: str, base: int, after: str) -> tuple[Scale, ...]:
    names = prefixes.split(",")
    return tuple(Scale(Fraction(base**power), name + after) for power, name in enumerate(names))


def _worded(word: str) -> tuple[Scale, ...]:
    larger = (("1e6", f" M {word}"), ("1e9", f" B {word}"), ("1e12", f" T {word}"))
    return (Scale(Fraction(1), f" {word}", one=f" {word[:-1]}"), *_scales(*larger))


_SI = " , k, M, G, T, P, E, Z, Y"
_DECIMAL_BYTES = " , k, M, G, T, P, E"
_BINARY_BYTES = " , Ki, Mi, Gi, Ti, Pi, Ei"
_TIME = (("1e-9", "ns"), ("1e-6", "µs"), ("1e-3", "ms"), ("1", "s"))
_LONG_TIME = (("60", " min"), ("3600", " h"))


def _time(after: str = "") -> tuple[Scale, ...]:
    return _scales(*((size, f" {name}{after}") for size, name in _TIME))


def _small(after: str) -> tuple[Scale, ...]:
    prefixes = (("1e-9", "n"), ("1e-6", "µ"), ("1e-3", "m"), ("1", ""), ("1e3", "k"), ("1e6", "M"))
    return _scales(*((size, f" {prefix}{after}") for size, prefix in prefixes))


SCALES: dict[str, tuple[Scale, ...]] = {
    "Count": _scales(("1", "")),
    "Number": _scales(("1", "")),
    "Fraction": _scales(("0.01", " %")),
    "Parameters": _worded("parameters"),
    "Bits": _scales(("1", " bit")),
    "Bytes": _prefixed(_DECIMAL_BYTES, 1000, "B"),
    "Flops": _prefixed(_SI, 1000, "FLOP"),
    "Tokens": _worded("tokens"),
    "Requests": _worded("requests"),
    "Seconds": (*_time(), *_scales(*_LONG_TIME), Scale(Fraction(86400), " days", one=" day")),
    "Joules": _small("J"),
    "Watts": _small("W"),
    "Usd": (Scale(Fraction(1), "", "$"),),
    "BytesPerSecond": _prefixed(_DECIMAL_BYTES, 1000, "B/s"),
    "FlopsPerSecond": _prefixed(_SI, 1000, "FLOP/s"),
    "TokensPerSecond": _scales(("1", " tokens/s"), ("1e6", " M tokens/s")),
    "RequestsPerSecond": _scales(("1", " requests/s")),
    "PerSecond": _scales(("1", " /s")),
    "BytesPerToken": _prefixed(_DECIMAL_BYTES, 1000, "B/token"),
    "FlopsPerToken": _prefixed(_SI, 1000, "FLOP/token"),
    "SecondsPerToken": _time("/token"),
    "TokensPerRequest": _scales(("1", " tokens/request")),
    "SecondsPerRequest": _time("/request"),
    "FlopsPerByte": _scales(("1", " FLOP/B")),
    "UsdPerSecond": (Scale(Fraction(1, 3600), "/h", "$"),),
    "UsdPerToken": (Scale(Fraction(1, 10**6), " per million tokens", "$"),),
}
BINARY_SCALES = {
    "Bytes": _prefixed(_BINARY_BYTES, 1024, "B"),
    "BytesPerToken": _prefixed(_BINARY_BYTES, 1024, "B/token"),
}
"""Other units of bytes are decimal on every page: bandwidth always is."""


def shown(value: float, unit: str, *, digits: int = DIGITS, binary: bool = False) -> str:
    """The value with its unit letters, rounded half up to so many significant digits.

    ``unit`` names an annotation, else it is printed as it is. A value that is none gives a dash.
    """
    if not math.isfinite(value):
        return NOTHING
    size = _snapped(abs(Fraction(Decimal(repr(float(value))))))
    scales = (BINARY_SCALES.get(unit) if binary else None) or SCALES.get(unit)
    scales = scales or (Scale(Fraction(1), f" {unit}"),)
    if not size:
        plain = next((one for one in scales if one.size == 1), scales[0])
        return f"{plain.before}0{plain.after}"
    index = max((i for i, one in enumerate(scales) if one.size <= size), default=0)
    text, rounded = _number(size / scales[index].size, digits)
    if index + 1 < len(scales) and rounded * scales[index].size >= scales[index + 1].size:
        # Rounded up into the next unit: 1,023.9 bytes are 1 KiB at four digits.
        index += 1
        text, _ = _number(rounded * scales[index - 1].size / scales[index].size, digits)
    scale = scales[index]
    if scale.before == "$" and "." in text and text.index(".") == len(text) - 2:
        text += "0"
    after = scale.one if text == "1" and scale.one else scale.after
    return f"{'−' if value < 0 else ''}{scale.before}{text}{after}"


def fixed(value: float, decimals: int) -> str:
    """The number with exactly so many decimals, rounded half up; a dash for none."""
    if not math.isfinite(value):
        return NOTHING
    size = _snapped(abs(Fraction(Decimal(repr(float(value))))))
    whole = int(_half_up(size * 10**decimals))
    before, after = divmod(whole, 10**decimals)
    text = f"{before:,}" + (f".{after:0{decimals}d}" if decimals else "")
    return f"−{text}" if value < 0 and whole else text


def unit_for(largest: float, unit: str) -> tuple[float, str]:
    """The unit in which values up to this one are read together: its size, and its letters."""
    scales = SCALES.get(unit) or (Scale(Fraction(1), f" {unit}"),)
    fits = [one for one in scales if float(one.size) <= largest]
    scale = fits[-1] if fits else scales[0]
    return float(scale.size), f"{scale.before}{scale.after}".strip()


def _snapped(size: Fraction) -> Fraction:
    if not size:
        return size
    exponent = _exponent(size)
    # A count keeps its last digit, however long it is.
    decimals = max(0, _SNAP - 1 - exponent) if exponent < _LARGEST_PLAIN else _SNAP - 1 - exponent
    shift = Fraction(10) ** decimals
    return _half_up(size * shift) / shift


def _number(size: Fraction, digits: int) -> tuple[str, Fraction]:
    """The text of a positive number, and the number that the text says."""
    exponent = _exponent(size)
    if not _SMALLEST_PLAIN <= exponent < _LARGEST_PLAIN:
        text, mantissa = _plain(size / Fraction(10) ** exponent, digits - 1)
        if mantissa == 10:
            text, mantissa, exponent = "1", Fraction(1), exponent + 1
        power = str(exponent).translate(_SUPERSCRIPTS)
        return f"{text} × 10{power}", mantissa * Fraction(10) ** exponent
    return _plain(size, max(0, digits - 1 - exponent))


def _plain(size: Fraction, decimals: int) -> tuple[str, Fraction]:
    whole = int(_half_up(size * 10**decimals))
    before, after = divmod(whole, 10**decimals)
    behind = f"{after:0{decimals}d}".rstrip("0") if decimals else ""
    text = f"{before:,}" + (f".{behind}" if behind else "")
    return text, Fraction(whole, 10**decimals)


def _half_up(size: Fraction) -> Fraction:
    return Fraction(math.floor(size + Fraction(1, 2)))


def _exponent(size: Fraction) -> int:
    """The power of ten of the first digit."""
    exponent = len(str(size.numerator)) - len(str(size.denominator))
    return exponent if size >= Fraction(10) ** exponent else exponent - 1

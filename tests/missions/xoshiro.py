"""The generator of ``random.mjs`` written a second time, as the mathematics says it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache

_WORD = 2**32 - 1


def seeded(seed: int) -> int:
    """The 128 bits of state that a seed gives, the first word lowest."""
    return sum(
        _mixed((seed + step * 0x9E3779B9) & _WORD) << (32 * (step - 1)) for step in range(1, 5)
    )


def advanced(state: int, steps: int) -> int:
    """The state some steps later: a power of the transition, a linear map of 128 bits."""
    for power in range(steps.bit_length()):
        if steps >> power & 1:
            state = _image(_doubled(power), state)
    return state


def outputs(state: int) -> Iterator[int]:
    """The numbers of 32 bits that come from a state."""
    while True:
        yield _rotated(((state >> 32) & _WORD) * 5 & _WORD, 7) * 9 & _WORD
        state = _next(state)


def exponential(bits: int) -> float:
    """Minus the logarithm of the uniform number that these bits make."""
    return -math.log((bits | 1) / 2**32)


def _next(state: int) -> int:
    s0, s1, s2, s3 = (state >> shift & _WORD for shift in (0, 32, 64, 96))
    mixed = (s0 ^ s1 ^ s3, s0 ^ s1 ^ s2, s0 ^ s2 ^ (s1 << 9 & _WORD), _rotated(s1 ^ s3, 11))
    return sum(word << (32 * at) for at, word in enumerate(mixed))


@cache
def _doubled(power: int) -> tuple[int, ...]:
    """What ``2 ** power`` steps make of each bit alone."""
    if not power:
        return tuple(_next(1 << bit) for bit in range(128))
    half = _doubled(power - 1)
    return tuple(_image(half, column) for column in half)


def _image(columns: tuple[int, ...], state: int) -> int:
    result = 0
    while state:
        low = state & -state
        result ^= columns[low.bit_length() - 1]
        state ^= low
    return result


def _rotated(word: int, by: int) -> int:
    return (word << by | word >> (32 - by)) & _WORD


def _mixed(word: int) -> int:
    word = (word ^ word >> 16) * 0x85EBCA6B & _WORD
    word = (word ^ word >> 13) * 0xC2B2AE35 & _WORD
    return word ^ word >> 16

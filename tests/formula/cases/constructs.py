"""One formula for each construct of the language."""

from __future__ import annotations

from typing import Literal

from infralens.engines.formula.language import (
    BYTE,
    GIB,
    HOUR,
    SECOND,
    TOKEN,
    Bytes,
    BytesPerSecond,
    BytesPerToken,
    Count,
    Flops,
    FlopsPerByte,
    Fraction,
    Number,
    PerSecond,
    Seconds,
    Tokens,
    ceil,
    ceil_log2,
    exp,
    expm1,
    floor,
    fold,
    largest,
    log,
    log2,
    require,
    solve,
    sqrt,
)


def arithmetic(a: Number, b: Number, c: Number) -> Number:
    """Sums, products and parentheses

    Source: written for this test.
    Not included: nothing
    """
    return (a + b) * c - a / (b * c) - (a - (b - c))


def signs(a: Number, b: Number) -> Number:
    """Minus and powers

    Source: written for this test.
    Not included: nothing
    """
    return -(a**2) + (-a) ** 2 - -b + 2 ** -(b / 4) + 2**10 / (a / b) ** 2**0.5


def whole_division(a: Number, b: Number) -> Number:
    """Quotient and remainder

    Source: written for this test.
    Not included: nothing
    """
    return a // b + a % b / 8


def units(layers: Count, width: Count, tokens: Tokens) -> Bytes:
    """Numbers with units

    Source: written for this test.
    Not included: nothing
    """
    return layers * (34 * BYTE + 5 * BYTE * tokens / width) * width + 0.5 * GIB


def per_token(width: Count) -> BytesPerToken:
    """Division by a unit

    Source: written for this test.
    Not included: nothing
    """
    return 2 * BYTE * width / TOKEN


def conditions(a: Number, b: Number, stage: Literal[0, 1, 2, 3], causal: bool) -> Number:
    """Comparisons and conditional expressions

    Source: written for this test.
    Not included: nothing
    """
    between = 0 < a <= b
    odd = stage == 1 or stage == 3
    factor = 2 if not causal and (between or odd) else 3 if a >= b and stage != 2 else 5
    return (1 if causal else 2) * factor


def functions(a: Number, b: Number) -> Number:
    """Every function

    Source: written for this test.
    Not included: nothing
    """
    whole = floor(a / 3) + ceil(a / 3) + ceil_log2(a) + abs(b - a)
    smooth = sqrt(a) + exp(-b) + expm1(b / 100) + log(a) + log2(a)
    return whole + min(a, b, 7) * max(smooth, 1)


def ring_seconds(payload: Bytes, ranks: Count, bandwidth: BytesPerSecond) -> Seconds:
    """All-reduce around a ring

    Source: by hand: 2 (n - 1) / n of the payload crosses each link.
    Not included: latency
    """
    require(ranks >= 1, "a ring has at least one rank")
    require(bandwidth > 0 * BYTE / SECOND, "the link carries something")
    return 2 * (ranks - 1) / ranks * payload / bandwidth


def two_rings(payload: Bytes, ranks: Count, fast: BytesPerSecond, slow: BytesPerSecond) -> Seconds:
    """A call of another formula

    Source: written for this test.
    Not included: nothing
    """
    inner = ring_seconds(payload, ranks=ranks, bandwidth=fast)
    return inner + ring_seconds(bandwidth=slow, payload=payload / 8, ranks=2) + 0.001 * HOUR


def blocking(servers: Count, offered: Number) -> Fraction:
    """Erlang B

    Source: the recursion of Erlang's loss formula.
    Not included: nothing
    """
    require(servers >= 1, "there is a server")
    return fold(servers, lambda k, b: offered * b / (k + offered * b), 1)


def series(terms: Count, x: Number) -> Number:
    """A fold of several values: the exponential series

    Source: the power series of exp.
    Not included: nothing
    """
    _, total = fold(terms, lambda k, term, total: (term * x / k, total + term * x / k), 1, 1)
    return total


def quantile(rate: PerSecond, share: Fraction) -> Seconds:
    """The quantile of an exponential time

    Source: by hand: -ln(1 - share) / rate.
    Not included: nothing
    """
    time = solve(0 * SECOND, 1000 * SECOND, lambda t: 1 - exp(-rate * t) - share)
    return time * 1


def most(memory: Bytes, weights: Bytes, each: Bytes) -> Count:
    """The largest number that fits

    Source: by hand: floor((memory - weights) / each).
    Not included: nothing
    """
    return largest(0, 1_000_000, lambda n: weights + n * each <= memory)


def intensity(work: Flops, moved: Bytes) -> FlopsPerByte:
    """Requirements

    Source: written for this test.
    Not included: nothing
    """
    require(moved > 0 * BYTE, "something moves")
    return work / moved

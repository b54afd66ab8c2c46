"""The random numbers of simulations: the published generator, the streams, the distributions."""

from __future__ import annotations

import math
from functools import cache
from itertools import islice

import pytest

from tests.missions.simulator import simulated
from tests.missions.xoshiro import advanced, exponential, outputs, seeded

# Of the authors' own program, from the state 1, 2, 3, 4.
PUBLISHED = (11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849)
VARIATIONS = (0.0, 0.1, 0.5, 0.9, 1.0, 1.5, 3.0)
SEEDS = ((0, 0), (1, 0), (1, 1), (1, 2), (123456789, 7), (2**32 - 1, 3))


def test_the_second_writing_gives_the_published_numbers() -> None:
    state = sum(word << (32 * at) for at, word in enumerate((1, 2, 3, 4)))
    assert tuple(islice(outputs(state), len(PUBLISHED))) == PUBLISHED


def test_a_stream_begins_two_to_the_64_numbers_after_the_one_before() -> None:
    found = simulated(bits=[(*one, 1000) for one in SEEDS])["bits"]
    for (seed, stream), numbers in zip(SEEDS, found, strict=True):
        state = advanced(seeded(seed), stream * 2**64)
        assert list(islice(outputs(state), 1000)) == numbers


@pytest.mark.slow
def test_the_transition_has_full_period() -> None:
    # The order divides 2^128 - 1 and no part of it without one of its prime factors.
    primes = (3, 5, 17, 257, 641, 65537, 274177, 6700417, 67280421310721)
    assert math.prod(primes) == 2**128 - 1
    assert advanced(1, 2**128 - 1) == 1
    assert all(advanced(1, (2**128 - 1) // prime) != 1 for prime in primes)


def test_exponential_numbers_are_logarithms_of_the_bits() -> None:
    answer = simulated(bits=[(5, 1, 5000)], times=[(5, 1, 2.0, 1.0, 5000)])
    for bits, time in zip(answer["bits"][0], answer["times"][0], strict=True):
        assert time == pytest.approx(2 * exponential(bits), rel=1e-12, abs=1e-15)


def test_the_logarithm() -> None:
    numbers = [10.0**power * step for power in range(-12, 12) for step in (1.0, 1.4142, 3.3, 9.99)]
    for number, found in zip(numbers, simulated(logarithms=numbers)["logarithms"], strict=True):
        assert found == pytest.approx(math.log(number), rel=1e-14, abs=1e-15)


@cache
def _all_times() -> dict[float, list[float]]:
    wanted = [(11, 2, 0.25, one, 100_000) for one in VARIATIONS]
    return dict(zip(VARIATIONS, simulated(times=wanted)["times"], strict=True))


@pytest.mark.parametrize("variation", VARIATIONS)
def test_times_have_their_mean_and_variation(variation: float) -> None:
    times = _all_times()[variation]
    assert min(times) > 0
    mean = math.fsum(times) / len(times)
    spread = math.sqrt(math.fsum((time - mean) ** 2 for time in times) / len(times))
    assert mean == pytest.approx(0.25, rel=0.005 + 0.01 * variation)
    assert spread / mean == pytest.approx(variation, rel=0.03)


def test_a_gamma_number_has_the_third_moment_of_its_shape() -> None:
    times = _all_times()[0.5]
    third = math.fsum((4 * time - 1) ** 3 for time in times) / len(times)
    assert third == pytest.approx(2 / 4**2, rel=0.05)

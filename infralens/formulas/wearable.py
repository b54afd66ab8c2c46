"""Energy of small devices: what an inference costs, and what sleeping saves."""

from __future__ import annotations

from infralens.engines.formula.language import (
    Count,
    Fraction,
    Joules,
    Number,
    Seconds,
    Watts,
    require,
)


def active_energy(power: Watts, active: Seconds) -> Joules:
    """Energy of a device that is active for a time

    Source: power times time.
    Not included: waking up.
    """
    require(power >= 0, "the power is 0 or more")
    require(active >= 0, "the time is 0 or more")
    return power * active


def batch_energy(power: Watts, fixed: Seconds, each: Seconds, batch: Number) -> Joules:
    """Energy of one request among those of its batch

    Source: power times the batch's time, shared by its requests.
    Not included: what the server takes when idle.
    """
    require(batch >= 1, "the batch is at least 1")
    return power * (fixed / batch + each)


def gathering_seconds(period: Seconds, frames: Count) -> Seconds:
    """How long the first frame waits until so many are there

    Source: one frame every period; the first is whole after one of them.
    Not included: nothing.
    """
    require(frames >= 1, "at least one frame is gathered")
    return period * frames


def mean_power(
    period: Seconds, frames: Count, each: Joules, wake: Joules, duty: Fraction, sleep: Watts
) -> Watts:
    """Power of a device that wakes for a group of frames, and only where it must listen

    Source: energy over time; the energy of waking is shared by the frames of a group.
    Not included: microphones, codecs. Duty is the share of time in which frames are worked on.
    """
    require(period > 0, "the period is above 0")
    require(frames >= 1, "at least one frame is gathered")
    require(duty >= 0, "the share is 0 or more")
    require(duty <= 1, "the share is 1 at most")
    return duty * (each + wake / frames) / period + sleep


def frame_energy(compute: Joules, radio: Joules) -> Joules:
    """Energy of one frame: arithmetic and radio

    Source: the sum of both.
    Not included: waking up.
    """
    return compute + radio


def budget_share(
    latency: Seconds, latency_budget: Seconds, power: Watts, power_budget: Watts
) -> Fraction:
    """The larger of two shares: of the time allowed, and of the power allowed

    Source: both budgets must hold, so the worse one counts.
    Not included: nothing.
    """
    require(latency_budget > 0, "some time is allowed")
    require(power_budget > 0, "some power is allowed")
    return max(latency / latency_budget, power / power_budget)


def missed_share(duty: Fraction, speech: Fraction) -> Fraction:
    """Share of the speech that comes while the device does not work on it

    Source: a detector that spends its time on speech first.
    Not included: what the detector overlooks.
    """
    require(duty >= 0, "the share is 0 or more")
    require(speech > 0, "somebody speaks some of the time")
    return max(0, 1 - duty / speech)

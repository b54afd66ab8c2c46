"""How often to save, and what saving and failing cost."""

from __future__ import annotations

from infralens.engines.formula.language import (
    Bytes,
    BytesPerSecond,
    Count,
    Fraction,
    Parameters,
    Seconds,
    exp,
    expm1,
    require,
    sqrt,
)


def checkpoint_seconds(
    parameters: Parameters, bytes_per_parameter: Bytes, bandwidth: BytesPerSecond
) -> Seconds:
    """Time to write a checkpoint

    Source: its size over the bandwidth of the storage.
    Not included: gathering shards, the time until a file is safe. Weights and optimizer state in
    mixed precision are 14 bytes a parameter.
    """
    require(parameters >= 0, "the number of parameters is 0 or more")
    require(bandwidth > 0, "the bandwidth is above 0")
    return parameters * bytes_per_parameter / bandwidth


def cluster_failure_interval(device_interval: Seconds, devices: Count) -> Seconds:
    """Mean time between failures of a whole job

    Source: Daly, 2006, doi 10.1016/j.future.2004.11.016, section 2: failures of independent
    devices add up.
    Not included: failures that hit several devices.
    """
    require(devices >= 1, "there is at least one device")
    return device_interval / devices


def checkpoint_interval(save: Seconds, failure_interval: Seconds) -> Seconds:
    """Best time between checkpoints, to first order

    Source: Young, 1974, doi 10.1145/361147.361115; Daly, 2006, doi 10.1016/j.future.2004.11.016.
    Not included: higher orders, which matter when saving takes long beside the time between
    failures.
    """
    require(save >= 0, "the time to save is 0 or more")
    require(failure_interval > 0, "the time between failures is above 0")
    return sqrt(2 * save * failure_interval)


def checkpoint_overhead(
    interval: Seconds, save: Seconds, failure_interval: Seconds, restart: Seconds
) -> Fraction:
    """Share of time lost to saving, repeated work and restarts

    Source: Young, 1974, doi 10.1145/361147.361115, to first order.
    Not included: failures while saving or restarting. On average half an interval is repeated.
    It is a share of the time that moves the run on, and no share at all where intervals are long
    beside the time between failures.
    """
    require(interval > 0, "the interval is above 0")
    require(failure_interval > 0, "the time between failures is above 0")
    return save / interval + (interval / 2 + restart) / failure_interval


def higher_order_interval(save: Seconds, failure_interval: Seconds) -> Seconds:
    """Best time between checkpoints, where saving takes long beside the time between failures

    Source: Daly, 2006, doi 10.1016/j.future.2004.11.016, equation 37.
    Not included: failures that come in bursts. From twice the time between failures on, saving is
    no more than an attempt, and the interval is that time.
    """
    require(save >= 0, "the time to save is 0 or more")
    require(failure_interval > 0, "the time between failures is above 0")
    part = save / (2 * failure_interval)
    first = sqrt(2 * save * failure_interval)
    series = first * (1 + sqrt(part) / 3 + part / 9) - save
    return series if part < 1 else failure_interval


def expected_overhead(
    interval: Seconds, save: Seconds, failure_interval: Seconds, restart: Seconds
) -> Fraction:
    """Share of all time that does not move the run on

    Source: Daly, 2006, doi 10.1016/j.future.2004.11.016, equation 20, with failures at random
    times, also while saving and restarting.
    Not included: failures that come in bursts.
    """
    require(interval > 0, "the interval is above 0")
    require(save >= 0, "the time to save is 0 or more")
    require(restart >= 0, "the time to start again is 0 or more")
    require(failure_interval > 0, "the time between failures is above 0")
    lasts = expm1((interval + save) / failure_interval) * exp(restart / failure_interval)
    return 1 - interval / (failure_interval * lasts)

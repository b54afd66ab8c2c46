"""Cost of tokens and of training, and which of both weighs more."""

from __future__ import annotations

from infralens.engines.formula.language import (
    FLOP,
    Count,
    Flops,
    Fraction,
    Number,
    Parameters,
    Seconds,
    Tokens,
    TokensPerSecond,
    Usd,
    UsdPerSecond,
    UsdPerToken,
    require,
)


def cost_per_token(
    devices: Count,
    device_price: UsdPerSecond,
    throughput: TokensPerSecond,
    utilization: Fraction,
) -> UsdPerToken:
    """Cost of a token

    Source: the price of the devices over the tokens they give.
    Not included: hosts, network, idle spares, people. Throughput is that of all devices when
    busy.
    """
    require(device_price >= 0, "the price is 0 or more")
    require(devices >= 1, "there is at least one device")
    require(throughput > 0, "the throughput is above 0")
    require(utilization > 0, "the devices are busy some of the time")
    require(utilization <= 1, "the devices are busy no more than all the time")
    return devices * device_price / (throughput * utilization)


def cost_per_user(devices: Count, device_price: UsdPerSecond, users: Count) -> UsdPerSecond:
    """Cost of one of the users that are served at once

    Source: the price of the devices over the users they hold.
    Not included: hosts, network, idle spares, people.
    """
    require(device_price >= 0, "the price is 0 or more")
    require(devices >= 1, "there is at least one device")
    require(users >= 1, "there is at least one user")
    return devices * device_price / users


def training_cost(devices: Count, device_price: UsdPerSecond, seconds: Seconds) -> Usd:
    """Cost of a training run

    Source: the price of the devices for the time of the run.
    Not included: failed runs, storage, people.
    """
    require(device_price >= 0, "the price is 0 or more")
    require(devices >= 1, "there is at least one device")
    require(seconds >= 0, "the time is 0 or more")
    return devices * device_price * seconds


def serving_flops(parameters: Parameters, tokens: Tokens) -> Flops:
    """Work of serving tokens over a model's life

    Source: Kaplan et al., arXiv:2001.08361, section 2.1; Sardana et al., arXiv:2401.00448,
    section 2.
    Not included: attention over the context.
    """
    require(parameters >= 0, "the number of parameters is 0 or more")
    require(tokens >= 0, "the number of tokens is 0 or more")
    return 2 * FLOP * parameters * tokens


def serving_to_training_ratio(
    training_tokens: Tokens,
    served_tokens: Tokens,
    training_utilization: Fraction,
    serving_utilization: Fraction,
) -> Number:
    """Device time of serving, against that of training

    Source: Sardana et al., arXiv:2401.00448, section 2.
    Not included: attention over the context; different prices of devices. Training costs three
    times the work of serving for each token; the utilisations say how much of the peak each
    reaches.
    """
    require(training_tokens > 0, "some tokens are trained on")
    require(served_tokens >= 0, "the number of tokens is 0 or more")
    require(training_utilization > 0, "the utilisation is above 0")
    require(serving_utilization > 0, "the utilisation is above 0")
    times = served_tokens / (3 * training_tokens)
    return times * training_utilization / serving_utilization

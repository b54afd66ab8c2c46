"""Cost of tokens and of training, and which of both weighs more."""

from __future__ import annotations

from infralens.engines.formula.language import (
    FLOP,
    REQUEST,
    Count,
    Flops,
    Fraction,
    Number,
    Parameters,
    RequestsPerSecond,
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


def exchange_cost(
    input_tokens: Tokens,
    output_tokens: Tokens,
    input_cost: UsdPerToken,
    output_cost: UsdPerToken,
) -> Usd:
    """Cost of tokens read and tokens written

    Source: each kind of token at its own cost; DeepSeek-AI, DeepSeek-V3/R1 Inference System
    Overview, 2025, reckons a day in this way.
    Not included: what the costs of a token leave out.
    """
    require(input_tokens >= 0, "the number of tokens is 0 or more")
    require(output_tokens >= 0, "the number of tokens is 0 or more")
    require(input_cost >= 0, "the cost is 0 or more")
    require(output_cost >= 0, "the cost is 0 or more")
    return input_tokens * input_cost + output_tokens * output_cost


def exchange_price(
    input_tokens: Tokens,
    output_tokens: Tokens,
    cached_share: Fraction,
    input_price: UsdPerToken,
    cached_price: UsdPerToken,
    output_price: UsdPerToken,
) -> Usd:
    """Price of tokens read and tokens written, at a list of prices

    Source: the form of published price lists: input, input found in a cache, output.
    Not included: discounts and free use.
    """
    require(cached_share <= 1, "no more is found in a cache than all")
    found = input_tokens * cached_share
    return (
        (input_tokens - found) * input_price + found * cached_price + output_tokens * output_price
    )


def mean_cost_per_token(cost: Usd, input_tokens: Tokens, output_tokens: Tokens) -> UsdPerToken:
    """Cost of a token, read or written, on average

    Source: the cost of all tokens over their number.
    Not included: what the cost leaves out.
    """
    require(input_tokens + output_tokens > 0, "there is at least one token")
    return cost / (input_tokens + output_tokens)


def margin_over_cost(cost: Usd, price: Usd) -> Fraction:
    """What remains of a price, as a share of the cost

    Source: the difference of price and cost over the cost.
    Not included: what the cost leaves out; below 0 the price does not cover the cost.
    """
    require(cost > 0, "the cost is above 0")
    return (price - cost) / cost


def break_even_utilization(cost: Usd, price: Usd, utilization: Fraction) -> Fraction:
    """Utilisation at which a price covers the cost

    Source: the cost is that of a utilisation and falls as devices are busier, in proportion.
    Not included: throughput that changes with the load.
    """
    require(utilization > 0, "the devices are busy some of the time")
    require(price > 0, "the price is above 0")
    least = utilization * cost / price
    require(least <= 1, "the price does not cover the cost of devices that are always busy")
    return least


def break_even_device_price(cost: Usd, price: Usd, device_price: UsdPerSecond) -> UsdPerSecond:
    """Highest price of a device that a price of tokens covers

    Source: the cost of tokens is in proportion to the price of the devices.
    Not included: what the cost leaves out.
    """
    require(cost > 0, "the cost is above 0")
    return device_price * price / cost


def devices_for_requests(
    arrivals: RequestsPerSecond,
    input_tokens: Tokens,
    output_tokens: Tokens,
    devices: Count,
    input_throughput: TokensPerSecond,
    output_throughput: TokensPerSecond,
    utilization: Fraction,
) -> Count:
    """Devices that requests keep busy for a share of the time

    Source: the time a group of devices spends on the tokens of a request, times the requests.
    Not included: requests that come in bursts; whole groups of devices. Tokens are those of one
    request; both throughputs are those of one group, each while it does nothing else.
    """
    require(devices >= 1, "there is at least one device")
    require(input_throughput > 0, "the throughput is above 0")
    require(output_throughput > 0, "the throughput is above 0")
    require(utilization > 0, "the devices are busy some of the time")
    require(utilization <= 1, "the devices are busy no more than all the time")
    each = input_tokens / input_throughput + output_tokens / output_throughput
    groups = arrivals * each / (1 * REQUEST) / utilization
    return devices * groups


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

"""A language-model server under Poisson arrivals: service slows down as the batch grows.

The server is a birth-death chain: with n requests in the batch, a step takes as long as the
roofline says and each request ends with the chance of its mean length. Beyond the limit of the
batch requests wait.
"""

from __future__ import annotations

from infralens.engines.formula.language import (
    TOKEN,
    Bytes,
    BytesPerSecond,
    Count,
    FlopsPerSecond,
    Fraction,
    Number,
    Parameters,
    PerSecond,
    Seconds,
    Tokens,
    fold,
    require,
)
from infralens.formulas.inference import decode_step_seconds


def completion_rate(
    batch: Count,
    output_tokens: Tokens,
    parameters: Parameters,
    weight_bytes: Bytes,
    cache_bytes: Bytes,
    devices: Count,
    peak: FlopsPerSecond,
    bandwidth: BytesPerSecond,
) -> PerSecond:
    """Requests a batch of some size completes each second

    Source: Pope et al., arXiv:2211.05102, section 2.1: a step gives each sequence one token.
    Not included: prefills between the steps. Cache bytes are those of one sequence at its mean
    length.
    """
    require(output_tokens > 0, "a request gives at least one token")
    step = decode_step_seconds(
        batch=batch,
        parameters=parameters,
        weight_bytes=weight_bytes,
        cache_bytes=cache_bytes,
        devices=devices,
        peak=peak,
        bandwidth=bandwidth,
        compute_efficiency=1,
        memory_efficiency=1,
    )
    require(step > 0, "a step takes time")
    return batch / (output_tokens / TOKEN * step)


def highest_state_share(
    arrivals: PerSecond,
    batch_limit: Count,
    output_tokens: Tokens,
    parameters: Parameters,
    weight_bytes: Bytes,
    cache_bytes: Bytes,
    devices: Count,
    peak: FlopsPerSecond,
    bandwidth: BytesPerSecond,
) -> Fraction:
    """Share of time in the full batch, where nobody can wait

    Source: Kleinrock, Queueing Systems, volume 1, section 3.1: a birth-death chain, by a
    recursion that cannot overflow.
    Not included: prefills between the steps, lengths that are not exponential.
    """
    require(arrivals > 0, "some requests arrive")
    require(batch_limit >= 1, "the limit of the batch is at least 1")
    return fold(
        batch_limit,
        lambda k, top: (
            arrivals
            * top
            / (
                arrivals * top
                + completion_rate(
                    batch=k,
                    output_tokens=output_tokens,
                    parameters=parameters,
                    weight_bytes=weight_bytes,
                    cache_bytes=cache_bytes,
                    devices=devices,
                    peak=peak,
                    bandwidth=bandwidth,
                )
            )
        ),
        1,
    )


def full_batch_share(
    arrivals: PerSecond,
    batch_limit: Count,
    output_tokens: Tokens,
    parameters: Parameters,
    weight_bytes: Bytes,
    cache_bytes: Bytes,
    devices: Count,
    peak: FlopsPerSecond,
    bandwidth: BytesPerSecond,
) -> Fraction:
    """Share of requests that find the batch full and wait

    Source: Kleinrock, Queueing Systems, volume 1, section 3.1: a birth-death chain.
    Not included: prefills between the steps, lengths that are not exponential.
    """
    load = arrivals / completion_rate(
        batch=batch_limit,
        output_tokens=output_tokens,
        parameters=parameters,
        weight_bytes=weight_bytes,
        cache_bytes=cache_bytes,
        devices=devices,
        peak=peak,
        bandwidth=bandwidth,
    )
    require(load < 1, "the queue grows without end")
    top = highest_state_share(
        arrivals=arrivals,
        batch_limit=batch_limit,
        output_tokens=output_tokens,
        parameters=parameters,
        weight_bytes=weight_bytes,
        cache_bytes=cache_bytes,
        devices=devices,
        peak=peak,
        bandwidth=bandwidth,
    )
    return top / (1 - load * (1 - top))


def requests_in_server(
    arrivals: PerSecond,
    batch_limit: Count,
    output_tokens: Tokens,
    parameters: Parameters,
    weight_bytes: Bytes,
    cache_bytes: Bytes,
    devices: Count,
    peak: FlopsPerSecond,
    bandwidth: BytesPerSecond,
) -> Number:
    """Mean number of requests in the server, waiting ones included

    Source: Kleinrock, Queueing Systems, volume 1, section 3.1: a birth-death chain, by a
    recursion that cannot overflow.
    Not included: prefills between the steps, lengths that are not exponential.
    """
    require(arrivals > 0, "some requests arrive")
    require(batch_limit >= 1, "the limit of the batch is at least 1")
    load = arrivals / completion_rate(
        batch=batch_limit,
        output_tokens=output_tokens,
        parameters=parameters,
        weight_bytes=weight_bytes,
        cache_bytes=cache_bytes,
        devices=devices,
        peak=peak,
        bandwidth=bandwidth,
    )
    require(load < 1, "the queue grows without end")
    # The mean lags one state behind, so that a step needs the rate of one state only.
    top, below = fold(
        batch_limit,
        lambda k, share, mean_below: (
            arrivals
            * share
            / (
                arrivals * share
                + completion_rate(
                    batch=k,
                    output_tokens=output_tokens,
                    parameters=parameters,
                    weight_bytes=weight_bytes,
                    cache_bytes=cache_bytes,
                    devices=devices,
                    peak=peak,
                    bandwidth=bandwidth,
                )
            ),
            mean_below * (1 - share) + (k - 1) * share,
        ),
        1,
        0,
    )
    mean = below * (1 - top) + batch_limit * top
    waiting = top * load * (batch_limit + 1 / (1 - load))
    return ((1 - load) * mean + waiting) / (1 - load * (1 - top))


def server_latency(
    arrivals: PerSecond,
    batch_limit: Count,
    output_tokens: Tokens,
    parameters: Parameters,
    weight_bytes: Bytes,
    cache_bytes: Bytes,
    devices: Count,
    peak: FlopsPerSecond,
    bandwidth: BytesPerSecond,
) -> Seconds:
    """Mean time of a request in the server

    Source: Little, 1961, doi 10.1287/opre.9.3.383, on the mean number of requests.
    Not included: prefills between the steps, lengths that are not exponential.
    """
    return (
        requests_in_server(
            arrivals=arrivals,
            batch_limit=batch_limit,
            output_tokens=output_tokens,
            parameters=parameters,
            weight_bytes=weight_bytes,
            cache_bytes=cache_bytes,
            devices=devices,
            peak=peak,
            bandwidth=bandwidth,
        )
        / arrivals
    )

"""Latency of prefill and decoding: lower bounds."""

from __future__ import annotations

from infralens.engines.formula.language import (
    FLOP,
    TOKEN,
    Bytes,
    BytesPerSecond,
    Count,
    Flops,
    FlopsPerSecond,
    Fraction,
    Number,
    Parameters,
    Seconds,
    SecondsPerToken,
    Tokens,
    TokensPerSecond,
    largest,
    require,
)


def forward_flops(
    parameters: Parameters,
    layers: Count,
    heads: Count,
    head_dim: Count,
    tokens: Tokens,
    causal: bool,
) -> Flops:
    """Work of a forward pass over a prompt

    Source: Kaplan et al., arXiv:2001.08361, table 1; Chowdhery et al., arXiv:2204.02311, appendix
    B.
    Not included: norms, softmax. Parameters are those a token is multiplied with.
    """
    require(parameters >= 0, "the number of parameters is 0 or more")
    require(layers >= 0, "the number of layers is 0 or more")
    require(heads >= 0, "the number of heads is 0 or more")
    require(tokens >= 0, "the number of tokens is 0 or more")
    squared = layers * heads * head_dim * tokens * tokens
    attention = (2 if causal else 4) * FLOP * squared
    return 2 * FLOP * parameters * tokens + attention


def prefill_seconds(
    flops: Flops,
    weight_bytes: Bytes,
    devices: Count,
    peak: FlopsPerSecond,
    efficiency: Fraction,
    bandwidth: BytesPerSecond,
) -> Seconds:
    """Least time of a prefill

    Source: Pope et al., arXiv:2211.05102, section 2.1.
    Not included: queueing, communication, launches: a lower bound.
    """
    require(flops >= 0, "the work is 0 or more")
    require(weight_bytes >= 0, "the size of the weights is 0 or more")
    require(efficiency <= 1, "the efficiency is 1 at most")
    require(devices >= 1, "there is at least one device")
    require(peak > 0, "the peak is above 0")
    require(efficiency > 0, "the efficiency is above 0")
    require(bandwidth > 0, "the bandwidth is above 0")
    compute = flops / (devices * peak * efficiency)
    return max(compute, weight_bytes / (devices * bandwidth))


def decode_floor_seconds(
    weight_bytes: Bytes, cache_bytes: Bytes, devices: Count, bandwidth: BytesPerSecond
) -> Seconds:
    """Least time of a decoding step, by bandwidth

    Source: Pope et al., arXiv:2211.05102, section 2.1.
    Not included: compute, communication, launches: a lower bound. Cache bytes are those of all
    sequences.
    """
    require(weight_bytes >= 0, "the size of the weights is 0 or more")
    require(cache_bytes >= 0, "the size of the cache is 0 or more")
    require(devices >= 1, "there is at least one device")
    require(bandwidth > 0, "the bandwidth is above 0")
    return (weight_bytes + cache_bytes) / (devices * bandwidth)


def decode_step_seconds(
    batch: Count,
    parameters: Parameters,
    weight_bytes: Bytes,
    cache_bytes: Bytes,
    devices: Count,
    peak: FlopsPerSecond,
    bandwidth: BytesPerSecond,
    compute_efficiency: Fraction,
    memory_efficiency: Fraction,
) -> Seconds:
    """Least time of a decoding step

    Source: Pope et al., arXiv:2211.05102, section 2.1; Austin et al., 'How to Scale Your Model',
    2025, Inference.
    Not included: communication, launches, sampling. Cache bytes are those of one sequence;
    parameters are those a token uses, weight bytes what the step reads.
    """
    require(parameters >= 0, "the number of parameters is 0 or more")
    require(weight_bytes >= 0, "the size of the weights is 0 or more")
    require(cache_bytes >= 0, "the size of the cache is 0 or more")
    require(compute_efficiency <= 1, "the efficiency is 1 at most")
    require(memory_efficiency <= 1, "the efficiency is 1 at most")
    require(batch >= 0, "the batch is 0 or more")
    require(devices >= 1, "there is at least one device")
    require(peak > 0, "the peak is above 0")
    require(bandwidth > 0, "the bandwidth is above 0")
    require(compute_efficiency > 0, "the efficiency is above 0")
    require(memory_efficiency > 0, "the efficiency is above 0")
    speed = devices * peak * compute_efficiency
    rate = devices * bandwidth * memory_efficiency
    compute = 2 * FLOP * parameters * batch / speed
    return batch * cache_bytes / rate + max(compute, weight_bytes / rate)


def decode_tokens_per_second(batch: Count, step: Seconds) -> TokensPerSecond:
    """Throughput of decoding

    Source: one token for each sequence in every step.
    Not included: prefills between the steps.
    """
    require(step > 0, "the time of a step is above 0")
    return batch * TOKEN / step


def throughput_limit(
    parameters: Parameters,
    cache_bytes: Bytes,
    devices: Count,
    peak: FlopsPerSecond,
    bandwidth: BytesPerSecond,
) -> TokensPerSecond:
    """Throughput of decoding that no batch exceeds

    Source: Pope et al., arXiv:2211.05102, section 2.1, for a batch without end.
    Not included: memory for so many sequences.
    """
    require(devices >= 1, "there is at least one device")
    require(peak > 0, "the peak is above 0")
    require(bandwidth > 0, "the bandwidth is above 0")
    each = cache_bytes / (devices * bandwidth) + 2 * FLOP * parameters / (devices * peak)
    require(each > 0, "a token takes time")
    return TOKEN / each


def request_seconds(
    first_token: Seconds, per_token: SecondsPerToken, output_tokens: Tokens
) -> Seconds:
    """Time of a request, from arrival to last token

    Source: Agrawal et al., arXiv:2403.02310, section 2.3.
    Not included: nothing; the first token comes with the prefill.
    """
    require(output_tokens >= 1 * TOKEN, "a request gives at least one token")
    return first_token + (output_tokens - TOKEN) * per_token


def prefill_servers_per_decode_server(
    prefill: Seconds, step: Seconds, output_tokens: Tokens, batch: Count
) -> Number:
    """Prefill servers that keep one decoding server busy

    Source: Zhong et al., arXiv:2401.09670, section 3; Austin et al., 'How to Scale Your Model',
    2025.
    Not included: moving the cache between them.
    """
    require(step > 0, "the time of a step is above 0")
    require(output_tokens > 0, "a request gives at least one token")
    return batch * prefill / (step * output_tokens / TOKEN)


def largest_batch_in_time(
    step: Seconds,
    parameters: Parameters,
    weight_bytes: Bytes,
    cache_bytes: Bytes,
    devices: Count,
    peak: FlopsPerSecond,
    bandwidth: BytesPerSecond,
    compute_efficiency: Fraction,
    memory_efficiency: Fraction,
) -> Count:
    """Largest batch whose decoding step stays within a time

    Source: Pope et al., arXiv:2211.05102, section 2.1, solved for the batch.
    Not included: whether so many sequences fit; communication, launches.
    """
    return largest(
        1,
        1_000_000,
        lambda n: (
            decode_step_seconds(
                batch=n,
                parameters=parameters,
                weight_bytes=weight_bytes,
                cache_bytes=cache_bytes,
                devices=devices,
                peak=peak,
                bandwidth=bandwidth,
                compute_efficiency=compute_efficiency,
                memory_efficiency=memory_efficiency,
            )
            <= step
        ),
    )

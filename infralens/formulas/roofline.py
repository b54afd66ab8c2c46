"""Compute against bandwidth: intensities, ridges and the time both allow."""

from __future__ import annotations

from infralens.engines.formula.language import (
    FLOP,
    Bytes,
    BytesPerSecond,
    Count,
    Flops,
    FlopsPerByte,
    FlopsPerSecond,
    Number,
    Seconds,
    Tokens,
    require,
)


def ridge_intensity(peak: FlopsPerSecond, bandwidth: BytesPerSecond) -> FlopsPerByte:
    """Intensity from which compute is the limit

    Source: Williams et al., 2009, doi 10.1145/1498765.1498785.
    Not included: efficiency; dense peaks only.
    """
    require(bandwidth > 0, "the bandwidth is above 0")
    return peak / bandwidth


def roofline_seconds(
    flops: Flops, traffic: Bytes, peak: FlopsPerSecond, bandwidth: BytesPerSecond
) -> Seconds:
    """Least time for some work and some traffic

    Source: Williams et al., 2009, doi 10.1145/1498765.1498785.
    Not included: launches, and every inefficiency: a lower bound.
    """
    require(flops >= 0, "the work is 0 or more")
    require(traffic >= 0, "the traffic is 0 or more")
    require(peak > 0, "the peak is above 0")
    require(bandwidth > 0, "the bandwidth is above 0")
    return max(flops / peak, traffic / bandwidth)


def attainable_speed(
    intensity: FlopsPerByte, peak: FlopsPerSecond, bandwidth: BytesPerSecond
) -> FlopsPerSecond:
    """Highest speed at an intensity

    Source: Williams et al., 2009, doi 10.1145/1498765.1498785.
    Not included: every inefficiency: an upper bound.
    """
    require(intensity >= 0, "the intensity is 0 or more")
    return min(peak, intensity * bandwidth)


def arithmetic_intensity(flops: Flops, traffic: Bytes) -> FlopsPerByte:
    """Arithmetic intensity

    Source: Williams et al., 2009, doi 10.1145/1498765.1498785.
    Not included: traffic of caches.
    """
    require(flops >= 0, "the work is 0 or more")
    require(traffic > 0, "some bytes move")
    return flops / traffic


def matmul_flops(rows: Count, inner: Count, columns: Count) -> Flops:
    """Work of a matrix product

    Source: Golub and Van Loan, Matrix Computations, 4th edition, section 1.1.
    Not included: nothing; a multiply-add counts as two.
    """
    require(inner >= 0, "the inner size is 0 or more")
    require(columns >= 0, "the number of columns is 0 or more")
    require(rows >= 0, "the number of rows is 0 or more")
    return 2 * FLOP * rows * inner * columns


def matmul_bytes(
    rows: Count,
    inner: Count,
    columns: Count,
    input_bytes: Bytes,
    weight_bytes: Bytes,
    output_bytes: Bytes,
) -> Bytes:
    """Traffic of a matrix product, each matrix moved once

    Source: Williams et al., 2009, doi 10.1145/1498765.1498785, compulsory traffic.
    Not included: tiles that are read again. The bytes are those of one element of each matrix.
    """
    require(inner >= 0, "the inner size is 0 or more")
    require(columns >= 0, "the number of columns is 0 or more")
    require(rows >= 0, "the number of rows is 0 or more")
    return (
        rows * inner * input_bytes + inner * columns * weight_bytes + rows * columns * output_bytes
    )


def matmul_intensity(
    rows: Count,
    inner: Count,
    columns: Count,
    input_bytes: Bytes,
    weight_bytes: Bytes,
    output_bytes: Bytes,
) -> FlopsPerByte:
    """Arithmetic intensity of a matrix product

    Source: Williams et al., 2009, doi 10.1145/1498765.1498785.
    Not included: tiles that are read again.
    """
    return arithmetic_intensity(
        flops=matmul_flops(rows=rows, inner=inner, columns=columns),
        traffic=matmul_bytes(
            rows=rows,
            inner=inner,
            columns=columns,
            input_bytes=input_bytes,
            weight_bytes=weight_bytes,
            output_bytes=output_bytes,
        ),
    )


def matmul_seconds(
    rows: Count,
    inner: Count,
    columns: Count,
    input_bytes: Bytes,
    weight_bytes: Bytes,
    output_bytes: Bytes,
    peak: FlopsPerSecond,
    bandwidth: BytesPerSecond,
) -> Seconds:
    """Least time of a matrix product

    Source: Williams et al., 2009, doi 10.1145/1498765.1498785.
    Not included: launches, partly filled tiles: a lower bound.
    """
    return roofline_seconds(
        flops=matmul_flops(rows=rows, inner=inner, columns=columns),
        traffic=matmul_bytes(
            rows=rows,
            inner=inner,
            columns=columns,
            input_bytes=input_bytes,
            weight_bytes=weight_bytes,
            output_bytes=output_bytes,
        ),
        peak=peak,
        bandwidth=bandwidth,
    )


def critical_batch(peak: FlopsPerSecond, bandwidth: BytesPerSecond, element_bytes: Bytes) -> Number:
    """Tokens in a step from which compute is the limit

    Source: Pope et al., arXiv:2211.05102, section 2.1; Williams et al., 2009, doi
    10.1145/1498765.1498785.
    Not included: the cache, activations. Element bytes are those of a weight as it is stored.
    """
    return ridge_intensity(peak=peak, bandwidth=bandwidth) * element_bytes / (2 * FLOP)


def attention_intensity(
    context: Tokens, queries: Tokens, group: Count, element_bytes: Bytes
) -> FlopsPerByte:
    """Arithmetic intensity of attention over a cache

    Source: Ainslie et al., arXiv:2305.13245; Austin et al., 'How to Scale Your Model', 2025,
    Transformers, question 4.
    Not included: scores, which fused attention does not move. The group is the number of query
    heads that share a key/value head.
    """
    require(element_bytes > 0, "an element takes memory")
    require(context > 0, "the context has at least one token")
    require(queries > 0, "there is at least one query")
    require(group >= 1, "at least one query head uses a key/value head")
    work = 4 * FLOP * context * queries * group
    moved = 2 * element_bytes * context + 2 * element_bytes * queries * group
    return work / moved


def latent_attention_intensity(
    heads: Count, latent_rank: Count, rope_dim: Count, element_bytes: Bytes
) -> FlopsPerByte:
    """Arithmetic intensity of absorbed latent attention in decoding

    Source: DeepSeek-AI, arXiv:2405.04434, section 2.1.
    Not included: queries and outputs, short beside the cache.
    """
    require(element_bytes > 0, "an element takes memory")
    require(latent_rank >= 1, "the latent rank is at least 1")
    work = 2 * FLOP * heads * (latent_rank + rope_dim + latent_rank)
    return work / ((latent_rank + rope_dim) * element_bytes)

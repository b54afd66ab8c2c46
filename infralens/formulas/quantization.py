"""Memory of quantized weights."""

from __future__ import annotations

from infralens.engines.formula.language import (
    BIT,
    Bits,
    Bytes,
    Count,
    Parameters,
    require,
)


def bits_per_weight(bits: Bits, group: Count, scale_bits: Bits, zero_bits: Bits) -> Bits:
    """Bits of a weight with its share of scale and zero point

    Source: Frantar et al., arXiv:2210.17323, section 4; Rouhani et al., arXiv:2310.10537, section
    2.
    Not included: one scale for a whole tensor.
    """
    require(bits > 0, "a weight takes memory")
    require(group >= 1, "a group has at least one weight")
    return bits + (scale_bits + zero_bits) / group


def double_quantized_bits_per_weight(
    bits: Bits, group: Count, scale_bits: Bits, scale_group: Count, scale_scale_bits: Bits
) -> Bits:
    """Bits of a weight whose scales are quantized too

    Source: Dettmers et al., arXiv:2305.14314, section 3.
    Not included: the mean of the scales, one number a tensor.
    """
    require(group >= 1, "a group has at least one weight")
    return bits + (
        bits_per_weight(
            bits=scale_bits, group=scale_group, scale_bits=scale_scale_bits, zero_bits=0
        )
        / group
    )


def quantized_weight_bytes(parameters: Parameters, weight_bits: Bits) -> Bytes:
    """Memory of weights of so many bits each

    Source: Frantar et al., arXiv:2210.17323, section 4.
    Not included: buffers a kernel unpacks into. The bits include scales.
    """
    require(parameters >= 0, "the number of parameters is 0 or more")
    require(weight_bits > 0, "a weight takes memory")
    return parameters * weight_bits * BIT


def mixed_weight_bytes(
    quantized_parameters: Parameters,
    quantized_bits: Bits,
    other_parameters: Parameters,
    other_bits: Bits,
) -> Bytes:
    """Memory of weights of which only some are quantized

    Source: vLLM's and llama.cpp's checkpoints, whose embeddings, head and norms stay at 16 bits.
    Not included: buffers a kernel unpacks into.
    """
    return quantized_weight_bytes(
        parameters=quantized_parameters, weight_bits=quantized_bits
    ) + quantized_weight_bytes(parameters=other_parameters, weight_bits=other_bits)

"""Memory of weights, of attention scores and of the key/value cache."""

from __future__ import annotations

from infralens.engines.formula.language import (
    BIT,
    TOKEN,
    Bits,
    Bytes,
    BytesPerToken,
    Count,
    Parameters,
    Tokens,
    ceil,
    require,
)


def weight_bytes(parameters: Parameters, element_bytes: Bytes) -> Bytes:
    """Memory of the weights

    Source: bytes of an element, IEEE 754-2019; Micikevicius et al., arXiv:2209.05433, for FP8.
    Not included: scales of quantized formats, activations, the cache.
    """
    require(parameters >= 0, "the number of parameters is 0 or more")
    require(element_bytes > 0, "an element takes memory")
    return parameters * element_bytes


def attention_score_bytes(
    sequences: Count, heads: Count, tokens: Tokens, element_bytes: Bytes
) -> Bytes:
    """Attention scores of one layer, if they are stored

    Source: Dao et al., arXiv:2205.14135, section 2.2.
    Not included: the softmax's output, of the same size. Fused attention stores neither.
    """
    require(sequences >= 0, "the number of sequences is 0 or more")
    require(heads >= 0, "the number of heads is 0 or more")
    require(element_bytes > 0, "an element takes memory")
    require(tokens >= 0, "the number of tokens is 0 or more")
    return sequences * heads * tokens * tokens * element_bytes


def kv_cache_bytes_per_token(
    layers: Count, kv_heads: Count, head_dim: Count, element_bytes: Bytes
) -> BytesPerToken:
    """Key/value cache of one token, in all layers

    Source: Kwon et al., arXiv:2309.06180, section 3; Ainslie et al., arXiv:2305.13245.
    Not included: scales of a quantized cache, padding to whole blocks.
    """
    require(head_dim >= 1, "a head has at least one element")
    require(element_bytes > 0, "an element takes memory")
    require(layers >= 0, "the number of layers is 0 or more")
    require(kv_heads >= 1, "there is at least one key/value head")
    return 2 * layers * kv_heads * head_dim * element_bytes / TOKEN


def kv_cache_bytes(
    layers: Count,
    kv_heads: Count,
    head_dim: Count,
    element_bytes: Bytes,
    tokens: Tokens,
    sequences: Count,
) -> Bytes:
    """Key/value cache of all sequences

    Source: Kwon et al., arXiv:2309.06180, section 3; Ainslie et al., arXiv:2305.13245.
    Not included: padding to whole blocks, shared prefixes, the cache of a draft model.
    """
    require(sequences >= 0, "the number of sequences is 0 or more")
    require(tokens >= 0, "the number of tokens is 0 or more")
    per_token = kv_cache_bytes_per_token(
        layers=layers, kv_heads=kv_heads, head_dim=head_dim, element_bytes=element_bytes
    )
    return per_token * tokens * sequences


def sharded_kv_cache_bytes_per_token(
    layers: Count,
    kv_heads: Count,
    head_dim: Count,
    element_bytes: Bytes,
    tensor_parallel: Count,
    pipeline_parallel: Count,
) -> BytesPerToken:
    """Key/value cache of one token on the fullest GPU

    Source: Agrawal et al., arXiv:2405.05465, parameter counter; Kwon et al., arXiv:2309.06180,
    section 4.6.
    Not included: scales, padding. Beyond one head a GPU, tensor parallelism repeats heads instead
    of dividing them.
    """
    require(tensor_parallel >= 1, "at least one GPU shares the heads")
    require(pipeline_parallel >= 1, "there is at least one stage")
    heads_here = ceil(kv_heads / tensor_parallel)
    layers_here = ceil(layers / pipeline_parallel)
    return kv_cache_bytes_per_token(
        layers=layers_here,
        kv_heads=heads_here,
        head_dim=head_dim,
        element_bytes=element_bytes,
    )


def latent_cache_bytes_per_token(
    layers: Count,
    latent_rank: Count,
    rope_dim: Count,
    latent_element_bytes: Bytes,
    rope_element_bytes: Bytes,
    scale_bytes: Bytes,
) -> BytesPerToken:
    """Latent cache of one token, in all layers

    Source: DeepSeek-AI, arXiv:2405.04434, table 1.
    Not included: padding to whole blocks. One vector serves all heads, so tensor parallelism does
    not divide it. 'Scale bytes' belong to a layer: 16 where 512 elements of FP8 have four FP32
    scales.
    """
    require(scale_bytes >= 0, "a scale takes 0 bytes or more")
    require(layers >= 1, "there is at least one layer")
    latent = latent_rank * latent_element_bytes + scale_bytes
    return layers * (latent + rope_dim * rope_element_bytes) / TOKEN


def latent_cache_bytes(
    layers: Count,
    latent_rank: Count,
    rope_dim: Count,
    latent_element_bytes: Bytes,
    rope_element_bytes: Bytes,
    scale_bytes: Bytes,
    tokens: Tokens,
    sequences: Count,
) -> Bytes:
    """Latent cache of all sequences

    Source: DeepSeek-AI, arXiv:2405.04434, section 2.1.
    Not included: padding to whole blocks, shared prefixes. Each GPU of a tensor-parallel group
    keeps all of it.
    """
    require(sequences >= 0, "the number of sequences is 0 or more")
    require(tokens >= 0, "the number of tokens is 0 or more")
    per_token = latent_cache_bytes_per_token(
        layers=layers,
        latent_rank=latent_rank,
        rope_dim=rope_dim,
        latent_element_bytes=latent_element_bytes,
        rope_element_bytes=rope_element_bytes,
        scale_bytes=scale_bytes,
    )
    return per_token * tokens * sequences


def quantized_vector_bytes(width: Count, bits: Bits, group: Count, scale_bytes: Bytes) -> Bytes:
    """A quantized vector with its scales

    Source: Rouhani et al., arXiv:2310.10537, section 2.
    Not included: zero points, one scale for a whole tensor.
    """
    require(width >= 1, "a vector has at least one element")
    require(scale_bytes >= 0, "a scale takes 0 bytes or more")
    require(group >= 1, "a group has at least one element")
    require(bits > 0, "an element takes memory")
    return width * bits * BIT + ceil(width / group) * scale_bytes


def quantized_kv_cache_bytes_per_token(
    layers: Count, kv_heads: Count, head_dim: Count, bits: Bits, group: Count, scale_bytes: Bytes
) -> BytesPerToken:
    """Quantized key/value cache of one token, in all layers

    Source: Rouhani et al., arXiv:2310.10537, section 2, applied to each head's keys and values.
    Not included: padding to whole blocks. A group as wide as the head is one scale for each head
    and token.
    """
    require(kv_heads >= 1, "there is at least one key/value head")
    vector = quantized_vector_bytes(width=head_dim, bits=bits, group=group, scale_bytes=scale_bytes)
    return 2 * layers * kv_heads * vector / TOKEN


def hybrid_kv_cache_bytes(
    full_layers: Count,
    window_layers: Count,
    window: Tokens,
    kv_heads: Count,
    head_dim: Count,
    element_bytes: Bytes,
    tokens: Tokens,
    sequences: Count,
    block: Tokens,
    window_as_full: bool,
) -> Bytes:
    """Key/value cache of a model with sliding-window layers

    Source: Beltagy et al., arXiv:2004.05150, section 3.1; vLLM, vllm/v1/kv_cache_interface.py.
    Not included: padding that makes pages of different layers equal. A window layer keeps no more
    than its window, unless the engine gives it pages like a full layer.
    """
    require(full_layers >= 0, "the number of layers is 0 or more")
    require(window_layers >= 0, "the number of layers is 0 or more")
    require(kv_heads >= 1, "there is at least one key/value head")
    require(head_dim >= 1, "a head has at least one element")
    require(element_bytes > 0, "an element takes memory")
    require(sequences >= 0, "the number of sequences is 0 or more")
    require(window > 0, "the window holds at least one token")
    require(block > 0, "a block holds at least one token")
    require(tokens >= 0, "the number of tokens is 0 or more")
    kept = tokens if window_as_full else min(tokens, window)
    full_slots = full_layers * ceil(tokens / block) * block
    window_slots = window_layers * ceil(kept / block) * block
    per_layer = 2 * kv_heads * head_dim * element_bytes
    return sequences * per_layer * (full_slots + window_slots)

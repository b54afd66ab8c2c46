"""Parameters of a decoder, exactly as its checkpoint stores them."""

from __future__ import annotations

from typing import Literal

from infralens.engines.formula.language import Count, Number, Parameters, require


def attention_parameters(
    hidden: Count,
    heads: Count,
    kv_heads: Count,
    head_dim: Count,
    qkv_bias: bool,
    output_bias: bool,
    qk_norm: Literal[0, 1, 2],
    sinks: bool,
) -> Parameters:
    """Parameters of one attention layer

    Source: Ainslie et al., arXiv:2305.13245, section 2; the published checkpoints' tensors.
    Not included: the norm before the layer. The norm of queries and keys is none (0), one weight
    for each element of a head (1), or one for each element of all heads (2); a sink is one number
    a head.
    """
    require(hidden >= 1, "the hidden size is at least 1")
    require(head_dim >= 1, "a head has at least one element")
    require(kv_heads >= 1, "there is at least one key/value head")
    require(heads >= kv_heads, "there are at least as many query heads as key/value heads")
    projections = 2 * hidden * head_dim * (heads + kv_heads)
    input_biases = (heads + 2 * kv_heads) * head_dim if qkv_bias else 0
    biases = input_biases + (hidden if output_bias else 0)
    norm_of_heads = (heads + kv_heads) * head_dim if qk_norm == 2 else 0
    norms = 2 * head_dim if qk_norm == 1 else norm_of_heads
    return projections + biases + norms + (heads if sinks else 0)


def latent_attention_parameters(
    hidden: Count,
    heads: Count,
    query_rank: Count,
    latent_rank: Count,
    nope_dim: Count,
    rope_dim: Count,
    value_dim: Count,
) -> Parameters:
    """Parameters of one multi-head latent attention layer

    Source: DeepSeek-AI, arXiv:2405.04434, section 2.1 and appendix C.
    Not included: the norm before the layer. A query rank of 0 means that queries are not
    compressed.
    """
    require(hidden >= 1, "the hidden size is at least 1")
    require(query_rank >= 0, "the query rank is 0 or more")
    require(latent_rank >= 1, "the latent rank is at least 1")
    query_dim = nope_dim + rope_dim
    compressed = hidden * query_rank + query_rank + query_rank * heads * query_dim
    queries = compressed if query_rank > 0 else hidden * heads * query_dim
    down = hidden * (latent_rank + rope_dim) + latent_rank
    up = latent_rank * heads * (nope_dim + value_dim)
    return queries + down + up + heads * value_dim * hidden


def feed_forward_parameters(
    hidden: Count, intermediate: Count, gated: bool, bias: bool
) -> Parameters:
    """Parameters of one feed-forward block

    Source: Shazeer, arXiv:2002.05202, section 2.
    Not included: the norm before the block.
    """
    require(hidden >= 1, "the hidden size is at least 1")
    require(intermediate >= 0, "the width of the block is 0 or more")
    inward = 2 if gated else 1
    weights = (inward + 1) * hidden * intermediate
    return weights + (inward * intermediate + hidden if bias else 0)


def expert_layer_parameters(
    hidden: Count,
    experts: Count,
    experts_counted: Count,
    expert_intermediate: Count,
    shared_intermediate: Count,
    router_bias: bool,
    expert_bias: bool,
) -> Parameters:
    """Parameters of one mixture-of-experts block

    Source: Jiang et al., arXiv:2401.04088, section 2.1; DeepSeek-AI, arXiv:2412.19437, section
    2.1.2.
    Not included: the norm before the block. Experts are gated; the router is counted whole,
    whether all experts are counted or only those one token visits.
    """
    require(experts_counted >= 0, "the number of experts counted is 0 or more")
    require(experts >= experts_counted, "no more experts can be counted than there are")
    expert = feed_forward_parameters(
        hidden=hidden, intermediate=expert_intermediate, gated=True, bias=expert_bias
    )
    shared = feed_forward_parameters(
        hidden=hidden, intermediate=shared_intermediate, gated=True, bias=False
    )
    router = hidden * experts + (experts if router_bias else 0)
    return experts_counted * expert + shared + router


def embedding_parameters(hidden: Count, vocab: Count, positions: Count, tied: bool) -> Parameters:
    """Parameters of the token table, the head and learned positions

    Source: Vaswani et al., arXiv:1706.03762, section 3.4; Radford et al., 2019 (GPT-2).
    Not included: rows that pad the vocabulary. A head that is tied to the table is stored once.
    """
    require(hidden >= 1, "the hidden size is at least 1")
    require(vocab >= 1, "there is at least one token in the vocabulary")
    require(positions >= 0, "the number of learned positions is 0 or more")
    return vocab * hidden * (1 if tied else 2) + positions * hidden


def assembled_parameters(
    layers: Count,
    dense_layers: Count,
    attention: Parameters,
    dense_block: Parameters,
    expert_block: Parameters,
    hidden: Count,
    norms_per_layer: Count,
    norm_bias: bool,
    embedding: Parameters,
) -> Parameters:
    """Parameters of a decoder put together from its parts

    Source: the sum of the parts; Narayanan et al., arXiv:2104.04473, equation 2, is a special
    case.
    Not included: multi-token-prediction modules, vision towers.
    """
    require(layers >= 1, "there is at least one layer")
    require(dense_layers >= 0, "the number of dense layers is 0 or more")
    require(layers >= dense_layers, "no more layers can be dense than there are")
    norm = 2 * hidden if norm_bias else hidden
    blocks = dense_layers * dense_block + (layers - dense_layers) * expert_block
    return layers * (attention + norms_per_layer * norm) + blocks + embedding + norm


def dense_parameters(
    layers: Count,
    hidden: Count,
    heads: Count,
    kv_heads: Count,
    head_dim: Count,
    intermediate: Count,
    vocab: Count,
    positions: Count,
    gated: bool,
    tied: bool,
    qkv_bias: bool,
    output_bias: bool,
    mlp_bias: bool,
    qk_norm: Literal[0, 1, 2],
    norms_per_layer: Count,
    norm_bias: bool,
) -> Parameters:
    """Parameters of a dense decoder

    Source: the published checkpoints; Narayanan et al., arXiv:2104.04473, equation 2, is a
    special case.
    Not included: vision towers, adapters, rows that pad the vocabulary.
    """
    return assembled_parameters(
        layers=layers,
        dense_layers=layers,
        attention=attention_parameters(
            hidden=hidden,
            heads=heads,
            kv_heads=kv_heads,
            head_dim=head_dim,
            qkv_bias=qkv_bias,
            output_bias=output_bias,
            qk_norm=qk_norm,
            sinks=False,
        ),
        dense_block=feed_forward_parameters(
            hidden=hidden, intermediate=intermediate, gated=gated, bias=mlp_bias
        ),
        expert_block=0,
        hidden=hidden,
        norms_per_layer=norms_per_layer,
        norm_bias=norm_bias,
        embedding=embedding_parameters(hidden=hidden, vocab=vocab, positions=positions, tied=tied),
    )


def estimated_parameters(
    layers: Count,
    hidden: Count,
    heads: Count,
    kv_heads: Count,
    block_factor: Number,
    vocab: Count,
    tied: bool,
) -> Parameters:
    """Parameters of a dense decoder, estimated from its widths

    Source: Narayanan et al., arXiv:2104.04473, equation 2, without its smaller terms.
    Not included: norms, biases, positions. The block factor is the feed-forward block's weights
    in units of the squared hidden size: 8 for 4 times the width without a gate, 10.5 for 3.5
    times with one.
    """
    require(hidden >= 1, "the hidden size is at least 1")
    require(layers >= 0, "the number of layers is 0 or more")
    require(block_factor >= 0, "the factor is 0 or more")
    require(heads >= 1, "there is at least one head")
    per_layer = (2 + 2 * kv_heads / heads + block_factor) * hidden * hidden
    return layers * per_layer + vocab * hidden * (1 if tied else 2)

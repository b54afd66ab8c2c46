"""Parameters of mixture-of-experts decoders, and which of them a formula should use."""

from __future__ import annotations

from typing import Literal

from infralens.engines.formula.language import Count, Parameters, require
from infralens.formulas.parameters import (
    assembled_parameters,
    attention_parameters,
    embedding_parameters,
    expert_layer_parameters,
    feed_forward_parameters,
    latent_attention_parameters,
)


def expert_parameters(
    layers: Count,
    dense_layers: Count,
    hidden: Count,
    heads: Count,
    kv_heads: Count,
    head_dim: Count,
    intermediate: Count,
    experts: Count,
    experts_per_token: Count,
    expert_intermediate: Count,
    shared_intermediate: Count,
    vocab: Count,
    tied: bool,
    qkv_bias: bool,
    output_bias: bool,
    router_bias: bool,
    expert_bias: bool,
    qk_norm: Literal[0, 1, 2],
    sinks: bool,
    norms_per_layer: Count,
    active: bool,
) -> Parameters:
    """Parameters of a mixture-of-experts decoder

    Source: Jiang et al., arXiv:2401.04088, table 1 and section 2.1; the published checkpoints.
    Not included: vision towers. Active counts what one token passes through, with the whole token
    table and the whole head.
    """
    require(experts_per_token >= 1, "a token visits at least one expert")
    return assembled_parameters(
        layers=layers,
        dense_layers=dense_layers,
        attention=attention_parameters(
            hidden=hidden,
            heads=heads,
            kv_heads=kv_heads,
            head_dim=head_dim,
            qkv_bias=qkv_bias,
            output_bias=output_bias,
            qk_norm=qk_norm,
            sinks=sinks,
        ),
        dense_block=feed_forward_parameters(
            hidden=hidden, intermediate=intermediate, gated=True, bias=False
        ),
        expert_block=expert_layer_parameters(
            hidden=hidden,
            experts=experts,
            experts_counted=experts_per_token if active else experts,
            expert_intermediate=expert_intermediate,
            shared_intermediate=shared_intermediate,
            router_bias=router_bias,
            expert_bias=expert_bias,
        ),
        hidden=hidden,
        norms_per_layer=norms_per_layer,
        norm_bias=False,
        embedding=embedding_parameters(hidden=hidden, vocab=vocab, positions=0, tied=tied),
    )


def latent_expert_parameters(
    layers: Count,
    dense_layers: Count,
    hidden: Count,
    heads: Count,
    query_rank: Count,
    latent_rank: Count,
    nope_dim: Count,
    rope_dim: Count,
    value_dim: Count,
    intermediate: Count,
    experts: Count,
    experts_per_token: Count,
    expert_intermediate: Count,
    shared_intermediate: Count,
    vocab: Count,
    tied: bool,
    router_bias: bool,
    active: bool,
) -> Parameters:
    """Parameters of a mixture-of-experts decoder with latent attention

    Source: DeepSeek-AI, arXiv:2412.19437, sections 2.1 and 4.2.
    Not included: multi-token-prediction modules. The published active count leaves out the
    router's correction biases, which steer the choice of experts only.
    """
    require(experts_per_token >= 1, "a token visits at least one expert")
    return assembled_parameters(
        layers=layers,
        dense_layers=dense_layers,
        attention=latent_attention_parameters(
            hidden=hidden,
            heads=heads,
            query_rank=query_rank,
            latent_rank=latent_rank,
            nope_dim=nope_dim,
            rope_dim=rope_dim,
            value_dim=value_dim,
        ),
        dense_block=feed_forward_parameters(
            hidden=hidden, intermediate=intermediate, gated=True, bias=False
        ),
        expert_block=expert_layer_parameters(
            hidden=hidden,
            experts=experts,
            experts_counted=experts_per_token if active else experts,
            expert_intermediate=expert_intermediate,
            shared_intermediate=shared_intermediate,
            router_bias=router_bias,
            expert_bias=False,
        ),
        hidden=hidden,
        norms_per_layer=2,
        norm_bias=False,
        embedding=embedding_parameters(hidden=hidden, vocab=vocab, positions=0, tied=tied),
    )


def routed_expert_parameters(
    layers: Count,
    dense_layers: Count,
    hidden: Count,
    experts: Count,
    expert_intermediate: Count,
    expert_bias: bool,
) -> Parameters:
    """Parameters of all routed experts

    Source: Jiang et al., arXiv:2401.04088, section 2.1.
    Not included: shared experts, routers, and everything that is no expert. Experts are gated.
    """
    require(layers >= dense_layers, "no more layers can be dense than there are")
    require(experts >= 1, "there is at least one expert")
    expert = feed_forward_parameters(
        hidden=hidden, intermediate=expert_intermediate, gated=True, bias=expert_bias
    )
    return (layers - dense_layers) * experts * expert


def matmul_parameters(
    parameters: Parameters, hidden: Count, vocab: Count, positions: Count, tied: bool
) -> Parameters:
    """Parameters that a token is multiplied with

    Source: Kaplan et al., arXiv:2001.08361, section 2.1.
    Not included: the token table, which is looked up; a tied table stays, since the head
    multiplies by it.
    """
    looked_up = (0 if tied else vocab * hidden) + positions * hidden
    require(parameters >= looked_up, "the embeddings hold no more than all parameters")
    return parameters - looked_up


def non_embedding_parameters(
    parameters: Parameters, hidden: Count, vocab: Count, positions: Count, tied: bool
) -> Parameters:
    """Parameters without token table, head and positions

    Source: Kaplan et al., arXiv:2001.08361, section 2.1.
    Not included: token table, head, learned positions.
    """
    embedding = embedding_parameters(hidden=hidden, vocab=vocab, positions=positions, tied=tied)
    require(parameters >= embedding, "the embeddings hold no more than all parameters")
    return parameters - embedding

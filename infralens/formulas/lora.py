"""Low-rank adapters: parameters and memory."""

from __future__ import annotations

from infralens.engines.formula.language import (
    Bytes,
    Count,
    Fraction,
    Parameters,
    require,
)


def matrix_adapter_parameters(inputs: Count, outputs: Count, rank: Count) -> Parameters:
    """Parameters of the adapter of one matrix

    Source: Hu et al., arXiv:2106.09685, section 4.1.
    Not included: biases, trained magnitudes.
    """
    require(rank >= 1, "the rank is at least 1")
    return rank * (inputs + outputs)


def adapter_parameters(
    layers: Count,
    hidden: Count,
    heads: Count,
    kv_heads: Count,
    head_dim: Count,
    intermediate: Count,
    rank: Count,
    gated: bool,
    on_query: bool,
    on_key: bool,
    on_value: bool,
    on_output: bool,
    on_block: bool,
) -> Parameters:
    """Parameters of the adapters of a decoder

    Source: Hu et al., arXiv:2106.09685, section 4.2, with the widths of grouped heads.
    Not included: adapters of embeddings and of experts. 'Block' means the up and down
    matrices of the feed-forward block, and the gate where there is one.
    """
    require(layers >= 1, "there is at least one layer")
    square = matrix_adapter_parameters(inputs=hidden, outputs=heads * head_dim, rank=rank)
    narrow = matrix_adapter_parameters(inputs=hidden, outputs=kv_heads * head_dim, rank=rank)
    wide = matrix_adapter_parameters(inputs=hidden, outputs=intermediate, rank=rank)
    blocks = 3 if gated else 2
    queries = (square if on_query else 0) + (square if on_output else 0)
    keys = (narrow if on_key else 0) + (narrow if on_value else 0)
    return layers * (queries + keys + (blocks * wide if on_block else 0))


def adapter_training_bytes(
    base_bytes: Bytes,
    trained: Parameters,
    weight_bytes: Bytes,
    gradient_bytes: Bytes,
    optimizer_bytes: Bytes,
) -> Bytes:
    """Memory of a frozen model and its adapters in training

    Source: Hu et al., arXiv:2106.09685, section 4.2; Dettmers et al., arXiv:2305.14314, section
    3.
    Not included: activations, which adapters need as full training does; logits.
    """
    require(trained >= 0, "the number of trained parameters is 0 or more")
    return base_bytes + trained * (weight_bytes + gradient_bytes + optimizer_bytes)


def trained_share(trained: Parameters, base_parameters: Parameters) -> Fraction:
    """Share of all parameters that is trained

    Source: PEFT, print_trainable_parameters, which counts the adapters among all parameters.
    Not included: nothing.
    """
    require(trained >= 0, "the number of trained parameters is 0 or more")
    require(base_parameters > 0, "the model has parameters")
    return trained / (base_parameters + trained)

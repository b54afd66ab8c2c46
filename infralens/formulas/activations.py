"""Memory of activations that the backward pass needs."""

from __future__ import annotations

from typing import Literal

from infralens.engines.formula.language import (
    BYTE,
    Bytes,
    Count,
    Number,
    Tokens,
    require,
)


def gelu_layer_activation_bytes(
    tokens: Tokens,
    sequences: Count,
    hidden: Count,
    heads: Count,
    tensor_parallel: Count,
    sequence_parallel: bool,
    recompute: Literal[0, 1, 2],
) -> Bytes:
    """Activations of one layer of a GPT-3 kind, on one GPU

    Source: Korthikanti et al., arXiv:2205.05198, equations 1 to 4 and table 2.
    Not included: gated blocks, grouped heads, fused attention. Nothing is recomputed (0),
    attention's core is (1), or the whole layer (2). The bytes of 16-bit elements are in the
    constants already.
    """
    require(tokens >= 0, "the number of tokens is 0 or more")
    require(sequences >= 0, "the number of sequences is 0 or more")
    require(hidden >= 1, "the hidden size is at least 1")
    require(heads >= 1, "there is at least one head")
    require(tensor_parallel >= 1, "at least one GPU shares a layer")
    plain = tokens * sequences * hidden
    share = 1 / tensor_parallel
    replicated = 10 * share if sequence_parallel else 10
    squared = 5 * BYTE * heads * tokens / hidden * share if recompute == 0 else 0
    stored = (replicated + 24 * share) * BYTE + squared
    return 2 * BYTE * plain if recompute == 2 else plain * stored


def gated_layer_activation_bytes(
    tokens: Tokens,
    sequences: Count,
    hidden: Count,
    heads: Count,
    kv_heads: Count,
    head_dim: Count,
    intermediate: Count,
    element_bytes: Bytes,
    keep_gate: bool,
    tensor_parallel: Count,
    framework_factor: Number,
) -> Bytes:
    """Activations of one layer of a Llama kind, on one GPU

    Source: counted tensor by tensor after Korthikanti et al., arXiv:2205.05198, section 4.1, with
    fused attention as in Dao, arXiv:2307.08691, section 3.1.
    Not included: dropout. Inputs of norms, projections and products, and the softmax's log-sums
    in FP32; sequence parallelism divides them all. The factor is what a framework stores beyond
    this.
    """
    require(tokens >= 0, "the number of tokens is 0 or more")
    require(sequences >= 0, "the number of sequences is 0 or more")
    require(hidden >= 1, "the hidden size is at least 1")
    require(intermediate >= 0, "the width of the block is 0 or more")
    require(element_bytes > 0, "an element takes memory")
    require(tensor_parallel >= 1, "at least one GPU shares a layer")
    require(framework_factor > 0, "the factor is above 0")
    block = (4 if keep_gate else 3) * intermediate
    attention = (2 * heads + 2 * kv_heads) * head_dim
    elements = 4 * hidden + attention + block
    per_token = elements * element_bytes + 4 * BYTE * heads
    return framework_factor * tokens * sequences * per_token / tensor_parallel


def saved_states_bytes(
    tokens: Tokens,
    sequences: Count,
    hidden: Count,
    layers: Count,
    copies: Number,
    element_bytes: Bytes,
) -> Bytes:
    """Copies of the hidden state saved in each layer

    Source: Chen et al., arXiv:1604.06174, section 3.
    Not included: the working memory of the layer that is recomputed. One copy a layer is full
    recomputation.
    """
    require(tokens >= 0, "the number of tokens is 0 or more")
    require(sequences >= 0, "the number of sequences is 0 or more")
    require(hidden >= 1, "the hidden size is at least 1")
    require(layers >= 0, "the number of layers is 0 or more")
    require(element_bytes > 0, "an element takes memory")
    require(copies >= 0, "the number of copies is 0 or more")
    return tokens * sequences * hidden * layers * copies * element_bytes


def stage_activation_bytes(
    layer_bytes: Bytes,
    layers: Count,
    stages: Count,
    chunks: Count,
    microbatches: Count,
) -> Bytes:
    """Activations on the first stage of a 1F1B pipeline

    Source: Korthikanti et al., arXiv:2205.05198, section 4.2.3; Narayanan et al.,
    arXiv:2104.04473, section 2.2.
    Not included: embedding and head. The first stage holds a microbatch for every stage, so all
    layers' worth; chunks of an interleaved schedule add to it.
    """
    require(stages >= 1, "there is at least one stage")
    require(chunks >= 1, "a stage has at least one chunk")
    require(microbatches >= 1, "there is at least one microbatch")
    more = 1 if chunks == 1 else interleaved_memory_factor(stages=stages, chunks=chunks)
    in_flight = min(more, microbatches / stages)
    return layer_bytes * layers * in_flight


def interleaved_memory_factor(stages: Count, chunks: Count) -> Number:
    """How much more an interleaved schedule holds

    Source: Korthikanti et al., arXiv:2205.05198, section 4.2.3.
    Not included: nothing. It applies from two chunks a stage.
    """
    require(stages >= 1, "there is at least one stage")
    require(chunks >= 1, "a stage has at least one chunk")
    return 1 + (stages - 1) / (stages * chunks)


def ends_activation_bytes(
    tokens: Tokens,
    sequences: Count,
    hidden: Count,
    vocab: Count,
    tensor_parallel: Count,
    stages: Count,
) -> Bytes:
    """Activations of embedding dropout and, on one stage, of the head

    Source: Korthikanti et al., arXiv:2205.05198, section 4.3.
    Not included: models without dropout on the embedding keep only the second part.
    """
    require(tokens >= 0, "the number of tokens is 0 or more")
    require(sequences >= 0, "the number of sequences is 0 or more")
    require(hidden >= 1, "the hidden size is at least 1")
    require(tensor_parallel >= 1, "at least one GPU shares a layer")
    require(stages >= 1, "there is at least one stage")
    plain = BYTE * tokens * sequences * hidden / tensor_parallel
    head = 4 * plain * (1 + vocab / hidden)
    return plain * stages + (head if stages == 1 else 0)


def logit_bytes(
    tokens: Tokens, sequences: Count, vocab: Count, logit_element_bytes: Bytes
) -> Bytes:
    """Logits of all positions

    Source: Wijmans et al., arXiv:2411.09009, section 3.
    Not included: copies unless the bytes of an element count them: 4 for FP32, 10 with a 16-bit
    copy and a gradient.
    """
    require(tokens >= 0, "the number of tokens is 0 or more")
    require(sequences >= 0, "the number of sequences is 0 or more")
    require(vocab >= 1, "there is at least one token in the vocabulary")
    return tokens * sequences * vocab * logit_element_bytes

"""What fits in the cache of a model of which some layers keep a window only."""

from __future__ import annotations

from infralens.engines.formula.language import (
    TOKEN,
    Bytes,
    Count,
    Tokens,
    floor,
    largest,
    require,
)
from infralens.formulas.memory import hybrid_kv_cache_bytes


def windowed_sequences(
    budget: Bytes,
    full_layers: Count,
    window_layers: Count,
    window: Tokens,
    kv_heads: Count,
    head_dim: Count,
    element_bytes: Bytes,
    tokens: Tokens,
    block: Tokens,
    window_as_full: bool,
) -> Count:
    """Sequences whose full and windowed layers fit together

    Source: vLLM, vllm/v1/kv_cache_interface.py: the memory of one sequence, solved for their
    number.
    Not included: shared prefixes, preemption. Each sequence has the same length.
    """
    require(budget >= 0, "the budget is 0 or more")
    each = hybrid_kv_cache_bytes(
        full_layers=full_layers,
        window_layers=window_layers,
        window=window,
        kv_heads=kv_heads,
        head_dim=head_dim,
        element_bytes=element_bytes,
        tokens=tokens,
        sequences=1,
        block=block,
        window_as_full=window_as_full,
    )
    require(each > 0, "a sequence takes memory")
    return floor(budget / each)


def windowed_context(
    budget: Bytes,
    full_layers: Count,
    window_layers: Count,
    window: Tokens,
    kv_heads: Count,
    head_dim: Count,
    element_bytes: Bytes,
    sequences: Count,
    block: Tokens,
    window_as_full: bool,
) -> Tokens:
    """Longest context of sequences whose full and windowed layers fit together

    Source: vLLM, vllm/v1/kv_cache_interface.py, the memory of one sequence, solved for its length.
    Not included: shared prefixes. Contexts above 100 million tokens are not told apart.
    """
    require(budget >= 0, "the budget is 0 or more")
    require(sequences >= 1, "there is at least one sequence")
    growing = full_layers + (window_layers if window_as_full else 0)
    require(growing >= 1, "all layers have a window: beyond it the cache does not grow")
    tokens = largest(
        0,
        100_000_000,
        lambda n: (
            hybrid_kv_cache_bytes(
                full_layers=full_layers,
                window_layers=window_layers,
                window=window,
                kv_heads=kv_heads,
                head_dim=head_dim,
                element_bytes=element_bytes,
                tokens=n * TOKEN,
                sequences=sequences,
                block=block,
                window_as_full=window_as_full,
            )
            <= budget
        ),
    )
    return tokens * TOKEN

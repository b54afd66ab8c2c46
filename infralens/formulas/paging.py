"""Waste of a paged cache, and of one that is reserved in whole lengths."""

from __future__ import annotations

from infralens.engines.formula.language import (
    TOKEN,
    Count,
    Fraction,
    Number,
    Tokens,
    ceil,
    require,
)


def paged_waste(length: Tokens, block: Tokens) -> Tokens:
    """Slots of a sequence's last block that stay empty

    Source: Kwon et al., arXiv:2309.06180, section 4.3.
    Not included: blocks an engine reserves ahead.
    """
    require(length >= 0, "the length is 0 or more")
    require(block > 0, "a block holds at least one token")
    return ceil(length / block) * block - length


def mean_paged_waste(block: Tokens) -> Tokens:
    """Slots of a last block that stay empty, on average

    Source: Kwon et al., arXiv:2309.06180, section 4.3, for lengths that end anywhere in a block.
    Not included: lengths that favour whole blocks.
    """
    require(block >= 1 * TOKEN, "a block holds at least one token")
    return (block - TOKEN) / 2


def paged_utilization(length: Tokens, block: Tokens) -> Fraction:
    """Share of a sequence's blocks that holds tokens

    Source: Kwon et al., arXiv:2309.06180, section 4.3.
    Not included: blocks an engine reserves ahead.
    """
    require(length > 0, "a sequence has at least one token")
    return length / (length + paged_waste(length=length, block=block))


def contiguous_utilization(mean_length: Tokens, longest: Tokens) -> Fraction:
    """Share of the reserved slots that holds tokens in the end

    Source: Kwon et al., arXiv:2309.06180, section 3.1.
    Not included: slots that are empty until their token comes, fragmentation between
    reservations.
    """
    require(mean_length >= 0, "the length is 0 or more")
    require(longest > 0, "a sequence has at least one token")
    require(mean_length <= longest, "the mean length does not exceed the longest")
    return mean_length / longest


def window_blocks(window: Tokens, step_tokens: Tokens, longest: Tokens, block: Tokens) -> Count:
    """Blocks a sliding-window layer can need for a sequence

    Source: vLLM, vllm/v1/kv_cache_interface.py, SlidingWindowSpec.
    Not included: nothing. One more block than the tokens fill, since a window may begin inside a
    block.
    """
    require(window >= 1 * TOKEN, "the window holds at least one token")
    require(block > 0, "a block holds at least one token")
    return ceil(min(window - TOKEN + step_tokens, longest) / block) + 1


def user_gain(waste_before: Fraction, waste_after: Fraction) -> Number:
    """How many times as many users fit when less memory is wasted

    Source: Kwon et al., arXiv:2309.06180, figure 2: users are in proportion to the memory that
    holds tokens.
    Not included: throughput, which gains less since more cache is read.
    """
    require(waste_before >= 0, "the wasted share is 0 or more")
    require(waste_before < 1, "not all memory is wasted")
    require(waste_after >= 0, "the wasted share is 0 or more")
    require(waste_after <= 1, "no more than all memory is wasted")
    return (1 - waste_after) / (1 - waste_before)

"""Waste of a paged cache, and of one that is reserved in whole lengths."""

from __future__ import annotations

from infralens.engines.formula.language import (
    TOKEN,
    Bytes,
    BytesPerToken,
    Count,
    Fraction,
    Number,
    Tokens,
    ceil,
    floor,
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


def paged_users(
    budget: Bytes,
    bytes_per_token: BytesPerToken,
    block: Tokens,
    mean_length: Tokens,
    shared: Tokens,
) -> Count:
    """Sequences of some mean length that fit in a paged cache

    Source: Kwon et al., arXiv:2309.06180, sections 4.3 and 4.4: a last block that is half empty on
    average, and blocks of a common prefix that are stored once.
    Not included: preemption; where all lengths are equal, whole blocks decide.
    """
    require(budget >= 0, "the budget is 0 or more")
    require(bytes_per_token > 0, "a token takes memory")
    require(shared >= 0, "the prefix is 0 or more")
    require(shared < mean_length, "the prefix is shorter than a sequence")
    own = mean_length - shared + mean_paged_waste(block=block)
    return floor(max(0, budget / bytes_per_token - shared) / own)


def held_users(
    paged: bool,
    budget: Bytes,
    bytes_per_token: BytesPerToken,
    block: Tokens,
    longest: Tokens,
    mean_length: Tokens,
    shared: Tokens,
) -> Count:
    """Sequences that fit, in blocks or in reservations of the longest length

    Source: Kwon et al., arXiv:2309.06180, sections 3.1 and 4.3.
    Not included: preemption. Reservations cannot share a prefix.
    """
    require(longest > 0, "a sequence has at least one token")
    require(mean_length <= longest, "the mean length does not exceed the longest")
    blocks = paged_users(
        budget=budget,
        bytes_per_token=bytes_per_token,
        block=block,
        mean_length=mean_length,
        shared=shared,
    )
    reserved = floor(budget / (longest * bytes_per_token))
    return blocks if paged else reserved


def count_ratio(count: Count, reference: Count) -> Number:
    """How many times as many there are

    Source: a ratio.
    Not included: nothing.
    """
    require(reference > 0, "there is something to compare with")
    return count / reference


def filled_share(
    paged: bool,
    users: Count,
    mean_length: Tokens,
    shared: Tokens,
    bytes_per_token: BytesPerToken,
    budget: Bytes,
) -> Fraction:
    """Share of the cache that holds tokens

    Source: Kwon et al., arXiv:2309.06180, figure 2.
    Not included: nothing; blocks hold a common prefix once, reservations hold it for each user.
    """
    require(budget > 0, "there is some memory")
    once = shared if paged else 0
    tokens = users * (mean_length - once) + once
    return tokens * bytes_per_token / budget


def remaining_bytes(memory: Bytes, weights: Bytes, draft: Bytes, drafted: Count) -> Bytes:
    """Memory that weights leave for the cache, those of a draft model too

    Source: Leviathan et al., arXiv:2211.17192, section 3.3: the draft is a second model.
    Not included: activations, buffers; the draft's own cache.
    """
    require(drafted >= 0, "the number of drafted tokens is 0 or more")
    left = memory - weights - (draft if drafted > 0 else 0)
    require(left >= 0, "the weights exceed the memory")
    return left


def complete_length(mean_prompt: Tokens, mean_output: Tokens) -> Tokens:
    """Mean length of a sequence when it is complete

    Source: a sum.
    Not included: sequences that are still growing, which are shorter.
    """
    return mean_prompt + mean_output


def cached_bytes(users: Count, mean_length: Tokens, bytes_per_token: BytesPerToken) -> Bytes:
    """Cache that all sequences hold, and that a decoding step reads

    Source: Pope et al., arXiv:2211.05102, section 2.1.
    Not included: empty slots, which are not read.
    """
    return users * mean_length * bytes_per_token

"""Speculative decoding."""

from __future__ import annotations

from infralens.engines.formula.language import (
    Count,
    Fraction,
    Number,
    Seconds,
    fold,
    largest,
    require,
)


def tokens_per_pass(acceptance: Fraction, drafted: Count) -> Number:
    """Tokens a pass of the target model gives, on average

    Source: Leviathan et al., arXiv:2211.17192, equation 1, as a sum, which also holds where all
    are accepted.
    Not included: acceptance that changes with the position. It is the chance of one drafted
    token, not the share of accepted ones.
    """
    require(acceptance >= 0, "the acceptance is 0 or more")
    require(acceptance <= 1, "the acceptance is 1 at most")
    _, total = fold(
        drafted,
        lambda k, power, summed: (power * acceptance, summed + power * acceptance),
        1,
        1,
    )
    return total


def speculative_speedup(
    acceptance: Fraction, drafted: Count, draft_cost: Number, verify_cost: Number
) -> Number:
    """Speed-up by speculative decoding

    Source: Leviathan et al., arXiv:2211.17192, theorem 3.8, where verifying costs as much as one
    token (1).
    Not included: sampling. Costs are times in units of the target model's step for one token.
    """
    require(draft_cost >= 0, "the draft's cost is 0 or more")
    require(verify_cost > 0, "verifying takes time")
    tokens = tokens_per_pass(acceptance=acceptance, drafted=drafted)
    return tokens / (drafted * draft_cost + verify_cost)


def speculative_operations(
    acceptance: Fraction, drafted: Count, draft_operations: Number
) -> Number:
    """Operations of speculative decoding, as a multiple

    Source: Leviathan et al., arXiv:2211.17192, theorem 3.11.
    Not included: sampling. The draft's operations are in units of the target model's for one
    token.
    """
    require(draft_operations >= 0, "the draft's operations are 0 or more")
    tokens = tokens_per_pass(acceptance=acceptance, drafted=drafted)
    return (drafted * draft_operations + drafted + 1) / tokens


def best_drafted(acceptance: Fraction, draft_cost: Number, verify_cost: Number) -> Count:
    """Drafted tokens that give the highest speed-up

    Source: Leviathan et al., arXiv:2211.17192, section 3.5: theorem 3.8 for the best number.
    Not included: costs of verifying that grow with the number. No more than 64 are tried.
    """
    require(draft_cost >= 0, "the draft's cost is 0 or more")
    require(verify_cost > 0, "verifying takes time")
    return largest(
        0,
        64,
        lambda n: (
            n < 1
            or speculative_speedup(
                acceptance=acceptance, drafted=n, draft_cost=draft_cost, verify_cost=verify_cost
            )
            > speculative_speedup(
                acceptance=acceptance,
                drafted=max(0, n - 1),
                draft_cost=draft_cost,
                verify_cost=verify_cost,
            )
        ),
    )


def free_verification_batch(drafted: Count, critical_batch: Number) -> Number:
    """Batch up to which verifying costs no more than one token

    Source: the roofline of a step's weights, Pope et al., arXiv:2211.05102, section 2.1.
    Not included: the cache; experts, of which more tokens touch more.
    """
    require(drafted >= 0, "the number of drafted tokens is 0 or more")
    require(critical_batch > 0, "the critical batch is above 0")
    return critical_batch / (drafted + 1)


def verification_cost(batch: Count, drafted: Count, critical_batch: Number) -> Number:
    """Cost of verifying drafted tokens, in steps of one token

    Source: the roofline of a step's weights, Pope et al., arXiv:2211.05102, section 2.1.
    Not included: the cache; experts, of which more tokens touch more. Beyond the critical batch
    the extra tokens cost compute.
    """
    require(batch >= 1, "the batch is at least 1")
    require(drafted >= 0, "the number of drafted tokens is 0 or more")
    require(critical_batch > 0, "the critical batch is above 0")
    checked = max(1, batch * (drafted + 1) / critical_batch)
    return checked / max(1, batch / critical_batch)


def speculative_token_seconds(
    acceptance: Fraction, drafted: Count, draft: Seconds, verify: Seconds
) -> Seconds:
    """Time between tokens with speculative decoding

    Source: Leviathan et al., arXiv:2211.17192, section 3.3.
    Not included: sampling. One pass drafts its tokens one after another, then verifies them
    together.
    """
    tokens = tokens_per_pass(acceptance=acceptance, drafted=drafted)
    return (drafted * draft + verify) / tokens

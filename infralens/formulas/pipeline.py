"""Bubbles and steps of pipeline parallelism."""

from __future__ import annotations

from infralens.engines.formula.language import (
    Count,
    Fraction,
    Number,
    Seconds,
    require,
)

from .whole import enough


def bubble_overhead(stages: Count, microbatches: Count, chunks: Count) -> Number:
    """Time lost to the bubble, against the time of the work

    Source: Narayanan et al., arXiv:2104.04473, section 2.2.
    Not included: sending activations, unequal stages. Chunks are the model's parts on a stage: 1
    is not interleaved.
    """
    require(stages >= 1, "there is at least one stage")
    require(microbatches >= 1, "there is at least one microbatch")
    require(chunks >= 1, "a stage has at least one chunk")
    return (stages - 1) / (chunks * microbatches)


def bubble_fraction(stages: Count, microbatches: Count, chunks: Count) -> Fraction:
    """Time lost to the bubble, against all time

    Source: Huang et al., arXiv:1811.06965, section 2.3.
    Not included: sending activations, unequal stages.
    """
    lost = bubble_overhead(stages=stages, microbatches=microbatches, chunks=chunks)
    return lost / (1 + lost)


def microbatches_for_share(stages: Count, chunks: Count, allowed: Fraction) -> Count:
    """Fewest microbatches that keep the bubble within a share of all time

    Source: Huang et al., arXiv:1811.06965, section 2.3, solved for the microbatches.
    Not included: memory for the activations of so many.
    """
    require(stages >= 1, "there is at least one stage")
    require(chunks >= 1, "a stage has at least one chunk")
    require(allowed > 0, "some bubble is allowed")
    require(allowed < 1, "the bubble is less than all time")
    return max(1, enough(need=(stages - 1) * (1 - allowed) / (chunks * allowed)))


def pipeline_step_seconds(
    stages: Count, microbatches: Count, chunks: Count, forward: Seconds, backward: Seconds
) -> Seconds:
    """Time of a pipelined step

    Source: Narayanan et al., arXiv:2104.04473, section 2.2.
    Not included: sending activations, unequal stages. Forward and backward are those of one
    microbatch on one stage.
    """
    lost = bubble_overhead(stages=stages, microbatches=microbatches, chunks=chunks)
    return (forward + backward) * microbatches * (1 + lost)


def microbatches_in_flight(
    stages: Count, microbatches: Count, one_forward_one_backward: bool
) -> Count:
    """Microbatches whose activations the first stage holds

    Source: Narayanan et al., arXiv:2104.04473, section 2.2.1; Huang et al., arXiv:1811.06965,
    section 2.3.
    Not included: interleaved schedules. GPipe runs all forwards first and holds them all.
    """
    require(stages >= 1, "there is at least one stage")
    return min(stages, microbatches) if one_forward_one_backward else microbatches

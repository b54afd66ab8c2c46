"""Bubbles and steps of pipeline parallelism."""

from __future__ import annotations

from infralens.engines.formula.language import (
    Count,
    Fraction,
    Number,
    Seconds,
    require,
)


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

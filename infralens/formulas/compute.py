"""Work, time and utilisation of training."""

from __future__ import annotations

from typing import Literal

from infralens.engines.formula.language import (
    FLOP,
    TOKEN,
    Count,
    Flops,
    FlopsPerSecond,
    FlopsPerToken,
    Fraction,
    Parameters,
    Seconds,
    Tokens,
    TokensPerSecond,
    require,
)

from .whole import enough


def parameter_flops(parameters: Parameters, tokens: Tokens, recompute: bool) -> Flops:
    """Work of training, 6 FLOP a parameter and token

    Source: Kaplan et al., arXiv:2001.08361, section 2.1; Narayanan et al., arXiv:2104.04473,
    equation 4.
    Not included: attention over the context. Recomputing every layer makes it 8, which is work of
    the hardware and not of the model.
    """
    require(parameters >= 0, "the number of parameters is 0 or more")
    require(tokens >= 0, "the number of tokens is 0 or more")
    return (8 if recompute else 6) * FLOP * parameters * tokens


def attention_flops(
    layers: Count,
    heads: Count,
    head_dim: Count,
    sequence: Tokens,
    tokens: Tokens,
    causal: bool,
) -> Flops:
    """Work of training attention over the context

    Source: Chowdhery et al., arXiv:2204.02311, appendix B; halved where only earlier tokens are
    seen.
    Not included: softmax. Many published figures count attention as if it were not causal.
    """
    require(layers >= 0, "the number of layers is 0 or more")
    require(heads >= 0, "the number of heads is 0 or more")
    require(tokens >= 0, "the number of tokens is 0 or more")
    require(sequence >= 0, "the sequence has 0 tokens or more")
    each = (6 if causal else 12) * FLOP * layers * heads * head_dim * sequence
    return each * tokens


def training_flops(
    parameters: Parameters,
    layers: Count,
    heads: Count,
    head_dim: Count,
    sequence: Tokens,
    tokens: Tokens,
    causal: bool,
) -> Flops:
    """Work of training with attention

    Source: Chowdhery et al., arXiv:2204.02311, appendix B.
    Not included: recomputation, norms, softmax. Parameters are those a token is multiplied with.
    """
    return parameter_flops(parameters=parameters, tokens=tokens, recompute=False) + attention_flops(
        layers=layers,
        heads=heads,
        head_dim=head_dim,
        sequence=sequence,
        tokens=tokens,
        causal=causal,
    )


def megatron_step_flops(
    sequences: Count,
    layers: Count,
    sequence: Tokens,
    hidden: Count,
    vocab: Count,
    recompute: Literal[0, 1, 2],
) -> Flops:
    """Work of a step of a GPT-3 kind of model

    Source: Korthikanti et al., arXiv:2205.05198, equations 7 and 8; Narayanan et al.,
    arXiv:2104.04473, equation 3.
    Not included: gated blocks, grouped heads; attention counts as if it were not causal. Nothing
    is recomputed (0: the model's work), attention's core is (1), or all layers are (2). Equation
    8 adds the core with its backward pass; recomputing the forward pass alone is a third of that.
    """
    require(hidden >= 1, "the hidden size is at least 1")
    plain = sequences * sequence * layers * hidden * hidden
    core = 12 * sequence / TOKEN / hidden * plain
    forward_again = 24 * plain + core / 3
    once_more = core if recompute == 1 else (forward_again if recompute == 2 else 0)
    head = 6 * sequences * sequence * hidden * vocab
    return FLOP * (72 * plain + core + head + once_more)


def selective_recompute_overhead(
    layers: Count, sequence: Tokens, hidden: Count, vocab: Count
) -> Fraction:
    """Extra work of recomputing attention's core

    Source: Korthikanti et al., arXiv:2205.05198, section 5 and equations 7 and 8.
    Not included: fused attention, which recomputes its scores in any case.
    """
    work = megatron_step_flops(
        sequences=1, layers=layers, sequence=sequence, hidden=hidden, vocab=vocab, recompute=0
    )
    require(work > 0, "there is some work")
    again = megatron_step_flops(
        sequences=1, layers=layers, sequence=sequence, hidden=hidden, vocab=vocab, recompute=1
    )
    return again / work - 1


def training_seconds(
    flops: Flops, devices: Count, peak: FlopsPerSecond, utilization: Fraction
) -> Seconds:
    """Time of training

    Source: Narayanan et al., arXiv:2104.04473, section 5.1.
    Not included: restarts, evaluation, checkpoints. With achieved FLOP/s in place of the peak the
    utilisation is 1.
    """
    require(flops >= 0, "the work is 0 or more")
    require(utilization <= 1, "the utilisation is 1 at most")
    require(devices >= 1, "there is at least one device")
    require(peak > 0, "the peak is above 0")
    require(utilization > 0, "the utilisation is above 0")
    return flops / (devices * peak * utilization)


def calendar_seconds(seconds: Seconds, goodput: Fraction) -> Seconds:
    """Time of a run that trains a share of its time only

    Source: the definition of goodput; Llama team, arXiv:2407.21783, section 3.3.4, effective
    training time.
    Not included: nothing; restarts, repeated steps and evaluation are in the share.
    """
    require(seconds >= 0, "the time is 0 or more")
    require(goodput > 0, "the run trains some of the time")
    require(goodput <= 1, "the run trains no more than all the time")
    return seconds / goodput


def devices_for_time(
    flops: Flops, seconds: Seconds, peak: FlopsPerSecond, utilization: Fraction
) -> Count:
    """Fewest devices that finish training within a time

    Source: Narayanan et al., arXiv:2104.04473, section 5.1, solved for the devices.
    Not included: utilisation lost to more devices.
    """
    require(flops >= 0, "the work is 0 or more")
    require(utilization <= 1, "the utilisation is 1 at most")
    require(seconds > 0, "the time is above 0")
    require(peak > 0, "the peak is above 0")
    require(utilization > 0, "the utilisation is above 0")
    return enough(need=flops / (seconds * peak * utilization))


def model_flops_utilization(
    flops: Flops, devices: Count, seconds: Seconds, peak: FlopsPerSecond
) -> Fraction:
    """Model FLOPs utilisation

    Source: Chowdhery et al., arXiv:2204.02311, section 4.1.
    Not included: recomputed work; with it the result is the hardware's utilisation. The peak is
    dense.
    """
    require(flops >= 0, "the work is 0 or more")
    require(devices >= 1, "there is at least one device")
    require(seconds > 0, "the time is above 0")
    require(peak > 0, "the peak is above 0")
    return flops / (devices * seconds * peak)


def flops_per_token(
    achieved: FlopsPerSecond, devices: Count, throughput: TokensPerSecond
) -> FlopsPerToken:
    """Work of a token that a reported speed implies

    Source: the definition of throughput, Chowdhery et al., arXiv:2204.02311, section 4.1.
    Not included: nothing; the reported speed decides whether attention is causal.
    """
    require(throughput > 0, "the throughput is above 0")
    return achieved * devices / throughput


def equal_work_sequence(
    parameters_per_layer: Parameters, heads: Count, head_dim: Count, causal: bool
) -> Tokens:
    """Sequence at which attention costs as much as the weights

    Source: Chowdhery et al., arXiv:2204.02311, appendix B, both terms set equal.
    Not included: softmax.
    """
    require(heads >= 1, "there is at least one head")
    require(head_dim >= 1, "a head has at least one element")
    return TOKEN * parameters_per_layer / ((1 if causal else 2) * heads * head_dim)

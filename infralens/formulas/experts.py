"""Serving a mixture of experts: which experts a batch reads, what it exchanges."""

# A power has no fixed type in mypy's eyes.
# mypy: no-warn-return-any

from __future__ import annotations

from infralens.engines.formula.language import (
    TOKEN,
    Bytes,
    BytesPerSecond,
    Count,
    FlopsPerSecond,
    Fraction,
    Number,
    Parameters,
    Seconds,
    SecondsPerToken,
    Tokens,
    require,
)
from infralens.formulas.inference import decode_step_seconds


def experts_touched(experts: Count, experts_per_token: Count, batch: Count) -> Number:
    """Experts of a layer that a batch visits, on average

    Source: the expected number of non-empty cells, Feller, An Introduction to Probability Theory,
    volume 1, IV.2.
    Not included: uneven routing, which touches fewer.
    """
    require(experts >= 1, "there is at least one expert")
    require(experts_per_token >= 0, "the number of experts a token visits is 0 or more")
    require(experts_per_token <= experts, "a token visits no more experts than there are")
    require(batch >= 0, "the batch is 0 or more")
    return experts * (1 - (1 - experts_per_token / experts) ** batch)


def parameters_read(
    parameters: Parameters,
    routed: Parameters,
    experts: Count,
    experts_per_token: Count,
    batch: Count,
) -> Parameters:
    """Parameters of which a decoding step reads something

    Source: everything that all tokens share, and the experts touched; Jiang et al.,
    arXiv:2401.04088, section 2.1, for one token.
    Not included: uneven routing, which reads fewer. The token table counts whole.
    """
    require(routed >= 0, "the number of parameters is 0 or more")
    require(parameters >= routed, "the experts hold no more than all parameters")
    touched = experts_touched(experts=experts, experts_per_token=experts_per_token, batch=batch)
    return parameters - routed + routed * touched / experts


def expert_weight_bytes_read(
    expert_layers: Count,
    experts: Count,
    experts_per_token: Count,
    expert_bytes: Bytes,
    other_bytes: Bytes,
    batch: Count,
) -> Bytes:
    """Weights a decoding step reads

    Source: the experts touched and everything that all tokens share.
    Not included: uneven routing. 'Other bytes' are attention, shared experts, dense layers and
    the head.
    """
    require(expert_layers >= 0, "the number of layers is 0 or more")
    touched = experts_touched(experts=experts, experts_per_token=experts_per_token, batch=batch)
    return expert_layers * expert_bytes * touched + other_bytes


def expert_decode_step_seconds(
    batch: Count,
    active_parameters: Parameters,
    expert_layers: Count,
    experts: Count,
    experts_per_token: Count,
    expert_bytes: Bytes,
    other_bytes: Bytes,
    cache_bytes: Bytes,
    devices: Count,
    peak: FlopsPerSecond,
    bandwidth: BytesPerSecond,
    compute_efficiency: Fraction,
    memory_efficiency: Fraction,
) -> Seconds:
    """Least time of a decoding step of a mixture of experts

    Source: Pope et al., arXiv:2211.05102, section 2.1, with the weights that a batch touches.
    Not included: communication, launches, uneven routing. Cache bytes are those of one sequence.
    """
    return decode_step_seconds(
        batch=batch,
        parameters=active_parameters,
        weight_bytes=expert_weight_bytes_read(
            expert_layers=expert_layers,
            experts=experts,
            experts_per_token=experts_per_token,
            expert_bytes=expert_bytes,
            other_bytes=other_bytes,
            batch=batch,
        ),
        cache_bytes=cache_bytes,
        devices=devices,
        peak=peak,
        bandwidth=bandwidth,
        compute_efficiency=compute_efficiency,
        memory_efficiency=memory_efficiency,
    )


def expert_exchange_bytes(
    tokens: Tokens,
    routes: Count,
    hidden: Count,
    dispatch_bytes: Bytes,
    combine_bytes: Bytes,
) -> Bytes:
    """Bytes a GPU sends to experts and gets back in one layer

    Source: Zhao et al., arXiv:2505.09343, section 2.3.2.
    Not included: routes that stay on the GPU. The bytes are those of an element sent to and back
    from experts.
    """
    require(routes >= 0, "the number of routes is 0 or more")
    return tokens * routes * hidden * (dispatch_bytes + combine_bytes)


def expert_exchange_seconds(
    tokens: Tokens,
    routes: Count,
    hidden: Count,
    dispatch_bytes: Bytes,
    combine_bytes: Bytes,
    bandwidth: BytesPerSecond,
) -> Seconds:
    """Time of dispatch and combination in one layer

    Source: Zhao et al., arXiv:2505.09343, section 2.3.2.
    Not included: latency, compute: a lower bound.
    """
    require(bandwidth > 0, "the bandwidth is above 0")
    size = expert_exchange_bytes(
        tokens=tokens,
        routes=routes,
        hidden=hidden,
        dispatch_bytes=dispatch_bytes,
        combine_bytes=combine_bytes,
    )
    return size / bandwidth


def exchange_bound_per_token(
    exchange: Seconds, layers: Count, microbatches: Count
) -> SecondsPerToken:
    """Least time of a token where experts are exchanged over the network

    Source: Zhao et al., arXiv:2505.09343, section 2.3.2: two microbatches that overlap wait for
    both exchanges.
    Not included: compute, hidden behind the exchanges.
    """
    require(layers >= 1, "there is at least one layer")
    require(microbatches >= 1, "there is at least one microbatch")
    return layers * microbatches * exchange / TOKEN

"""One request through a sharded model: what its time consists of.

A prompt passes through the stages of a pipeline, each of which shares its layers among the devices
of a tensor-parallel group; cut into chunks, it keeps several stages busy at once.
"""

from __future__ import annotations

from infralens.engines.formula.language import (
    Bytes,
    BytesPerSecond,
    Count,
    Flops,
    FlopsPerSecond,
    Fraction,
    Number,
    PerSecond,
    Seconds,
    Tokens,
    TokensPerSecond,
    require,
)
from infralens.formulas.collectives import transfer_seconds
from infralens.formulas.fleet import static_batch_lengths
from infralens.formulas.inference import decode_tokens_per_second
from infralens.formulas.sharding import tensor_parallel_seconds


def pipeline_stages(devices: Count, tensor_parallel: Count) -> Count:
    """Stages that remain when some devices share each layer

    Source: Narayanan et al., arXiv:2104.04473, section 3: the two multiply to the devices.
    Not included: copies of the model.
    """
    require(tensor_parallel >= 1, "at least one device shares a layer")
    require(devices % tensor_parallel == 0, "the groups divide the devices")
    return devices / tensor_parallel


def shared_work_seconds(
    work: Flops, devices: Count, peak: FlopsPerSecond, efficiency: Fraction
) -> Seconds:
    """Time of the work if all devices shared it all the time

    Source: work over speed, Pope et al., arXiv:2211.05102, section 2.1.
    Not included: communication, launches, stages that stand idle.
    """
    require(work >= 0, "the work is 0 or more")
    require(devices >= 1, "there is at least one device")
    require(peak > 0, "the peak is above 0")
    require(efficiency > 0, "the efficiency is above 0")
    require(efficiency <= 1, "the efficiency is 1 at most")
    return work / (devices * peak * efficiency)


def request_bubble_seconds(shared: Seconds, stages: Count, chunks: Count) -> Seconds:
    """What a request takes longer because its stages take turns

    Source: Narayanan et al., arXiv:2104.04473, section 2.2, for one request in equal chunks.
    Not included: chunks that differ; later ones attend to more tokens. A prompt in one piece is
    in one stage at a time, so all other stages stand idle.
    """
    require(shared >= 0, "the time is 0 or more")
    require(stages >= 1, "there is at least one stage")
    require(chunks >= 1, "there is at least one chunk")
    return (stages - 1) * shared / chunks


def request_reduce_seconds(
    layers: Count,
    tokens: Tokens,
    hidden: Count,
    element_bytes: Bytes,
    tensor_parallel: Count,
    stages: Count,
    chunks: Count,
    bandwidth: BytesPerSecond,
    hop: Seconds,
) -> Seconds:
    """Time one request spends in all-reduces of its layers

    Source: Shoeybi et al., arXiv:1909.08053, section 3: two all-reduces a layer.
    Not included: overlap with arithmetic. The bandwidth is that of one direction.
    """
    require(stages >= 1, "there is at least one stage")
    require(chunks >= 1, "there is at least one chunk")
    chunk = tensor_parallel_seconds(
        layers=layers,
        tokens=tokens / chunks,
        hidden=hidden,
        element_bytes=element_bytes,
        tensor_parallel=tensor_parallel,
        bandwidth=bandwidth,
        hop=hop,
        passes=1,
    )
    return (chunks + stages - 1) * chunk / stages


def request_handoff_seconds(
    tokens: Tokens,
    hidden: Count,
    element_bytes: Bytes,
    stages: Count,
    chunks: Count,
    bandwidth: BytesPerSecond,
    hop: Seconds,
) -> Seconds:
    """Time one request spends between stages

    Source: Narayanan et al., arXiv:2104.04473, section 3.2.
    Not included: overlap with arithmetic.
    """
    require(stages >= 1, "there is at least one stage")
    require(chunks >= 1, "there is at least one chunk")
    size = tokens * hidden * element_bytes / chunks
    once = transfer_seconds(size=size, bandwidth=bandwidth, latency=hop)
    return (chunks + stages - 2) * once if stages > 1 else 0


def request_total_seconds(
    compute: Seconds, bubble: Seconds, reduces: Seconds, handoffs: Seconds
) -> Seconds:
    """Time of one request, from its parts

    Source: the sum of times that follow one another.
    Not included: queueing, launches.
    """
    return compute + bubble + reduces + handoffs


def full_pipeline_rate(
    compute: Seconds, reduces: Seconds, stages: Count, chunks: Count
) -> PerSecond:
    """Requests a second once all stages are busy

    Source: Narayanan et al., arXiv:2104.04473, section 2.2: with many requests the bubble is
    filled.
    Not included: hand-offs, which overlap with the next request. The all-reduces are those of one
    request's way through all stages.
    """
    require(stages >= 1, "there is at least one stage")
    require(chunks >= 1, "there is at least one chunk")
    busy = compute + reduces * chunks / (chunks + stages - 1)
    require(busy > 0, "a request takes time")
    return 1 / busy


def batched_token_rate(batch: Count, step: Seconds, continuous: bool) -> TokensPerSecond:
    """Tokens a second of a batch that is refilled, or that waits for its longest request

    Source: Yu et al., Orca, OSDI 2022, section 3; the longest of exponential lengths, Feller,
    volume 2, I.6.
    Not included: prefills between the steps, lengths that are not exponential.
    """
    full = decode_tokens_per_second(batch=batch, step=step)
    return full if continuous else full / static_batch_lengths(batch=batch)


def time_ratio(time: Seconds, reference: Seconds) -> Number:
    """How many times as long one time is as another

    Source: a ratio.
    Not included: nothing.
    """
    require(reference > 0, "the time to compare with is above 0")
    return time / reference


def time_share(part: Seconds, whole: Seconds) -> Fraction:
    """Share of a time that is spent on a part of it

    Source: a ratio.
    Not included: nothing.
    """
    require(whole > 0, "the whole time is above 0")
    return part / whole

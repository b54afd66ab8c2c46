"""A network cut in two: one part on a device, the rest behind a radio link."""

# A power has no fixed type in mypy's eyes.
# mypy: no-warn-return-any

from __future__ import annotations

from infralens.engines.formula.language import (
    Bytes,
    BytesPerSecond,
    Count,
    Fraction,
    PerSecond,
    Seconds,
    require,
)
from infralens.formulas.collectives import transfer_seconds


def activation_bytes(first: Bytes, kept: Fraction, layers_before: Count) -> Bytes:
    """Bytes to send after some layers, where each keeps a share of them

    Source: Kang et al., Neurosurgeon, ASPLOS 2017, section 3: the size of layer outputs decides
    where to cut.
    Not included: headers, compression.
    """
    require(first >= 0, "the size is 0 or more")
    require(kept > 0, "some of the data is kept")
    require(kept <= 1, "no more than all of the data is kept")
    require(layers_before >= 0, "the number of layers is 0 or more")
    return first * kept**layers_before


def part_seconds(whole: Seconds, layers_here: Count, layers: Count) -> Seconds:
    """Time of some of the layers on a device

    Source: Kang et al., Neurosurgeon, ASPLOS 2017, section 3, with layers of equal work.
    Not included: launches.
    """
    require(layers >= 1, "there is at least one layer")
    require(layers_here >= 0, "the number of layers is 0 or more")
    require(layers_here <= layers, "no more layers are here than there are")
    return whole * layers_here / layers


def rest_seconds(whole: Seconds, layers_before: Count, layers: Count) -> Seconds:
    """Time of the layers behind the cut

    Source: Kang et al., Neurosurgeon, ASPLOS 2017, section 3, with layers of equal work.
    Not included: launches.
    """
    before = part_seconds(whole=whole, layers_here=layers_before, layers=layers)
    return max(0, whole - before)


def cut_seconds(
    size: Bytes,
    bandwidth: BytesPerSecond,
    startup: Seconds,
    layers_before: Count,
    layers: Count,
) -> Seconds:
    """Time to hand a frame over the link, none where all layers are local

    Source: start-up and size over rate; Kang et al., Neurosurgeon, ASPLOS 2017, section 3.
    Not included: jitter, retries, the way back of a short answer.
    """
    sent = transfer_seconds(size=size, bandwidth=bandwidth, latency=startup)
    return sent if layers_before < layers else 0


def group_bytes(size: Bytes, frames: Count) -> Bytes:
    """Bytes of frames that are sent together

    Source: a product.
    Not included: headers.
    """
    require(frames >= 1, "there is at least one frame")
    return size * frames


def split_seconds(gather: Seconds, here: Seconds, handoff: Seconds, there: Seconds) -> Seconds:
    """Time of a frame through both devices

    Source: the sum of times that follow one another.
    Not included: queueing, the way back of a short answer.
    """
    return gather + here + handoff + there


def frame_rate(here: Seconds, handoff: Seconds, there: Seconds) -> PerSecond:
    """Frames a second once device, link and server work at the same time

    Source: the slowest stage of a pipeline; Kang et al., Neurosurgeon, ASPLOS 2017, section 3.
    Not included: a link or a server that others use too.
    """
    slowest = max(here, handoff, there)
    require(slowest > 0, "a frame takes time")
    return 1 / slowest

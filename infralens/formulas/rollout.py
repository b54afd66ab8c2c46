"""Reinforcement learning with separate rollout and training: capacity and staleness."""

from __future__ import annotations

from infralens.engines.formula.language import (
    Bytes,
    BytesPerSecond,
    Count,
    PerSecond,
    Seconds,
    Tokens,
    TokensPerSecond,
    require,
)

from .whole import enough


def admissible_rollouts(
    concurrency: Count,
    batch: Count,
    staleness: Count,
    version: Count,
    running: Count,
    accepted: Count,
) -> Count:
    """Rollouts that may start now

    Source: Fu et al., arXiv:2505.24298, section 5.1; AReaL, areal/infra/staleness_manager.py.
    Not included: rollouts that fail. A negative number says how many too many there are.
    """
    require(concurrency >= 0, "the concurrency is 0 or more")
    require(staleness >= 0, "the staleness is 0 or more")
    allowed = (staleness + version + 1) * batch - (accepted + running)
    return min(concurrency - running, allowed)


def rollout_rate(
    devices: Count, device_throughput: TokensPerSecond, mean_length: Tokens
) -> PerSecond:
    """Rollouts generated each second

    Source: tokens generated over tokens of a rollout.
    Not included: prompts, tools, the long tail that leaves a batch half empty.
    """
    require(mean_length > 0, "a rollout has at least one token")
    return devices * device_throughput / mean_length


def rollout_surplus(
    devices: Count, device_throughput: TokensPerSecond, step: Seconds, needed: Tokens
) -> Tokens:
    """Tokens generated in a training step beyond those it needs

    Source: tokens generated while the trainer works, less what it consumes.
    Not included: rollouts thrown away. A negative number is what is missing: the trainer waits.
    """
    require(step >= 0, "the time of a step is 0 or more")
    return devices * device_throughput * step - needed


def rollout_devices(device_throughput: TokensPerSecond, step: Seconds, needed: Tokens) -> Count:
    """Rollout devices that keep the trainer busy

    Source: tokens of a step over what one device generates meanwhile.
    Not included: rollouts thrown away.
    """
    require(device_throughput > 0, "the throughput is above 0")
    require(step > 0, "the time of a step is above 0")
    return enough(need=needed / (device_throughput * step))


def version_lag(rollout: Seconds, step: Seconds) -> Count:
    """Versions the trainer moves on during a rollout

    Source: Fu et al., arXiv:2505.24298, section 3.2: steps that pass until a rollout ends.
    Not included: a limit on staleness. Take a long rollout, such as the 99th percentile, for the
    worst case.
    """
    require(rollout >= 0, "the time of a rollout is 0 or more")
    require(step > 0, "the time of a step is above 0")
    return enough(need=rollout / step)


def synchronised_step_seconds(
    step: Seconds, weight_bytes: Bytes, bandwidth: BytesPerSecond
) -> Seconds:
    """Training step with the new weights sent to the rollout devices

    Source: Fu et al., arXiv:2505.24298, section 3: rollouts pause for new weights.
    Not included: loading them, resharding.
    """
    require(bandwidth > 0, "the bandwidth is above 0")
    return step + weight_bytes / bandwidth

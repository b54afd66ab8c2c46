"""Tokens and work of images and videos in latent space."""

from __future__ import annotations

from infralens.engines.formula.language import (
    FLOP,
    TOKEN,
    Count,
    Flops,
    Tokens,
    require,
)


def latent_tokens(
    frames: Count,
    height: Count,
    width: Count,
    time_stride: Count,
    space_stride: Count,
    time_patch: Count,
    space_patch: Count,
) -> Tokens:
    """Tokens of a video or an image

    Source: Wan team, arXiv:2503.20314, section 4.1; Peebles and Xie, arXiv:2212.09748, section
    3.2.
    Not included: text tokens that join the sequence. A causal encoder keeps the first frame by
    itself; an image is one frame.
    """
    require(frames >= 1, "there is at least one frame")
    require(time_stride >= 1, "the stride is at least 1")
    require(space_stride >= 1, "the stride is at least 1")
    require(time_patch >= 1, "a patch is at least 1 wide")
    require(space_patch >= 1, "a patch is at least 1 wide")
    step = space_stride * space_patch
    require(height >= step, "the height is at least one patch")
    require(width >= step, "the width is at least one patch")
    latent_frames = (frames - 1) // time_stride + 1
    require(latent_frames >= time_patch, "there are frames for at least one patch")
    return TOKEN * (latent_frames // time_patch) * (height // step) * (width // step)


def denoising_step_flops(layers: Count, hidden: Count, tokens: Tokens) -> Flops:
    """Work of one pass of a diffusion transformer

    Source: Peebles and Xie, arXiv:2212.09748, table 1, which counts multiply-adds, half of this.
    Not included: conditioning and its modulation, text tokens, the encoder. Blocks are four times
    as wide and without a gate; attention is not causal.
    """
    require(tokens >= 0, "the number of tokens is 0 or more")
    weights = 24 * layers * hidden * hidden * tokens
    return FLOP * (weights + 4 * layers * hidden * tokens * tokens / TOKEN)


def denoising_flops(
    layers: Count, hidden: Count, tokens: Tokens, steps: Count, guided: bool
) -> Flops:
    """Work of all steps of a diffusion transformer

    Source: Peebles and Xie, arXiv:2212.09748; Ho and Salimans, arXiv:2207.12598, for guidance.
    Not included: the encoder and decoder of the latent space. Guidance takes a second pass in
    each step.
    """
    require(steps >= 0, "the number of steps is 0 or more")
    one = denoising_step_flops(layers=layers, hidden=hidden, tokens=tokens)
    return (2 if guided else 1) * steps * one

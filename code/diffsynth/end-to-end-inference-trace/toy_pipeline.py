"""A text-to-video pipeline small enough to trace: python toy_pipeline.py

Four stages with the boundaries of a latent diffusion pipeline and none of its
quality: load the modules, prepare one sample, loop the denoiser over a noise
schedule, decode to pixels. Weights are fixed formulas, so every run is equal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

SPATIAL = 8  # pixels per latent cell, each way
TEMPORAL = 4  # frames per latent frame, after the first
CHANNELS = 16  # latent channels
PATCH = 2  # latent cells per token, each way
TEXT = 16  # width of a condition

Array = NDArray[Any]


class Scheduler:
    """Noise levels and the update that moves a sample from one level to the next."""

    def timesteps(self, steps: int) -> Array:
        return np.linspace(1, 0, steps + 1, dtype=np.float32)

    def step(self, latents: Array, velocity: Array, now: float, after: float) -> Array:
        return latents + (after - now) * velocity


@dataclass(frozen=True)
class Modules:
    """Weights and a scheduler: the same for every sample."""

    text_encoder: Array
    dit: Array
    vae: Array
    scheduler: Scheduler


@dataclass(frozen=True)
class Request:
    prompt: str
    frames: int
    height: int
    width: int
    steps: int
    cfg_scale: float


@dataclass(frozen=True)
class Sample:
    """Everything that belongs to one request."""

    conditions: Array
    latents: Array
    timesteps: Array
    cfg_scale: float


def load() -> Modules:
    token = CHANNELS * PATCH * PATCH
    return Modules(
        text_encoder=weights(256, TEXT, frequency=0.7),
        dit=weights(TEXT + token, token, frequency=1.3),
        vae=weights(CHANNELS, 3, frequency=2.1),
        scheduler=Scheduler(),
    )


def prepare(modules: Modules, request: Request) -> Sample:
    texts = (request.prompt, "")  # with the prompt, and without it
    conditions = np.stack([encode(modules, text) for text in texts])
    latent_frames = (request.frames - 1) // TEMPORAL + 1
    grid = (request.height // SPATIAL, request.width // SPATIAL)
    latents = noise(1, CHANNELS, latent_frames, *grid)
    timesteps = modules.scheduler.timesteps(request.steps)
    return Sample(conditions, latents, timesteps, request.cfg_scale)


def loop(modules: Modules, sample: Sample) -> tuple[Array, int]:
    conditional, unconditional = sample.conditions
    latents = sample.latents
    calls = 0
    for now, after in zip(sample.timesteps[:-1], sample.timesteps[1:], strict=True):
        c = denoise(modules, latents, conditional)
        u = denoise(modules, latents, unconditional)
        calls += 2
        velocity = u + sample.cfg_scale * (c - u)
        latents = modules.scheduler.step(latents, velocity, now, after)
    return latents, calls


def decode(modules: Modules, latents: Array) -> Array:
    colours = np.einsum("bcthw,cd->bdthw", latents, modules.vae)
    repeats = [1] + [TEMPORAL] * (latents.shape[2] - 1)
    pixels = colours.repeat(repeats, axis=2).repeat(SPATIAL, axis=3).repeat(SPATIAL, axis=4)
    video: Array = ((np.clip(pixels, -1, 1) + 1) * 127.5).astype(np.uint8)
    return video


def encode(modules: Modules, text: str) -> Array:
    """The mean embedding of the text's bytes; zero where there is no text."""
    codes = list(text.encode())
    total: Array = modules.text_encoder[codes].sum(axis=0)
    return total / max(len(codes), 1)


def denoise(modules: Modules, latents: Array, condition: Array) -> Array:
    """A velocity in the shape of the latents, from one linear map over the tokens."""
    tokens = patchify(latents)
    beside = np.broadcast_to(condition, (len(tokens), TEXT))
    moved = np.tanh(np.concatenate([beside, tokens], axis=1) @ modules.dit)
    return unpatchify(moved, latents.shape)


def patchify(latents: Array) -> Array:
    """(1, C, T, H, W) to (tokens, C x patch x patch)."""
    _, c, t, h, w = latents.shape
    cells = latents.reshape(c, t, h // PATCH, PATCH, w // PATCH, PATCH)
    return cells.transpose(1, 2, 4, 0, 3, 5).reshape(-1, c * PATCH * PATCH)


def unpatchify(tokens: Array, shape: tuple[int, ...]) -> Array:
    """The way back, to the shape of the latents."""
    _, c, t, h, w = shape
    cells = tokens.reshape(t, h // PATCH, w // PATCH, c, PATCH, PATCH)
    return cells.transpose(3, 0, 1, 4, 2, 5).reshape(shape)


def weights(rows: int, columns: int, frequency: float) -> Array:
    """A fixed pattern in place of trained weights."""
    wave: Array = np.cos(frequency * np.arange(rows * columns)) / np.sqrt(rows)
    return wave.astype(np.float32).reshape(rows, columns)


def noise(*shape: int) -> Array:
    """A fixed pattern of mean 0 and variance 1 in place of random noise."""
    wave: Array = np.sqrt(2) * np.cos(12.9898 * np.arange(np.prod(shape)))
    return wave.astype(np.float32).reshape(shape)


def boundary(stage: str, name: str, array: Array, device: str) -> None:
    """Print one array that crosses from a stage to the next."""
    shape = "x".join(str(extent) for extent in array.shape)
    print(f"{stage:<8} {name:<13} {shape:<14} {array.dtype!s:<8} {device:<7}{array.nbytes:>7,}")


def main() -> None:
    device = "cpu"  # NumPy has no other; a GPU pipeline moves modules and samples
    request = Request("a red kite", frames=5, height=64, width=96, steps=4, cfg_scale=5)

    print("stage    name          shape          dtype    device   bytes")
    modules = load()
    boundary("load", "text_encoder", modules.text_encoder, device)
    boundary("load", "dit", modules.dit, device)
    boundary("load", "vae", modules.vae, device)

    sample = prepare(modules, request)
    boundary("prepare", "conditions", sample.conditions, device)
    boundary("prepare", "latents", sample.latents, device)
    boundary("prepare", "timesteps", sample.timesteps, device)

    latents, calls = loop(modules, sample)
    boundary("loop", "latents", latents, device)

    video = decode(modules, latents)
    boundary("decode", "video", video, device)

    print()
    print(f"noise levels    {', '.join(f'{level:g}' for level in sample.timesteps)}")
    print(f"denoiser calls  {calls}")
    print(f"tokens per call {len(patchify(latents))}")
    print(f"latent values   {latents.size:,}")
    print(f"video values    {video.size:,} = {video.size // latents.size} x the latent values")


if __name__ == "__main__":
    main()

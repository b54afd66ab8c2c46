"""Round a matrix to 8 and 4 bits with one scale per tensor, row or group: python quant_sim.py

Symmetric integers: a weight w is stored as round(w / scale) and read back as
that integer times the scale. Every eighth row of the matrix is larger than the
others, as the weights of some channels are in trained models. The second table
counts bytes for a whole model and the time to read them once.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

ROWS, COLUMNS = 64, 256
OUTLIER_EVERY = 8  # rows 0, 8, 16, ...

PARAMETERS = 8.03e9  # Llama 3 8B
EMBEDDING_PARAMETERS = 2 * 128_256 * 4096  # input table and output head, not tied
SCALE_BITS = 16
BANDWIDTH = 3.35e12  # H100 SXM, bytes per second


@dataclass(frozen=True)
class Scheme:
    """How many bits, and how many neighbouring weights share a scale."""

    name: str
    bits: int
    axis: int | None = None  # None: one scale for the tensor; 1: one for each row
    group: int | None = None  # this many weights of a row share a scale


SCHEMES = (
    Scheme("INT8 tensor", 8),
    Scheme("INT8 channel", 8, axis=1),
    Scheme("INT4 tensor", 4),
    Scheme("INT4 channel", 4, axis=1),
    Scheme("INT4 group 128", 4, group=128),
    Scheme("INT4 group 32", 4, group=32),
)


def weights(outlier_scale: float) -> Array:
    """A fixed pattern, every eighth row of which is enlarged."""
    k = np.arange(ROWS * COLUMNS).reshape(ROWS, COLUMNS)
    w: Array = np.sin(0.37 * k) * np.cos(0.011 * k)
    w[::OUTLIER_EVERY] *= outlier_scale
    return w


def quantize(w: Array, bits: int, axis: int | None) -> Array:
    """Weights as they are read back; `axis` is the one that a scale runs along."""
    qmax = 2 ** (bits - 1) - 1
    scale = np.abs(w).max(axis=axis, keepdims=True) / qmax
    q = np.round(w / scale)
    read: Array = q * scale
    return read


def group_quantize(w: Array, bits: int, group: int) -> Array:
    """One scale for each run of `group` weights within a row."""
    rows, columns = w.shape
    runs = w.reshape(rows, columns // group, group)
    return quantize(runs, bits, axis=-1).reshape(rows, columns)


def read_back(w: Array, scheme: Scheme) -> Array:
    if scheme.group is not None:
        return group_quantize(w, scheme.bits, scheme.group)
    return quantize(w, scheme.bits, scheme.axis)


def relative_error(w: Array, read: Array) -> float:
    """Root of the summed squared errors, over that of the weights."""
    return float(np.linalg.norm(read - w) / np.linalg.norm(w))


def weights_per_scale(scheme: Scheme) -> int:
    if scheme.group is not None:
        return scheme.group
    return ROWS * COLUMNS if scheme.axis is None else COLUMNS


def effective_bits(bits: int, group: int) -> float:
    """Bits a weight takes with its share of the scale that `group` weights have in common."""
    return bits + SCALE_BITS / group


def model_bytes(bits: float, embeddings: float) -> float:
    """Bytes of the model; input table and head at `embeddings` bits, the rest at `bits`."""
    rest = PARAMETERS - EMBEDDING_PARAMETERS
    return (rest * bits + EMBEDDING_PARAMETERS * embeddings) / 8


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--outlier-scale", type=float, default=10)
    w = weights(parser.parse_args().outlier_scale)
    normal = np.arange(ROWS) % OUTLIER_EVERY != 0

    print(f"{ROWS} x {COLUMNS} weights         relative error")
    print("scheme            all rows   normal rows   bits a weight")
    for scheme in SCHEMES:
        read = read_back(w, scheme)
        everywhere = relative_error(w, read)
        among_normal = relative_error(w[normal], read[normal])
        bits = effective_bits(scheme.bits, weights_per_scale(scheme))
        print(f"{scheme.name:<16}{everywhere:>10.4f}{among_normal:>14.4f}{bits:>16.4f}")
    print()

    int4 = effective_bits(4, 128)
    print(f"{PARAMETERS / 1e9:.2f}e9 parameters                  GB   ms to read once")
    for name, bits, embeddings in (
        ("BF16", 16, 16),
        ("INT8", 8, 8),
        ("INT4 group 128", int4, int4),
        ("INT4 group 128, BF16 embeddings", int4, 16),
    ):
        size = model_bytes(bits, embeddings)
        print(f"{name:<32}{size / 1e9:>6.2f}{size / BANDWIDTH * 1e3:>18.2f}")


if __name__ == "__main__":
    main()

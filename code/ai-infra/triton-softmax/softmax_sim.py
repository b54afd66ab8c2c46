"""A fused softmax kernel, one program per row, on NumPy: python softmax_sim.py --columns 781

Memory that counts takes the place of the GPU's: every load and store of the
kernel, and of the same function as five separate operations, is added up.
Left out: caches. A GPU whose second-level cache holds an intermediate array
reads it back from there.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Lanes = NDArray[np.int64]

LARGE = 4096  # rows and columns of the matrix that is timed
ELEMENT_BYTES = 2  # FP16
BANDWIDTH = 3.35e12  # H100 SXM, bytes per second


@dataclass
class Memory:
    """Arrays outside the chip, and how many elements went in and out of them."""

    elements_read: int = 0
    elements_written: int = 0

    def load(self, row: Array, lanes: Lanes, mask: NDArray[np.bool_], other: float) -> Array:
        """One value per lane; a masked lane touches no memory and holds `other`."""
        self.elements_read += int(mask.sum())
        values = np.full(lanes.size, other)
        values[mask] = row[lanes[mask]]
        return values

    def store(self, row: Array, lanes: Lanes, values: Array, mask: NDArray[np.bool_]) -> None:
        self.elements_written += int(mask.sum())
        row[lanes[mask]] = values[mask]

    def operation(self, *inputs: Array, output: Array) -> Array:
        """An operation with a kernel of its own: reads its inputs, writes its output."""
        self.elements_read += sum(array.size for array in inputs)
        self.elements_written += output.size
        return output


def inputs(rows: int, columns: int) -> Array:
    """A fixed pattern between -5 and 5."""
    index = np.arange(rows * columns).reshape(rows, columns)
    return 37 * index % 101 / 10 - 5


def next_power_of_2(n: int) -> int:
    return 1 << (n - 1).bit_length()


def program(memory: Memory, x: Array, y: Array, row: int, other: float) -> None:
    """One program of the kernel: one row in, one row out, the rest in registers."""
    n_columns = x.shape[1]
    lanes = np.arange(next_power_of_2(n_columns))
    mask = lanes < n_columns
    values = memory.load(x[row], lanes, mask, other)
    shifted = values - values.max()
    numerator = np.exp(shifted)
    denominator = numerator.sum()
    memory.store(y[row], lanes, numerator / denominator, mask)


def fused(memory: Memory, x: Array, other: float) -> Array:
    """The launch: as many programs as rows, in any order."""
    y = np.zeros_like(x)
    for row in range(len(x)):
        program(memory, x, y, row, other)
    return y


def unfused(memory: Memory, x: Array) -> Array:
    """Five operations, each of which writes its result for the next to read."""
    row_max = memory.operation(x, output=x.max(axis=1, keepdims=True))
    shifted = memory.operation(x, row_max, output=x - row_max)
    numerator = memory.operation(shifted, output=np.exp(shifted))
    denominator = memory.operation(numerator, output=numerator.sum(axis=1, keepdims=True))
    return memory.operation(numerator, denominator, output=numerator / denominator)


def elements(rows: int, columns: int, is_fused: bool) -> int:
    """Elements moved by either version, for sizes too large to simulate."""
    return 2 * rows * columns if is_fused else 8 * rows * columns + 4 * rows


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=4)
    parser.add_argument("--columns", type=int, default=781)
    arguments = parser.parse_args()

    x = inputs(arguments.rows, arguments.columns)
    fused_memory, unfused_memory = Memory(), Memory()
    y = fused(fused_memory, x, other=-np.inf)
    expected = unfused(unfused_memory, x)
    zero_filled = fused(Memory(), x, other=0.0)

    block = next_power_of_2(arguments.columns)
    masked = block - arguments.columns
    error = np.abs(y - expected).max()
    print(f"input         {arguments.rows} x {arguments.columns:,}, one program per row")
    print(f"block         {block:,} lanes, {masked:,} masked ({100 * masked / block:.1f} %)")
    print(f"error         {'below 1e-12' if error < 1e-12 else f'{error:.1e}'}")
    print("row sums")
    print("  other=-inf " + "".join(f"{total:8.4f}" for total in y.sum(axis=1)))
    print("  other=0    " + "".join(f"{total:8.4f}" for total in zero_filled.sum(axis=1)))
    print()

    print(f"counted here, {arguments.rows} x {arguments.columns:,}      read   written  elements")
    for name, memory in (("unfused", unfused_memory), ("fused", fused_memory)):
        total = memory.elements_read + memory.elements_written
        assert total == elements(len(x), x.shape[1], is_fused=name == "fused")
        print(f"  {name:<20}{memory.elements_read:>10,}{memory.elements_written:>10,}{total:>10,}")
    print()

    print(f"{LARGE:,} x {LARGE:,} in FP16              bytes    us at {BANDWIDTH / 1e12} TB/s")
    for name in ("unfused", "fused"):
        moved = elements(LARGE, LARGE, is_fused=name == "fused") * ELEMENT_BYTES
        print(f"  {name:<20}{moved:>20,}{moved / BANDWIDTH * 1e6:>10.1f}")
    print()

    largest = np.log(np.finfo(np.float32).max)
    print(f"exp overflows FP32 above {largest:.2f}")


if __name__ == "__main__":
    main()

"""Banks and sectors of a tiled transpose: python bank_sim.py

Shared memory has 32 banks, each one word of 4 B wide. A warp's access takes as
many passes as its busiest bank has different words to deliver; lanes that want
the same word are served together. Device memory delivers sectors of 32 B.
Left out: caches, the order of warps, and everything else that takes time.
"""

from __future__ import annotations

from collections import defaultdict
from math import gcd
from typing import Any

import numpy as np
from numpy.typing import NDArray

BANKS = 32
WORD = 4  # bytes
SECTOR = 32  # bytes
LANES = 32
TILE = 32
ELEMENT = 4  # bytes: FP32
PITCHES = [32, 33, 34, 36, 40, 48]
SIZE = 4096
BANDWIDTH = 3.35e12  # bytes per second, H100 SXM datasheet


def conflict_degree(indices: list[int]) -> int:
    """Passes that a warp needs for these element indices, one per lane."""
    words_of_bank: dict[int, set[int]] = defaultdict(set)
    for index in indices:
        first = index * ELEMENT // WORD
        for word in range(first, first + ELEMENT // WORD):
            bank = word % BANKS
            words_of_bank[bank].add(word)
    return max(len(words) for words in words_of_bank.values())


def column(pitch: int) -> list[int]:
    """Indices of a column: lane r wants row r, `pitch` elements further on."""
    return [row * pitch for row in range(LANES)]


def swizzled(row: int, col: int) -> int:
    """Index in a 32 x 32 tile whose columns are permuted by the row number."""
    return row * TILE + (col ^ row)


def sectors(addresses: list[int]) -> int:
    """Sectors of device memory that a warp's byte addresses touch."""
    return len({address // SECTOR for address in addresses})


def transposed_in_tiles(matrix: NDArray[Any], swap_blocks: bool) -> NDArray[Any]:
    """Transpose tile by tile; each tile is stored where the block indices say."""
    out = np.full_like(matrix, -1.0)
    for y in range(0, len(matrix), TILE):
        for x in range(0, len(matrix), TILE):
            tile = matrix[y : y + TILE, x : x + TILE]
            top, left = (x, y) if swap_blocks else (y, x)
            out[top : top + TILE, left : left + TILE] = tile.T
    return out


def main() -> None:
    print(f"conflict degree of a column of {LANES} elements of {ELEMENT} B")
    print("  pitch  counted  gcd(words per row, banks)")
    for pitch in PITCHES:
        closed_form = gcd(pitch * ELEMENT // WORD, BANKS)
        print(f"  {pitch:>5}  {conflict_degree(column(pitch)):>7}  {closed_form:>3}")
    columns = [[swizzled(row, col) for row in range(LANES)] for col in range(TILE)]
    print("of other reads")
    print(f"  a row           {conflict_degree(list(range(LANES)))}")
    print(f"  the same word   {conflict_degree([7] * LANES)}")
    print(f"  swizzled tile   {max(conflict_degree(indices) for indices in columns)}, worst column")
    print(f"tile of {TILE} rows")
    for pitch in (32, 33):
        print(f"  pitch {pitch}        {TILE * pitch * ELEMENT:,} B")
    print()

    row = [lane * ELEMENT for lane in range(LANES)]
    col = [lane * SIZE * ELEMENT for lane in range(LANES)]
    print(f"sectors of a warp's access to device memory, {SIZE} x {SIZE}")
    print(f"  row     {sectors(row)}")
    print(f"  column  {sectors(col)}")
    moved = 2 * SIZE**2 * ELEMENT
    strided = SIZE**2 * ELEMENT + SIZE**2 * SECTOR
    print(f"  floor           {moved / 1e6:.1f} MB, {moved / BANDWIDTH * 1e6:.1f} us")
    print(f"  strided stores  {strided / 1e6:.1f} MB, {strided / BANDWIDTH * 1e6:.1f} us")
    print()

    matrix = np.arange(64.0 * 64.0).reshape(64, 64)
    print("elements in the right place, 64 x 64 in tiles")
    for swap in (True, False):
        right = int((transposed_in_tiles(matrix, swap) == matrix.T).sum())
        print(f"  block indices {'swapped' if swap else 'kept   '}  {right:,} of {matrix.size:,}")


if __name__ == "__main__":
    main()

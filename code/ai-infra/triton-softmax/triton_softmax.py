"""Row softmax as one fused Triton kernel, with its check and its benchmark.

    python triton_softmax.py           check against torch.softmax, then time (needs a CUDA GPU)
    python triton_softmax.py compile   compile to PTX only (needs triton, but no GPU and no torch)

One program computes one row: it loads the row once, keeps it in registers,
and stores the result once. Rows must fit in one block.
"""

from __future__ import annotations

import sys
from typing import Any

import triton
import triton.language as tl
from triton.backends.compiler import GPUTarget

WARP_LANES = 32
LONGEST_ROW = 32_768  # 64 values in each of 512 threads; a longer row no longer fits registers
CHECK_SHAPES = ((4, 781), (1823, 781), (128, 1024), (128, 1025))
BENCHMARK_ROWS = 4096
BENCHMARK_COLUMNS = (781, 1024, 4096, 16384)


@triton.jit
def softmax_kernel(
    output_ptr,
    input_ptr,
    output_row_stride,
    input_row_stride,
    n_columns,
    BLOCK_SIZE: tl.constexpr,
):
    row = tl.program_id(0).to(tl.int64)
    lanes = tl.arange(0, BLOCK_SIZE)
    mask = lanes < n_columns
    source = input_ptr + row * input_row_stride + lanes
    values = tl.load(source, mask=mask, other=-float("inf"))
    values = values.to(tl.float32)
    shifted = values - tl.max(values, axis=0)
    numerator = tl.exp(shifted)
    denominator = tl.sum(numerator, axis=0)
    target = output_ptr + row * output_row_stride + lanes
    tl.store(target, numerator / denominator, mask=mask)


def launch_sizes(n_columns: int) -> tuple[int, int]:
    """Lanes of a block, and warps of 32 threads that share them."""
    block = triton.next_power_of_2(n_columns)
    warps = min(max(block // (8 * WARP_LANES), 1), 16)
    return block, warps


def softmax(x: Any) -> Any:
    """Softmax over the last axis of a 2-D CUDA tensor, in the tensor's own type."""
    import torch

    if x.ndim != 2 or not x.is_cuda or x.stride(1) != 1:
        raise ValueError("expected a 2-D CUDA tensor whose columns lie side by side")
    n_rows, n_columns = x.shape
    if not 1 <= n_columns <= LONGEST_ROW:
        raise ValueError(f"a row has 1 to {LONGEST_ROW} columns, not {n_columns}")
    block, warps = launch_sizes(n_columns)
    y = torch.empty_like(x)
    if n_rows:
        softmax_kernel[(n_rows,)](
            y, x, y.stride(0), x.stride(0), n_columns, BLOCK_SIZE=block, num_warps=warps
        )
    return y


def unfused_softmax(x: Any) -> Any:
    """The same function as five operations, each with its own trip through memory."""
    row_max = x.max(dim=1, keepdim=True).values
    shifted = x - row_max
    numerator = shifted.exp()
    denominator = numerator.sum(dim=1, keepdim=True)
    return numerator / denominator


def check() -> None:
    """Compare with torch.softmax at shapes that fill a block and shapes that do not."""
    import torch

    torch.manual_seed(0)
    for dtype, tolerance in ((torch.float32, 1e-6), (torch.float16, 1e-3)):
        for shape in CHECK_SHAPES:
            x = torch.randn(shape, device="cuda", dtype=dtype)
            x[0] += 100  # exp(100) overflows FP32: this row needs the maximum
            error = (softmax(x).float() - torch.softmax(x.float(), dim=1)).abs().max().item()
            print(f"  {dtype!s:<14} {shape!s:<12} largest difference {error:.1e}")
            if not error <= tolerance:
                raise SystemExit(f"wrong: {error} is above {tolerance}")


def benchmark() -> None:
    """Median milliseconds, and the bandwidth if every element moved once each way."""
    import torch
    from triton.testing import do_bench

    versions = (
        ("fused", softmax),
        ("torch", lambda x: torch.softmax(x, dim=1)),
        ("unfused", unfused_softmax),
    )
    print(f"  {'shape':<14} {'version':<8} {'ms':>8} {'GB/s':>8}")
    for columns in BENCHMARK_COLUMNS:
        x = torch.randn(BENCHMARK_ROWS, columns, device="cuda", dtype=torch.float16)
        least_bytes = 2 * x.numel() * x.element_size()
        for name, version in versions:
            ms = do_bench(lambda version=version, x=x: version(x), return_mode="median")
            rate = least_bytes / (ms / 1e3) / 1e9
            print(f"  {BENCHMARK_ROWS} x {columns:<7} {name:<8} {ms:>8.4f} {rate:>8.0f}")


def compile_only(n_columns: int = 781, capability: int = 90) -> None:
    """Compile the FP16 kernel for one GPU generation and count its memory instructions."""
    block, warps = launch_sizes(n_columns)
    source = triton.compiler.ASTSource(
        fn=softmax_kernel,
        signature={
            "output_ptr": "*fp16",
            "input_ptr": "*fp16",
            "output_row_stride": "i32",
            "input_row_stride": "i32",
            "n_columns": "i32",
            "BLOCK_SIZE": "constexpr",
        },
        constexprs={"BLOCK_SIZE": block},
    )
    target = GPUTarget("cuda", capability, WARP_LANES)
    options = {"num_warps": warps, "enable_fp_fusion": True}
    compiled = triton.compile(source, target=target, options=options)
    ptx = compiled.asm["ptx"]
    print(f"triton {triton.__version__}, target sm_{capability}")
    per_thread = block // (warps * WARP_LANES)
    print(f"block                {block:,} lanes, {warps} warps, {per_thread} lanes per thread")
    print(f"PTX                  {len(ptx.splitlines())} lines, {ptx.count('.entry')} kernel")
    for opcode in ("ld.global", "st.global", "shfl.sync", "bar.sync", "ex2"):
        print(f"  {opcode:<18} {ptx.count(opcode)}")
    print(f"shared memory        {compiled.metadata.shared} B")


def main() -> None:
    if sys.argv[1:] == ["compile"]:
        compile_only()
        return
    import torch

    if not torch.cuda.is_available():
        raise SystemExit("no CUDA GPU; try: python triton_softmax.py compile")
    name = torch.cuda.get_device_name()
    print(f"{name}, torch {torch.__version__}, triton {triton.__version__}")
    print("check against torch.softmax")
    check()
    print("benchmark, FP16")
    benchmark()


if __name__ == "__main__":
    main()

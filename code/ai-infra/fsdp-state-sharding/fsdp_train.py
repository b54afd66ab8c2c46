"""Train with parameters, gradients and optimizer sharded: torchrun --nproc-per-node=2 fsdp_train.py

A stack of blocks, each of which is gathered just before it runs and freed after
it. Every rank writes its own part of a checkpoint, which can be read again by
another number of ranks. Runs on GPUs with NCCL (--device cuda) and, for a look
at the mechanism, on processors with Gloo (--device cpu):

    torchrun --nproc-per-node=2 fsdp_train.py --updates 20
    torchrun --nproc-per-node=2 fsdp_train.py --updates 10 --checkpoint half
    torchrun --nproc-per-node=2 fsdp_train.py --updates 20 --resume half
"""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path
from typing import Any

import torch
import torch.distributed as dist
import torch.distributed.checkpoint as dcp
from torch import Tensor, nn
from torch.distributed.checkpoint.default_planner import DefaultLoadPlanner
from torch.distributed.checkpoint.state_dict import get_state_dict, set_state_dict
from torch.distributed.device_mesh import init_device_mesh
from torch.distributed.fsdp import MixedPrecisionPolicy, fully_shard
from torch.distributed.tensor import DTensor
from torch.nn.functional import cross_entropy, gelu
from torch.optim import AdamW, Optimizer

CLASSES = 8


class Block(nn.Module):
    """The unit of gathering: two matrices, four times as wide inside, with a residual path."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.up = nn.Linear(width, 4 * width)
        self.down = nn.Linear(4 * width, width)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.dropout(self.down(gelu(self.up(self.norm(x)))))


class Stack(nn.Module):
    """Blocks between an input projection and a classifier."""

    def __init__(self, width: int, blocks: int) -> None:
        super().__init__()
        self.enter = nn.Linear(16, width)
        self.blocks = nn.ModuleList(Block(width) for _ in range(blocks))
        self.leave = nn.Linear(width, CLASSES)

    def forward(self, x: Tensor) -> Tensor:
        x = self.enter(x)
        for block in self.blocks:
            x = block(x)
        return self.leave(x)


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Train a stack of blocks with sharded state.")
    parser.add_argument("--device", choices=("cuda", "cpu"), default="cpu")
    parser.add_argument("--updates", type=int, default=20, help="updates in the whole run")
    parser.add_argument("--batch", type=int, default=64, help="samples per rank and update")
    parser.add_argument("--width", type=int, default=128)
    parser.add_argument("--blocks", type=int, default=8)
    parser.add_argument("--keep-gathered", action="store_true", help="free after backward only")
    parser.add_argument("--bf16", action="store_true", help="gather and compute in BF16")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--checkpoint", type=Path, help="directory to write after the last update")
    parser.add_argument("--resume", type=Path, help="directory to continue from")
    return parser.parse_args()


def start(kind: str) -> torch.device:
    """Join the process group; return the device of this process."""
    if kind == "cuda":
        device = torch.device("cuda", int(os.environ["LOCAL_RANK"]))
        torch.cuda.set_device(device)
        dist.init_process_group("nccl", device_id=device)
        return device
    dist.init_process_group("gloo")
    return torch.device("cpu")


def build_sharded(
    arguments: argparse.Namespace, device: torch.device
) -> Stack:
    """The same model on every rank, cut to the rank's slices."""
    torch.manual_seed(arguments.seed)
    model = Stack(arguments.width, arguments.blocks)
    ranks = dist.get_world_size()
    options: dict[str, Any] = {
        "mesh": init_device_mesh(device.type, (ranks,)),
        "reshard_after_forward": not arguments.keep_gathered,
    }
    if arguments.bf16:
        options["mp_policy"] = MixedPrecisionPolicy(
            torch.bfloat16, reduce_dtype=torch.float32
        )
    for unit in model.blocks:
        fully_shard(unit, **options)
    fully_shard(model, **options)
    return model


def batch(
    arguments: argparse.Namespace, update: int, device: torch.device
) -> tuple[Tensor, Tensor]:
    """The samples of one update on this rank, a function of the seed and the position alone."""
    position = (arguments.seed * 1_000_003 + update) * dist.get_world_size() + dist.get_rank()
    x = torch.randn(arguments.batch, 16, generator=torch.Generator().manual_seed(position))
    return x.to(device), x[:, :CLASSES].argmax(dim=1).to(device)


def random_states(device: torch.device) -> dict[str, Tensor]:
    """Named by rank, because a shared name would be stored once, for all ranks alike."""
    states = {f"cpu.{dist.get_rank()}": torch.get_rng_state()}
    if device.type == "cuda":
        states[f"cuda.{dist.get_rank()}"] = torch.cuda.get_rng_state(device)
    return states


def save(
    path: Path,
    model: Stack,
    optimizer: Optimizer,
    update: int,
    device: torch.device,
) -> None:
    """Every rank writes its slices, rank 0 an index."""
    weights, moments = get_state_dict(model, optimizer)
    state = {
        "model": weights,
        "optimizer": moments,
        "random": random_states(device),
        "position": torch.tensor(update),
    }
    dcp.save(state, checkpoint_id=path)


def load(path: Path, model: Stack, optimizer: Optimizer, device: torch.device) -> int:
    """Read back what this rank now owns, however many ranks wrote it; return the position."""
    weights, moments = get_state_dict(model, optimizer)
    random, position = random_states(device), torch.tensor(0)
    state = {"model": weights, "optimizer": moments, "random": random, "position": position}
    # A rank that did not exist when the file was written finds no random state of its own.
    dcp.load(state, checkpoint_id=path, planner=DefaultLoadPlanner(allow_partial_load=True))
    set_state_dict(model, optimizer, model_state_dict=weights, optim_state_dict=moments)
    torch.set_rng_state(random[f"cpu.{dist.get_rank()}"])
    if device.type == "cuda":
        torch.cuda.set_rng_state(random[f"cuda.{dist.get_rank()}"], device)
    return int(position)


def step(model: Stack, optimizer: Optimizer, x: Tensor, labels: Tensor) -> Tensor:
    """One update; the gathers and the reduce-scatters run inside model() and backward()."""
    optimizer.zero_grad(set_to_none=True)
    loss = cross_entropy(model(x).float(), labels)
    loss.backward()
    optimizer.step()
    return loss.detach()


def report(model: Stack, optimizer: Optimizer, device: torch.device) -> None:
    """Print the values that each rank holds, and a sum by which two runs can be compared."""
    sharded = [p.detach() for p in model.parameters() if isinstance(p, DTensor)]
    moments = [t for s in optimizer.state.values() for t in s.values() if isinstance(t, DTensor)]
    own = sum(p.to_local().numel() for p in sharded)
    held = f"{own:,} of {sum(p.numel() for p in sharded):,} parameters"
    held += f", {sum(t.to_local().numel() for t in moments):,} Adam values"
    if device.type == "cuda":
        held += f", peak {torch.cuda.max_memory_allocated(device) / 1e6:.1f} MB"
    lines: list[Any] = [None] * dist.get_world_size()
    dist.all_gather_object(lines, held)
    total = torch.stack([p.to_local().double().sum() for p in sharded]).sum()
    dist.all_reduce(total)
    if dist.get_rank() == 0:
        for rank, line in enumerate(lines):
            print(f"rank {rank}: {line}")
        print(f"sum of all parameters {total.item():.12f}")


def main() -> None:
    arguments = parse_arguments()
    device = start(arguments.device)
    model = build_sharded(arguments, device)
    # Made after sharding, so that it holds moments of the slices only.
    optimizer = AdamW(model.parameters(), lr=1e-3, weight_decay=0.01)
    torch.manual_seed(arguments.seed + 1 + dist.get_rank())
    first = load(arguments.resume, model, optimizer, device) if arguments.resume else 0
    for update in range(first, arguments.updates):
        loss = step(model, optimizer, *batch(arguments, update, device))
        if update % 5 == 4:
            dist.all_reduce(loss, op=dist.ReduceOp.SUM)
            if dist.get_rank() == 0:
                print(
                    f"update {update + 1:>4}   mean loss {loss.item() / dist.get_world_size():.4f}"
                )
    if arguments.checkpoint:
        save(arguments.checkpoint, model, optimizer, arguments.updates, device)
    report(model, optimizer, device)
    if device.type == "cpu":
        # Gloo's threads let go of the last tensors a moment later; an exit before that may abort.
        time.sleep(0.5)
    dist.destroy_process_group()


if __name__ == "__main__":
    main()

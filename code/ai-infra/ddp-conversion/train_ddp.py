"""Train with one process per device: torchrun --nproc-per-node=2 train_ddp.py --device cpu

A loop for one device becomes data parallel by five changes: a process group, a
device per process, a sampler that deals out the samples, a wrapper that
averages gradients during backward, and one process that writes. Runs on GPUs
with NCCL (--device cuda) and on processors with Gloo (--device cpu). To see
that a stopped run continues as if it had not stopped:

    torchrun --nproc-per-node=2 train_ddp.py --epochs 4
    torchrun --nproc-per-node=2 train_ddp.py --epochs 2 --checkpoint half.pt
    torchrun --nproc-per-node=2 train_ddp.py --epochs 4 --resume half.pt
"""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path
from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor, nn
from torch.nn.functional import cross_entropy
from torch.nn.parallel import DistributedDataParallel as DDP
from torch.optim import AdamW, Optimizer
from torch.utils.data import DataLoader, DistributedSampler, TensorDataset

Sampler = DistributedSampler[tuple[Tensor, ...]]

POINTS, CLASSES = 4001, 2  # an odd number, so that the last round is short


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Train a small network on several devices.")
    parser.add_argument("--device", choices=("cuda", "cpu"), default="cpu")
    parser.add_argument("--epochs", type=int, default=4, help="epochs in the whole run")
    parser.add_argument("--batch", type=int, default=128, help="samples per rank and update")
    parser.add_argument("--width", type=int, default=256, help="hidden units per layer")
    parser.add_argument("--bf16", action="store_true", help="autocast matrix products to BF16")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--checkpoint", type=Path, help="write here after the last epoch")
    parser.add_argument("--resume", type=Path, help="continue from this checkpoint")
    return parser.parse_args()


def dataset(seed: int) -> TensorDataset:
    """Points in a square; label 1 where both coordinates have one sign. Equal on every rank."""
    points = torch.rand(POINTS, 2, generator=torch.Generator().manual_seed(seed)) * 2 - 1
    return TensorDataset(points, (points[:, 0] * points[:, 1] > 0).long())


def build_model(width: int) -> nn.Module:
    return nn.Sequential(
        nn.Linear(2, width),
        nn.GELU(),
        nn.Dropout(0.1),
        nn.Linear(width, width),
        nn.GELU(),
        nn.Linear(width, CLASSES),
    )


def start(kind: str) -> torch.device:
    """Join the group; return the device of this process."""
    local_rank = int(os.environ["LOCAL_RANK"])
    if kind == "cuda":
        device = torch.device("cuda", local_rank)
        torch.cuda.set_device(device)
        dist.init_process_group("nccl", device_id=device)
    else:
        device = torch.device("cpu")
        dist.init_process_group("gloo")
    return device


def random_states(device: torch.device) -> dict[str, Tensor]:
    states = {"cpu": torch.get_rng_state()}
    if device.type == "cuda":
        states["cuda"] = torch.cuda.get_rng_state(device)
    return states


def save(
    path: Path,
    model: DDP,
    optimizer: Optimizer,
    epoch: int,
    device: torch.device,
) -> None:
    """Collect all random states; rank 0 alone writes."""
    states: list[Any] = [None] * dist.get_world_size()
    dist.all_gather_object(states, random_states(device))
    if dist.get_rank() == 0:
        unfinished = path.with_suffix(".unfinished")
        torch.save(
            {
                "model": model.module.state_dict(),
                "optimizer": optimizer.state_dict(),
                "random": states,
                "epoch": epoch,
            },
            unfinished,
        )
        os.replace(unfinished, path)
    dist.barrier()


def load(path: Path, model: DDP, optimizer: Optimizer, device: torch.device) -> int:
    """Restore this rank from the common file; return the first epoch still to do."""
    state = torch.load(path, map_location="cpu", weights_only=True)
    model.module.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    if len(state["random"]) != dist.get_world_size():
        raise SystemExit(f"{path} was written by {len(state['random'])} ranks")
    own = state["random"][dist.get_rank()]
    torch.set_rng_state(own["cpu"])
    if device.type == "cuda":
        torch.cuda.set_rng_state(own["cuda"], device)
    return int(state["epoch"])


def train_epoch(
    model: DDP, optimizer: Optimizer, loader: DataLoader[tuple[Tensor, ...]], bf16: bool
) -> float:
    """One pass over this rank's share; returns the mean loss over the samples of all ranks."""
    device = model.device
    totals = torch.zeros(2, dtype=torch.float64, device=device)
    for points, labels in loader:
        optimizer.zero_grad(set_to_none=True)
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=bf16):
            loss = cross_entropy(model(points.to(device)), labels.to(device))
        loss.backward()
        optimizer.step()
        totals += torch.stack([loss.detach() * len(labels), torch.tensor(len(labels)).to(loss)])
    dist.all_reduce(totals)
    return float(totals[0] / totals[1])


def largest_difference(model: DDP) -> float:
    """How far any parameter of any rank lies from that of rank 0."""
    worst = torch.zeros(1, device=next(model.parameters()).device)
    for parameter in model.parameters():
        first = parameter.detach().clone()
        dist.broadcast(first, src=0)
        worst = torch.maximum(worst, (parameter.detach() - first).abs().max())
    dist.all_reduce(worst, op=dist.ReduceOp.MAX)
    return float(worst)


def parameter_sum(model: DDP) -> float:
    """One number by which two runs can be compared."""
    return sum(p.detach().double().sum().item() for p in model.parameters())


def main() -> None:
    options = parse_arguments()
    device = start(options.device)
    rank = dist.get_rank()

    torch.manual_seed(options.seed)
    plain = build_model(options.width).to(device)
    model = DDP(plain)
    # Equal weights, but every rank drops out other units.
    torch.manual_seed(options.seed + 1 + rank)
    optimizer = AdamW(model.parameters(), weight_decay=0.01)

    samples = dataset(options.seed)
    sampler: Sampler = DistributedSampler(samples)
    loader = DataLoader(samples, options.batch, sampler=sampler)

    first = 0
    if options.resume:
        first = load(options.resume, model, optimizer, device)
    for epoch in range(first, options.epochs):
        sampler.set_epoch(epoch)
        loss = train_epoch(model, optimizer, loader, options.bf16)
        if rank == 0:
            print(f"epoch {epoch}   mean loss {loss:.4f}")
    if options.checkpoint:
        path, done = options.checkpoint, options.epochs
        save(path, model, optimizer, done, device)

    apart = largest_difference(model)
    if rank == 0:
        print(f"{len(sampler)} samples on each rank")
        print(f"largest difference between ranks {apart}")
        print(f"sum of all parameters {parameter_sum(model):.12f}")
    if device.type == "cpu":
        # Gloo's threads let go of the last tensors a moment
        # later, and an exit before that may abort.
        time.sleep(0.5)
    dist.destroy_process_group()


if __name__ == "__main__":
    main()

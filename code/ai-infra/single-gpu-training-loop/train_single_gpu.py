"""Train on one GPU, stop anywhere, resume exactly: python train_single_gpu.py --device cuda

The same five lines as any PyTorch loop, with what a run of weeks needs around
them: mixed precision, a report of memory in use and reserved, and a checkpoint
from which a stopped run continues as if it had not stopped. To see that, run

    python train_single_gpu.py --updates 60
    python train_single_gpu.py --updates 30 --checkpoint half.pt
    python train_single_gpu.py --updates 60 --resume half.pt

and compare the last lines of the first run and the third.
"""

from __future__ import annotations

import argparse
import os
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy
from torch.optim import AdamW, Optimizer

POINTS, CLASSES = 4096, 2


@dataclass
class Position:
    """Where the next batch begins, so that no sample is repeated or skipped."""

    epoch: int = 0
    batch: int = 0
    update: int = 0


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Train a small network on one device.")
    parser.add_argument("--device", choices=("cuda", "cpu"), default="cpu")
    parser.add_argument("--updates", type=int, default=60, help="updates in the whole run")
    parser.add_argument("--batch", type=int, default=256, help="samples per update")
    parser.add_argument("--width", type=int, default=256, help="hidden units per layer")
    parser.add_argument("--bf16", action="store_true", help="autocast matrix products to BF16")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--checkpoint", type=Path, help="write here after the last update")
    parser.add_argument("--resume", type=Path, help="continue from this checkpoint")
    return parser.parse_args()


def dataset(seed: int) -> tuple[Tensor, Tensor]:
    """Points in a square; label 1 where both coordinates have one sign."""
    points = torch.rand(POINTS, 2, generator=torch.Generator().manual_seed(seed)) * 2 - 1
    return points, (points[:, 0] * points[:, 1] > 0).long()


def build_model(width: int) -> nn.Module:
    """Dropout draws random numbers in every step, which is why a checkpoint needs their state."""
    return nn.Sequential(
        nn.Linear(2, width),
        nn.GELU(),
        nn.Dropout(0.1),
        nn.Linear(width, width),
        nn.GELU(),
        nn.Dropout(0.1),
        nn.Linear(width, CLASSES),
    )


def epoch_order(seed: int, epoch: int) -> Tensor:
    """The shuffled sample numbers of an epoch, a function of its number alone."""
    generator = torch.Generator().manual_seed(1_000_003 * seed + epoch)
    return torch.randperm(POINTS, generator=generator)


def random_states(device: torch.device) -> dict[str, Tensor]:
    states = {"cpu": torch.get_rng_state()}
    if device.type == "cuda":
        states["cuda"] = torch.cuda.get_rng_state(device)
    return states


def save(
    path: Path,
    model: nn.Module,
    optimizer: Optimizer,
    position: Position,
    device: torch.device,
) -> None:
    """Write all that the next update reads."""
    state = {
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "random": random_states(device),
        "position": vars(position),
    }
    unfinished = path.with_suffix(".unfinished")
    torch.save(state, unfinished)
    os.replace(unfinished, path)


def load(
    path: Path, model: nn.Module, optimizer: Optimizer, device: torch.device
) -> Position:
    """Restore model, optimizer and random states in place; return the position."""
    # Random states must stay on the CPU; the two load_state_dict move their own tensors.
    state = torch.load(path, map_location="cpu", weights_only=True)
    model.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    torch.set_rng_state(state["random"]["cpu"])
    if device.type == "cuda":
        torch.cuda.set_rng_state(state["random"]["cuda"], device)
    return Position(**state["position"])


def step(
    model: nn.Module,
    optimizer: Optimizer,
    points: Tensor,
    labels: Tensor,
    bf16: bool,
) -> Tensor:
    """One update; returns the loss before it, on the device."""
    optimizer.zero_grad(set_to_none=True)
    kind = points.device.type
    with torch.autocast(kind, torch.bfloat16, bf16):
        loss = cross_entropy(model(points), labels)
    loss.backward()
    optimizer.step()
    return loss.detach()


def train(
    arguments: argparse.Namespace,
    model: nn.Module,
    optimizer: Optimizer,
    position: Position,
    device: torch.device,
) -> None:
    """Run from the position to the last update, which may lie in the middle of an epoch."""
    points, labels = dataset(arguments.seed)
    while position.update < arguments.updates:
        batches = epoch_order(arguments.seed, position.epoch).split(arguments.batch)
        for number in range(position.batch, len(batches)):
            if position.update == arguments.updates:
                return
            chosen = batches[number]
            loss = step(
                model,
                optimizer,
                points[chosen].to(device),
                labels[chosen].to(device),
                arguments.bf16,
            )
            position.batch, position.update = number + 1, position.update + 1
            if position.update % 10 == 0:
                # .item() waits for the device: once in ten updates, not in each.
                print(
                    f"update {position.update:>4}   epoch {position.epoch}   loss {loss.item():.4f}"
                )
        position.epoch, position.batch = position.epoch + 1, 0


def report_memory(model: nn.Module, optimizer: Optimizer, device: torch.device) -> None:
    """Values and bytes by owner; on a GPU also what the allocator used and what it holds."""
    parameters = list(model.parameters())
    moments = [t for s in optimizer.state.values() for t in s.values() if t.numel() > 1]
    print(f"parameters {sum(p.numel() for p in parameters):,}")
    print(f"  weights   {sum(p.nbytes for p in parameters):,} B")
    print(f"  gradients {sum(p.grad.nbytes for p in parameters if p.grad is not None):,} B")
    print(f"  Adam      {sum(t.nbytes for t in moments):,} B")
    if device.type == "cuda":
        print(f"  peak in use   {torch.cuda.max_memory_allocated(device) / 1e6:.1f} MB")
        print(f"  peak reserved {torch.cuda.max_memory_reserved(device) / 1e6:.1f} MB")


def main() -> None:
    arguments = parse_arguments()
    device = torch.device(arguments.device)
    torch.manual_seed(arguments.seed)
    model = build_model(arguments.width).to(device)
    optimizer = AdamW(model.parameters(), lr=1e-3, weight_decay=0.01)
    position = Position()
    if arguments.resume:
        position = load(arguments.resume, model, optimizer, device)
        print(f"resumed at update {position.update}")
    train(arguments, model, optimizer, position, device)
    if arguments.checkpoint:
        save(arguments.checkpoint, model, optimizer, position, device)
        print(f"saved {arguments.checkpoint}, {arguments.checkpoint.stat().st_size / 1e6:.1f} MB")
    report_memory(model, optimizer, device)
    total = sum(p.detach().double().sum().item() for p in model.parameters())
    print(f"sum of all parameters after update {position.update}: {total:.12f}")


if __name__ == "__main__":
    main()

"""Count the memory of a decoder-only transformer from its shape: python memory_accounting.py --help

Parameters first, then what training keeps for each of them, then what depends on
the sequences: activations in training, keys and values in serving. GB is 10^9 B,
GiB is 2^30 B. Left out: norms and biases, temporaries of kernels, communication
buffers, and whatever the allocator cannot use.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass

GB = 10**9
GIB = 2**30

# Bytes per parameter of weights, gradients and optimizer. Adam keeps two FP32 numbers
# (a running mean and a running square); a master copy of the weights is a third.
POLICIES = {
    "adam": (2, 2, 8),
    "adam, master copy": (2, 2, 12),
}


@dataclass(frozen=True)
class Shape:
    layers: int
    d_model: int
    n_heads: int
    n_kv_heads: int
    ffn_mult: float
    vocab: int
    tied: bool

    @property
    def head_dim(self) -> int:
        return self.d_model // self.n_heads


@dataclass(frozen=True)
class TrainingState:
    weights: int
    gradients: int
    optimizer: int

    @property
    def total(self) -> int:
        return self.weights + self.gradients + self.optimizer


def attention_params(shape: Shape) -> int:
    """Weights of one layer's four projections."""
    per_head = shape.d_model * shape.head_dim
    query_and_output = 2 * shape.n_heads * per_head
    key_and_value = 2 * shape.n_kv_heads * per_head
    return query_and_output + key_and_value


def ffn_params(shape: Shape) -> int:
    """Weights of one layer's feed-forward network."""
    return int(shape.ffn_mult * shape.d_model**2)


def total_params(shape: Shape) -> int:
    """Weights of all layers and of the tables around them."""
    layer = attention_params(shape) + ffn_params(shape)
    tables = 1 if shape.tied else 2
    return shape.layers * layer + tables * shape.vocab * shape.d_model


def training_state_bytes(params: int, policy: str) -> TrainingState:
    """Bytes that training holds whatever the batch."""
    weight, gradient, optimizer = POLICIES[policy]
    return TrainingState(
        weights=params * weight,
        gradients=params * gradient,
        optimizer=params * optimizer,
    )


def activation_bytes(shape: Shape, batch: int, seq_len: int, keep: str) -> int:
    """Bytes that backward needs, 16-bit (arXiv:2205.05198)."""
    positions = batch * seq_len * shape.d_model
    scores = 5 * shape.n_heads * batch * seq_len**2
    per_layer = {
        "everything": 34 * positions + scores,
        "all but scores": 34 * positions,
        "layer inputs": 2 * positions,
    }
    return shape.layers * per_layer[keep]


def kv_cache_bytes(shape: Shape, batch: int, seq_len: int, bytes_per_el: int) -> int:
    """Bytes of keys and values of a batch, in all layers."""
    vectors = 2 * shape.layers * shape.n_kv_heads
    per_token = vectors * shape.head_dim * bytes_per_el
    return per_token * batch * seq_len


def score_bytes(shape: Shape, batch: int, seq_len: int, bytes_per_el: int) -> int:
    """Bytes of one layer's attention scores, if a kernel stores them."""
    return batch * shape.n_heads * seq_len**2 * bytes_per_el


def row(label: str, value: str) -> None:
    print(f"  {label:<28}{value:>18}")


def report(shape: Shape, batch: int, seq_len: int, bytes_per_el: int) -> None:
    """Print parameters, training and serving, each owner in a line."""
    params = total_params(shape)
    print("parameters")
    row("attention, one layer", f"{attention_params(shape):,}")
    row("feed-forward, one layer", f"{ffn_params(shape):,}")
    row("total", f"{params:,}")

    for policy in POLICIES:
        state = training_state_bytes(params, policy)
        print(f"\ntraining state, {policy}: {state.total / params:.0f} B a parameter")
        row("weights", f"{state.weights / GB:.3f} GB")
        row("gradients", f"{state.gradients / GB:.3f} GB")
        row("optimizer", f"{state.optimizer / GB:.3f} GB")
        row("sum", f"{state.total / GB:.3f} GB")

    print(f"\nactivations of 1 sequence of {seq_len:,} tokens")
    for keep in ("everything", "all but scores", "layer inputs"):
        row(f"keep {keep}", f"{activation_bytes(shape, 1, seq_len, keep) / GIB:.3f} GiB")

    cache = kv_cache_bytes(shape, batch, seq_len, bytes_per_el)
    scores = score_bytes(shape, batch, seq_len, bytes_per_el)
    print(f"\nserving {batch} sequences of {seq_len:,} tokens")
    row("KV cache, all layers", f"{cache / GIB:.3f} GiB")
    row("scores, one layer", f"{scores / GIB:.3f} GiB")


def main() -> None:
    parser = argparse.ArgumentParser(description="Memory of a decoder-only transformer.")
    parser.add_argument("--layers", type=int, default=32)
    parser.add_argument("--d-model", type=int, default=4096)
    parser.add_argument("--n-heads", type=int, default=32)
    parser.add_argument("--n-kv-heads", type=int, default=32)
    parser.add_argument("--ffn-mult", type=float, default=8, help="weights / d_model**2")
    parser.add_argument("--vocab", type=int, default=32_000)
    parser.add_argument("--untied", action="store_true", help="output head of its own")
    parser.add_argument("--batch", type=int, default=4)
    parser.add_argument("--seq-len", type=int, default=2048)
    parser.add_argument("--bytes-per-el", type=int, default=2)
    args = parser.parse_args()
    shape = Shape(
        layers=args.layers,
        d_model=args.d_model,
        n_heads=args.n_heads,
        n_kv_heads=args.n_kv_heads,
        ffn_mult=args.ffn_mult,
        vocab=args.vocab,
        tied=not args.untied,
    )
    report(shape, args.batch, args.seq_len, args.bytes_per_el)


if __name__ == "__main__":
    main()

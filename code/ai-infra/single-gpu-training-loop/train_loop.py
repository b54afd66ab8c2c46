"""A training loop with nothing hidden, and what it keeps: python train_loop.py

A network of 82 parameters learns to tell in which quadrants a point lies. The
loop has the five lines that every framework has; here each is a short function
of arrays. The program counts the values that stay alive, then stops after
update 30 and resumes from two kinds of checkpoint.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

POINTS, INPUTS, HIDDEN, CLASSES = 96, 2, 16, 2
LEARNING_RATE = 0.05
WEIGHT_DECAY = 0.01
BETA1, BETA2, EPSILON = 0.9, 0.999, 1e-8
UPDATES, STOP = 60, 30
SHOWN = (1, 10, 30, 60)

Array = NDArray[np.float64]
Named = dict[str, Array]


@dataclass(frozen=True)
class Data:
    points: Array
    labels: NDArray[np.int64]


@dataclass
class State:
    """What one update leaves behind for the next."""

    parameters: Named
    gradients: Named
    m: Named
    v: Named
    t: int = 0


@dataclass(frozen=True)
class Activations:
    """What forward computes and backward needs again."""

    hidden: Array
    probabilities: Array


def dataset() -> Data:
    """Points on two sine waves; label 1 where both coordinates have one sign."""
    i = np.arange(POINTS)
    points = np.stack([np.sin(0.7 * i), np.cos(1.3 * i)], axis=1)
    return Data(points, (points[:, 0] * points[:, 1] > 0).astype(np.int64))


def initial_state() -> State:
    """Fixed starting weights, zero biases, and zeros for all that Adam remembers."""
    rows, columns = np.arange(HIDDEN)[:, None], np.arange(CLASSES)
    parameters = {
        "w1": 0.5 * np.sin(1 + 16 * np.arange(INPUTS)[:, None] + np.arange(HIDDEN)),
        "b1": np.zeros(HIDDEN),
        "w2": 0.5 * np.cos(1 + 2 * rows + columns),
        "b2": np.zeros(CLASSES),
    }
    return State(parameters, zeros_like(parameters), zeros_like(parameters), zeros_like(parameters))


def zeros_like(arrays: Named) -> Named:
    return {name: np.zeros_like(array) for name, array in arrays.items()}


def zero_grad(gradients: Named) -> None:
    for gradient in gradients.values():
        gradient[:] = 0


def forward(parameters: Named, points: Array) -> Activations:
    """Two layers, then a softmax over the classes."""
    hidden = np.tanh(points @ parameters["w1"] + parameters["b1"])
    scores = hidden @ parameters["w2"] + parameters["b2"]
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return Activations(hidden, powers / powers.sum(axis=1, keepdims=True))


def cross_entropy(probabilities: Array, labels: NDArray[np.int64]) -> float:
    """Mean negative logarithm of the probability given to the right class, in nats."""
    return float(-np.log(probabilities[np.arange(len(labels)), labels]).mean())


def backward(
    parameters: Named,
    gradients: Named,
    kept: Activations,
    data: Data,
) -> None:
    """Add the gradient of the mean loss to the gradients."""
    d_scores = kept.probabilities.copy()
    d_scores[np.arange(POINTS), data.labels] -= 1
    d_scores /= POINTS
    gradients["w2"] += kept.hidden.T @ d_scores
    gradients["b2"] += d_scores.sum(axis=0)
    d_hidden = d_scores @ parameters["w2"].T
    d_hidden *= 1 - kept.hidden**2
    gradients["w1"] += data.points.T @ d_hidden
    gradients["b1"] += d_hidden.sum(axis=0)


def adamw(state: State) -> None:
    """Update the parameters and both means in place."""
    state.t += 1
    for name, parameter in state.parameters.items():
        gradient = state.gradients[name]
        m, v = state.m[name], state.v[name]
        m += (1 - BETA1) * (gradient - m)
        v += (1 - BETA2) * (gradient**2 - v)
        mean = m / (1 - BETA1**state.t)
        size = np.sqrt(v / (1 - BETA2**state.t))
        parameter -= LEARNING_RATE * WEIGHT_DECAY * parameter
        parameter -= LEARNING_RATE * mean / (size + EPSILON)


def step(state: State, data: Data, clear: bool = True) -> float:
    """One update; returns the loss before it."""
    if clear:
        zero_grad(state.gradients)
    kept = forward(state.parameters, data.points)
    loss = cross_entropy(kept.probabilities, data.labels)
    backward(state.parameters, state.gradients, kept, data)
    adamw(state)
    return loss


def save(state: State) -> bytes:
    """A checkpoint file: all that the next update reads."""
    file = io.BytesIO()
    arrays = {"t": np.array(state.t)}
    for name in state.parameters:
        arrays[f"parameters.{name}"] = state.parameters[name]
        arrays[f"m.{name}"] = state.m[name]
        arrays[f"v.{name}"] = state.v[name]
    np.savez(file, allow_pickle=False, **arrays)
    return file.getvalue()


def load(checkpoint: bytes, weights_only: bool = False) -> State:
    """The state of a checkpoint; with weights_only the optimizer starts anew."""
    state = initial_state()
    with np.load(io.BytesIO(checkpoint)) as stored:
        for name in state.parameters:
            state.parameters[name][:] = stored[f"parameters.{name}"]
            if not weights_only:
                state.m[name][:] = stored[f"m.{name}"]
                state.v[name][:] = stored[f"v.{name}"]
        if not weights_only:
            state.t = int(stored["t"])
    return state


def train(state: State, data: Data, updates: int, clear: bool = True) -> list[float]:
    """The loss before each of the updates."""
    return [step(state, data, clear) for _ in range(updates)]


def evaluate(state: State, data: Data) -> tuple[float, float]:
    """Loss in nats and the share of points put into the right class."""
    probabilities = forward(state.parameters, data.points).probabilities
    right = probabilities.argmax(axis=1) == data.labels
    return cross_entropy(probabilities, data.labels), float(right.mean())


def count(arrays: Named) -> int:
    return sum(array.size for array in arrays.values())


def report_values(state: State, data: Data) -> None:
    """Print how many values each owner holds, and from when to when."""
    kept = forward(state.parameters, data.points)
    total = 0
    print("owner          values   lifetime")
    for owner, arrays, lifetime in (
        ("parameters", state.parameters, "whole run"),
        ("gradients", state.gradients, "backward to update"),
        ("Adam m", state.m, "whole run"),
        ("Adam v", state.v, "whole run"),
    ):
        total += count(arrays)
        print(f"{owner:<12}{count(arrays):>9,}   {lifetime}")
    print(f"{'state':<12}{total:>9,}   {total / count(state.parameters):.0f} per parameter")
    print(f"{'activations':<12}{kept.hidden.size + kept.probabilities.size:>9,}   one step")


def main() -> None:
    data, state = dataset(), initial_state()
    report_values(state, data)

    losses = train(state, data, STOP)
    checkpoint = save(state)
    losses += train(state, data, UPDATES - STOP)
    print("\nupdate   loss before it")
    for update in SHOWN:
        print(f"{update:>6}{losses[update - 1]:>17.4f}")
    loss, accuracy = evaluate(state, data)
    print(f"after {UPDATES}: loss {loss:.4f}, accuracy {accuracy:.3f}")

    print(f"\nresumed after update {STOP} with   loss after {UPDATES}   largest weight difference")
    for kind, weights_only in (("all of the state", False), ("weights only", True)):
        resumed = load(checkpoint, weights_only)
        train(resumed, data, UPDATES - STOP)
        loss, _ = evaluate(resumed, data)
        far = max(float(abs(resumed.parameters[n] - a).max()) for n, a in state.parameters.items())
        print(f"{kind:<29}{loss:>13.4f}{far:>28.3g}")

    summed = initial_state()
    train(summed, data, UPDATES, clear=False)
    loss, accuracy = evaluate(summed, data)
    print(f"never zero_grad: loss {loss:.4f}, accuracy {accuracy:.3f}")


if __name__ == "__main__":
    main()

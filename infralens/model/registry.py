"""Registries: published models, accelerators and links, as written and as looked up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from infralens.ground.position import Position
from infralens.model.text import Slug, Spec, Text

Month = Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$")]
Amount = Annotated[float, Field(ge=0)]


class Figure(Spec):
    """A published figure: where it is from, and the month in which it was looked up."""

    value: Amount
    unit: str = ""
    source: Text
    as_of: Month


class ModelConfig(Spec):
    """What a checkpoint's configuration file says; what is absent is absent from the model."""

    source: Text
    as_of: Month
    hidden: Amount
    heads: Amount
    vocab: Amount
    gated: bool
    tied: bool
    norms_per_layer: Amount
    kv_heads: Amount | None = None
    head_dim: Amount | None = None
    intermediate: Amount | None = None
    positions: Amount | None = None
    qkv_bias: bool | None = None
    output_bias: bool | None = None
    mlp_bias: bool | None = None
    norm_bias: bool | None = None
    qk_norm: Literal[0, 1, 2] | None = None
    sinks: bool | None = None
    query_rank: Amount | None = None
    latent_rank: Amount | None = None
    nope_dim: Amount | None = None
    rope_dim: Amount | None = None
    value_dim: Amount | None = None
    dense_layers: Amount | None = None
    experts: Amount | None = None
    shared_experts: Amount | None = None
    shared_intermediate: Amount | None = None
    experts_per_token: Amount | None = None
    expert_intermediate: Amount | None = None
    router_bias: bool | None = None
    expert_bias: bool | None = None


class LayerGroup(Spec):
    """Layers that keep the same: every token, the last ``window`` of them, or a latent vector."""

    count: Annotated[int, Field(ge=1)]
    cache: Literal["full", "window", "latent"]
    window: Annotated[int, Field(ge=1)] | None = None


class ModelRow(Spec):
    """A published model."""

    id: Slug
    name: Text
    maker: Text
    note: Text | None = None
    config: ModelConfig
    layers: Annotated[tuple[LayerGroup, ...], Field(min_length=1)]
    total: Figure


class HardwareRow(Spec):
    """An accelerator."""

    id: Slug
    name: Text
    maker: Text
    note: Text | None = None
    memory_label: Figure
    usable_memory: Figure
    memory_bandwidth: Figure
    peaks: dict[str, Figure]
    link: Figure | None = None
    link_to_one_peer: Figure | None = None
    pcie: Figure | None = None


class Latency(Spec):
    """What a collective costs besides its bytes: once, and for each step."""

    start: Figure
    hop: Figure


class LinkRow(Spec):
    """A link between accelerators."""

    id: Slug
    name: Text
    kind: Text
    note: Text | None = None
    bandwidth: Figure
    low_latency: Latency | None = None
    low_latency_128: Latency | None = None
    simple: Latency | None = None


Row = ModelRow | HardwareRow | LinkRow

ROWS: dict[str, type[Spec]] = {
    "models": ModelRow,
    "hardware": HardwareRow,
    "interconnects": LinkRow,
}
"""The registries by name, which is also their file's below docs/data."""


@dataclass(frozen=True)
class DatedFigures:
    """Figures of one row, by dotted name, that were looked up in one month."""

    fields: tuple[str, ...]
    as_of: str
    sources: tuple[str, ...]
    position: Position


@dataclass(frozen=True)
class Entry:
    """A row with its fields by dotted name: a number in base units and its dimension, or a flag."""

    id: str
    name: str
    fields: dict[str, tuple[float | bool, str]] = field(default_factory=dict)
    dated: tuple[DatedFigures, ...] = ()


@dataclass(frozen=True)
class Registry:
    """The rows of one registry, by id, in the order of the file."""

    name: str
    entries: dict[str, Entry] = field(default_factory=dict)

    @property
    def fields(self) -> tuple[str, ...]:
        """All fields that some row has."""
        found: dict[str, None] = {}
        for entry in self.entries.values():
            found.update(dict.fromkeys(entry.fields))
        return tuple(found)


def figures_of(spec: Spec, prefix: str = "") -> Iterator[tuple[str, Figure]]:
    """Every figure below a row, with its dotted name."""
    for name in type(spec).model_fields:
        yield from _figures(getattr(spec, name), f"{prefix}{name}")


def _figures(value: object, name: str) -> Iterator[tuple[str, Figure]]:
    if isinstance(value, Figure):
        yield name, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _figures(item, f"{name}.{key}")
    elif isinstance(value, Spec):
        yield from figures_of(value, f"{name}.")

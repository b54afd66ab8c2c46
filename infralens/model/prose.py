"""Walking a spec for its texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from infralens.model.text import Spec


@dataclass(frozen=True)
class Prose:
    """A text of a spec: the path of keys and indexes to it, and whether it is Markdown."""

    location: tuple[str | int, ...]
    text: str
    markdown: bool


def texts_of(spec: Spec, location: tuple[str | int, ...] = ()) -> Iterator[Prose]:
    """Every text below ``spec``, in the order of the schema."""
    for name, field in type(spec).model_fields.items():
        key = field.alias or name
        yield from _texts(getattr(spec, name), (*location, key), name in spec.prose)


def _texts(value: object, location: tuple[str | int, ...], markdown: bool) -> Iterator[Prose]:
    if isinstance(value, str):
        yield Prose(location, value, markdown)
    elif isinstance(value, Spec):
        yield from texts_of(value, location)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _texts(item, (*location, index), markdown)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, (*location, key), markdown)

"""How the references of a course are named in running text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from string import ascii_lowercase

from infralens.model.entries import ReferenceSpec


def in_order(references: Iterable[ReferenceSpec]) -> list[ReferenceSpec]:
    """By authors and year, as a bibliography lists them."""
    return sorted(references, key=lambda r: (r.authors.casefold(), r.year, r.key))


def cite_labels(references: Iterable[ReferenceSpec]) -> Mapping[str, str]:
    """Names by key: "Kwon et al. 2023", with a letter where a name would stand for two."""
    labels: dict[str, str] = {}
    for name, group in groupby(in_order(references), key=_name):
        alike = [reference.key for reference in group]
        for number, key in enumerate(alike):
            labels[key] = name + (_letters(number) if len(alike) > 1 else "")
    return labels


def _name(reference: ReferenceSpec) -> str:
    return f"{reference.authors} {reference.year}"


def _letters(number: int) -> str:
    """a to z, then aa, ab and so on, as columns of a sheet are named."""
    before, last = divmod(number, len(ascii_lowercase))
    return (_letters(before - 1) if before else "") + ascii_lowercase[last]

"""Worksheets: a design that the reader fills in, and a solver's table that it is looked up in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from infralens.model.text import FileName, Slug, Spec, Text

ColumnName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
"""A name in the first line of a table."""


class FieldSpec(Spec):
    """One thing to fill in; ``reason`` adds a box for the why.

    Of a choice, ``right`` is the option that the worked answer takes.
    """

    prose = frozenset({"help"})

    id: Slug
    label: Text
    kind: Literal["number", "choice", "text"]
    options: tuple[Text, ...] = ()
    right: Text | None = None
    reason: bool = False
    help: Text | None = None


class PartSpec(Spec):
    """Fields that belong together."""

    prose = frozenset({"about"})

    title: Text
    about: Text | None = None
    fields: Annotated[tuple[FieldSpec, ...], Field(min_length=1)]


class ColumnSpec(Spec):
    """A column of the table that is shown."""

    name: ColumnName
    label: Text
    unit: str = ""


class TableSpec(Spec):
    """Every design that the solver tried, as a run of it prints them: lines of CSV.

    ``keys`` are columns and fields alike; ``obstacle`` says why a design cannot be used, or is
    empty.
    """

    command: Annotated[Text, Field(description="Begins with 'python'; run in the code folder")]
    output: FileName
    timeout: Annotated[int, Field(ge=1, le=300, description="Seconds")] = 20
    caption: Text
    columns: Annotated[tuple[ColumnSpec, ...], Field(min_length=2)]
    keys: Annotated[tuple[ColumnName, ...], Field(min_length=1)]
    product: Annotated[int | None, Field(ge=1, description="What the keys multiply to")] = None
    obstacle: ColumnName
    objective: Annotated[ColumnName, Field(description="The column whose smallest value is best")]
    within: Annotated[float, Field(gt=0, le=100, description="Percent over the best that is good")]


class WorksheetSpec(Spec):
    """What the reader designs, what judges it, and a worked answer for afterwards."""

    prose = frozenset({"task", "answer"})

    task: Text
    parts: Annotated[tuple[PartSpec, ...], Field(min_length=1)]
    table: TableSpec
    answer: Text

    @property
    def fields(self) -> tuple[FieldSpec, ...]:
        """The fields of all parts, in order."""
        return tuple(field for part in self.parts for field in part.fields)


@dataclass(frozen=True)
class Worksheet:
    """A worksheet with the solver's table: its text as it was printed, and the shown cells by row.

    The obstacle of a row is its last cell.
    """

    spec: WorksheetSpec
    printed: str
    rows: tuple[tuple[str, ...], ...]

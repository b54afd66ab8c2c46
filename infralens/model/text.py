"""The base of all specs, and the kinds of text they hold."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError


def _says_something(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("empty_text", "nothing but blanks")
    return text


Text = Annotated[str, StringConstraints(min_length=1), AfterValidator(_says_something)]
"""Markdown or plain text that must say something."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
"""Lower-case words joined by hyphens; becomes part of an address or an element id."""

Moved = Annotated[
    tuple[Text, ...], Field(description="Addresses the page had before: labs/track/old-slug")
]
"""Old addresses of a page, as they follow that of the site; whether one is free is judged later."""

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
"""A name of a value: letters of formulas' parameters, and of element names."""

FileName = Annotated[str, StringConstraints(min_length=1, max_length=200)]
"""A relative path with forward slashes; whether it may be read is judged when it is."""


class Spec(BaseModel):
    """Base of all specs: frozen, strict about types, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    prose: ClassVar[frozenset[str]] = frozenset()
    """Fields that hold Markdown; all other text is plain."""

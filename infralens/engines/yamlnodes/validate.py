"""From nodes to specs; what the schema refuses becomes issues with places."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Sized
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from infralens.engines.yamlnodes.nodes import Mapping, Node, node_at
from infralens.engines.yamlnodes.plain import plain
from infralens.ground.issue import Issue, IssueSet, perhaps
from infralens.ground.position import Position

Model = TypeVar("Model", bound=BaseModel)

_EXPECTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "model_type": "a mapping of keys to values",
    "model_attributes_type": "a mapping of keys to values",
    "dict_type": "a mapping of keys to values",
}
_COUNTED = {"too_short": "min", "too_long": "max"}
_LEAST = {"min": "least", "max": "most"}
_EMPTY = {"string_too_short", "too_short", "empty_text"}


def validate(model: type[Model], node: Node, issues: IssueSet) -> Model | None:
    """The node as ``model``, or None when the schema refuses it; all refusals are noted."""
    found, refused = _validated(model, node)
    issues.extend(refused)
    assert found is None or isinstance(found, model)
    return found


@lru_cache(maxsize=2048)
def _validated(model: type[BaseModel], node: Node) -> tuple[BaseModel | None, tuple[Issue, ...]]:
    """Kept as the nodes of a text are, and frozen like them."""
    issues = IssueSet()
    value = plain(node, issues)
    if len(issues):
        return None, tuple(issues)
    try:
        return model.model_validate(value), ()
    except ValidationError as error:
        return None, tuple(_issues(model, node, error.errors()))


def _issues(model: type[BaseModel], root: Node, errors: list[ErrorDetails]) -> Iterator[Issue]:
    absent: dict[Position, list[str]] = {}
    for details in errors:
        if details["type"] == "missing":
            where = node_at(root, details["loc"][:-1]).position
            absent.setdefault(where, []).append(str(details["loc"][-1]))
        elif details["type"] != "too_short" or not _refused_below(details["loc"], errors):
            # A list whose items are refused also counts as too short: the items say why.
            yield _issue(model, root, details)
    for where, names in absent.items():
        listed = ", ".join(f"'{name}'" for name in names)
        fact = f"required key{'s' if len(names) > 1 else ''} {listed} absent"
        yield Issue(where, "missing-key", fact, f"add '{names[0]}:'")


def _refused_below(location: tuple[str | int, ...], errors: list[ErrorDetails]) -> bool:
    depth = len(location)
    return any(len(one["loc"]) > depth and one["loc"][:depth] == location for one in errors)


def _issue(model: type[BaseModel], root: Node, details: ErrorDetails) -> Issue:
    location, kind = details["loc"], details["type"]
    name = str(location[-1]) if location else "the file"
    node = node_at(root, location)
    if kind == "extra_forbidden":
        parent = node_at(root, location[:-1])
        key = parent.key(name) if isinstance(parent, Mapping) else None
        known = _keys(model, location[:-1])
        # A key of another kind of the same thing is known, and still not allowed.
        hint = "keep to the keys of one kind"
        if name not in known:
            hint = perhaps(name, known, f"the keys are {', '.join(known)}")
        return Issue((key or node).position, "unknown-key", f"no key '{name}' here", hint)
    if kind in _COUNTED and details["input"]:
        wanted, number = _COUNTED[kind], details["ctx"][f"{_COUNTED[kind]}_length"]
        fact = f"'{_dotted(root, location)}' has {_counted(details['input'])}"
        return Issue(node.position, "bad-value", fact, f"write at {_LEAST[wanted]} {number}")
    if kind in _EMPTY:
        return Issue(
            node.position, "empty-part", f"'{_dotted(root, location)}' is empty", "fill it in"
        )
    if kind in _EXPECTED:
        fact = f"'{_dotted(root, location)}' is {_found(details['input'])}"
        return Issue(node.position, "wrong-type", fact, f"write {_EXPECTED[kind]}")
    written = details["input"]
    shown = _found(written) if isinstance(written, dict | tuple) else _shown(written)
    fact = f"'{_dotted(root, location)}' is {shown}"
    return Issue(node.position, "bad-value", fact, _requirement(details))


def _counted(items: Sized) -> str:
    return f"{len(items)} item{'' if len(items) == 1 else 's'}"


def _requirement(details: ErrorDetails) -> str:
    if details["type"] == "string_pattern_mismatch":
        return f"it must match {details['ctx']['pattern']}"
    message = details["msg"].replace("Input should", "it should")
    return message[0].lower() + message[1:]


def _dotted(root: Node, location: tuple[str | int, ...]) -> str:
    """The path as an author would write it, without the names of union members."""
    parts, node = [], root
    for step in location:
        following = node_at(node, (step,))
        if following is not node:
            parts.append(f"[{step}]" if isinstance(step, int) else f".{step}")
        node = following
    return "".join(parts).lstrip(".") or "the file"


def _found(value: Any) -> str:
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"the number {value} (quotes make it text)"
    if isinstance(value, str):
        return f"the text {_shown(value)}"
    return "a list" if isinstance(value, tuple) else "a mapping"


def _shown(value: Any) -> str:
    text = str(value)
    return f"'{text if len(text) <= 60 else text[:57] + '…'}'"


def _keys(model: type[BaseModel], location: tuple[str | int, ...]) -> list[str]:
    """The keys allowed where ``location`` leads to, in the order of the schema."""
    models = [model]
    for step in location:
        following: list[type[BaseModel]] = []
        for current in models:
            field = next((f for n, f in current.model_fields.items() if step in (n, f.alias)), None)
            if field is not None:
                following.extend(_models_in(field.annotation))
        models = following or models
    return list(
        dict.fromkeys(f.alias or name for m in models for name, f in m.model_fields.items())
    )


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif typing.get_origin(annotation) in (tuple, typing.Union, types.UnionType, typing.Annotated):
        for argument in typing.get_args(annotation):
            yield from _models_in(argument)

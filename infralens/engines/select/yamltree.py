"""YAML starters as trees of nodes with character offsets; aliases stay aliases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, TypeAlias

import yaml

from infralens.engines.select.selection import SelectError
from infralens.ground.source import SourceFile

MAX_DEPTH = 64
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RESOLVER: Any = yaml.resolver.Resolver()

Shape: TypeAlias = Literal["scalar", "alias", "sequence", "mapping"]


@dataclass(frozen=True)
class Node:
    """A node from its first character to its last, blank space and comments after it left out.

    ``value`` is a scalar's text or an alias's anchor; the children of a mapping are its keys and
    values in turn. ``is_flow`` is true for collections in brackets.
    """

    shape: Shape
    tag: str
    value: str
    start: int
    end: int
    children: tuple[Node, ...] = ()
    is_flow: bool = False


@lru_cache(maxsize=128)
def documents(source: SourceFile) -> tuple[Node, ...]:
    """The root node of each document of a YAML file.

    Raises ``SelectError`` (``source-syntax``) when it is not YAML or nests too deeply.
    """
    try:
        # Events first: the tree is built by recursion, which only a checked depth makes safe.
        events = iter(_checked(source))
        return tuple(
            _node(event, events, source.text)
            for event in events
            if isinstance(event, yaml.NodeEvent)
        )
    except yaml.YAMLError as error:
        mark: Any = getattr(error, "problem_mark", None)
        line = min(source.line_of(mark.index), len(source.lines)) if mark else 1
        problem = getattr(error, "problem", None) or "it holds a character YAML does not allow"
        raise _fault(source, f"is not valid YAML (line {line}: {problem})") from None


def _checked(source: SourceFile) -> list[Any]:
    events, depth = [], 0
    for event in yaml.parse(source.text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise _fault(source, f"nests deeper than {MAX_DEPTH} levels")
        events.append(event)
    return events


def _node(event: Any, events: Iterator[Any], text: str) -> Node:
    start, end = _index(event.start_mark), _index(event.end_mark)
    if isinstance(event, yaml.AliasEvent):
        return Node("alias", "", str(event.anchor), start, end)
    if isinstance(event, yaml.ScalarEvent):
        # The end mark of a block scalar runs on through the blank lines after it.
        end = start + len(text[start:end].rstrip())
        return Node("scalar", _scalar_tag(event), event.value, start, end)
    children: list[Node] = []
    for inner in events:
        if isinstance(inner, yaml.CollectionEndEvent):
            end = _index(inner.end_mark) if event.flow_style else children[-1].end
            break
        children.append(_node(inner, events, text))
    shape: Shape = "mapping" if isinstance(event, yaml.MappingStartEvent) else "sequence"
    tag = event.tag or ""
    return Node(shape, tag, "", start, end, tuple(children), bool(event.flow_style))


def _scalar_tag(event: Any) -> str:
    """The written tag, or the one that PyYAML's rules give a plain scalar."""
    if event.tag:
        return str(event.tag)
    return str(_RESOLVER.resolve(yaml.ScalarNode, event.value, event.implicit))


def _index(mark: Any) -> int:
    # Not the mark's line: YAML counts more characters as line breaks than the course does.
    return int(mark.index)


def _fault(source: SourceFile, fact: str) -> SelectError:
    hint = "mend the file, or address it by region: or re:"
    return SelectError("source-syntax", f"'{source.path}' {fact}", hint)

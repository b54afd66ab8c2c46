"""From text to nodes, through PyYAML's parser events.

The C parser is used where PyYAML has it (13 times faster). Depth is judged on the events, before
anything recurses: composing tens of thousands of open brackets crashes the process.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import yaml

from infralens.engines.yamlnodes.nodes import Mapping, Node, Scalar, Sequence
from infralens.ground.issue import Issue, IssueSet
from infralens.ground.position import Span
from infralens.ground.source import SourceFile

MAX_DEPTH = 24
"""How deep specs may nest; the deepest path of the schema has eight levels."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def says_nothing(text: str) -> bool:
    """True if the text is all blanks and comments."""
    return all(not line.strip() or line.lstrip().startswith("#") for line in text.split("\n"))


class _RefusedError(Exception):
    """Reading stops here; the issue is already noted."""


def read_yaml(source: SourceFile, issues: IssueSet) -> Node | None:
    """The root node of the one document in ``source``; None when an issue stands in the way.

    Twin keys are noted and the first is kept, so that one run reports all of them.
    """
    root, found = _read(source)
    issues.extend(found)
    return root


@lru_cache(maxsize=512)
def _read(source: SourceFile) -> tuple[Node | None, tuple[Issue, ...]]:
    """Kept, since a course is read anew whenever one of its files changes."""
    issues = IssueSet()
    root: Node | None = None
    try:
        root = _Builder(source, issues).document(yaml.parse(source.text, Loader=_LOADER))
        if root is None:
            fact = f"'{source.path}' has no content"
            position = source.position_of(0)
            issues.add(position, "source-empty", fact, "write it, or remove the file")
    except _RefusedError:
        pass  # the reason is noted
    except yaml.YAMLError as error:
        issues.extend([_syntax_issue(source, error)])
    return root, tuple(issues)


class _Builder:
    def __init__(self, source: SourceFile, issues: IssueSet) -> None:
        self.source = source
        self.issues = issues

    def document(self, events: Iterator[yaml.Event]) -> Node | None:
        root: Node | None = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.refuse(event, "yaml-documents", "a second document begins", "keep one")
            elif isinstance(event, yaml.NodeEvent):
                root = self.node(event, events, depth=1)
        if isinstance(root, Scalar) and not root.text.strip():
            return None
        return root

    def node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        if depth > MAX_DEPTH:
            self.refuse(event, "yaml-deep", f"nests deeper than {MAX_DEPTH} levels", "flatten it")
        if isinstance(event, yaml.AliasEvent):
            fact = f"alias '*{event.anchor}' is used"
            self.refuse(event, "yaml-alias", fact, "write the value out")
        tag = getattr(event, "tag", None)
        if tag is not None and tag != "!":
            self.refuse(event, "yaml-tag", f"tag '{tag}' is used", "write plain data without it")
        if isinstance(event, yaml.ScalarEvent):
            # The C parser says '' where the Python one says None.
            plain = not event.style and event.implicit[0]
            return Scalar(self.source, self.span(event, event), event.value, plain)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(event, events, depth)
        return self.mapping(event, events, depth)

    def sequence(self, start: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Sequence:
        items: list[Node] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                return Sequence(self.source, self.span(start, event), tuple(items))
            items.append(self.node(event, events, depth + 1))
        raise AssertionError("the parser closes what it opens")

    def mapping(self, start: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Mapping:
        entries: dict[str, tuple[Scalar, Node]] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                return Mapping(self.source, self.span(start, event), tuple(entries.values()))
            key = self.node(event, events, depth + 1)
            value = self.node(next(events), events, depth + 1)
            if not isinstance(key, Scalar):
                self.refuse(event, "yaml-syntax", "a key is a list or mapping", "use a plain word")
            elif key.text == "<<" and key.plain:
                self.refuse(event, "yaml-alias", "merge key '<<' is used", "write the keys out")
            elif key.text in entries:
                first = entries[key.text][0].position.line
                fact = f"key '{key.text}' stands twice, first in line {first}"
                self.issues.add(key.position, "yaml-twin-key", fact, "keep one of them")
            else:
                entries[key.text] = (key, value)
        raise AssertionError("the parser closes what it opens")

    def span(self, start: yaml.Event, end: yaml.Event) -> Span:
        return Span(_offset(start.start_mark), _offset(end.end_mark))

    def refuse(self, event: yaml.Event, code: str, fact: str, hint: str) -> None:
        position = self.source.position_of(_offset(event.start_mark))
        self.issues.add(position, code, fact, hint)
        raise _RefusedError


def _offset(mark: Any) -> int:
    # PyYAML's two parsers have a class each for this.
    return int(mark.index)


_UNFINISHED = {
    "could not find expected": "write 'key: value', or put text in quotes",
    "found unexpected end of stream": "close the quote that begins here",
}


def _syntax_issue(source: SourceFile, error: yaml.YAMLError) -> Issue:
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML"
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    unfinished = problem.startswith(tuple(_UNFINISHED))
    if unfinished:
        # The parser stops where it gives up; what it could not finish began at the context.
        mark = getattr(error, "context_mark", None) or mark
    offset = mark.index if mark is not None else getattr(error, "position", 0)
    position = source.position_of(min(max(offset, 0), len(source.text.removesuffix("\n"))))
    line = source.lines[position.line - 1] if position.line <= len(source.lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        hint = "indent with blanks, not tabs"
    elif unfinished:
        hint = next(hint for start, hint in _UNFINISHED.items() if problem.startswith(start))
    elif "mapping values are not allowed" in problem:
        hint = "put text that holds ': ' in quotes"
    else:
        hint = "check quotes, brackets and indentation just before this place"
    return Issue(position, "yaml-syntax", str(problem), hint)

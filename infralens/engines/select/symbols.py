"""``sym:`` places: Python functions, classes, methods and assigned names."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

from infralens.engines.select.selection import Lines, Place, SelectError
from infralens.ground.position import Span
from infralens.ground.source import SourceFile

_Definition: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_Container: TypeAlias = ast.stmt | ast.excepthandler | ast.match_case

_KEYWORDS = re.compile(r"(?:async(?:\s|\\\n)+)?(?:def|class)(?:\s|\\\n)+(?P<name>\w+)")


@lru_cache(maxsize=128)
def symbols(source: SourceFile) -> tuple[Place, ...]:
    """The symbols of a Python file, methods and nested definitions dotted, in order.

    Raises ``SelectError`` (``source-syntax``) when the file is not Python.
    """
    # A statement such as 'a, a = 1, 2' names one thing twice on the same lines: that is one place.
    places = {(p.name, p.first, p.last): p for p in reversed(list(_walk(source)))}
    return tuple(sorted(places.values(), key=lambda p: (p.first, p.token or Span(0, 0), p.name)))


def _walk(source: SourceFile) -> Iterator[Place]:
    # A list of work instead of recursion: a chain of 'elif' nests as deep as it is long.
    work: list[tuple[_Container, str, bool]] = [
        (node, "", False) for node in module_of(source).body
    ]
    while work:
        node, prefix, in_function = work.pop()
        if isinstance(node, _Definition):
            yield _definition(node, prefix, source)
            prefix += f"{node.name}."
            in_function = not isinstance(node, ast.ClassDef)
        elif not in_function and isinstance(node, ast.stmt):
            for name in _assigned(node):
                start = _offset(source, name.lineno, name.col_offset)
                token = Span(start, start + len(name.id))
                yield Place(prefix + name.id, node.lineno, _end(node), token=token)
        children = (n for n in ast.iter_child_nodes(node) if isinstance(n, _Container))
        work.extend((child, prefix, in_function) for child in children)


@lru_cache(maxsize=128)
def module_of(source: SourceFile) -> ast.Module:
    """The syntax tree of a Python file. Raises ``SelectError`` (``source-syntax``)."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source.text)
    except SyntaxError as error:
        fact = f"'{source.path}' is not valid Python (line {error.lineno or 1}: {error.msg})"
    except (ValueError, RecursionError, MemoryError):
        fact = f"'{source.path}' cannot be parsed as Python"
    raise SelectError("source-syntax", fact, "mend the file, or address it by region: or re:")


def _definition(node: _Definition, prefix: str, source: SourceFile) -> Place:
    first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
    start = _offset(source, node.lineno, node.col_offset)
    name = _KEYWORDS.match(source.text, start)
    header_end, body = _split(node, source)
    return Place(
        prefix + node.name,
        first,
        _end(node),
        token=Span(*name.span("name")) if name else None,
        signature=(first, header_end),
        body=body,
        docstring=_docstring(node, body),
    )


def _split(node: _Definition, source: SourceFile) -> tuple[int, Lines | None]:
    """The last line of the header, and the lines of the body unless it stands on the same line."""
    statement = node.body[0]
    decorators = [d.lineno for d in getattr(statement, "decorator_list", [])]
    begin = min([statement.lineno, *decorators])
    if not decorators:
        start = _offset(source, begin, statement.col_offset)
        if source.text[source.line_starts[begin - 1] : start].strip():
            return begin, None
    header_end = begin - 1
    while header_end > node.lineno and _is_idle(source.lines[header_end - 1]):
        header_end -= 1
    begin = header_end + 1
    while not source.lines[begin - 1].strip():
        begin += 1
    return header_end, (begin, _end(node))


def _is_idle(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _docstring(node: _Definition, body: Lines | None) -> Lines | None:
    statement = node.body[0]
    if body is None or not isinstance(statement, ast.Expr):
        return None
    if not (isinstance(statement.value, ast.Constant) and isinstance(statement.value.value, str)):
        return None
    if len(node.body) > 1 and node.body[1].lineno <= _end(statement):
        return None
    return statement.lineno, _end(statement)


def _assigned(node: ast.stmt) -> Iterator[ast.Name]:
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign):
        targets.extend(node.targets)
    elif isinstance(node, ast.AnnAssign):
        targets.append(node.target)
    elif type(node).__name__ == "TypeAlias":
        # 'type X = ...', which exists from Python 3.12 on.
        targets.append(node.name)  # type: ignore[attr-defined]
    while targets:
        target = targets.pop()
        if isinstance(target, ast.Name):
            yield target
        elif isinstance(target, (ast.Tuple, ast.List)):
            targets.extend(target.elts)
        elif isinstance(target, ast.Starred):
            targets.append(target.value)


def _end(node: ast.stmt | ast.expr) -> int:
    return node.end_lineno or node.lineno


def _offset(source: SourceFile, line: int, column: int) -> int:
    """The character offset of a place that Python gives in bytes of UTF-8."""
    before = source.lines[line - 1].encode()[:column].decode(errors="ignore")
    return source.line_starts[line - 1] + len(before)

"""Definitions of C++ and CUDA files as tree-sitter's CUDA grammar sees them.

The grammar is an optional dependency (``pip install infralens[cuda]``). It reads C++ too, while
the C++ grammar stumbles over kernel launches.
"""

from __future__ import annotations

from collections.abc import Iterator

from infralens.engines.select.definition import Definition, plain_name, qualified
from infralens.ground.position import Span
from infralens.ground.source import SourceFile

try:
    import tree_sitter
    import tree_sitter_cuda
except ImportError:
    _PARSER = None
else:
    _PARSER = tree_sitter.Parser(tree_sitter.Language(tree_sitter_cuda.language()))

_TYPES = frozenset({"class_specifier", "struct_specifier", "union_specifier", "enum_specifier"})
_AROUND = frozenset(
    {
        "template_declaration",
        "linkage_specification",
        "declaration",
        "field_declaration",
        "friend_declaration",
        "type_definition",
    }
)
"""What may begin before the definition that it holds, such as the line with ``template``."""


def is_installed() -> bool:
    """True if the grammar can be used."""
    return _PARSER is not None


def definitions(source: SourceFile) -> Iterator[Definition]:
    """The functions and types that a file defines, outside the bodies of functions."""
    assert _PARSER is not None
    text = _Bytes(source.text)
    root = _PARSER.parse(text.raw).root_node
    work: list[tuple[tree_sitter.Node, str]] = [(root, "")]
    while work:
        node, prefix = work.pop()
        name = _name(node)
        if node.type == "function_definition":
            body = node.child_by_field_name("body")
            if name and body and body.type == "compound_statement":
                yield _definition(node, name, body, prefix, text)
            continue
        body = node.child_by_field_name("body")
        if node.type in _TYPES and name and body:
            yield _definition(node, name, body, prefix, text)
        if name and (node.type in _TYPES or node.type == "namespace_definition"):
            prefix = qualified(prefix, plain_name(text.of(name)))
        if node.type not in ("compound_statement", "parameter_list", "enumerator_list"):
            work.extend((child, prefix) for child in node.named_children)


class _Bytes:
    """The parser counts bytes, the course characters."""

    def __init__(self, text: str) -> None:
        self.raw = text.encode("utf-8", "surrogatepass")
        self._is_ascii = text.isascii()

    def of(self, node: tree_sitter.Node) -> str:
        return self.raw[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def offset(self, byte: int) -> int:
        return byte if self._is_ascii else len(self.raw[:byte].decode("utf-8", "surrogatepass"))


def _name(node: tree_sitter.Node) -> tree_sitter.Node | None:
    """The name a node defines: of a function, what its innermost declarator declares."""
    if node.type != "function_definition":
        return node.child_by_field_name("name")
    declarator: tree_sitter.Node | None = node
    while declarator is not None and declarator.type != "function_declarator":
        inner = declarator.child_by_field_name("declarator")
        # A reference is the one declarator whose inner one has no field name.
        if inner is None and declarator.type == "reference_declarator":
            inner = next(iter(declarator.named_children), None)
        declarator = inner
    return declarator.child_by_field_name("declarator") if declarator else None


def _definition(
    node: tree_sitter.Node,
    name: tree_sitter.Node,
    body: tree_sitter.Node,
    prefix: str,
    text: _Bytes,
) -> Definition:
    outermost = node
    while (parent := outermost.parent) is not None and parent.type in _AROUND:
        outermost = parent
    last = _last_part(name)
    return Definition(
        shape="function" if node.type == "function_definition" else "type",
        name=qualified(prefix, plain_name(text.of(name))),
        token=Span(text.offset(last.start_byte), text.offset(last.end_byte)),
        start=text.offset(outermost.start_byte),
        brace=text.offset(body.start_byte),
        end=text.offset(body.end_byte),
    )


def _last_part(name: tree_sitter.Node) -> tree_sitter.Node:
    """``stop`` of ``Timer::stop``, ``hash`` of ``std::hash<int>``."""
    while name.type in ("qualified_identifier", "template_type", "template_function"):
        inner = name.child_by_field_name("name")
        if inner is None:
            break
        name = inner
    return name

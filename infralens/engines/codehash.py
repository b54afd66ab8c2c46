"""What was reviewed, as text and as hashes: one of every character, one of the code alone."""

from __future__ import annotations

import hashlib
import io
import re
import token as token_types
import tokenize
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from infralens.engines.select.languages import language_of
from infralens.engines.select.lexing import Token, is_blank, is_directive, is_operator, tokens_of
from infralens.engines.select.selection import SelectError, Selection
from infralens.engines.select.symbols import module_of
from infralens.engines.select.yamltree import Node, documents
from infralens.ground.source import SourceFile

_DIGITS = 16
# Pygments gives operators by the character; only as written together do they mean the same.
_OPERATORS = re.compile(r"<<=|>>=|<=>|->\*|\+\+|--|<<|>>|[-<>=!+*/%&|^]=|&&|\|\||->|::|\S")

_IDLE = frozenset({tokenize.COMMENT, tokenize.NL, tokenize.ENDMARKER})
_STRING_STARTS = frozenset(
    getattr(token_types, name)
    for name in ("FSTRING_START", "TSTRING_START")
    if hasattr(token_types, name)
)
_STRING_ENDS = frozenset(
    getattr(token_types, name)
    for name in ("FSTRING_END", "TSTRING_END")
    if hasattr(token_types, name)
)


def shown_text(source: SourceFile, selection: Selection) -> str:
    """The selected lines without region markers and without the indentation they share.

    Elided lines stay: they belong to what a reviewer answers for.
    """
    lines = [source.lines[n - 1] for n in sorted(_kept(selection))]
    indents = [line[: len(line) - len(line.lstrip())] for line in lines if line.strip()]
    shared = _shared_length(min(indents, default=""), max(indents, default=""))
    return "\n".join(line[shared:] for line in lines)


def text_hash(source: SourceFile, selection: Selection) -> str:
    """The hash that every edit inside the selection changes, but for indenting it as a whole."""
    return _digest("text", [shown_text(source, selection)])


def code_hash(source: SourceFile, selection: Selection) -> str:
    """The hash that edits of comments and layout leave alone and edits of code change.

    Docstrings count as code. Languages without a reader of their own, and files that their
    language's reader refuses, are hashed as text.
    """
    try:
        match language_of(source.path):
            case "python":
                return _digest("python", _python(source, _kept(selection)))
            case "yaml":
                return _digest("yaml", _yaml(source, _kept(selection)))
            case "cpp" | "cuda":
                return _digest("c", _c_like(source, _kept(selection)))
    except (SelectError, tokenize.TokenError, SyntaxError):
        pass
    return text_hash(source, selection)


def _shared_length(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    differing = (n for n, (mine, yours) in enumerate(pairs) if mine != yours)
    return next(differing, min(len(one), len(other)))


def _kept(selection: Selection) -> frozenset[int]:
    return frozenset(range(selection.first, selection.last + 1)) - selection.hidden


def _digest(scheme: str, parts: list[str]) -> str:
    text = "\0".join([scheme, *parts])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def _python(source: SourceFile, kept: frozenset[int]) -> list[str]:
    """The tokens of each logical line, after its depth relative to the shallowest line.

    The whole file is read, so that a selection may begin inside a class or a string.
    """
    statements: list[tuple[int, list[str]]] = []
    depth, begins, last = 0, True, max(kept, default=0)
    for kind, text, line in _python_tokens(source):
        if line > last:
            break
        if kind in (tokenize.INDENT, tokenize.DEDENT):
            depth += 1 if kind == tokenize.INDENT else -1
        elif kind == tokenize.NEWLINE:
            begins = True
        else:
            if begins:
                statements.append((depth, []))
            rows = [
                # A string that begins a statement is a docstring: its indentation is layout.
                row.strip() if begins else row
                for number, row in enumerate(text.split("\n"), start=line)
                if number in kept
            ]
            if rows:
                statements[-1][1].append("\n".join(rows))
            begins = False
    written = [(level, tokens) for level, tokens in statements if tokens]
    base = min((level for level, _ in written), default=0)
    return [part for level, tokens in written for part in (str(level - base), *tokens, "\n")]


@lru_cache(maxsize=128)
def _python_tokens(source: SourceFile) -> tuple[tuple[int, str, int], ...]:
    """Kind, text and line of each token. Raises ``SelectError`` when the file is not Python."""
    module_of(source)
    return tuple(_with_whole_f_strings(source))


def _with_whole_f_strings(source: SourceFile) -> Iterator[tuple[int, str, int]]:
    """The tokens with an f-string as one, as it was before Python 3.12."""
    nesting, begin = 0, (1, 0)
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        if token.type in _STRING_STARTS:
            begin = token.start if nesting == 0 else begin
            nesting += 1
        elif token.type in _STRING_ENDS:
            nesting -= 1
            if nesting == 0:
                start, end = (source.line_starts[r - 1] + c for r, c in (begin, token.end))
                yield tokenize.STRING, source.text[start:end], begin[0]
        elif nesting == 0 and token.type not in _IDLE:
            yield token.type, token.string, token.start[0]


def _yaml(source: SourceFile, kept: frozenset[int]) -> list[str]:
    """The nodes that begin in the selection, with their depth, tag and value."""
    nodes = [
        (depth, parent, node)
        for root in documents(source)
        for depth, parent, node in _preorder(root, 0, "")
        if source.line_of(node.start) in kept
    ]
    # Collections before the first leaf may have begun with the selection or merely enclose it,
    # which a neighbour outside must not decide; leaves name the collection they are in.
    leaf = next((n for n, (_, _, node) in enumerate(nodes) if not node.children), len(nodes))
    base = min((depth for depth, _, _ in nodes[leaf:]), default=0)
    return [
        part
        for depth, parent, node in nodes[leaf:]
        for part in (str(depth - base), parent, node.shape, node.tag, node.value)
    ]


def _preorder(node: Node, depth: int, parent: str) -> Iterator[tuple[int, str, Node]]:
    yield depth, parent, node
    for index, child in enumerate(node.children):
        role = f"{node.shape} {index % 2}" if node.shape == "mapping" else node.shape
        yield from _preorder(child, depth + 1, f"{role} {node.tag}")


def _c_like(source: SourceFile, kept: frozenset[int]) -> list[str]:
    """The tokens without comments and blanks; a directive is one token, however it is wrapped."""
    parts: list[str] = []
    for role, run in groupby(tokens_of(source), key=_role):
        texts = [_clipped(token, source, kept) for token in run]
        if role == "directive":
            lines = "".join(texts).replace("\\\n", " ").split("\n")
            parts += (" ".join(line.split()) for line in lines)
        elif role == "operator":
            parts += _OPERATORS.findall("".join(texts))
        elif role == "code":
            parts += texts
    return [part for part in parts if part]


def _role(token: Token) -> str:
    if is_directive(token):
        return "directive"
    if is_operator(token):
        return "operator"
    return "" if token.is_comment or is_blank(token) else "code"


def _clipped(token: Token, source: SourceFile, kept: frozenset[int]) -> str:
    rows = enumerate(token.text.split("\n"), start=source.line_of(token.start))
    return "\n".join(row for number, row in rows if number in kept)

"""Definitions of C++ and CUDA files by matching braces, for machines without the grammar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from infralens.engines.select.definition import Definition, Shape, plain_name, qualified
from infralens.engines.select.lexing import is_blank, is_directive, is_string, tokens_of
from infralens.ground.position import Span
from infralens.ground.source import SourceFile

_CLOSING = {"(": ")", "[": "]", "{": "}"}
_TYPE_WORDS = frozenset({"class", "struct", "union", "enum"})
_TAKES_PARENTHESES = frozenset(
    {"__launch_bounds__", "__attribute__", "__align__", "__declspec", "alignas", "decltype"}
    | {"noexcept", "requires", "explicit", "throw", "__cluster_dims__", "__block_size__"}
)
"""Words whose parentheses are not a list of parameters."""

_AFTER_PARAMETERS = frozenset(
    {":", "const", "volatile", "noexcept", "override", "final", "-", "&", "requires", "try"}
    | {"throw", "__attribute__", "[]"}
)


@dataclass(frozen=True)
class Atom:
    """A token, or a whole bracketed group, which is written as its two brackets."""

    text: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        return self.text.isidentifier()


@dataclass(frozen=True)
class Heading:
    """What stands before a brace; without a shape it is a scope, or a function without a name."""

    shape: Shape | None
    name: str = ""
    token: Span = field(default_factory=lambda: Span(0, 0))
    opens_scope: bool = False


def definitions(source: SourceFile) -> Iterator[Definition]:
    """The functions and types that a file defines, outside the bodies of functions."""
    atoms = _atoms(source)
    partners = _partners(atoms)
    scopes: list[str] = []
    before: list[Atom] = []
    at = 0
    while at < len(atoms):
        atom, partner = atoms[at], partners.get(at)
        at += 1
        if atom.text == ";" or (atom.text == ":" and _is_access(before)):
            before = []
        elif atom.text == "}":
            scopes, before = scopes[:-1], []
        elif partner is None:
            before.append(atom)
        elif atom.text == "{" and (heading := _heading(before)):
            prefix = scopes[-1] if scopes else ""
            name, end = qualified(prefix, heading.name), atoms[partner].end
            if heading.shape:
                start = before[0].start
                yield Definition(heading.shape, name, heading.token, start, atom.start, end)
            if heading.opens_scope:
                scopes = [*scopes, name]
            else:
                at = partner + 1
            before = []
        else:
            brackets = atom.text + _CLOSING[atom.text]
            before.append(Atom(brackets, atom.start, atoms[partner].end))
            at = partner + 1


def _atoms(source: SourceFile) -> list[Atom]:
    atoms: list[Atom] = []
    for token in tokens_of(source):
        if token.is_comment or is_blank(token) or is_directive(token) or is_string(token):
            continue
        if token.text == ":" and atoms and atoms[-1].text == ":" and atoms[-1].end == token.start:
            atoms[-1] = Atom("::", token.start - 1, token.end)
        elif token.text.strip():
            atoms.append(Atom(token.text, token.start, token.end))
    return atoms


def _partners(atoms: list[Atom]) -> dict[int, int]:
    """For each opening bracket the index of the one that closes it."""
    partners: dict[int, int] = {}
    opened: list[int] = []
    for index, atom in enumerate(atoms):
        if atom.text in _CLOSING:
            opened.append(index)
        elif opened and atom.text == _CLOSING[atoms[opened[-1]].text]:
            partners[opened.pop()] = index
    return partners


def _is_access(before: list[Atom]) -> bool:
    return len(before) == 1 and before[0].text in ("public", "private", "protected")


def _heading(before: list[Atom]) -> Heading | None:
    """What the atoms before a brace begin, or None when the brace only holds a value."""
    atoms = _without_template(before)
    texts = [atom.text for atom in atoms]
    if "namespace" in texts[:2]:
        name = "".join(text for text in texts[texts.index("namespace") + 1 :] if text != "[]")
        return Heading(None, name, opens_scope=True)
    if texts == ["extern"]:
        return Heading(None, opens_scope=True)
    parameters = _parameters(atoms)
    if "=" in texts[:parameters] and "operator" not in texts[:parameters]:
        return None
    if parameters is not None:
        is_member_value = ":" in texts[parameters:] and (atoms[-1].is_word or texts[-1] == ">")
        return None if is_member_value else _function(atoms[:parameters])
    if _TYPE_WORDS.intersection(texts):
        return _type(atoms)
    return None


def _without_template(atoms: list[Atom]) -> list[Atom]:
    while len(atoms) > 1 and atoms[0].text == "template" and atoms[1].text == "<":
        depth = 0
        for index, atom in enumerate(atoms[1:], start=1):
            depth += {"<": 1, ">": -1}.get(atom.text, 0)
            if depth == 0:
                atoms = atoms[index + 1 :]
                break
        else:
            return []
    return atoms


def _parameters(atoms: list[Atom]) -> int | None:
    """The index of a function's list of parameters."""
    for index in range(1, len(atoms)):
        before, atom = atoms[index - 1], atoms[index]
        ends = index + 1 == len(atoms) or atoms[index + 1].text in _AFTER_PARAMETERS
        named = before.is_word and before.text not in _TAKES_PARENTHESES
        symbol = any(a.text == "operator" for a in atoms[max(0, index - 4) : index])
        if atom.text == "()" and ends and (named or before.text == ">" or symbol):
            return index
    return None


def _function(atoms: list[Atom]) -> Heading:
    """A function from the atoms before its parameters."""
    begin = next((n for n, atom in enumerate(atoms) if atom.text == "operator"), None)
    if begin is not None:
        if begin + 1 == len(atoms) or atoms[begin + 1].is_word:
            return Heading(None)
        token = Span(atoms[begin].start, atoms[-1].end)
    else:
        begin = _before_arguments(atoms, len(atoms))
        token = Span(atoms[begin].start, atoms[begin].end)
        if begin and atoms[begin - 1].text == "~":
            begin -= 1
            token = Span(atoms[begin].start, token.end)
    while begin > 1 and atoms[begin - 1].text == "::":
        begin = _before_arguments(atoms, begin - 1)
    return Heading("function", plain_name("".join(a.text for a in atoms[begin:])), token)


def _before_arguments(atoms: list[Atom], end: int) -> int:
    """The index of the word that ends before ``end``, behind which template arguments may stand."""
    at, depth = end - 1, 0
    while at > 0:
        depth += {">": 1, "<": -1}.get(atoms[at].text, 0)
        if depth == 0 and atoms[at].is_word:
            break
        at -= 1
    return at


def _type(atoms: list[Atom]) -> Heading:
    """A type from the atoms before its body: its name is the last word before its bases."""
    texts = [atom.text for atom in atoms]
    keyword = next(n for n, text in enumerate(texts) if text in _TYPE_WORDS)
    name: list[Atom] = []
    for atom in atoms[keyword + 1 :]:
        if atom.text in (":", "final", "<"):
            break
        if atom.text == "::":
            name.append(atom)
        elif atom.is_word and atom.text not in _TYPE_WORDS | _TAKES_PARENTHESES:
            name = [*name, atom] if name and name[-1].text == "::" else [atom]
    opens_scope = texts[keyword] != "enum"
    if not name:
        return Heading(None, opens_scope=opens_scope)
    token = Span(name[-1].start, name[-1].end)
    return Heading("type", "".join(a.text for a in name), token, opens_scope)

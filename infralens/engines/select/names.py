"""How the arguments of ``key:`` and ``head:`` are spelt: parts, quoted where they must be."""

from __future__ import annotations

import json
import re
from typing import TypeAlias

from infralens.engines.select.selection import SelectError

KeyPart: TypeAlias = str | int
"""A mapping key, or the index of a sequence item."""

_QUOTED = r'"(?:[^"\\]|\\.)*"'
_BARE = r'[^\s\x00-\x1f."\[\]#]+'
_KEY_PART = re.compile(rf"(?P<quoted>{_QUOTED})|\[(?P<index>[0-9]{{1,6}})\]|(?P<bare>{_BARE})")
_HEADING_PART = re.compile(rf"(?P<quoted>{_QUOTED})(?=\s+>\s|\s*$)|(?P<bare>.+?)(?=\s+>\s|\s*$)")
TAIL_WORD = re.compile(r"#\S*|body|signature|without:\S*|elide:\S*|\+[0-9]+")
"""What may follow an argument; a heading that ends in such a word must be quoted."""


def split_key(text: str, offset: int = 0) -> tuple[KeyPart, ...]:
    """The parts of a YAML path: ``jobs.build.steps[1]."a.b"``. Raises ``SelectError``."""
    parts: list[KeyPart] = []
    at = 0
    while at < len(text):
        dotted = bool(parts) and text[at] == "."
        match = _KEY_PART.match(text, at + dotted)
        indexed = match is not None and match["index"] is not None
        if not match or (indexed == dotted and parts):
            raise SelectError(
                "selector-syntax",
                f"'{text}' is not a YAML path",
                'write it like jobs.build.steps[1]."a.b"',
                offset + at,
            )
        parts.append(int(match["index"]) if indexed else _unquoted(match, offset + at))
        at = match.end()
    return tuple(parts)


def join_key(parts: tuple[KeyPart, ...]) -> str:
    """The path as an author would write it."""
    text = ""
    for part in parts:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += ("." if text else "") + (part if re.fullmatch(_BARE, part) else _quote(part))
    return text


def split_headings(text: str, offset: int = 0) -> tuple[str, ...]:
    """The parts of ``Setup > "The body"``. Raises ``SelectError``."""
    parts: list[str] = []
    at = 0
    while True:
        match = _HEADING_PART.match(text, at)
        part = " ".join(_unquoted(match, offset + at).split()) if match else ""
        bare_arrow = match is not None and match["quoted"] is None and ">" in part.split()
        if not match or not part or bare_arrow:
            raise SelectError(
                "selector-syntax",
                f"'{text}' is not a path of headings",
                "write it like Setup > Install",
                offset + at,
            )
        parts.append(part)
        separator = re.compile(r"\s+>\s+").match(text, match.end())
        if not separator:
            return tuple(parts)
        at = separator.end()


def join_headings(parts: tuple[str, ...]) -> str:
    """The path as an author would write it, with quotes where the text would be misread."""
    return " > ".join(_quote(p) if _misread(p) else p for p in parts)


def _misread(heading: str) -> bool:
    words = heading.split()
    special = any(character == '"' or ord(character) < 32 for character in heading)
    return special or ">" in words or bool(TAIL_WORD.fullmatch(words[-1]))


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _unquoted(match: re.Match[str], offset: int) -> str:
    if match["quoted"] is None:
        return match["bare"]
    try:
        return str(json.loads(match["quoted"]))
    except json.JSONDecodeError as error:
        fact = f"{match['quoted']} is not a quoted name ({error.msg})"
        hint = 'after a backslash write only " or \\'
        raise SelectError("selector-syntax", fact, hint, offset) from None

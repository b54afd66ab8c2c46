"""From nodes to plain values, by the core schema of YAML 1.2.

Scalars on which YAML 1.1 and 1.2 readers disagree are refused rather than guessed.
"""

from __future__ import annotations

import re

from infralens.engines.yamlnodes.nodes import Mapping, Node, Scalar
from infralens.ground.issue import IssueSet

Value = str | int | float | bool | None | tuple["Value", ...] | dict[str, "Value"]

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?((0|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?")
_CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None}
_AMBIGUOUS = (
    (re.compile(r"(?i:yes|no|on|off|y|n)"), "is true or false to some readers, text to others"),
    (re.compile(r"True|TRUE|False|FALSE|Null|NULL"), "is a word to some readers only"),
    (re.compile(r"[-+]?0[0-9_]+"), "is octal to some readers, decimal to others"),
    (re.compile(r"[-+]?0[xob][0-9a-fA-F_]+"), "is a number to some readers only"),
    (re.compile(r"[-+]?[0-9][0-9_]*_[0-9_]*(\.[0-9_]*)?"), "is a number to some readers only"),
    (re.compile(r"[-+]?[0-9]+(:[0-5]?[0-9])+(\.[0-9]*)?"), "is a base-60 number to some readers"),
    (re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*"), "is a date to some readers"),
    (re.compile(r"[-+]?\.(?i:inf|nan)"), "is not a finite number"),
)


def plain(node: Node, issues: IssueSet) -> Value:
    """The value of a node: text, number, truth value, None, tuple or dict."""
    if isinstance(node, Mapping):
        return {key.text: plain(value, issues) for key, value in node.entries}
    if isinstance(node, Scalar):
        return _scalar(node, issues) if node.plain else node.text
    return tuple(plain(item, issues) for item in node.items)


def _scalar(node: Scalar, issues: IssueSet) -> Value:
    text = node.text
    if not text:
        return None
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    for pattern, reason in _AMBIGUOUS:
        if pattern.fullmatch(text):
            hint = "put it in quotes if it is text, or write a plain decimal number, true or false"
            issues.add(node.position, "yaml-ambiguous", f"'{text}' {reason}", hint)
            return text
    if _INTEGER.fullmatch(text) and len(text) < 20:
        return int(text)
    if _FLOAT.fullmatch(text):
        value = float(text)
        if abs(value) == float("inf"):
            hint = "write a number below 1.8e308, or quotes around text"
            issues.add(node.position, "yaml-ambiguous", f"'{text}' is not finite", hint)
        return value
    return text

"""The lock: the reviewed text of every excerpt, one file per lab or page.

Nothing in it can be recomputed from the course as it is now: it says what somebody has read and
approved. It holds no line numbers, so moving code does not touch it.
"""

from __future__ import annotations

from dataclasses import dataclass
from os.path import lexists
from pathlib import Path
from typing import Any

import yaml

from infralens.course.layout import lock_path
from infralens.engines.yamlnodes import read_yaml, validate
from infralens.ground.issue import IssueSet
from infralens.ground.position import Position
from infralens.ground.source import SourceError, read_source
from infralens.model.text import Spec


class Reviewed(Spec):
    """What was approved: the hash of the code, the hash of the text, and the text itself.

    Hashes carry the name of their method; bare digits could be taken for a number.
    """

    code: str
    text: str
    reviewed: str


class _LockSpec(Spec):
    excerpts: dict[str, Reviewed]


@dataclass(frozen=True)
class Lock:
    """The lock of one lab or page; ``positions`` says where each entry stands in the file.

    A lock that is not ``readable`` says nothing of what was reviewed, not even that nothing was.
    """

    path: str
    entries: dict[str, Reviewed]
    positions: dict[str, Position]
    readable: bool = True


def read_lock(root: Path, owner: str, issues: IssueSet) -> Lock:
    """The lock of ``owner``; an absent file is an empty lock."""
    path = lock_path(owner)
    if not lexists(root / path):
        return Lock(path, {}, {})
    problems = IssueSet()
    try:
        source = read_source(root, path, at=Position(path), within="labs")
    except SourceError as error:
        issues.extend([error.issue])
        return Lock(path, {}, {}, readable=False)
    node = read_yaml(source, problems)
    spec = validate(_LockSpec, node, problems) if node is not None else None
    for problem in problems:
        hint = "restore it from version control, or delete it and accept the excerpts anew"
        issues.add(problem.position, "lock-invalid", f"{problem.code}: {problem.fact}", hint)
    if spec is None or node is None:
        return Lock(path, {}, {}, readable=False)
    listed = node.get("excerpts")  # type: ignore[union-attr]
    positions = {key.text: key.position for key, _ in listed.entries}  # type: ignore[union-attr]
    return Lock(path, dict(spec.excerpts), positions)


def write_lock(root: Path, lock: Lock) -> None:
    """Write the lock whole or not at all; an empty one is removed."""
    target = root / lock.path
    if not lock.entries:
        target.unlink(missing_ok=True)
        return
    content = {"excerpts": {name: _plain(entry) for name, entry in lock.entries.items()}}
    text = _HEADER + yaml.dump(
        content, Dumper=_Dumper, sort_keys=True, allow_unicode=True, width=10_000
    )
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".new")
    fresh.write_text(text, encoding="utf-8", newline="\n")
    fresh.replace(target)


_FOREIGN_BREAKS = frozenset("\x85\u2028\u2029")
_HEADER = "# Reviewed excerpts. Written by `infralens accept` and `infralens refresh`.\n"


class _Code(str):
    """Text of a starter, which must never be taken for a number or a truth value."""


class _Dumper(yaml.SafeDumper):
    """Writes code of several lines as blocks, so that a change reads as a change of lines."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _plain(entry: Reviewed) -> dict[str, str]:
    return {**entry.model_dump(), "reviewed": _Code(entry.reviewed)}


def _code(dumper: yaml.SafeDumper, value: _Code) -> yaml.ScalarNode:
    # YAML counts some characters as line ends that files do not: in a block they would be lost.
    block = "\n" in value and not _FOREIGN_BREAKS & set(value)
    style = "|" if block else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(_Code, _code)

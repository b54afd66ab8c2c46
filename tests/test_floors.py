"""A module imports only from floors below its own, and only the doors know site engines."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "infralens"
FLOORS = ("ground", "model", "engines", "course", "render", "doors")
ASIDE = {"sitecheck": {"ground"}, "formulas": {"engines"}}
"""Packages beside the floors, with the floors they may import; only the doors import them."""

ENGINES = {"mkdocs", "properdocs", "zensical", "click"}
"""What only doors may import."""

MODULES = sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(tree: ast.AST, package: str) -> Iterator[str]:
    """Full names of everything imported anywhere in a module of ``package``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1]
            base = ".".join([*above, *filter(None, [node.module])]) if node.level else node.module
            yield from (f"{base}.{alias.name}" for alias in node.names)


def faults(name: str, text: str, *, is_package: bool = False) -> list[str]:
    """What a module with this name and text imports against the rules."""
    package = name if is_package else name.rpartition(".")[0]
    own = [*name.split("."), ""][1]
    return [
        f"{name} imports {imported}"
        for imported in imports(ast.parse(text), package)
        if not _allowed(own, imported.split("."))
    ]


def _allowed(own: str, imported: list[str]) -> bool:
    top, part = imported[0], [*imported, ""][1]
    if own == "bootstrap":
        return top in sys.stdlib_module_names or (top == "infralens" and part == own)
    if top == "material":
        return False
    if top in ENGINES:
        return own == "doors"
    if top != "infralens" or part == own:
        return True
    if part == "bootstrap":
        return False
    if own in ASIDE:
        return part in ASIDE[own]
    if part in ASIDE:
        return own == "doors"
    if part in FLOORS:
        return own == "__main__" or (own in FLOORS and FLOORS.index(part) < FLOORS.index(own))
    # What is left are names in infralens/__init__.py: the version, which only doors tell.
    return own in ("doors", "__main__")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_from_below(path: Path) -> None:
    package = path.name == "__init__.py"
    assert faults(name_of(path), path.read_text(encoding="utf-8"), is_package=package) == []


def test_every_package_has_a_place() -> None:
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert packages == {*FLOORS, *ASIDE, "bootstrap"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("infralens.ground.issue", "from infralens.model.spec import Spec"),
        ("infralens.ground.issue", "def f():\n    import infralens.course.load"),
        ("infralens.model.course", "from ..engines import bind"),
        ("infralens.course.load", "import infralens.doors.cli"),
        ("infralens.course.load", "from infralens import doors"),
        ("infralens.course.load", "from infralens.sitecheck import check_site"),
        ("infralens.sitecheck.site", "from infralens.model import course"),
        ("infralens.render.site", "from mkdocs.structure.files import File"),
        ("infralens.course.run", "import click"),
        ("infralens.doors.plugin", "import material"),
        ("infralens.doors.cli", "from infralens.bootstrap import commands"),
        ("infralens.bootstrap.commands", "import yaml"),
        ("infralens.bootstrap.commands", "from infralens.ground.issue import Exit"),
    ],
)
def test_the_walk_finds_a_wrong_import(name: str, text: str) -> None:
    assert len(faults(name, text)) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("infralens.doors.cli", "import click\nfrom infralens.sitecheck import check_site"),
        ("infralens.doors.cli", "from infralens import __version__"),
        ("infralens.course.load", "from infralens.course.lock import Lock\nimport yaml"),
        ("infralens.course.load", "from .lock import Lock\nfrom ..model import spec"),
        ("infralens.bootstrap.commands", "import venv\nfrom infralens.bootstrap import node"),
        ("infralens.__main__", "from infralens.doors.cli import main"),
    ],
)
def test_the_walk_lets_right_imports_pass(name: str, text: str) -> None:
    assert faults(name, text) == []

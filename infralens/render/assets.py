"""The style sheet and scripts that pages load, from the package's own files."""

from __future__ import annotations

import re
from importlib.resources import files
from importlib.resources.abc import Traversable

FOLDER = "assets/infralens"
_COMMENT = re.compile(rb"/\*.*?\*/\n?", re.DOTALL)
_MAIN = "css"
_SHELL = "shell"


def frontend_files() -> dict[str, bytes]:
    """Site path to content: sheets without their comments, modules as they are.

    A folder of sheets becomes one, joined in the order of names: a page asks for one file, and its
    authors read several. Comments are a sixth of what a page loads of a sheet; what is vendored
    keeps its licence.
    """
    root = _frontend()
    found = {f"{FOLDER}/infralens.css": _joined(root / _MAIN)}
    for entry in _entries(root / "sheets"):
        if entry.is_dir():
            found[f"{FOLDER}/sheets/{entry.name}.css"] = _joined(entry)
        else:
            found[f"{FOLDER}/sheets/{entry.name}"] = _COMMENT.sub(b"", entry.read_bytes())
    for path, entry in _walk(root, ""):
        if path.endswith(".mjs"):
            found[f"{FOLDER}/{path}"] = entry.read_bytes()
    return found


def shell_sheet() -> bytes:
    """The style of the page shell, which only the plugin's own theme needs."""
    return _joined(_frontend() / _SHELL)


def _frontend() -> Traversable:
    return files("infralens") / "frontend"


def _joined(folder: Traversable) -> bytes:
    sheets = (entry for entry in _entries(folder) if entry.name.endswith(".css"))
    return _COMMENT.sub(b"", b"".join(sheet.read_bytes() for sheet in sheets))


def _entries(folder: Traversable) -> list[Traversable]:
    return sorted(folder.iterdir(), key=lambda item: item.name)


def _walk(folder: Traversable, prefix: str) -> list[tuple[str, Traversable]]:
    found = []
    for entry in _entries(folder):
        path = f"{prefix}{entry.name}"
        found.extend(_walk(entry, f"{path}/") if entry.is_dir() else [(path, entry)])
    return found

"""The style sheet and scripts that pages load, from the package's own files."""

from __future__ import annotations

import re
from importlib.resources import files
from importlib.resources.abc import Traversable

FOLDER = "assets/infralens"
_COMMENT = re.compile(rb"/\*.*?\*/\n?", re.DOTALL)


def frontend_files() -> dict[str, bytes]:
    """Site path to content: the sheets joined in order of name, the modules as they are.

    Sheets go without their comments, a sixth of what a page loads of them; what is vendored keeps
    its licence.
    """
    root = files("infralens") / "frontend"
    sheets = sorted((root / "css").iterdir(), key=lambda sheet: sheet.name)
    joined = b"\n".join(sheet.read_bytes() for sheet in sheets if sheet.name.endswith(".css"))
    found = {f"{FOLDER}/infralens.css": _COMMENT.sub(b"", joined)}
    for path, entry in _walk(root, ""):
        if not path.startswith("css/") and path.endswith((".mjs", ".css")):
            content = entry.read_bytes()
            ours = path.startswith("sheets/")
            found[f"{FOLDER}/{path}"] = _COMMENT.sub(b"", content) if ours else content
    return found


def _walk(folder: Traversable, prefix: str) -> list[tuple[str, Traversable]]:
    found = []
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        path = f"{prefix}{entry.name}"
        found.extend(_walk(entry, f"{path}/") if entry.is_dir() else [(path, entry)])
    return found

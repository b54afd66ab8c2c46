"""The style sheet and scripts that pages load, from the package's own files."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable

FOLDER = "assets/infralens"


def frontend_files() -> dict[str, bytes]:
    """Site path to content: the sheets joined in order of name, the modules as they are."""
    root = files("infralens") / "frontend"
    sheets = sorted((root / "css").iterdir(), key=lambda sheet: sheet.name)
    joined = b"\n".join(sheet.read_bytes() for sheet in sheets if sheet.name.endswith(".css"))
    found = {f"{FOLDER}/infralens.css": joined}
    for path, entry in _walk(root, ""):
        if not path.startswith("css/") and path.endswith((".mjs", ".css")):
            found[f"{FOLDER}/{path}"] = entry.read_bytes()
    return found


def _walk(folder: Traversable, prefix: str) -> list[tuple[str, Traversable]]:
    found = []
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        path = f"{prefix}{entry.name}"
        found.extend(_walk(entry, f"{path}/") if entry.is_dir() else [(path, entry)])
    return found

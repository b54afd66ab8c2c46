"""Cases that stand in YAML files, read once in a process and by the quick parser."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def case_in(path: Path) -> Any:
    """What the file holds; nobody changes it."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)

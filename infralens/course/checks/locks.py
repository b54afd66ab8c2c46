"""Does every lock belong to a lab or page?"""

from __future__ import annotations

from pathlib import Path

from infralens.course.labfiles import lab_id_of
from infralens.course.layout import LABS, lock_path
from infralens.ground.issue import IssueSet
from infralens.ground.position import Position

_PAGES = f"{LABS}/pages/"


def check_locks(root: Path, docs: str, issues: IssueSet) -> None:
    """Note lock files whose lab or page is gone or has another name; unread ones count as there."""
    specs = (path.relative_to(root).as_posix() for path in root.glob(f"{LABS}/*/*.yml"))
    owned = {lock_path(lab) for lab in map(lab_id_of, specs) if lab is not None}
    for path in root.glob(f"{LABS}/**/*.lock.yml"):
        name = path.relative_to(root).as_posix()
        page = name.removeprefix(_PAGES).removesuffix(".lock.yml")
        if name in owned or (name.startswith(_PAGES) and (root / docs / f"{page}.md").exists()):
            continue
        hint = "rename it with its lab or page, or remove it"
        issues.add(Position(name), "unused", f"no lab or page has the lock '{name}'", hint)

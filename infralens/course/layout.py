"""Where things lie in a course's folders, and under which address they are published."""

from __future__ import annotations

import os.path
from pathlib import PurePosixPath

LABS = "labs"
CODE = "code"
DATA = "data"
CALCULATORS = "calculators"
MISSIONS = "missions"
REPLAY_ADDRESS = "/missions/replay/"
"""The page that computes an exported ledger again."""
BUGS_ADDRESS = "/calculators/spot-the-bug/"
DRILLS_ADDRESS = "/drills/"
DRILLS_PAGE = "drills/index.md"
CHANGELOG = "CHANGELOG.md"
CHANGES_ADDRESS = "/changes/"
CHANGES_PAGE = "changes/index.md"
TRACKS = "labs/tracks.yml"
EXPECTED = "expected"
"""Folder beside the starters that holds their captured output."""


def page_address(path: str) -> str:
    """The address of a Markdown page, as MkDocs makes it with directory URLs."""
    parts = PurePosixPath(path).with_suffix("").parts
    if parts[-1] in ("index", "README"):
        parts = parts[:-1]
    return "".join(f"/{part}" for part in parts) + "/"


def lab_address(lab_id: str) -> str:
    return f"/labs/{lab_id}/"


def lab_page(lab_id: str) -> str:
    return f"labs/{lab_id}.md"


def calculator_address(id_: str) -> str:
    return f"/{CALCULATORS}/{id_}/"


def calculator_page(id_: str) -> str:
    return f"{CALCULATORS}/{id_}.md"


def viewer_address(starter_path: str) -> str:
    return f"/code/{starter_path}/"


def viewer_page(starter_path: str) -> str:
    return f"code/{starter_path}.md"


def raw_address(starter_path: str) -> str:
    return f"/raw/{starter_path}"


def file_source(path: str) -> str:
    """The name under which the site engine is given a file that is published at ``path``.

    It would take a Markdown file for a page.
    """
    return f"{path}.raw" if path.endswith((".md", ".markdown", ".mdown", ".mkd")) else path


def mission_address(slug: str) -> str:
    return f"/{MISSIONS}/{slug}/"


def mission_page(slug: str) -> str:
    return f"{MISSIONS}/{slug}.md"


def scene_scope(slug: str, part: str, track: str) -> str:
    """The name under which a scene's values are known: that of no page, for it shares one."""
    return f"{mission_address(slug)}#{part}-{track}"


def archive_address(lab_id: str) -> str:
    return f"/raw/{lab_id}.zip"


def relative(address: str, page: str) -> str:
    """``address`` as seen from the page at ``page``; both begin with a slash.

    Relative addresses keep the site working under any base path.
    """
    target, mark, fragment = address.partition("#")
    if target == page:
        return mark + fragment if fragment else "./"
    path = os.path.relpath(target, page)
    if target.endswith("/"):
        path += "/"
    return path + mark + fragment


def taught_address(page: str) -> str:
    """The address of what teaches a concept: a page of docs without ``.md``, or ``labs/…``."""
    return f"/{page}/" if page.startswith(f"{LABS}/") else page_address(f"{page}.md")


def owner_address(owner: str) -> str:
    """The address of the lab (``track/slug``) or page (``docs:handbook/x``) that owns excerpts."""
    if owner.startswith("docs:"):
        return page_address(f"{owner.removeprefix('docs:')}.md")
    return lab_address(owner)


def lock_path(owner: str) -> str:
    """The lock of a lab (``track/slug``) or of a page (``docs:handbook/x``)."""
    if owner.startswith("docs:"):
        return f"{LABS}/pages/{owner.removeprefix('docs:')}.lock.yml"
    return f"{LABS}/{owner}.lock.yml"

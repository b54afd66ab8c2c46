"""The course as a tree of plain Markdown that any engine can build, without the plugin."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import yaml

from infralens.course.layout import file_source
from infralens.doors.reporting import refuse
from infralens.doors.repository import commit_of
from infralens.doors.settings import Settings, plugin_name
from infralens.model.course import Course
from infralens.render import GeneratedPage, Site, front_matter, render_site
from infralens.render.assets import FOLDER, frontend_files
from infralens.render.sources import SourceLinks


def materialize(course: Course, settings: Settings, out: Path) -> int:
    """Write ``mkdocs.yml`` and ``docs/`` below ``out``, which must not exist; returns the count.

    Raises ``SystemExit`` when ``out`` exists, since nothing of anybody's is overwritten, or when it
    would lie among the pages that are copied into it.
    """
    pages = course.root / settings.docs
    fault = "exists" if out.exists() else "lies among the pages"
    if out.exists() or out.resolve().is_relative_to(pages.resolve()):
        raise SystemExit(refuse(str(out), f"'{out}' {fault}", "name a new folder"))
    repository = str(settings.values.get("repo_url") or "").rstrip("/") or None
    links = SourceLinks(repository, commit_of(course.root))
    site = render_site(course, links, str(settings.values.get("site_url") or "") or None)
    docs = out / "docs"
    shutil.copytree(pages, docs, ignore=shutil.ignore_patterns("data"))
    count = 0
    for path, content in _content(site):
        target = docs / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        count += 1
    (out / "mkdocs.yml").write_text(_settings(settings.values, course), encoding="utf-8")
    return count + 1


def _content(site: Site) -> list[tuple[str, bytes]]:
    pages = [*site.written.items(), *((page.path, _whole(page)) for page in site.pages)]
    renamed = {file.path: file_source(file.path) for file in site.files}
    renamed = {path: source for path, source in renamed.items() if path != source}
    return [
        *((path, _linked(text, renamed).encode()) for path, text in pages),
        *((file_source(file.path), file.content) for file in site.files),
        *frontend_files().items(),
    ]


def _linked(text: str, renamed: dict[str, str]) -> str:
    """Links to files that other engines would take for pages, under the names they have here."""
    for path, source in renamed.items():
        text = text.replace(f'{path}"', f'{source}"')
    return text


def _whole(page: GeneratedPage) -> str:
    matter = yaml.safe_dump(front_matter(page), allow_unicode=True, sort_keys=False)
    return f"---\n{matter}---\n\n{page.markdown}"


def _settings(settings: dict[str, Any], course: Course) -> str:
    plugins = [p for p in settings.get("plugins", []) if plugin_name(p) != "infralens"]
    nav = [_with_labs(item, course) for item in settings.get("nav", [])]
    kept = {
        **settings,
        "docs_dir": "docs",
        "not_in_nav": f"{settings.get('not_in_nav') or ''}\n/code/\n",
        "plugins": plugins,
        "nav": nav,
        "extra_css": [*settings.get("extra_css", []), *_sheets()],
        "extra_javascript": [
            *settings.get("extra_javascript", []),
            {"path": f"{FOLDER}/main.mjs", "type": "module"},
        ],
    }
    return yaml.safe_dump(kept, sort_keys=False, allow_unicode=True)


def _sheets() -> list[str]:
    """All of them, since these pages do not say which they need; the first is meant for all."""
    found = [path for path in frontend_files() if path.endswith(".css")]
    return sorted(found, key=lambda path: path != f"{FOLDER}/infralens.css")


def _with_labs(item: Any, course: Course) -> Any:
    """The navigation entry; the labs, which the plugin keeps apart, are listed under theirs."""
    if isinstance(item, dict) and "labs/index.md" in item.values():
        tracks = [
            {
                track.spec.title: [
                    f"labs/{track.spec.id}/index.md",
                    *(f"labs/{lab.id}.md" for lab in track.labs),
                ]
            }
            for track in course.tracks
        ]
        return {next(iter(item)): ["labs/index.md", *tracks]}
    return item

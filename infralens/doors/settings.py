"""What ``mkdocs.yml`` says about the course, read without MkDocs and without running anything."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from infralens.ground.issue import Issue
from infralens.ground.position import Position


@dataclass(frozen=True)
class Settings:
    """The settings as written, and where they put the course and its pages."""

    values: dict[str, Any]
    root: Path
    docs: str


class SettingsError(Exception):
    """The settings cannot be read; ``issue`` says why."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(str(issue))
        self.issue = issue


def read_settings(config_file: Path) -> Settings:
    """Read the settings of a site.

    Raises ``SettingsError`` when they are no YAML mapping, or put the pages outside the course.
    """
    base = config_file.resolve().parent
    try:
        values = yaml.load(config_file.read_text(encoding="utf-8"), Loader=_Loader)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise _refusal(config_file, _reason(error), "mend it", error) from None
    if not isinstance(values, dict):
        raise _refusal(config_file, "it holds no settings", "begin with 'site_name: …'", None)
    if _options(values) is None and "INHERIT" not in values:
        fact = "plugin 'infralens' is not listed"
        raise _refusal(config_file, fact, "name the mkdocs.yml of a course, or add it there", None)
    root = (base / str((_options(values) or {}).get("root") or ".")).resolve()
    docs = (base / str(values.get("docs_dir") or "docs")).resolve()
    if not docs.is_relative_to(root):
        fact = f"docs_dir '{docs.name}' lies outside the course"
        raise _refusal(config_file, fact, "keep it below the plugin's root", None)
    return Settings(values, root, docs.relative_to(root).as_posix())


def plugin_name(plugin: Any) -> str:
    """The name of an entry of ``plugins``, with or without options."""
    return str(next(iter(plugin))) if isinstance(plugin, dict) and plugin else str(plugin)


def _options(values: dict[str, Any]) -> dict[str, Any] | None:
    """What is said to the plugin; None where it is not listed."""
    plugins = values.get("plugins")
    if isinstance(plugins, dict):
        plugins = [{name: options} for name, options in plugins.items()]
    for plugin in plugins if isinstance(plugins, list) else []:
        if plugin_name(plugin) == "infralens":
            options = plugin["infralens"] if isinstance(plugin, dict) else None
            return options if isinstance(options, dict) else {}
    return None


def _reason(error: Exception) -> str:
    return str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)


def _refusal(config_file: Path, fact: str, hint: str, error: Exception | None) -> SettingsError:
    mark = getattr(error, "problem_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    at = Position(config_file.as_posix(), line, column)
    return SettingsError(Issue(at, "config-invalid", fact, hint))


class _Loader(yaml.SafeLoader):
    """Safe, and deaf to the tags that only MkDocs understands."""


_Loader.add_multi_constructor("!", lambda loader, suffix, node: None)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda loader, suffix, node: None)

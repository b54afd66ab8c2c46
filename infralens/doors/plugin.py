"""The MkDocs plugin: each event hands over to the floors below.

The course is read and judged in ``on_config``, before MkDocs empties the output folder, so a
course with faults leaves the site that stands untouched.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from infralens import __version__
from infralens.course import load_course
from infralens.course.addresses import source_paths
from infralens.course.layout import CODE, DATA, LABS, file_source, page_address
from infralens.doors.navigation import NavigationView, page_view, template_view
from infralens.doors.repository import commit_of
from infralens.doors.serving import keep_last
from infralens.ground.codes import Severity
from infralens.ground.issue import Exit, IssueSet
from infralens.model.course import Course
from infralens.render import Site, front_matter, render_site
from infralens.render.assets import frontend_files, shell_sheet
from infralens.render.rendered import aligned_by_class
from infralens.render.slides import slides_html
from infralens.render.sources import SourceLinks

log = get_plugin_logger("infralens")

THEME = Path(__file__).parent.parent / "theme"
_EXTENSIONS = ("attr_list", "tables", "toc")


class InfraLensConfig(Config):  # type: ignore[no-untyped-call]
    """Options of the plugin in ``mkdocs.yml``."""

    root = config_options.Optional(config_options.Type(str))
    """The course's folder, with labs/ and code/; default: the folder of mkdocs.yml."""
    branch = config_options.Type(str, default="main")
    """The branch on which edit links open a file."""


class InfraLensPlugin(BasePlugin[InfraLensConfig]):  # type: ignore[no-untyped-call]
    """Feeds a course into MkDocs (or ProperDocs) as generated pages."""

    given: tuple[Course, IssueSet] | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Having this event makes MkDocs keep the instance, and its caches, while serving."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        reported = self.given is not None
        course, issues = self.read(config)
        for issue in [] if reported else issues.of(Severity.NOTICE):
            log.info(issue.report())
        for issue in issues.of(Severity.WARNING):
            log.warning(issue.report())
        if issues.exit is not Exit.FINE:
            faults = issues.of(Severity.BROKEN, Severity.STALE)
            for issue in faults:
                log.error(issue.report())
            raise PluginError(f"{len(faults)} issue{'s' if len(faults) > 1 else ''}; nothing built")
        self.course: Course = course
        links = SourceLinks(
            (config.repo_url or "").rstrip("/") or None,
            commit_of(course.root),
            self.config.branch,
        )
        self.links = links
        self.site: Site = render_site(course, links, config.site_url)
        self.decks = {page.path for page in course.pages if page.slides}
        self.generated = {page.path: page for page in self.site.pages}
        _prepare(config, course.root, self.config.branch)
        return config

    def on_serve(self, server: Any, *, config: MkDocsConfig, builder: Callable[[], None]) -> Any:
        server.builder = keep_last(builder)
        return server

    def read(self, config: MkDocsConfig) -> tuple[Course, IssueSet]:
        """The course that the configuration names, with its issues.

        A command that has read it before it builds leaves it in ``given``, to be used once.
        """
        if self.given is not None:
            given, self.given = self.given, None
            return given
        root = _root(self.config, config)
        docs = Path(config.docs_dir).resolve()
        if not docs.is_relative_to(root) or not config.use_directory_urls:
            fact = (
                "docs_dir lies outside the course"
                if config.use_directory_urls
                else ("use_directory_urls is off")
            )
            raise PluginError(
                f"mkdocs.yml:1:1: config-invalid: {fact}; "
                "keep docs below the course's folder, and use_directory_urls on"
            )
        return load_course(root, docs.relative_to(root).as_posix())

    @event_priority(50)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        for file in list(files):
            path = file.src_uri
            data = path.startswith(f"{DATA}/") and path.endswith((".yml", ".yaml"))
            if data or path.startswith(_UNUSED):
                files.remove(file)
        named = _named(config.nav)
        for path in sorted(path for path in named if path.endswith(".md")):
            new = self.course.moved.get(page_address(path))
            if new is not None:
                log.warning(
                    f"mkdocs.yml:1:1: page-moved: the nav names '{path}', which has moved; "
                    f"name '{source_paths(self.course)[new]}'"
                )
        for page in self.site.pages:
            placed = page.in_navigation and (config.nav is None or page.path in named)
            if page.in_navigation and not placed:
                log.warning(
                    f"mkdocs.yml:1:1: config-invalid: generated page '{page.path}' has no place "
                    f"in the nav; add '- {page.title}: {page.path}' to it"
                )
            level = InclusionLevel.INCLUDED if placed else InclusionLevel.NOT_IN_NAV
            _add(files, config, page.path, page.markdown, level)
        for generated in self.site.files:
            source = file_source(generated.path)
            _add(files, config, source, generated.content, InclusionLevel.INCLUDED)
            published = files.get_file_from_path(source)
            assert published is not None
            published.dest_uri = published.url = generated.path
        for path, content in {**frontend_files(), _SHELL: shell_sheet()}.items():
            _add(files, config, path, content, InclusionLevel.INCLUDED)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        self.navigation = NavigationView(self.course, nav, self.generated)
        return nav

    @event_priority(100)
    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        path = page.file.src_uri
        generated = self.generated.get(path)
        if generated is None:
            return self.site.written.get(path, markdown)
        page.title = generated.title
        page.meta.update(front_matter(generated))
        page.edit_url = self.links.edit(generated.source)
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        html = aligned_by_class(html)
        return slides_html(html) if page.file.src_uri in self.decks else html

    def on_page_context(
        self, context: Any, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> Any:
        context["il"] = page_view(self.navigation, page, self.links, __version__, config)
        return context

    def on_template_context(self, context: Any, *, template_name: str, config: MkDocsConfig) -> Any:
        if template_name == "404.html":
            context["il"] = template_view(self.navigation, context["base_url"], __version__)
        return context


_SHELL = "assets/shell/shell.css"
_UNUSED = "assets/javascripts/"
"""Material's scripts: the page shell has its own (decision 0001 in the guide)."""


def _root(options: InfraLensConfig, config: MkDocsConfig) -> Path:
    base = Path(config.config_file_path or Path.cwd()).resolve()
    base = base.parent if base.is_file() else base
    return (base / (options.root or ".")).resolve()


def _named(nav: Any) -> frozenset[str]:
    """The pages that a navigation names, at any depth."""
    if isinstance(nav, str):
        return frozenset({nav})
    items = nav.values() if isinstance(nav, dict) else nav or ()
    return frozenset().union(*map(_named, items))


_GUESSED_EDIT_URI = "edit/master/docs/"
"""What MkDocs supposes for GitHub when a site says nothing."""


def _prepare(config: MkDocsConfig, root: Path, branch: str) -> None:
    """What pages need: templates, extensions, watched folders, links to edit them."""
    if config.edit_uri == _GUESSED_EDIT_URI:
        docs = Path(config.docs_dir).resolve().relative_to(root).as_posix()
        config.edit_uri = f"edit/{branch}/{docs}/"
    if str(THEME) not in config.theme.dirs:
        # Before Material's, after those of the site itself.
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
    for name in _EXTENSIONS:
        if name not in config.markdown_extensions:
            config.markdown_extensions.append(name)
    config.watch.extend(str(root / name) for name in (LABS, CODE) if (root / name).is_dir())


def _add(
    files: Files, config: MkDocsConfig, path: str, content: str | bytes, level: InclusionLevel
) -> None:
    present = files.get_file_from_path(path)
    if present is not None:
        files.remove(present)
    files.append(File.generated(config, path, content=content, inclusion=level))

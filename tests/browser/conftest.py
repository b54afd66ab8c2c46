"""The site, built once, and the browser that looks at it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from infralens.bootstrap.chromium import find_chromium
from infralens.bootstrap.environment import ROOT, program
from infralens.course.load import load_course
from infralens.model.computable import Calculator
from infralens.model.scene import Mission
from tests.browser.serving import serving
from tests.browser.site import BASE, Site, kinds_of_pages, published_base
from tests.builder import Project

# A browser that calls its maker would blur which requests the site makes.
QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The real site, built by the real command."""
    folder = tmp_path_factory.mktemp("built") / "site"
    command = [str(program("infralens")), "build", "--site-dir", str(folder)]
    built = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    if built.returncode:
        last = "".join([*built.stdout.splitlines(True)[-5:], *built.stderr.splitlines(True)[-5:]])
        pytest.fail(f"the site does not build:\n{last}", pytrace=False)
    published = published_base(folder)
    with serving(folder, (BASE, published)) as origin:
        yield Site(folder, origin, published, kinds_of_pages(folder))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium that the setup found, else Playwright's own."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    args = [*QUIET, "--no-sandbox"] if root else list(QUIET)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=find_chromium(), args=args)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def thorough(pytestconfig: pytest.Config) -> bool:
    """Whether to visit every page: in CI, and when asked."""
    return bool(os.environ.get("CI")) or bool(pytestconfig.getoption("--all-pages"))


@pytest.fixture(scope="session")
def pages(site: Site, thorough: bool) -> list[str]:
    """The pages to visit: all of them, or one of each kind."""
    return list(site.kinds) if thorough else site.one_of_each_kind()


@pytest.fixture(scope="session")
def missions() -> tuple[Mission, ...]:
    """The course's missions; without one nothing about missions would be proven."""
    course, _ = load_course(ROOT)
    assert course.missions, "the course has no mission to test"
    return course.missions


@pytest.fixture(scope="session")
def calculators() -> list[Calculator]:
    """The course's calculators, as Python knows them."""
    course, issues = load_course(ROOT)
    assert course is not None, issues
    return list(course.calculators)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the small course, built and served."""
    site = Project(tmp_path_factory.mktemp("small")).build()
    with serving(site.folder, ("/small/",)) as origin:
        yield f"{origin}/small/"

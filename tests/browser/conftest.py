"""The site, served, and the browser that looks at it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from infralens.model.computable import Calculator
from infralens.model.scene import Mission
from tests.browser.launching import launched
from tests.browser.serving import serving
from tests.browser.site import BASE, Site, kinds_of_pages, published_base
from tests.builder import Site as SmallSite
from tests.this_course import this_course

# How long a condition is awaited: patience with a busy machine, and no measure of the page. What
# has to be fast is measured by tests that run alone.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def site(built_site: Path) -> Iterator[Site]:
    """The real site, served."""
    published = published_base(built_site)
    with serving(built_site, (BASE, published)) as origin:
        yield Site(built_site, origin, published, kinds_of_pages(built_site))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium that the setup found, else Playwright's own."""
    with sync_playwright() as playwright, launched(playwright) as browser:
        yield browser


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
    course, _ = this_course()
    assert course.missions, "the course has no mission to test"
    return course.missions


@pytest.fixture(scope="session")
def calculators() -> list[Calculator]:
    """The course's calculators, as Python knows them."""
    course, issues = this_course()
    assert course is not None, issues
    return list(course.calculators)


@pytest.fixture(scope="session")
def small(small_site: SmallSite) -> Iterator[str]:
    """The address of the small course, built and served."""
    with serving(small_site.folder, ("/small/",)) as origin:
        yield f"{origin}/small/"

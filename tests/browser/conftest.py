"""The site, served, and the browser that looks at it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from infralens.bootstrap.chromium import find_chromium
from infralens.bootstrap.environment import ROOT
from infralens.course.load import load_course
from infralens.model.computable import Calculator
from infralens.model.scene import Mission
from tests.browser.serving import serving
from tests.browser.site import BASE, Site, kinds_of_pages, published_base
from tests.builder import Project

# Each window would start two processes for what drops down from its address line.
WINDOWS = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup")
# Of two lists a browser takes the last: what Playwright has off in every browser stays off.
PLAYWRIGHTS = (
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)
# A browser that calls its maker would blur which requests the site makes.
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join((*WINDOWS, *PLAYWRIGHTS))}",
)


@pytest.fixture(scope="session")
def site(built_site: Path) -> Iterator[Site]:
    """The real site, served."""
    published = published_base(built_site)
    with serving(built_site, (BASE, published)) as origin:
        yield Site(built_site, origin, published, kinds_of_pages(built_site))


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

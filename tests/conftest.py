"""What holds for every test: in CI, a test that does not run is a failure."""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from xdist.scheduler import LoadScopeScheduling

from tests.built_once import built_once

if TYPE_CHECKING:
    from tests.builder import Site

_WORKER = "PYTEST_XDIST_WORKER"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--all-pages",
        action="store_true",
        help="browser tests: visit every page, not one of each kind",
    )


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """What one process runs is a file's tests, or those of a share of the pages."""
    scheduler = LoadScopeScheduling(config, log)
    scheduler._split_scope = _unit
    return scheduler


def _unit(nodeid: str) -> str:
    share = re.search(r"pages \d+ of \d+", nodeid)
    return nodeid.partition("::")[0] + (share[0] if share else "")


def pytest_collection_finish() -> None:
    """What was imported and collected stays: no search for garbage need go through it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the browser tests last: the quick ones say sooner what is wrong.

    Where processes share the work, what takes long comes first: at the end it would be one's alone.
    """
    order = ["slow", "browser", ""] if _WORKER in os.environ else ["", "slow", "browser"]
    items.sort(key=lambda item: order.index(_kind(item)))


def _kind(item: pytest.Item) -> str:
    return next((one for one in ("browser", "slow") if item.get_closest_marker(one)), "")


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the real site, built by the real command."""
    base = tmp_path_factory.getbasetemp()
    return built_once((base.parent if _WORKER in os.environ else base) / "site")


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of the small course as it is; nobody changes it."""
    # What only reads modules needs no course.
    from tests.builder import Project

    return Project(tmp_path_factory.mktemp("small")).build()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and os.environ.get("CI"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI, where every test must run: {report.longrepr}"
    return report

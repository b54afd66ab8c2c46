"""The option to rewrite golden files, the small course, and how hard hypothesis tries."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests.builder import Project
from tests.cases import golden as golden_files

settings.register_profile("quick", max_examples=40, deadline=None, derandomize=True)
settings.register_profile("thorough", max_examples=1000, deadline=None)
settings.load_profile("thorough" if os.environ.get("CI") else "quick")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="rewrite golden files that differ, never in CI; give the folder of the tests too",
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> golden_files.Golden:
    return golden_files.golden(request)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)

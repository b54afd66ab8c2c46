"""The site and the course for all reading checks."""

from __future__ import annotations

from pathlib import Path

import pytest

from infralens.bootstrap.environment import ROOT
from infralens.course.load import load_course
from infralens.model.course import Course
from tests.reading.built import Built


@pytest.fixture(scope="session")
def built(built_site: Path) -> Built:
    """The real site, as its files."""
    return Built(built_site)


@pytest.fixture(scope="session")
def course() -> Course:
    """The real course."""
    return load_course(ROOT)[0]

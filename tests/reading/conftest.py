"""The site and the course for all reading checks."""

from __future__ import annotations

from pathlib import Path

import pytest

from infralens.model.course import Course
from tests.reading.built import Built
from tests.this_course import this_course


@pytest.fixture(scope="session")
def built(built_site: Path) -> Built:
    """The real site, as its files."""
    return Built(built_site)


@pytest.fixture(scope="session")
def course() -> Course:
    """The real course."""
    return this_course()[0]

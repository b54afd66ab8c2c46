"""A Node process for all tests of this folder, and the formulas of the cases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from infralens.engines.formula import Library
from tests.course.conftest import golden
from tests.formula.node import Node
from tests.formula.reading import constructs as read_constructs

__all__ = ["golden"]


@pytest.fixture(scope="session")
def node() -> Iterator[Node]:
    process = Node()
    yield process
    process.close()


@pytest.fixture(scope="session")
def constructs() -> Library:
    return read_constructs()

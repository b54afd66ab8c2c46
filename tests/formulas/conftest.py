"""Both languages, for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.formula.node import Node
from tests.formulas.claims import Evaluator, in_javascript, in_python


@pytest.fixture(scope="session")
def node() -> Iterator[Node]:
    process = Node()
    yield process
    process.close()


@pytest.fixture(params=["python", "javascript"])
def run(request: pytest.FixtureRequest) -> Evaluator:
    """Evaluates calls in one of the languages."""
    if request.param == "python":
        return in_python
    return in_javascript(request.getfixturevalue("node"))

"""The site, built once for all reading checks."""

from __future__ import annotations

import subprocess

import pytest

from infralens.bootstrap.environment import ROOT, program
from infralens.course.load import load_course
from infralens.model.course import Course
from tests.reading.built import Built


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The real site, built by the real command."""
    folder = tmp_path_factory.mktemp("reading") / "site"
    command = [str(program("infralens")), "build", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return Built(folder)


@pytest.fixture(scope="session")
def course() -> Course:
    """The real course."""
    return load_course(ROOT)[0]

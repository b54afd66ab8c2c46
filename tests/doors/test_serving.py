"""``infralens serve``: edits that build are shown, edits that do not leave the last site."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest

from infralens.ground.issue import Exit
from tests.builder import LAB, ROOT, Project

STILL = "the site from before this edit is still served"


@dataclass(frozen=True)
class Served:
    """A course that is being served, and what the server says."""

    project: Project
    port: int
    output: IO[str]

    def said(self, words: str) -> str:
        """All lines up to the one that holds the words."""
        lines = []
        for line in self.output:
            lines.append(line)
            if words in line:
                return "".join(lines)
            if "will appear stuck" in line:
                break
        raise AssertionError("".join(lines))

    def page(self, address: str) -> str:
        url = f"http://127.0.0.1:{self.port}/course/{address}"
        with urllib.request.urlopen(url, timeout=30) as answer:
            return str(answer.read().decode())


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@pytest.fixture
def served(project: Project) -> Iterator[Served]:
    port = free_port()
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "infralens", "serve", "-a", f"127.0.0.1:{port}"],
        cwd=project.root,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as server:
        assert server.stdout is not None
        try:
            served = Served(project, port, server.stdout)
            served.said("Serving on")
            yield served
        finally:
            server.terminate()


@pytest.mark.slow
def test_an_edit_that_does_not_build_leaves_the_last_site(served: Served) -> None:
    served.project.edit(LAB, "Count the bytes", "Sum the bytes")
    served.said("Reloading browsers")
    assert "Sum the bytes" in served.page("labs/basics/warm-up/")
    served.project.edit(LAB, "minutes: 5", "minutes: five")
    assert f"{LAB}:3:10: wrong-type" in served.said(STILL)
    assert "Sum the bytes" in served.page("labs/basics/warm-up/")
    served.project.edit("mkdocs.yml", "site_name: Small course", "site_name: [Small")
    served.said(STILL)
    assert "Sum the bytes" in served.page("labs/basics/warm-up/")
    served.project.edit("mkdocs.yml", "site_name: [Small", "site_name: Small course")
    served.project.edit(LAB, "minutes: five", "minutes: 7")
    served.said("Documentation built")
    served.said("Reloading browsers")
    assert "7 minutes" in served.page("labs/basics/warm-up/")


@pytest.mark.slow
def test_an_address_in_use_is_reported(project: Project, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = project.command("serve", "-a", f"127.0.0.1:{port}")
    assert result.exit_code == Exit.BROKEN
    assert f"config-invalid: cannot listen on 127.0.0.1:{port}: Address already in use" in (
        result.output
    )


@pytest.mark.slow
def test_a_course_that_is_faulty_from_the_start_is_not_served(project: Project) -> None:
    project.edit(LAB, "minutes: 5", "minutes: five")
    command = [sys.executable, "-m", "infralens", "serve", "-a", "127.0.0.1:0"]
    ended = subprocess.run(
        command, cwd=project.root, capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == Exit.BROKEN
    assert "nothing is served: mend what is reported above" in ended.stderr

"""The benchmarks still run; those whose bar is far off on any machine hold it."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from infralens.bootstrap.environment import ROOT


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows does not tell what a process used")
def test_growth_is_measured() -> None:
    command = [sys.executable, "benchmarks/scale.py", "--labs", "3"]
    answer = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert re.search(r"^from 3 to 3 labs a page costs \d\.\d\d times", answer.stdout, re.MULTILINE)


@pytest.mark.alone
@pytest.mark.slow
def test_ten_million_queue_events_a_second() -> None:
    command = [sys.executable, "benchmarks/mission.py", "--runs", "3"]
    answer = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    print(answer.stdout)
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.slow
def test_chapters_are_counted() -> None:
    command = [sys.executable, "benchmarks/content.py"]
    answer = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert re.search(r"^profiling +[1-9]", answer.stdout, re.MULTILINE)
    assert re.search(r"^all +[1-9]", answer.stdout, re.MULTILINE)

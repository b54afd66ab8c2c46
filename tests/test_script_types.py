"""The browser modules hold their types."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from infralens.bootstrap.environment import ROOT
from infralens.bootstrap.node import MODULES, node_command

COMPILER = MODULES / "typescript" / "bin" / "tsc"


@pytest.mark.skipif(not COMPILER.is_file(), reason="the test command installs the compiler")
def test_every_module_type_checks(tmp_path: Path) -> None:
    # Laid out as they are served, for they import one another by those addresses.
    shutil.copytree(ROOT / "infralens" / "theme" / "assets", tmp_path / "assets")
    ours = tmp_path / "assets" / "infralens"
    shutil.copytree(ROOT / "infralens" / "frontend", ours, dirs_exist_ok=True)
    shutil.copy(ROOT / "tests" / "tsconfig.json", tmp_path)
    command = [*node_command("node"), str(COMPILER), "-p", str(tmp_path), "--pretty", "false"]
    answer = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stdout + answer.stderr

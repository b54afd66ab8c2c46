"""The simulations of the page, run under Node."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from infralens.bootstrap.environment import ROOT
from infralens.bootstrap.node import node_command

FRONTEND = ROOT / "infralens" / "frontend"
_RUNNER = Path(__file__).parent / "runner.mjs"


def simulated(**request: Any) -> Any:
    """The answer of ``runner.mjs`` to one request, from a process of its own."""
    command = [*node_command("node"), str(_RUNNER), str(FRONTEND)]
    text = json.dumps(request) + "\n"
    answer = subprocess.run(
        command, input=text, check=True, capture_output=True, text=True, encoding="utf-8"
    )
    found = json.loads(answer.stdout)
    assert "failed" not in found, found["failed"]
    return found

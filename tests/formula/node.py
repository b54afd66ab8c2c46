"""One Node process that answers thousands of calls."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from infralens.bootstrap.environment import ROOT
from infralens.bootstrap.node import node_command

_RUNNER = Path(__file__).parent / "runner.mjs"


class Node:
    """The running process; close it when done."""

    def __init__(self) -> None:
        command = [*node_command("node"), str(_RUNNER), str(ROOT / "infralens" / "frontend")]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def ask(self, **request: Any) -> Any:
        """The answer to one request, as ``runner.mjs`` describes it."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline() or '{"failed": "Node ended"}')
        assert "failed" not in answer, answer["failed"]
        return answer

    def close(self) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(timeout=30)

"""The two commands of the README: what they need, what they refuse, what they pass on."""

from __future__ import annotations

import ast
import hashlib
import json
import os
import re
import subprocess
import sys
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from infralens.bootstrap import chromium, commands, environment
from infralens.bootstrap.commands import Step
from infralens.bootstrap.environment import ROOT, SITE_LOCK, TEST_LOCK, SetupError

PACKAGE = ROOT / "infralens" / "bootstrap"
LOCKS = pytest.mark.parametrize("lock", [SITE_LOCK, TEST_LOCK], ids=["site", "tests"])


def pins(lock: Path) -> dict[str, str]:
    """Each package of a lock file with its version, by name and marker."""
    found = re.findall(
        r"^([a-z0-9-]+)==(\S+)((?: ; [^\\\n]+)?) \\$", lock.read_text(), re.MULTILINE
    )
    return {f"{name}{marker.rstrip()}": version for name, version, marker in found}


def test_an_old_python_is_told_which_one_is_needed() -> None:
    for file in (ROOT / "infralens" / "__init__.py", PACKAGE / "__main__.py"):
        ast.parse(file.read_text(encoding="utf-8"), feature_version=(3, 4))
    run = "import sys, runpy; sys.version_info = (3, 9, 2); runpy.run_module('infralens.bootstrap')"
    answer = subprocess.run(
        [sys.executable, "-c", run], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert answer.returncode == 1
    assert answer.stderr.startswith("Python 3.11.5 or newer is needed; this is ")


def test_the_setup_imports_the_standard_library_alone() -> None:
    for file in PACKAGE.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            for name in names:
                ours = name.startswith("infralens.bootstrap")
                assert ours or name.split(".")[0] in sys.stdlib_module_names, f"{file}: {name}"


@LOCKS
def test_a_lock_holds_hashes_and_no_address(lock: Path) -> None:
    lines = lock.read_text(encoding="utf-8").splitlines()
    kinds = {"pin": r"[a-z0-9-]+==\S+( ; .+)? \\", "hash": r"    --hash=sha256:[0-9a-f]{64}( \\)?"}
    named = [next((k for k, v in kinds.items() if re.fullmatch(v, line)), line) for line in lines]
    assert set(named) == {"pin", "hash"}
    assert ("pin", "pin") not in pairwise(named), "a package without a hash"


@LOCKS
def test_a_lock_holds_every_dependency_of_the_project(lock: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["starters"], *extras["checkout"], *extras["cuda"]]
    if lock == TEST_LOCK:
        wanted += extras["test"]
    names = {re.split(r"[<>=!~]", one)[0].lower() for one in wanted}
    assert names <= {name.split(" ")[0] for name in pins(lock)}


def test_the_two_locks_agree() -> None:
    site, tests = pins(SITE_LOCK), pins(TEST_LOCK)
    assert site.items() <= tests.items()


def test_the_lock_of_the_checkers_holds_hashes_and_no_address() -> None:
    lock = json.loads((ROOT / "tests" / "package-lock.json").read_text(encoding="utf-8"))
    packages = [package for name, package in lock["packages"].items() if name]
    assert all("integrity" in package for package in packages)
    assert not [package for package in packages if "resolved" in package]


def test_the_pip_that_is_brought_along_is_the_reviewed_one() -> None:
    digest = hashlib.sha256(environment._PIP.read_bytes()).hexdigest()
    assert digest == environment._PIP_SHA256
    assert digest in (environment._PIP.parent / "README.md").read_text(encoding="utf-8")


def test_another_file_in_its_place_is_never_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "pip.whl"
    other.write_bytes(b"not pip")
    monkeypatch.setattr(environment, "_PIP", other)
    with pytest.raises(SetupError, match="is not the file that was reviewed"):
        environment._pip("--version")


def test_packages_are_installed_once_for_each_state_of_the_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[tuple[str, ...]] = []
    lock = tmp_path / "requirements.lock"
    lock.write_text("one==1\n", encoding="utf-8")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "FOLDER", tmp_path)
    monkeypatch.setattr(environment, "SITE_LOCK", lock)
    monkeypatch.setattr(environment, "_make_environment", lambda: None)
    monkeypatch.setattr(environment, "_pip", lambda *words: ran.append(words))
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    environment.prepare(lock)
    environment.prepare(lock)
    assert len(ran) == 2, "the packages and the checkout, once"
    lock.write_text("one==2\n", encoding="utf-8")
    environment.prepare(lock)
    assert len(ran) == 4


@pytest.mark.skipif(os.name == "nt", reason="a browser is not asked for its version on Windows")
def test_a_browser_that_does_not_run_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder, code in (("stub", 1), ("real", 0)):
        file = tmp_path / folder / "chromium"
        file.parent.mkdir()
        file.write_text(f"#!/bin/sh\nexit {code}\n", encoding="utf-8")
        file.chmod(0o755)
    monkeypatch.delenv("CHROME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "stub"))
    monkeypatch.setattr(sys, "platform", "linux")
    assert chromium.find_chromium() is None
    monkeypatch.setenv("PATH", str(tmp_path / "real"))
    assert chromium.find_chromium() == tmp_path / "real" / "chromium"
    monkeypatch.setenv("CHROME", str(tmp_path / "stub" / "chromium"))
    with pytest.raises(SetupError, match="CHROME is set to"):
        chromium.find_chromium()


def test_every_step_runs_and_one_failure_fails_all(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def step(name: str, code: int) -> Step:
        return Step(name, (sys.executable, "-c", f"print('{name} ran'); raise SystemExit({code})"))

    for name in ("prepare", "get_node_modules", "get_chromium"):
        monkeypatch.setattr(commands, name, lambda *_: None)
    monkeypatch.setattr(commands, "_steps", lambda: (step("one", 3), step("two", 0)))
    assert commands.main(["test"]) == 1
    printed = capfd.readouterr().out
    assert "one failed with exit code 3" in printed
    assert "two ran" in printed
    assert printed.endswith("infralens: failed: one\n")
    monkeypatch.setattr(commands, "_steps", lambda: (step("two", 0),))
    assert commands.main(["test"]) == 0


def test_a_setup_that_fails_says_why_and_exits_with_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(lock: Path) -> None:
        raise SetupError(f"no connection for {lock.name}")

    monkeypatch.setattr(commands, "prepare", fail)
    assert commands.main(["serve"]) == 2
    assert capsys.readouterr().out == (
        "infralens: cannot go on: no connection for requirements.lock\n"
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot replace a process")
def test_serve_becomes_the_server_with_the_words_it_was_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class BecameError(Exception):
        pass

    def execv(path: str, words: list[str]) -> None:
        raise BecameError(path, words)

    monkeypatch.setattr(commands, "prepare", lambda _: None)
    monkeypatch.setattr(os, "execv", execv)
    monkeypatch.chdir(ROOT)
    with pytest.raises(BecameError) as caught:
        commands.main(["serve", "--address", "127.0.0.1:8123"])
    path, words = caught.value.args
    assert path == str(environment.program("infralens"))
    assert words[1:] == ["serve", "--address", "127.0.0.1:8123"]


@pytest.mark.slow
@pytest.mark.parametrize(("ci", "code"), [("true", 1), ("", 0)], ids=["CI", "elsewhere"])
def test_a_skipped_test_fails_in_ci_alone(tmp_path: Path, ci: str, code: int) -> None:
    source = "import pytest\n\ndef test_it() -> None:\n    pytest.skip('no such tool')\n"
    (tmp_path / "test_skipped.py").write_text(source, encoding="utf-8")
    words = ["-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider", "-c", os.devnull]
    answer = subprocess.run(
        [sys.executable, *words, "--rootdir", str(tmp_path), str(tmp_path)],
        cwd=ROOT,
        env=os.environ | {"CI": ci, "PYTHONPATH": str(ROOT)},
        check=False,
        capture_output=True,
        text=True,
    )
    assert answer.returncode == code, answer.stdout
    assert "no such tool" in answer.stdout or not ci

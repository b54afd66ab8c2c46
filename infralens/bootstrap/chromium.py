"""Finding a Chromium for the browser tests, or getting one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from infralens.bootstrap.environment import SetupError, program, say

_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)
_MAC = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
_WINDOWS = (
    r"Google\Chrome\Application\chrome.exe",
    r"Chromium\Application\chrome.exe",
    r"Microsoft\Edge\Application\msedge.exe",
)


def find_chromium() -> Path | None:
    """The first Chrome or Chromium that runs: ``CHROME``, then PATH, then the usual places.

    Raises ``SetupError`` when ``CHROME`` is set and names nothing that runs.
    """
    named = os.environ.get("CHROME")
    if named:
        if not _runs(Path(named)):
            raise SetupError(f"CHROME is set to '{named}', which does not run")
        return Path(named)
    return next((place for place in _places() if _runs(place)), None)


def get_chromium() -> None:
    """Make sure that the browser tests will find a browser.

    Raises ``SetupError`` when there is none and none can be installed.
    """
    found = find_chromium()
    if found:
        say(f"browser: {found}")
        return
    if _install_debian_package() and find_chromium():
        return
    say("installing Chromium through Playwright")
    command: list[str | Path] = [program("python"), "-m", "playwright", "install", "chromium"]
    if sys.platform == "linux" and os.geteuid() == 0:
        command.append("--with-deps")
    if subprocess.run(command, check=False).returncode:
        raise SetupError(
            "no Chrome or Chromium was found and none could be installed; install one,"
            " or set the environment variable CHROME to its program"
        )


def _places() -> Iterator[Path]:
    for name in _NAMES:
        on_path = shutil.which(name)
        if on_path:
            yield Path(on_path)
    if sys.platform == "darwin":
        for applications in (Path("/Applications"), Path.home() / "Applications"):
            yield from (applications / app for app in _MAC)
    elif os.name == "nt":
        for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
            if base := os.environ.get(variable):
                yield from (Path(base) / app for app in _WINDOWS)


def _runs(browser: Path) -> bool:
    if not browser.is_file():
        return False
    if os.name == "nt":
        # There --version opens a window instead of answering.
        return True
    try:
        # A stub that only tells people to install a snap exits with an error.
        answer = subprocess.run(
            [browser, "--version"], check=False, capture_output=True, timeout=30
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def _install_debian_package() -> bool:
    """Whether apt-get installed Debian's package; other systems have none worth having."""
    try:
        release = Path("/etc/os-release").read_text(encoding="utf-8")
    except OSError:
        return False
    if "ID=debian" not in release.splitlines() or not shutil.which("apt-get"):
        return False
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if prefix and not shutil.which("sudo"):
        return False
    say("installing Debian's package chromium")
    surroundings = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = [*prefix, "apt-get", "install", "--yes", "--no-install-recommends", "chromium"]
    return any(
        # The list of packages may be absent or old: then fetch it and try once more.
        all(subprocess.run(c, env=surroundings, check=False).returncode == 0 for c in commands)
        for commands in ([install], [[*prefix, "apt-get", "update"], install])
    )

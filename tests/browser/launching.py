"""The browser as tests and benchmarks start it: without what it would do on its own account."""

from __future__ import annotations

import os

from playwright.sync_api import Browser, Playwright

from infralens.bootstrap.chromium import find_chromium

# Each window would start two processes for what drops down from its address line.
WINDOWS = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup")
# Of two lists a browser takes the last: what Playwright has off in every browser stays off.
PLAYWRIGHTS = (
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)
# Without a graphics card, drawing on one is imitated, which takes longer than drawing without.
PLAIN = "--disable-gpu"
# A browser that calls its maker would blur which requests the site makes.
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join((*WINDOWS, *PLAYWRIGHTS))}",
)


def launched(playwright: Playwright) -> Browser:
    """The Chromium that the setup found, else Playwright's own."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    args = [*QUIET, PLAIN, *(["--no-sandbox"] if root else [])]
    return playwright.chromium.launch(executable_path=find_chromium(), args=args)

"""Opening pages and noting everything that must not happen on them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

WIDTHS = (360, 768, 1280)
# What a script does when the window or what is in view changes, it does a frame later.
NEXT_FRAME = """new Promise((seen) =>
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(seen))))"""


@dataclass
class Watch:
    """What went wrong on a page so far, and what it asked for."""

    origin: str
    faults: list[str] = field(default_factory=list)
    responses: list[Response] = field(default_factory=list)

    def attach(self, page: Page) -> None:
        page.on("request", self._request)
        page.on("requestfailed", self._failed)
        page.on("response", self._response)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"page error: {error}"))

    def asked_for(self, part: str) -> bool:
        return any(part in response.url for response in self.responses)

    def _request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.origin}/", "data:", "blob:")):
            self.faults.append(f"a request left the site: {request.url}")

    def _failed(self, request: Request) -> None:
        # A fetch that the page itself gave up when it moved on is no failure.
        if request.failure != "net::ERR_ABORTED":
            self.faults.append(f"request failed: {request.url} {request.failure}")

    def _response(self, response: Response) -> None:
        self.responses.append(response)
        if response.status >= 400:
            self.faults.append(f"{response.status}: {response.url}")

    def _console(self, message: ConsoleMessage) -> None:
        # Violations of the security policy are among these.
        if message.type in ("error", "warning"):
            self.faults.append(f"console {message.type}: {message.text}")


@contextmanager
def opened(
    browser: Browser, url: str, *, width: int = 1280, dark: bool = False, **options: Any
) -> Iterator[tuple[Page, Watch]]:
    """A page in a fresh context, without motion; what it does wrong is noted from the start."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        **options,
    )
    try:
        page = context.new_page()
        watch = Watch("/".join(url.split("/")[:3]))
        watch.attach(page)
        page.goto(url, wait_until="load")
        yield page, watch
    finally:
        context.close()

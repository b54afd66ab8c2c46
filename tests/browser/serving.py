"""Serving a built site on the loopback address, under chosen base paths and a strict policy."""

from __future__ import annotations

import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
# What the system's table says of scripts differs from machine to machine.
_TYPES = {".mjs": "text/javascript", ".js": "text/javascript", ".svg": "image/svg+xml"}


@contextmanager
def serving(folder: Path, bases: tuple[str, ...]) -> Iterator[str]:
    """Serve ``folder`` under each of ``bases`` and yield the origin, ``http://127.0.0.1:PORT``."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            file = _file(folder, bases, unquote(urlsplit(self.path).path))
            status = HTTPStatus.OK if file else HTTPStatus.NOT_FOUND
            file = file or folder / "404.html"
            body = file.read_bytes()
            kind = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "text/plain"
            self.send_response(status)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Security-Policy", POLICY)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: what matters is what the browser saw."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """A browser that drops a connection is no fault of the site."""

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _file(folder: Path, bases: tuple[str, ...], path: str) -> Path | None:
    base = next((base for base in bases if path.startswith(base)), None)
    if base is None:
        return None
    name = path.removeprefix(base)
    file = (
        folder / (f"{name}index.html" if name in ("", "/") or name.endswith("/") else name)
    ).resolve()
    return file if file.is_relative_to(folder.resolve()) and file.is_file() else None

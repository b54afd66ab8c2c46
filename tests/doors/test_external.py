"""Outside links are asked for on demand; only what says that a page is gone is an issue."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.request import Request

import pytest

from infralens.doors import external
from tests.builder import Project

ANSWERS = {"/fine": 200, "/refuses-programs": 403, "/gone": 404, "/fails": 500}


class _Answers(BaseHTTPRequestHandler):
    def do_HEAD(self) -> None:
        self.send_response(ANSWERS[self.path])
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Silent."""


@pytest.fixture
def origin() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_only_dead_links_are_issues(
    origin: str, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, path in enumerate([*ANSWERS, "/unreachable"]):
        project.append(
            "docs/data/references.yml",
            f"- key: k{number}\n  authors: A\n  title: T\n  year: 2020\n"
            f"  url: https://example.org{path}\n",
        )
    course, _ = project.load()

    def local(url: str, **options: str) -> Request:
        # References are https only; the test's own server is not.
        target = "http://127.0.0.1:9" if "unreachable" in url else origin
        return Request(
            url.replace("https://example.org/paper", f"{origin}/fine").replace(
                "https://example.org", target
            ),
            method=options["method"],
        )

    monkeypatch.setattr(external, "Request", local)
    found = [
        issue for issue in external.check_external(course, "docs") if issue.code == "link-dead"
    ]
    path = "docs/data/references.yml"
    assert [(str(issue.position), issue.fact) for issue in found[:2]] == [
        (f"{path}:16:1", "'https://example.org/gone' of reference 'k2' answers 404"),
        (f"{path}:21:1", "'https://example.org/fails' of reference 'k3' answers 500"),
    ]
    assert found[2].fact.startswith("'https://example.org/unreachable' of reference 'k4' does not")
    assert len(found) == 3
    written = (project.root / "docs/data/references.yml").read_text(encoding="utf-8").splitlines()
    assert [written[issue.position.line - 1] for issue in found] == [
        "- key: k2",
        "- key: k3",
        "- key: k4",
    ]

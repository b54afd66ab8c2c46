"""Do the outside links of references still answer? Only asked for on demand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from infralens import __version__
from infralens.ground.issue import Issue
from infralens.ground.position import Position
from infralens.model.course import Course
from infralens.model.entries import ReferenceSpec

TIMEOUT = 20
"""Seconds to wait for an answer."""

_REFUSALS = {401, 403, 405, 429}


def check_external(course: Course, docs: str) -> Iterator[Issue]:
    """An issue for each reference whose address does not answer, at its entry."""
    path = f"{docs}/data/references.yml"
    file = course.root / path
    lines = file.read_text(encoding="utf-8").splitlines() if course.references else []
    with ThreadPoolExecutor(max_workers=8) as pool:
        for reference, fault in zip(
            course.references, pool.map(_fault, course.references), strict=True
        ):
            if fault:
                named = re.compile(rf"\s*-?\s*key:\s*{re.escape(reference.key)}\s*$")
                line = next((n for n, text in enumerate(lines, 1) if named.match(text)), 1)
                at = Position(path, line)
                fact = f"'{reference.url}' of reference '{reference.key}' {fault}"
                yield Issue(at, "link-dead", fact, "find where it went")


def _fault(reference: ReferenceSpec) -> str | None:
    request = Request(
        reference.url, method="HEAD", headers={"User-Agent": f"infralens/{__version__}"}
    )
    try:
        with urlopen(request, timeout=TIMEOUT):
            return None
    except HTTPError as error:
        # Some publishers refuse programs; that says nothing about the page.
        return None if error.code in _REFUSALS else f"answers {error.code}"
    except (URLError, TimeoutError, OSError) as error:
        return f"does not answer ({getattr(error, 'reason', error)})"

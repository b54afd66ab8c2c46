"""Each fault that a built site can have is found at its place, and a sound site has none."""

from __future__ import annotations

import base64
import hashlib
import time
from pathlib import Path

import pytest

from infralens.sitecheck import check_site
from tests.sitecheck.faults import EXTERNAL, HOME, INVALID, LEADS_ON, LINKS, MOVED, OLD, edited
from tests.sitecheck.small_site import FILES, write_site


def found(folder: Path, changed: dict[str, str]) -> list[str]:
    return [str(issue) for issue in check_site(write_site(folder, FILES | changed))]


def test_a_sound_site_has_no_issue(tmp_path: Path) -> None:
    assert found(tmp_path, {}) == []


@pytest.mark.parametrize(("changed", "line"), LINKS.values(), ids=LINKS)
def test_an_address_that_leads_nowhere_is_found(
    tmp_path: Path, changed: dict[str, str], line: str
) -> None:
    # A page that loses its only link is also unreachable, which has a case of its own.
    lines = [line for line in found(tmp_path, changed) if "no link leads" not in line]
    assert lines == [line]


@pytest.mark.parametrize(("changed", "line"), EXTERNAL.values(), ids=EXTERNAL)
def test_a_resource_of_another_host_is_found(
    tmp_path: Path, changed: dict[str, str], line: str
) -> None:
    whole = f"{line} is fetched from another host; keep a copy in the site"
    assert found(tmp_path, changed) == [whole]


@pytest.mark.parametrize(("changed", "line"), INVALID.values(), ids=INVALID)
def test_a_fault_of_a_page_is_found(tmp_path: Path, changed: dict[str, str], line: str) -> None:
    lines = found(tmp_path, changed)
    if "no link leads" not in line:
        lines = [line for line in lines if "no link leads" not in line]
    assert lines == [line]


def test_an_inline_script_whose_hash_the_policy_names_is_fine(tmp_path: Path) -> None:
    digest = base64.b64encode(hashlib.sha256(b"go(1 < 2)").digest()).decode()
    policy = f"script-src 'self' 'sha256-{digest}'"
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    changed = edited(HOME, "<title>Home</title>", f"<title>Home</title>{meta}")
    changed[HOME] = changed[HOME].replace("<h1", "<script>go(1 < 2)</script><h1")
    assert found(tmp_path, changed) == []


@pytest.mark.parametrize(("changed", "line"), MOVED.values(), ids=MOVED)
def test_a_page_that_leads_on_is_judged_as_one(
    tmp_path: Path, changed: dict[str, str], line: str
) -> None:
    # The link to follow is as wrong as where the page leads by itself: one of the two will do.
    lines = [line for line in found(tmp_path, {OLD: LEADS_ON, **changed}) if ":3:1:" not in line]
    assert lines == ([line] if line else [])


def test_the_base_path_can_be_given(tmp_path: Path) -> None:
    site = write_site(tmp_path, FILES)
    facts = {issue.fact for issue in check_site(site, "/other/")}
    assert (
        "the sitemap entry 'https://example.org/course/' is not under the site's path '/other/'"
        in facts
    )


@pytest.mark.slow
def test_a_thousand_pages_are_checked_in_seconds(tmp_path: Path) -> None:
    nav = "".join(f'<a href="../{n % 60}/#part-{n % 30}">Page {n}</a>' for n in range(120))
    code = "".join(f'<span class="il-line" id="L{n}"><b class="k">x</b></span>' for n in range(150))
    parts = "".join(f'<h2 id="part-{n}">Part {n}</h2>{code if n == 0 else ""}' for n in range(30))
    page = f'<html lang="en"><title>Page</title><h1>Page</h1>{nav}{parts}'
    pages = {f"{n}/index.html": page for n in range(250)}
    home = "".join(f'<a href="{n}/">Page {n}</a>' for n in range(250))
    write_site(tmp_path, pages | {"index.html": f"{page}{home}".replace("../", "")})
    began = time.process_time()
    assert check_site(tmp_path) == []
    # A quarter of the 1,000 pages that have 30 seconds.
    assert time.process_time() - began < 7.5

"""An old address, as a reader meets it who has kept it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.serving import serving
from tests.browser.test_accessibility import violations
from tests.browser.test_html import faults_of_html
from tests.browser.watching import opened
from tests.builder import Project, Site
from tests.renamed import MOVED, renamed

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return renamed(Project(tmp_path_factory.mktemp("renamed"))).build()


@pytest.fixture(scope="module")
def origin(built: Site) -> Iterator[str]:
    with serving(built.folder, ("/any/where/",)) as origin:
        yield f"{origin}/any/where/"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize(("old", "new"), MOVED.items(), ids=MOVED)
def test_an_old_address_leads_on(
    old: str, new: str, script: bool, origin: str, browser: Browser
) -> None:
    with opened(browser, f"{origin}{old}", java_script_enabled=script) as (page, watch):
        page.wait_for_url(f"{origin}{new}")
        expect(page.locator("main h1").first).to_be_visible()
        assert watch.faults == []


def test_the_fragment_and_the_query_go_along(origin: str, browser: Browser) -> None:
    rest = "?ranks=4#further-reading"
    with opened(browser, f"{origin}labs/first/start/{rest}") as (page, watch):
        page.wait_for_url(f"{origin}labs/basics/warm-up/{rest}")
        expect(page.locator("#further-reading")).to_be_in_viewport()
        assert watch.faults == []


def test_the_page_can_be_read_where_nothing_leads_on(
    origin: str, built: Site, browser: Browser
) -> None:
    with opened(browser, f"{origin}") as (page, watch):
        page.route(
            "**/moved.mjs", lambda route: route.fulfill(body="", content_type="text/javascript")
        )
        page.goto(f"{origin}labs/first/start/")
        expect(page.get_by_role("heading")).to_have_text("This page has moved")
        assert violations(page, "an old address") == []
        page.get_by_role("link", name="Warm-up").click()
        page.wait_for_url(f"{origin}labs/basics/warm-up/")
        assert watch.faults == []
    assert faults_of_html([built.folder / "labs/first/start/index.html"]) == []

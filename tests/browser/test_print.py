"""A page can be printed; what stands on the paper, test_every_page asks of all."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.site import Site
from tests.browser.watching import opened

pytestmark = pytest.mark.browser


def test_a_page_prints_to_paper(site: Site, browser: Browser) -> None:
    with opened(browser, site.url(site.of_kind("lab")[0])) as (page, _):
        assert page.pdf(format="A4").startswith(b"%PDF")

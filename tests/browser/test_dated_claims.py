"""What is due is marked on the day it is read."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.site import Site
from tests.browser.watching import opened

pytestmark = pytest.mark.browser


def test_what_is_due_is_marked_on_the_day_it_is_read(site: Site, browser: Browser) -> None:
    with opened(browser, site.url("guide/dated-claims/")) as (page, _):
        page.wait_for_load_state("networkidle")
        aged = page.locator("[data-aged]")
        rows = page.locator("[data-due]").count()
        page.clock.set_fixed_time("2040-01-01")
        page.reload()
        aged.first.wait_for()
        assert aged.count() == rows
        page.clock.set_fixed_time("2020-01-01")
        page.reload()
        page.wait_for_load_state("networkidle")
        assert aged.count() == 0

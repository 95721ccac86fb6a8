"""The pages of readiness checks in a browser: axe at two widths, and nothing scrolls sideways."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser import accessibility_faults
from tests.readying import FLOW, Readying
from tests.web.going import enter

pytestmark = pytest.mark.browser
WIDTHS = (320, 1280)
PAGES = {
    "essex_siro": (
        "/readiness", "/readiness/new", "/readiness/{check}", "/readiness/{check}/pass",
        "/readiness/{check}/revoke", "/readiness/items/{open}", "/readiness/items/{open}/waive",
        "/flows/{flow}", "/my-work",
    ),
    "essex_security": ("/readiness/items/{submitted}", "/my-work"),
    "author": ("/readiness", "/readiness/items/{open}"),
    "operator": ("/readiness/{check}",),
}  # fmt: skip


@pytest.mark.parametrize("who", sorted(PAGES))
def test_no_page_breaks_a_rule_or_scrolls_sideways(
    page: Page, address: str, readying: Readying, who: str
) -> None:
    readying.submit("GW-13")
    names = {
        "check": readying.check_id,
        "open": readying.items["GW-15"],
        "submitted": readying.items["GW-13"],
        "flow": readying.sharing.flows[FLOW],
    }
    enter(page, address, readying.sharing.people.persons[who])

    for path in PAGES[who]:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(address + path.format(**names))
            assert accessibility_faults(page) == [], (path, width)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, (path, width, wide)

"""The pages of readiness checks in a browser: axe at two widths, and nothing scrolls sideways."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page
from werkzeug.serving import make_server

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


@pytest.fixture
def address(shared_site: Flask) -> Iterator[str]:
    """The site on a port of this machine."""
    server = make_server("127.0.0.1", 0, shared_site, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


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

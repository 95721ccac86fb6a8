"""The pages of one's own certificate in a real browser: no barrier at any width, with or without
JavaScript.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.adopting import Adopting
from tests.browser import accessibility_faults, served
from tests.commands.signing.test_own_certificates import CARD, registered
from tests.web.signing.browsing import Browsing, Reader
from tests.web.signing.test_own_certificates import begun

pytestmark = pytest.mark.browser


@pytest.fixture
def address(site: Flask) -> Iterator[str]:
    with served(site) as address:
        yield address


def carry(page: Page, reader: Reader, site: Flask, address: str) -> None:
    """Give a browser the sign-in of a reader."""
    name = site.config["SESSION_COOKIE_NAME"]
    cookie = reader.client.get_cookie(name)
    assert cookie is not None
    page.context.add_cookies([{"name": name, "value": cookie.value, "url": address}])


def test_no_page_of_it_has_a_barrier(
    page: Page, address: str, site: Flask, browsing: Browsing, house: Adopting, tmp_path: Path
) -> None:
    registered(house, tmp_path)
    reader, here = begun(browsing, house)
    person = f"/people/{house.people.actor('essex_dpo').person}/own-certificate"
    faults = []

    for whose, path in ((reader, here), (browsing.as_("admin"), person)):
        carry(page, whose, site, address)
        page.goto(f"{address}{path}")
        for width in (1280, 640, 320):
            page.set_viewport_size({"width": width, "height": 900})
            faults += [f"{path} at {width}: {each}" for each in accessibility_faults(page)]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                faults.append(f"{path} scrolls sideways at {width}")

    assert faults == []


def test_an_act_is_completed_without_javascript(
    browser: Browser, address: str, site: Flask, browsing: Browsing, house: Adopting, tmp_path: Path
) -> None:
    registered(house, tmp_path)
    reader, here = begun(browsing, house)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    carry(page, reader, site, address)
    page.goto(f"{address}{here}")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Take the file to sign").click()
    signature = CARD.sign(taken.value.path().read_bytes(), tmp_path)

    files = [{"name": "signature", "mimeType": "application/octet-stream", "buffer": signature}]
    page.get_by_label("Your signature").set_input_files(files)  # type: ignore[arg-type]  # a dict
    page.get_by_role("button", name="Complete the act").click()

    expect(page.get_by_role("link", name="Download your signed record (PDF)")).to_be_visible()
    context.close()

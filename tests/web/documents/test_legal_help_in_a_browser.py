"""Help with the law of one flow in a real browser: accessible at three widths, without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import accessibility_faults
from tests.web.documents.test_legal_help import flow
from tests.web.documents.world import World
from tests.web.going import enter, press

pytestmark = pytest.mark.browser
WIDTHS = (320, 768, 1280)


def test_powers_are_picked_without_scripts_and_the_page_is_accessible(
    page: Page, browser: Browser, world: World, address: str
) -> None:
    path, _ = flow(world)
    plain = browser.new_context(java_script_enabled=False).new_page()
    faults: list[str] = []
    try:
        for each in (page, plain):
            enter(each, address, world.consortium.persons["lawyer"])
            each.goto(address + path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            faults += [f"at {width}: {fault}" for fault in accessibility_faults(page)]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                faults.append(f"at {width} scrolls sideways")
        plain.get_by_label("Enquiries into significant harm").check()
        press(plain.get_by_role("button", name="Rely on the powers I ticked"))
        assert plain.get_by_text("relies on 1 power more").is_visible()
    finally:
        plain.context.close()

    assert faults == []

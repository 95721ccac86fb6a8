"""The help that reuses, puts back and refers, in a real browser: accessible at three widths."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser import accessibility_faults
from tests.web.documents.test_saving import standing
from tests.web.documents.world import World
from tests.web.going import enter

pytestmark = pytest.mark.browser
WIDTHS = (320, 768, 1280)
RULE = {"id": "one", "records": "Referrals", "kept_for": "Six years", "disposal": "Erased"}


def _faults(page: Page) -> list[str]:
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        found += [f"{width}: {fault}" for fault in accessibility_faults(page)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"scrolls sideways at {width}")
    return found


def test_an_answer_is_taken_goes_out_of_date_and_a_row_is_put_back(
    page: Page, world: World, address: str
) -> None:
    assessed = world.opened("dpia", title="Shared system")
    world.save(assessed.version_id, "D10", {"retention_rules": [RULE]})
    agreement = world.opened()
    enter(page, address, world.consortium.persons["lawyer"])
    page.goto(f"{address}/documents/{agreement.document_id}/versions/1/sections/S13")
    assert _faults(page) == []

    page.get_by_role("button", name="Use from DPIA-1, version 1").click()
    page.wait_for_url("**/S13#retention")
    world.save(
        assessed.version_id, "D10", {"retention_rules": [{**RULE, "kept_for": "Seven years"}]}
    )
    page.reload()
    assert "Out of date: DPIA-1, version 1 says otherwise." in page.locator("main").inner_text()
    assert _faults(page) == []

    page.get_by_role("button", name="Remove row 1 of").click()
    page.wait_for_url("**#removed-row")
    assert "retention" not in standing(world, agreement, "S13")
    assert _faults(page) == []
    page.get_by_role("button", name="Put it back").click()
    page.wait_for_url("**#retention-rows")
    assert standing(world, agreement, "S13")["retention"][0]["item"] == "Referrals"

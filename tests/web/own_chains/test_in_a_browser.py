"""How a force signs off in a browser: axe at three widths, and a step asked for by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from govern.commands.chains.change_chain import ADD_NAME
from govern.commands.second_person.ask import do_or_ask
from govern.commands.second_person.confirm import confirm_second
from tests.browser import accessibility_faults
from tests.sharing import Sharing
from tests.web.going import enter, press

pytestmark = pytest.mark.browser


def add(sharing: Sharing, chain: str) -> str:
    """A review that the SIRO of Essex asked for and its DPO confirmed."""
    given = {
        "organisation_id": sharing.people.organisations["essex"], "chain": chain,
        "kind": "information_assurance", "before_stage": "decision", "days": 5,
    }  # fmt: skip
    people, here = sharing.people, sharing.installation
    do_or_ask(here, by=people.actor("essex_siro"), act=ADD_NAME, given=given)
    by = people.actor("essex_dpo")
    return confirm_second(here, by=by, request_id=people.asked()).made


def test_the_pages_meet_no_barrier(page: Page, address: str, sharing: Sharing) -> None:
    step = add(sharing, "dpia")
    enter(page, address, sharing.people.persons["essex_siro"])

    for path in ("", "/agreement-force/add", f"/steps/{step}/end"):
        page.goto(f"{address}/how-we-sign-off{path}")
        for width in (320, 640, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert accessibility_faults(page) == [], (path, width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)


def test_a_step_is_asked_for_without_a_script(page: Page, address: str, sharing: Sharing) -> None:
    enter(page, address, sharing.people.persons["essex_siro"])
    page.goto(f"{address}/how-we-sign-off/agreement-force/add")
    page.get_by_label("Information assurance review").check()
    page.get_by_label("After the information asset owner").check()
    page.get_by_label("How many working days").fill("3")

    press(page.get_by_role("button", name="Ask for this step"))

    assert "Waiting for a second person" in page.inner_text("main")

"""Saving while somebody types, in a real browser: the time, an ended sign-in, and the way back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import accessibility_faults
from tests.web.documents.test_saving import standing
from tests.web.documents.world import World
from tests.web.going import enter

pytestmark = pytest.mark.browser
SAVES = 15_000
"""Milliseconds within which a pause is saved, on a slow machine too."""


def test_what_is_typed_is_saved_in_a_pause_and_the_time_is_told(
    page: Page, world: World, address: str
) -> None:
    opened = world.opened()
    enter(page, address, world.consortium.persons["lawyer"])
    page.goto(f"{address}/documents/{opened.document_id}/versions/1/sections/S2")

    page.locator("#purpose").press_sequentially("Typed")

    told = page.locator("[data-autosaved]")
    expect(told).to_have_text("Saved at midday", timeout=SAVES)
    assert standing(world, opened, "S2") == {"purpose": "Typed"}
    expect(page.locator("input[name=based_on]")).to_have_value("1")
    assert accessibility_faults(page) == []


def test_what_an_ended_sign_in_cut_off_is_offered_back(
    page: Page, world: World, address: str
) -> None:
    opened = world.opened()
    path = f"{address}/documents/{opened.document_id}/versions/1/sections/S2"
    enter(page, address, world.consortium.persons["lawyer"])
    page.goto(path)
    page.context.clear_cookies()

    page.locator("#purpose").press_sequentially("Not lost")

    told = page.locator("[data-autosaved]")
    expect(told).to_contain_text("Your sign-in has ended", timeout=SAVES)
    expect(page.locator("#purpose")).to_have_text("Not lost")
    enter(page, address, world.consortium.persons["lawyer"])
    page.goto(path)
    expect(page.locator("#purpose")).to_have_text("")
    expect(told).to_contain_text("was not saved")
    assert accessibility_faults(page) == []
    told.get_by_role("button", name="Put it back").click()
    expect(page.locator("#purpose")).to_have_text("Not lost")
    page.get_by_role("button", name="Save and return").click()
    page.wait_for_url("**/draft")
    assert standing(world, opened, "S2") == {"purpose": "Not lost"}


def test_what_was_saved_by_hand_is_not_offered_back(page: Page, world: World, address: str) -> None:
    opened = world.opened()
    path = f"{address}/documents/{opened.document_id}/versions/1/sections/S2"
    enter(page, address, world.consortium.persons["lawyer"])
    page.goto(path)
    page.locator("#purpose").press_sequentially("By hand")
    page.get_by_role("button", name="Save and return").click()
    page.wait_for_url("**/draft")

    page.goto(path)

    expect(page.locator("#purpose")).to_have_text("By hand")
    expect(page.locator("[data-autosaved]")).to_be_hidden()

"""The editor wherever prose is written: suggested wording, clauses, and one text made of two."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from govern.commands.documents.save_section import save_section
from tests.browser import accessibility_faults
from tests.web.documents.test_saving import section, standing
from tests.web.documents.world import World
from tests.web.going import enter, press

pytestmark = pytest.mark.browser


def test_suggested_wording_is_written_as_it_reads(page: Page, world: World, address: str) -> None:
    opened = world.opened()
    world.save(opened.version_id, "S2", {"purpose": "Protect **children**."})
    enter(page, address, world.consortium.persons["lawyer"])
    version = f"{address}/documents/{opened.document_id}/versions/1"
    page.goto(f"{version}/questions/purpose/suggest")

    expect(page.locator("#wording strong")).to_have_text("children")
    page.locator("#wording").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" And adults.")
    assert accessibility_faults(page) == []
    press(page.get_by_role("button", name="Suggest this wording"))

    expect(page.locator(".app-redline ins")).to_contain_text("And adults.")


def test_a_clause_has_the_editor_for_wording_and_fallback(
    page: Page, world: World, address: str
) -> None:
    enter(page, address, world.consortium.persons["lawyer"])

    page.goto(f"{address}/clauses/breach-standard/propose")

    expect(page.get_by_role("textbox", name="Wording", exact=True)).to_be_visible()
    expect(page.get_by_role("textbox", name="Fallback wording")).to_be_visible()
    bars = page.get_by_role("toolbar")
    expect(bars).to_have_count(0)
    page.locator("#fallback").focus()
    expect(bars).to_have_count(1)


def test_writing_one_text_of_both_chooses_it(page: Page, world: World, address: str) -> None:
    opened = world.opened()
    world.save(opened.version_id, "S2", {"purpose": "Old words"})
    saved = [
        save_section(
            world.installation,
            by=world.consortium.actor("lawyer"),
            version_id=opened.version_id,
            section="S2",
            given={"purpose": f"Words of the {which}"},
            based_on=1,
        )
        for which in ("first", "second")
    ]
    enter(page, address, world.consortium.persons["lawyer"])
    page.goto(f"{address}{section(opened, 'S2')}/both-texts/{saved[1].revision}")

    page.locator("#purpose-written").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("Words of both")
    expect(page.get_by_label("Write one text from both")).to_be_checked()
    press(page.get_by_role("button", name="Save these choices"))

    assert standing(world, opened, "S2") == {"purpose": "Words of both"}

"""Pages of what is brought in, in a real browser: accessible at three widths, without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from govern.app import create_app
from govern.commands.documents.change_status import change_status
from govern.installation import Installation
from tests.browser import accessibility_faults, served
from tests.legacy_files import GOOD, packed, sheet
from tests.partner_files import partner_file
from tests.pia_files import export_file
from tests.web.documents.world import World, make_world
from tests.web.going import enter, press

pytestmark = pytest.mark.browser
WIDTHS = (320, 768, 1280)


@pytest.fixture
def site(demonstration: Installation) -> Iterator[tuple[World, str]]:
    """The site on a port of this machine."""
    world = make_world(demonstration, create_app(demonstration))
    with served(world.app) as address:
        yield world, address


def looked_at(page: Page) -> dict[str, object]:
    """What axe-core finds at each width, and where a page scrolls sideways."""
    faults: dict[str, object] = {}
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if found := accessibility_faults(page):
            faults[f"{page.url} at {width}"] = found
        if (over := page.evaluate(wide)) > 0:
            faults[f"{page.url} scrolls at {width}"] = over
    return faults


def kept(folder: Path, name: str, content: bytes) -> Path:
    (folder / name).write_bytes(content)
    return folder / name


def in_review(world: World) -> str:
    """The path of an agreement's version."""
    made = world.opened()
    lawyer = world.consortium.actor("lawyer")
    change_status(world.installation, by=lawyer, version_id=made.version_id, act="send_for_review")
    return f"/documents/{made.document_id}/versions/1"


def test_every_page_of_what_is_brought_in_passes_at_three_widths(
    site: tuple[World, str], page: Page, tmp_path: Path
) -> None:
    world, address = site
    enter(page, address, world.consortium.persons["lawyer"])

    page.goto(f"{address}/legacy-agreements/import")
    faults = looked_at(page)
    bad = [GOOD[0], "Twice", *GOOD[2:]]
    page.get_by_label("Spreadsheet").set_input_files(kept(tmp_path, "a.csv", sheet(GOOD, bad)))
    page.get_by_label("Zip file").set_input_files(kept(tmp_path, "p.zip", packed()))
    press(page.get_by_role("button", name="Upload and read"))
    faults |= looked_at(page)
    press(page.get_by_role("button", name="Register the rows"))
    page.get_by_text("1 legacy agreement registered.").wait_for()
    faults |= looked_at(page)
    press(page.get_by_role("link", name="Close"))
    faults |= looked_at(page)

    page.goto(f"{address}/documents/import-assessment")
    faults |= looked_at(page)
    file = kept(tmp_path, "pia.json", export_file())
    page.get_by_label("Exported assessment").set_input_files(file)
    page.get_by_label("Which force leads?").select_option(index=1)
    press(page.get_by_role("button", name="Open a draft"))
    page.get_by_role("heading", name="Found no place").wait_for()
    faults |= looked_at(page)

    page.goto(f"{address}{in_review(world)}/partner-agreements")
    faults |= looked_at(page)
    page.get_by_label("The partner's agreement").set_input_files(
        kept(tmp_path, "theirs.docx", partner_file())
    )
    press(page.get_by_role("button", name="Upload and look through"))
    faults |= looked_at(page)

    assert faults == {}


def test_a_requirement_is_confirmed_without_scripts(
    site: tuple[World, str], browser: Browser, tmp_path: Path
) -> None:
    world, address = site
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    enter(page, address, world.consortium.persons["lawyer"])
    page.goto(f"{address}{in_review(world)}/partner-agreements")
    page.get_by_label("The partner's agreement").set_input_files(
        kept(tmp_path, "theirs.docx", partner_file())
    )
    press(page.get_by_role("button", name="Upload and look through"))

    page.locator("#state-s13-partly").check()
    page.locator("#note-s13").fill("No review")
    press(page.get_by_role("button", name="Confirm what is chosen"))

    page.get_by_text("1 requirement confirmed.").wait_for()
    assert page.locator("#state-s13-partly").is_checked()
    context.close()

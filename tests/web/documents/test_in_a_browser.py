"""Documents in a real browser: accessible at three widths, by keyboard, and without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from documents.catalogue import definition
from govern.commands.comments.post import Note, post_comment
from govern.commands.documents.change_status import change_status
from govern.commands.documents.open_document import Opened
from govern.store import audiences, drafts
from govern.store.rows.documents import DocumentRow
from tests.browser import accessibility_faults, served
from tests.documents.dpia.answers import complete_answers
from tests.web.documents.world import World
from tests.web.going import enter

pytestmark = pytest.mark.browser
WIDTHS = (320, 768, 1280)


@dataclass
class Site:
    """The world on a port of this machine, with a text in review and a draft."""

    world: World
    address: str
    reviewed: Opened
    drafted: Opened

    def enter(self, page: Page, who: str) -> None:
        """Sign in as that person by the one click of the demonstration."""
        enter(page, self.address, self.world.consortium.persons[who])


@pytest.fixture
def site(world: World) -> Iterator[Site]:
    reviewed = world.opened("dpia", title="Shared records management system")
    world.fill(reviewed.version_id, definition("dpia"), complete_answers())
    lawyer = world.consortium.actor("lawyer")
    change_status(
        world.installation, by=lawyer, version_id=reviewed.version_id, act="send_for_review"
    )
    comment(world, reviewed, "essex_dpo", "D4")
    drafted = world.opened()
    rows = [{"id": "one", "power": "G07", "direction": "police_to_partner", "application": "A"}]
    world.save(drafted.version_id, "S3", {"powers": rows})
    flows = [{"id": "one", "ref": "F1", "name": "Referrals", "forces": ["essex"]}]
    world.save(drafted.version_id, "S8", {"flows": flows})
    with served(world.app) as address:
        yield Site(world, address, reviewed, drafted)


def comment(world: World, opened: Opened, who: str, section: str) -> None:
    """Ask for changes where the lawyers and one force read it."""
    actor = world.consortium.actor(who)
    with world.installation.reading() as session:
        row = session.get_one(DocumentRow, opened.document_id)
        mine = audiences.audiences(session, actor, row)
    key = next(each.key for each in mine if each.name == audiences.LAWYER_AND_FORCE)
    note = Note(section, key, "Why seven years?", asks_for_changes=True)
    post_comment(world.installation, by=actor, version_id=opened.version_id, note=note)


def test_every_page_is_accessible_at_every_width_and_never_scrolls_sideways(
    page: Page, site: Site
) -> None:
    draft = f"/documents/{site.drafted.document_id}"
    review = f"/documents/{site.reviewed.document_id}"
    paths = [
        "/documents", "/documents/new", "/documents/new/sharing_agreement", draft, review,
        f"{draft}/versions/1/draft", f"{draft}/versions/1/check", f"{draft}/history",
        f"{draft}/versions/1/sections/S0", f"{draft}/versions/1/sections/S3?fresh=powers",
        f"{draft}/versions/1/sections/S12", f"{draft}/versions/1/sections/S8",
        f"{draft}/versions/1/sections/S8/tables/flows/rows/one",
        f"{draft}/versions/1/sections/S3/revisions", f"{draft}/versions/1/withdraw",
        f"{review}/versions/1", f"{review}/versions/1/comments", f"{review}/versions/1/check",
        f"{review}/versions/1/sections/D4/comment", f"{review}/versions/1/freeze",
        f"{review}/versions/1/sections/D16/tables/risks/library",
    ]  # fmt: skip
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    site.enter(page, "lawyer")

    for path in paths:
        answer = page.goto(site.address + path)
        assert answer is not None
        assert answer.status == 200, path
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            faults += [f"{path} at {width}: {fault}" for fault in accessibility_faults(page)]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                faults.append(f"{path} at {width} scrolls sideways")

    assert faults == []


def test_the_enter_key_in_a_row_saves_and_moves_no_row(page: Page, site: Site) -> None:
    site.enter(page, "lawyer")
    page.goto(f"{site.address}/documents/{site.drafted.document_id}/versions/1/sections/S0")
    page.get_by_label("Title", exact=True).fill("Sharing in Southend")

    page.keyboard.press("Enter")

    page.wait_for_url("**/sections/S1")
    assert saved(site, "S0")["title"] == "Sharing in Southend"


def test_a_refused_section_takes_the_focus_to_its_faults(page: Page, site: Site) -> None:
    site.enter(page, "lawyer")
    page.goto(f"{site.address}/documents/{site.drafted.document_id}/versions/1/sections/S0")
    starts = page.get_by_role("group", name="Starts on")
    starts.get_by_label("Day").fill("31")
    starts.get_by_label("Month").fill("2")
    starts.get_by_label("Year").fill("2027")

    page.get_by_role("button", name="Save and return").click()

    assert page.title().startswith("Error: ")
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    assert accessibility_faults(page) == []
    page.get_by_role("link", name="Starts on: Enter a real date").click()
    assert page.evaluate("document.activeElement.id") == "starts_on-day"


def test_rows_are_written_without_scripts(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    site.enter(page, "lawyer")
    page.goto(f"{site.address}/documents/{site.drafted.document_id}/versions/1/sections/S3")

    page.get_by_role("button", name="Add a row").click()
    second = page.get_by_role("group", name="Row 2 of Powers relied on")
    second.get_by_label("Power", exact=True).select_option("G01")
    second.get_by_label("How it applies here").fill("Pressing need")
    second.get_by_role("button", name="Move up").click()

    powers = saved(site, "S3")["powers"]
    assert [row["power"] for row in powers] == ["G01", "G07"]
    assert powers[1]["id"] == "one"
    context.close()


def saved(site: Site, section: str) -> dict[str, Any]:
    """The answers of a section of the draft as they stand."""
    with site.world.installation.reading() as session:
        row = drafts.section(session, site.drafted.version_id, section)
    assert row is not None
    return row.answers

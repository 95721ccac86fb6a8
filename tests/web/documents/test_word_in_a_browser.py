"""Word files and suggestions in a real browser: accessible at three widths, and without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from govern.commands.documents.change_status import change_status
from govern.store import drafts
from tests.browser import accessibility_faults, served
from tests.exchange_word import BODY, commented, part, tracked, with_part
from tests.web.documents.world import World
from tests.web.going import enter, press

pytestmark = pytest.mark.browser
WIDTHS = (320, 768, 1280)
WORDS = "Staff share what protects a child.\n\n- promptly\n- in full"


@dataclass
class Site:
    """A text in review on a port of this machine."""

    world: World
    address: str
    version: str
    version_id: str

    def enter(self, page: Page, who: str) -> None:
        """Sign in as that person by the one click of the demonstration."""
        enter(page, self.address, self.world.consortium.persons[who])

    def brought_back(self, page: Page, folder: Path) -> None:
        """Download as Word, change, comment, write where nothing belongs, and upload."""
        page.goto(f"{self.version}/word")
        with page.expect_download() as download:
            page.get_by_role("button", name="Download as Word").click()
        content = Path(download.value.path()).read_bytes()
        content = tracked(content, "promptly", "within a day", "Dana Obi")
        content = commented(content, "in full", "Dana Obi", "What is in full?")
        body = part(content).replace("<w:body>", "<w:body><w:p><w:r><w:t>Hello</w:t></w:r></w:p>")
        file = folder / "back.docx"
        file.write_bytes(with_part(content, {BODY: body}))
        page.get_by_label("Word file").set_input_files(file)
        press(page.get_by_role("button", name="Upload and look through"))


@pytest.fixture
def site(world: World) -> Iterator[Site]:
    made = world.opened()
    world.save(made.version_id, "S2", {"purpose": WORDS})
    lawyer = world.consortium.actor("lawyer")
    change_status(world.installation, by=lawyer, version_id=made.version_id, act="send_for_review")
    with served(world.app) as address:
        version = f"{address}/documents/{made.document_id}/versions/1"
        yield Site(world, address, version, made.version_id)


def test_a_dpo_brings_a_file_back_and_the_lawyer_takes_the_wording(
    site: Site, page: Page, tmp_path: Path
) -> None:
    site.enter(page, "essex_dpo")
    site.brought_back(page, tmp_path)
    faults = looked_at(page)
    assert page.get_by_text("Could not be placed").is_visible()
    press(page.get_by_role("button", name="Apply what is ticked"))
    assert page.get_by_text("1 change suggested; 1 comment posted.").is_visible()
    faults |= looked_at(page)
    for path in ("/word", "/suggestions", "/sections/S2/suggest", "/questions/purpose/suggest"):
        page.goto(site.version + path)
        faults |= looked_at(page)

    site.enter(page, "lawyer")
    page.goto(f"{site.version}/suggestions")
    press(page.get_by_role("link", name="S2"))
    faults |= looked_at(page)
    page.goto(f"{site.version}/sections/S2")
    faults |= looked_at(page)
    press(page.get_by_role("button", name="Take this wording"))

    assert page.get_by_text("The suggested wording is in the draft.").is_visible()
    with site.world.installation.reading() as session:
        answer = drafts.answers(session, site.version_id)["purpose"]
    assert answer == WORDS.replace("promptly", "within a day")
    assert faults == {}


def looked_at(page: Page) -> dict[str, object]:
    """What axe-core finds at each width, and where a page scrolls sideways."""
    faults: dict[str, object] = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if found := accessibility_faults(page):
            faults[f"{page.url} at {width}"] = found
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        if (over := page.evaluate(wide)) > 0:
            faults[f"{page.url} scrolls at {width}"] = over
    return faults


def test_the_way_of_a_file_needs_no_scripts(site: Site, browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    site.enter(page, "essex_dpo")

    site.brought_back(page, tmp_path)
    press(page.get_by_role("button", name="Apply what is ticked"))

    assert page.get_by_text("1 change suggested; 1 comment posted.").is_visible()
    context.close()

"""The clause bank in a real browser: accessible at three widths, and without scripts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from govern.store import drafts
from tests.browser import accessibility_faults, served
from tests.web.clauses.acting import CLAUSE, MILDER, NEWER, put, renew
from tests.web.documents.world import World
from tests.web.going import enter, press

pytestmark = pytest.mark.browser
WIDTHS = (320, 768, 1280)


@pytest.fixture
def address(world: World) -> Iterator[str]:
    """The site with a clause in two drafts, one changed since, and a newer version."""
    same, changed = world.opened(), world.opened()
    for each in (same, changed):
        put(world, each)
    with world.installation.reading() as session:
        text = str(drafts.answers(session, changed.version_id)["urgent_route"])
    world.save(changed.version_id, "S9", {"urgent_route": text.replace("life", "property")})
    renew(world)
    with served(world.app) as address:
        yield address


def test_every_page_is_accessible_at_every_width(page: Page, address: str, world: World) -> None:
    enter(page, address, world.consortium.persons["lawyer"])
    paths = ("", "/new", f"/{CLAUSE}", f"/{CLAUSE}/propose", f"/{CLAUSE}/update")
    faults: list[str] = []

    for path in paths:
        answer = page.goto(f"{address}/clauses{path}")
        assert answer is not None and answer.status == 200, path
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            faults += [f"{path} at {width}: {fault}" for fault in accessibility_faults(page)]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                faults.append(f"{path} at {width} scrolls sideways")

    assert faults == []


def test_drafts_are_updated_without_scripts(browser: Browser, address: str, world: World) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    enter(page, address, world.consortium.persons["lawyer"])
    page.goto(f"{address}/clauses/{CLAUSE}")

    press(page.get_by_role("button", name="Update 2 drafts with older wording"))
    assert page.get_by_text("the changes would be lost").count() == 1
    press(page.get_by_role("button", name="Update the drafts I ticked"))

    assert page.get_by_text("The newer wording is in 1 of your drafts.").is_visible()
    assert NEWER in page.content() and MILDER in page.content()
    context.close()

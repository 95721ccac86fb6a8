"""The pages of flows, stops, partners, people and audit in a real browser: no rule is broken."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from govern.clock import text
from govern.commands.clients.authenticate_client import Client
from govern.commands.register.acknowledge import Acknowledgement, take_acknowledgement
from govern.commands.register.ceremony import hold_ceremony
from govern.commands.register.publish import Publisher
from govern.commands.webhooks.asking import open_webhook
from govern.store import webhooks
from tests.browser import accessibility_faults
from tests.commands.webhooks.hearing import resolves
from tests.shared_sites import address as address
from tests.shared_sites import shared_site as shared_site
from tests.shared_sites import sharing as sharing
from tests.shared_sites import sharing_made as sharing_made
from tests.sharing import COUNCIL, TRUST, Sharing
from tests.web.going import enter

pytestmark = pytest.mark.browser

WIDTHS = (1280, 320)
VISITS = {
    "essex_duty": ("/stops", "/stops/new?scope=flow", "/flows", "/flows/{flow}", "/stops/{stop}",
                   "/stops/{stop}/gates"),
    "essex_siro": ("/stops/{stop}", "/people", "/people/new", "/people/{person}",
                   "/people/{person}/appoint", "/delegations", "/delegations/new", "/gates",
                   "/gates/observe"),
    "essex_dpo": ("/stops/new?scope=flow", "/flows/{flow}?at=yesterday"),
    "signatory": ("/partner", "/flows", "/flows/{flow}", "/organisations/essex",
                  "/search", "/search?q=ISA+council"),
    "admin": ("/people", "/clients", "/webhooks", "/webhooks/{webhook}", "/organisations",
              "/organisations/essex"),
    "gold": ("/stops", "/flows", "/stops/new?scope=everything"),
    "auditor": ("/audit", "/flows/{flow}", "/readiness"),
    "-": ("/verify", "/status/status-of-isa-council"),
}  # fmt: skip


def hears(sharing: Sharing) -> str:
    """A webhook that failed once."""
    here = sharing.installation
    made = open_webhook(
        here, name="RMS", url="https://rms.example/", forces=["all"], resolve=resolves
    )
    with here.writing(None) as w:
        webhooks.keep_attempt(w.session, made, "register-1-4", text(w.at), "it answered 503")
    return made


@pytest.mark.parametrize("who", sorted(VISITS))
def test_pages_break_no_rule_and_never_scroll_sideways(
    page: Page, address: str, sharing: Sharing, who: str
) -> None:
    council = sharing.people.organisations[COUNCIL]
    stop = sharing.suspend("partner", council, "essex_duty", "kill")
    known = {
        "webhook": hears(sharing),
        "flow": sharing.flows[f"essex:{COUNCIL}"],
        "stop": stop,
        "person": sharing.people.persons["essex_security"],
    }
    if who != "-":
        enter(page, address, sharing.people.persons[who])

    for path in VISITS[who]:
        page.goto(address + path.format(**known))
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert accessibility_faults(page) == [], (path, width)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, (path, width, wide)


def test_a_stop_goes_through_without_a_mouse(page: Page, address: str, sharing: Sharing) -> None:
    enter(page, address, sharing.people.persons["kent_owner"])
    page.goto(f"{address}/stops/new?scope=flow&of={sharing.flows[f'kent:{TRUST}']}")

    page.get_by_label("Why must it stop?").focus()
    page.keyboard.type("Referrals were opened by staff who were not vetted.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Stop now").focus()
    page.keyboard.press("Enter")

    page.wait_for_url(re.compile("/stops/[0-9a-f]{32}/gates$"))
    page.get_by_role("link", name="The stop, and who may start it again").click()
    page.wait_for_url(re.compile("/stops/[0-9a-f]{32}$"))
    assert "Suspended" in page.title()


def test_the_page_after_a_stop_changes_by_itself(
    page: Page, address: str, sharing: Sharing
) -> None:
    house = sharing.installation
    hold_ceremony(house)
    publisher = Publisher(house)
    publisher.turn()
    acknowledge(sharing, 1)
    council = sharing.people.organisations[COUNCIL]
    stop = sharing.suspend("partner", council, "essex_duty", "kill")
    number = publisher.turn()[-1].number
    enter(page, address, sharing.people.persons["essex_duty"])
    page.goto(f"{address}/stops/{stop}/gates")
    page.get_by_text("1 gate of 1 has not acknowledged it.").wait_for()

    acknowledge(sharing, number)

    page.get_by_text("The gate applies it.").wait_for()
    assert page.locator("[data-waiting] li").count() == 0


def acknowledge(sharing: Sharing, number: int) -> None:
    """A gate of Essex says which register it answers from."""
    house, now = sharing.installation, text(sharing.installation.clock.now())
    given = Acknowledgement("rms-1", ["essex"], 1, number, number, None, [], now, now)
    client = Client("c" * 32, "gate", frozenset({"essex"}))
    take_acknowledgement(house, client=client, given=given)

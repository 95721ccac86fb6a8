"""Pages of administration in a browser: axe at a narrow and a wide window, without a fault."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from govern.commands.second_person.ask import do_or_ask
from govern.commands.stops.lift import lift_stop
from govern.commands.stops.place import Stop, advise_stop
from govern.store import stops
from tests.browser import accessibility_faults
from tests.sharing import COUNCIL, WHY, Sharing
from tests.web.going import enter

pytestmark = pytest.mark.browser
WIDTHS = (320, 1280)


@pytest.fixture
def paths(sharing: Sharing) -> dict[str, list[str]]:
    """Who looks at which pages: something waits, is advised, and is asked to start again."""
    people, here = sharing.people, sharing.installation
    dpo = people.persons["essex_dpo"]
    given = {"person_id": dpo}
    do_or_ask(here, by=people.actor("admin"), act="reset_second_factor", given=given)
    flow = sharing.flows[f"essex:{COUNCIL}"]
    killed = sharing.suspend("flow", flow, "essex_duty", "kill")
    lift_stop(here, by=people.actor("essex_owner"), stop_id=killed, reasons=WHY)
    advise = Stop("suspension", "partner", people.organisations[COUNCIL], WHY)
    advise_stop(here, by=people.actor("essex_dpo"), stop=advise)
    with here.reading() as session:
        advice = stops.advised(session, people.actor("essex_siro"), "")[0].id
    return {
        "coordinator": ["/second-person", f"/second-person/{people.asked()}"],
        "admin": [
            "/organisations", "/organisations/add", "/organisations/essex",
            "/organisations/essex/rename", "/organisations/essex/end", f"/people/{dpo}",
            f"/people/{dpo}/reset", f"/people/{dpo}/erase", "/clients",
        ],
        "essex_siro": ["/stops", f"/stops/{killed}", f"/stops/advice/{advice}/dismiss"],
    }  # fmt: skip


def test_every_page_is_accessible_and_never_scrolls_sideways(
    page: Page, address: str, sharing: Sharing, paths: dict[str, list[str]]
) -> None:
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)

    for who, seen in paths.items():
        enter(page, address, sharing.people.persons[who])
        for path in seen:
            answer = page.goto(address + path)
            assert answer is not None
            assert answer.status == 200, path
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                faults += [f"{path} at {width}: {fault}" for fault in accessibility_faults(page)]
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    faults.append(f"{path} at {width} scrolls sideways")

    assert faults == []

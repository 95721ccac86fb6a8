"""Help with the law of one flow: powers picked in order, and both regimes beside each other."""

from __future__ import annotations

import re

from govern.store import drafts
from tests.documents.sharing_agreement.answers import DATA, FLOW, SENDER
from tests.web.documents.world import World, strict

PARTNER = "north-hill-council"


def flow(world: World) -> tuple[str, str]:
    """An agreement with one flow to the council; its address, and its version."""
    opened = world.opened()
    row = {**FLOW, "partner": PARTNER, "powers": ["G01"]}
    world.save(opened.version_id, "S8", {"flows": [row]})
    world.save(opened.version_id, "S7", {"data": [DATA]})
    world.save(opened.version_id, "S4", {"sender_bases": [SENDER]})
    address = f"/documents/{opened.document_id}/versions/1/flows/f1/law"
    return address, opened.version_id


def test_powers_come_duty_first_with_limits_sources_and_marks(world: World) -> None:
    address, _ = flow(world)

    page = strict(world.client("lawyer").get(address))

    order = [page.index(f">{each}, police to partner<") for each in
             ("Duties", "Powers in statute", "Common law")]  # fmt: skip
    assert order == sorted(order)
    assert page.index("Enquiries into significant harm") < page.index("Common law policing purpose")
    assert "Limits:</strong> Runs towards the local authority only." in page
    assert "Not verified" in page and "Looked at first" in page


def test_what_is_no_power_cannot_be_picked_and_says_why(world: World) -> None:
    address, version_id = flow(world)
    client = world.client("lawyer")

    page = strict(client.get(address))
    client.post(address, data={"powers.police_to_partner": ["G03", "G04", "G41"]})

    assert 'value="G03"' not in page
    refused = page[page.index("Often cited, and no power") :]
    assert "Not a gateway. It gives no power to share information." in refused
    assert "It never covers personal data." in page
    with world.installation.reading() as session:
        assert drafts.answers(session, version_id)["flows"][0]["powers"] == ["G01"]


def test_ticked_powers_are_added_to_the_flow_and_set_out_with_their_direction(world: World) -> None:
    address, version_id = flow(world)

    answer = world.client("lawyer").post(
        address, data={"powers.police_to_partner": ["G07", "G01"]}, follow_redirects=True
    )

    assert "relies on 1 power more" in strict(answer)
    with world.installation.reading() as session:
        answers = drafts.answers(session, version_id)
    assert answers["flows"][0]["powers"] == ["G01", "G07"]
    assert {(each["power"], each["direction"]) for each in answers["powers"]} == {
        ("G07", "police_to_partner"),
        ("G01", "police_to_partner"),
    }


def test_both_regimes_stand_side_by_side_and_what_is_missing_is_said(world: World) -> None:
    address, _ = flow(world)

    page = strict(world.client("lawyer").get(address))

    table = page[page.index("Both sides, police to partner") :]
    assert "Sender: police" in table and "Recipient: partner" in table
    assert "DPA 2018 s.36(4)" in table and "authorise sharing for this purpose" in table
    assert "Not asked on this side" in table
    assert len(re.findall(r">\s*Missing\s*<", table)) >= 3


def test_the_flow_leads_there_and_strangers_do_not(world: World) -> None:
    address, _ = flow(world)
    row = address.replace("/flows/f1/law", "/sections/S8/tables/flows/rows/f1")

    assert address in strict(world.client("lawyer").get(row))
    assert world.client("other_lawyer").get(address).status_code == 404
    assert world.client("lawyer").get(address.replace("f1", "f2")).status_code == 404

"""What was chosen on the page that opens a document is not asked again in its text."""

from __future__ import annotations

from govern.store import drafts
from govern.store.documents import numbered
from tests.web.documents.world import World, strict


def test_title_leads_and_parties_stand_in_the_first_draft(world: World) -> None:
    ids = world.consortium.organisations
    lawyer = world.client("lawyer")
    given = {
        "title": "Referrals of children", "owner": ids["essex"], "forces": [ids["kent"]],
        "partners": [ids["north-hill-council"]],
    }  # fmt: skip

    answer = lawyer.post("/documents/new/sharing_agreement", data=given)

    assert answer.status_code == 302, answer.text
    address = answer.location.removesuffix("/draft")
    assert 'value="Referrals of children"' in strict(lawyer.get(f"{address}/sections/S0"))
    parties = strict(lawyer.get(f"{address}/sections/S1"))
    for name in ("Essex Police", "Kent Police", "North Hill Council"):
        assert name in parties.partition("Add a row to Parties")[0]
    with world.installation.reading() as session:
        version = numbered(session, address.split("/")[2], 1)
        said = drafts.answers(session, version.id)
    assert (said["owner_force"], said["partner_lead"]) == ("essex", "north-hill-council")
    assert [row["organisation"] for row in said["parties"]] == [
        "essex", "kent", "north-hill-council",
    ]  # fmt: skip

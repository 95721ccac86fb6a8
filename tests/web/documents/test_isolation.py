"""Other organisations' documents do not exist: the same answer as for one that is not there."""

from __future__ import annotations

import re

import pytest

from govern.commands.documents.change_status import change_status
from govern.store.rows.documents import DocumentRow
from tests.web.documents.world import World, strict

ABSENT = "0" * 32
PATHS = (
    "",
    "/history",
    "/versions/1",
    "/versions/1/comments",
    "/versions/1/changes?with=1",
    "/versions/1/pdf",
    "/versions/1/sections/S2/comment",
    "/versions/1/comments/" + ABSENT,
)
WRITING = (
    "/versions/1/draft",
    "/versions/1/sections/S2",
    "/versions/1/sections/S8/tables/flows/rows/new",
    "/versions/1/sections/S2/both-texts/1",
    "/versions/1/check",
    "/versions/1/freeze",
    "/versions/1/frozen",
    "/versions/1/draft.pdf",
    "/versions/1/withdraw",
)


def same_but_for_the_token(text: str) -> str:
    """A page without what differs on every request."""
    return re.sub(r'(name="csrf_token" value|data-token)="[^"]*"', "", text)


@pytest.mark.parametrize("path", PATHS + WRITING)
@pytest.mark.parametrize("who", ["other_lawyer", "other_author"])
def test_a_document_of_others_is_a_page_that_is_not_there(
    world: World, who: str, path: str
) -> None:
    opened = world.opened()
    world.save(opened.version_id, "S2", {"purpose": "Secret purpose"})
    change_status(
        world.installation,
        by=world.consortium.actor("lawyer"),
        version_id=opened.version_id,
        act="send_for_review",
    )
    client = world.client(who)

    theirs = client.get(f"/documents/{opened.document_id}{path}")
    absent = client.get(f"/documents/{ABSENT}{path}")

    assert theirs.status_code == absent.status_code == 404
    assert same_but_for_the_token(strict(theirs)) == same_but_for_the_token(strict(absent))


@pytest.mark.parametrize("who", ["essex_dpo", "reviewer", "signatory", "coordinator"])
def test_a_draft_is_there_for_its_drafters_alone(world: World, who: str) -> None:
    opened = world.opened()
    client = world.client(who)

    assert client.get(f"/documents/{opened.document_id}/versions/1").status_code == 404
    assert client.get(f"/documents/{opened.document_id}/versions/1/draft").status_code == 403
    listed = strict(client.get("/documents"))
    assert opened.reference not in listed


@pytest.mark.parametrize("who", ["lawyer", "lawyer_two"])
def test_the_drafters_of_one_organisation_share_its_drafts(world: World, who: str) -> None:
    opened = world.opened()

    page = strict(world.client(who).get("/documents"))

    assert opened.reference in page


def test_a_partner_is_offered_no_other_partner(world: World) -> None:
    ids = world.consortium.organisations
    bound = [(ids["north-hill-council"], "partner"), (ids["essex"], "controller")]
    opened = world.opened("connection_return", by="author", parties=bound)

    address = f"/documents/{opened.document_id}/versions/1/sections/R0"
    page = strict(world.client("author").get(address))

    assert "North Hill Council" in page
    assert "Harbour NHS Trust" not in page


def test_a_partner_opens_its_return_without_seeing_other_partners(world: World) -> None:
    client = world.client("author")
    ids = world.consortium.organisations

    page = strict(client.get("/documents/new", follow_redirects=True))
    given = {"title": "Return of North Hill Council", "owner": ids["essex"]}
    answer = client.post("/documents/new/connection_return", data=given)

    assert "Harbour NHS Trust" not in page
    assert answer.location.endswith("/versions/1/draft")
    with world.installation.reading() as session:
        made = session.get_one(DocumentRow, answer.location.split("/")[2])
    assert made.drafter_id == ids["north-hill-council"]


@pytest.mark.parametrize("kind", ["dpia", "sharing_agreement", "nonsense"])
def test_a_partner_opens_nothing_but_its_return(world: World, kind: str) -> None:
    assert world.client("author").get(f"/documents/new/{kind}").status_code == 404

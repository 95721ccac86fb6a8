"""Drafting a document in a browser: opening it, writing its sections, and losing nothing."""

from __future__ import annotations

from documents.catalogue import definition
from govern.store import drafts
from tests.web.documents.world import World, strict


def test_a_lawyer_opens_a_document_and_lands_on_its_task_list(world: World) -> None:
    client = world.client("lawyer")
    ids = world.consortium.organisations

    given = {"title": "Sharing for safeguarding", "owner": ids["essex"], "forces": [ids["kent"]]}
    given |= {"partners": [ids["north-hill-council"]]}
    answer = client.post("/documents/new/sharing_agreement", data=given, follow_redirects=True)

    page = strict(answer)
    assert answer.request.path.endswith("/versions/1/draft")
    assert "Sharing for safeguarding" in page
    assert "0 of 22 sections completed" in page


def test_a_section_saves_and_leads_to_the_next(world: World) -> None:
    opened = world.opened()
    client = world.client("lawyer")
    address = f"/documents/{opened.document_id}/versions/1/sections/S2"

    given = {"based_on": "0", "step": "continue", "purpose": "Protect children at risk"}
    answer = client.post(address, data=given)

    assert answer.location.endswith("/sections/S3")
    with world.installation.reading() as session:
        saved = drafts.section(session, opened.version_id, "S2")
    assert saved is not None
    assert saved.answers == {"purpose": "Protect children at risk"}


def test_every_section_of_every_kind_is_valid_html(world: World) -> None:
    client = world.client("lawyer")

    for kind in ("dpia", "code_of_connection", "sharing_agreement"):
        opened = world.opened(kind)
        for section in definition(kind).sections:
            address = f"/documents/{opened.document_id}/versions/1/sections/{section.id}"
            answer = client.get(address)
            assert answer.status_code == 200, section.id
            strict(answer)

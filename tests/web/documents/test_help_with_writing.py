"""What helps a drafter: the clause bank, the libraries, guidance with its marks, earlier texts."""

from __future__ import annotations

import re

import pytest

from documents import catalogue
from govern.store import drafts
from tests.web.documents.world import World, strict


def test_guidance_law_and_its_marks_stand_beside_the_questions(world: World) -> None:
    opened = world.opened()
    address = f"/documents/{opened.document_id}/versions/1/sections/S2"

    page = strict(world.client("lawyer").get(address))

    assert "Prevent crime" in page
    assert "DPA 2018 s.36(1)" in page
    assert "Not verified" in page
    assert "Data Protection Act 2018 s.36" in page


def test_a_power_is_offered_with_what_it_is_not_for(world: World) -> None:
    opened = world.opened()
    address = f"/documents/{opened.document_id}/versions/1/sections/S3?fresh=powers"
    power = catalogue.row("powers", "G01")

    page = strict(world.client("lawyer").get(address))

    assert power["title"] in page
    assert "Not for: Not a standing permission" in page


def test_the_powers_of_the_agreement_are_offered_first_for_a_flow(world: World) -> None:
    opened = world.opened()
    rows = [{"id": "one", "power": "G07", "direction": "police_to_partner", "application": "A"}]
    world.save(opened.version_id, "S3", {"powers": rows})
    address = f"/documents/{opened.document_id}/versions/1/sections/S8/tables/flows/rows/new"

    page = strict(world.client("lawyer").get(address))

    values = re.findall(r'name="flows\.[0-9a-f]+\.powers" type="checkbox" value="(\w+)"', page)
    assert values[0] == "G07"
    assert len(values) == len(catalogue.reference("powers"))


def test_a_clause_is_added_to_an_answer_and_what_was_typed_is_kept(world: World) -> None:
    opened = world.opened()
    client = world.client("lawyer")
    address = f"/documents/{opened.document_id}/versions/1/sections/S9"
    clause = catalogue.row("clauses", "process-urgent")

    assert clause["title"] in strict(client.get(address))
    given = {"based_on": "0", "urgent_route": "Our own words.", "process": "Typed just now."}
    given |= {"step": "clause:process-urgent", "clause-to.process-urgent": "urgent_route"}
    answer = client.post(address, data=given)

    assert answer.location.endswith("/sections/S9#urgent_route")
    with world.installation.reading() as session:
        row = drafts.section(session, opened.version_id, "S9")
    assert row is not None
    assert row.answers["urgent_route"] == f"Our own words.\n\n{clause['text']}"
    assert row.answers["process"] == "Typed just now."


def test_risks_are_taken_from_the_library_and_filled_in(world: World) -> None:
    opened = world.opened("dpia")
    client = world.client("lawyer")
    address = f"/documents/{opened.document_id}/versions/1/sections/D16"
    risk = catalogue.row("risks", "R01")

    sent = client.post(address, data={"based_on": "0", "step": "library:risks"})
    assert risk["title"] in strict(client.get(sent.location))
    answer = client.post(sent.location, data={"rows": ["R01", "R02"]}, follow_redirects=True)

    assert "2 rows taken from the library" in strict(answer)
    with world.installation.reading() as session:
        row = drafts.section(session, opened.version_id, "D16")
    assert row is not None
    first = row.answers["risks"][0]
    assert (first["library"], first["title"]) == ("R01", risk["title"])
    assert first["harm"] == risk["harm"]
    assert first["source"] == risk["risk_source"]
    assert first["measures"].startswith("- ")
    assert risk["title"] not in strict(client.get(sent.location))


@pytest.mark.parametrize("table", ["retention", "nonsense", "purpose"])
def test_there_is_no_library_where_none_belongs(world: World, table: str) -> None:
    opened = world.opened()
    address = f"/documents/{opened.document_id}/versions/1/sections/S13/tables/{table}/library"

    assert world.client("lawyer").get(address).status_code == 404


def test_every_earlier_text_of_a_section_can_be_read(world: World) -> None:
    opened = world.opened()
    world.save(opened.version_id, "S2", {"purpose": "First words"})
    world.save(opened.version_id, "S2", {"purpose": "Second words"}, by="lawyer_two")
    address = f"/documents/{opened.document_id}/versions/1/sections/S2/revisions"

    page = strict(world.client("lawyer").get(address))

    assert page.index("Mina Roe") < page.index("Leo Marsh,")
    assert "[removed: </span>First" in page
    assert "[added: </span>Second" in page


def test_the_controls_of_another_profile_are_set_aside(world: World) -> None:
    ids = world.consortium.organisations
    bound = [(ids["north-hill-council"], "partner"), (ids["essex"], "controller")]
    opened = world.opened("connection_return", by="author", parties=bound)
    client = world.client("author")
    address = f"/documents/{opened.document_id}/versions/1/sections/R4"
    before = strict(client.get(address))

    world.save(opened.version_id, "R0", {"profile": "P5"}, by="author")

    after = strict(client.get(address))
    assert "not asked of your profile" not in before
    assert "not asked of your profile" in after


def test_an_addendum_cites_the_digest_of_a_frozen_assessment(world: World) -> None:
    page = strict(world.client("lawyer").get("/documents/new/local_addendum"))

    assert "Which frozen assessment does it add to?" in page
    answer = world.client("lawyer").post("/documents/new/local_addendum", data={"title": "Kent"})
    assert answer.status_code == 422
    assert "Choose an assessment" in strict(answer)

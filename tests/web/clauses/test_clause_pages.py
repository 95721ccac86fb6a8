"""The pages of the clause bank: proposing, approving, finding uses and deviations, updating."""

from __future__ import annotations

import re

import pytest

from documents import catalogue
from govern.store import clauses, drafts
from tests.web.clauses.acting import CLAUSE, MILDER, NEWER, put, renew
from tests.web.documents.world import World, strict

WORDING = str(catalogue.row("clauses", CLAUSE)["text"])


def answer(world: World, version_id: str) -> str:
    """What stands in the answer now."""
    with world.installation.reading() as session:
        return str(drafts.answers(session, version_id)["urgent_route"])


def test_what_is_proposed_is_offered_to_drafters_once_another_lawyer_approved_it(
    world: World,
) -> None:
    opened = world.opened()
    section = f"/documents/{opened.document_id}/versions/1/sections/S9"

    renew(world)

    page = strict(world.client("lawyer").get(section))
    assert NEWER in page and MILDER in page and WORDING not in page
    assert "Version 2." in page
    listed = strict(world.client("lawyer").get("/clauses"))
    assert "With a fallback" in listed and "Came with the service" in listed


def test_ones_own_wording_has_no_button_to_approve_it_and_the_command_refuses(
    world: World,
) -> None:
    owner = world.consortium.persons["lawyer"]
    given = {"title": "Urgent", "wording": NEWER, "fallback": "", "owner_id": owner}
    client = world.client("lawyer")
    client.post(f"/clauses/{CLAUSE}/propose", data=given)

    page = strict(client.get(f"/clauses/{CLAUSE}"))
    refused = client.post(f"/clauses/{CLAUSE}/versions/2/decide", data={"act": "approve"})

    assert "Take version 2 back" in page and "Approve version 2" not in page
    assert refused.status_code == 409
    assert "another lawyer must decide" in refused.text


def test_a_partner_who_refuses_is_offered_the_fallback_in_the_clauses_place(world: World) -> None:
    opened = world.opened()
    renew(world)
    put(world, opened)

    put(world, opened, fallback=True, typed=answer(world, opened.version_id))

    assert answer(world, opened.version_id) == f"Ours.\n\n{MILDER}"
    section = f"/documents/{opened.document_id}/versions/1/sections/S9"
    assert "word for word, as the fallback." in strict(world.client("lawyer").get(section))


def test_who_deviates_is_shown_with_a_redline(world: World) -> None:
    same, changed = world.opened(), world.opened()
    for each in (same, changed):
        put(world, each)
    text = answer(world, changed.version_id).replace("protect life", "save property")
    world.save(changed.version_id, "S9", {"urgent_route": text})

    page = strict(world.client("lawyer").get(f"/clauses/{CLAUSE}"))

    assert page.count("Word for word") == 1 and page.count(">Changed<") == 1
    deviating = page[page.index("Who deviates") :]
    assert re.search(r"<del.*protect life", deviating, re.DOTALL)
    assert re.search(r"<ins.*save property", deviating, re.DOTALL)


def test_older_wording_is_updated_where_it_was_ticked_alone(world: World) -> None:
    ticked, left = world.opened(), world.opened()
    for each in (ticked, left):
        put(world, each)
    renew(world)
    client = world.client("lawyer")
    page = strict(client.get(f"/clauses/{CLAUSE}/update"))
    fields = dict(re.findall(r'name="(revision-[0-9a-f]+)" value="(\d+)"', page))
    uses = re.findall(r'name="uses" type="checkbox" value="([0-9a-f]+)" checked', page)
    assert len(uses) == 2
    wanted = _use_of(world, ticked.version_id)

    done = client.post(f"/clauses/{CLAUSE}/update", data={**fields, "uses": [wanted]})

    assert done.status_code == 302
    assert answer(world, ticked.version_id) == f"Ours.\n\n{NEWER}"
    assert answer(world, left.version_id) == f"Ours.\n\n{WORDING}"


def test_a_draft_that_moved_on_is_shown_and_not_overwritten(world: World) -> None:
    opened = world.opened()
    put(world, opened)
    renew(world)
    client = world.client("lawyer")
    page = client.get(f"/clauses/{CLAUSE}/update").text
    fields = dict(re.findall(r'name="(revision-[0-9a-f]+)" value="(\d+)"', page))
    world.save(opened.version_id, "S9", {"urgent_route": "Rewritten meanwhile."}, by="lawyer_two")

    shown = client.post(
        f"/clauses/{CLAUSE}/update",
        data={**fields, "uses": [_use_of(world, opened.version_id)]},
    )

    assert "Somebody changed these meanwhile" in strict(shown)
    assert answer(world, opened.version_id) == "Rewritten meanwhile."


def test_a_faulty_clause_is_said_at_its_fields_and_kept(world: World) -> None:
    given = {"title": "", "wording": "Short", "fallback": "", "owner_id": "", "section": ""}

    refused = world.client("lawyer").post("/clauses/new", data=given)

    assert refused.status_code == 422
    page = strict(refused)
    assert "Give the clause a title" in page and "Short" in page


def test_a_clause_of_ones_own_waits_and_is_offered_to_nobody(world: World) -> None:
    owner = world.consortium.persons["lawyer"]
    given = {"title": "Printing", "wording": NEWER, "fallback": "", "owner_id": owner, "why": ""}

    made = world.client("lawyer").post(
        "/clauses/new", data={**given, "section": "sharing_agreement:S12"}
    )

    assert made.status_code == 302
    opened = world.opened()
    section = f"/documents/{opened.document_id}/versions/1/sections/S12"
    assert NEWER not in world.client("lawyer").get(section).text
    assert world.client("other_lawyer").get(made.location).status_code == 404


@pytest.mark.parametrize("who", ["essex_siro", "author", "coordinator"])
def test_the_bank_is_the_lawyers_alone(world: World, who: str) -> None:
    assert world.client(who).get("/clauses").status_code == 403


def _use_of(world: World, version_id: str) -> str:
    with world.installation.reading() as session:
        return clauses.used_in(session, version_id)["urgent_route", CLAUSE].id


def test_proposed_wording_waits_in_the_work_of_the_other_lawyer_alone(world: World) -> None:
    owner = world.consortium.persons["lawyer"]
    given = {
        "title": "Urgent",
        "wording": NEWER,
        "fallback": "",
        "owner_id": owner,
        "why": "Shorter.",
    }
    world.client("lawyer").post(f"/clauses/{CLAUSE}/propose", data=given)
    asked = "Approve or refuse the proposed wording"

    theirs = strict(world.client("lawyer_two").get("/my-work"))

    assert asked in theirs and f'href="/clauses/{CLAUSE}"' in theirs
    for who in ("lawyer", "other_lawyer", "essex_dpo"):
        assert asked not in strict(world.client(who).get("/my-work")), who

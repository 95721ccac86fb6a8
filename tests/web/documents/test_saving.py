"""Saving a section: two people, faults and rows; whatever was typed is kept."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from govern.commands.documents.open_document import Opened
from govern.store import drafts
from tests.web.documents.world import World, strict


def section(opened: Opened, section_id: str) -> str:
    """The address of a section's page."""
    return f"/documents/{opened.document_id}/versions/1/sections/{section_id}"


def standing(world: World, opened: Opened, section_id: str) -> dict[str, Any]:
    """The answers of a section as they stand."""
    with world.installation.reading() as session:
        row = drafts.section(session, opened.version_id, section_id)
    return row.answers if row else {}


def revision(client: FlaskClient, address: str) -> str:
    """The revision that the page's form is based on."""
    found = re.search(r'name="based_on" value="(\d+)"', client.get(address).text)
    assert found is not None
    return found[1]


def test_two_people_who_change_different_questions_both_find_their_text(world: World) -> None:
    opened = world.opened()
    world.save(opened.version_id, "S2", {"purpose": "Old", "outcomes": "Old"})
    address = section(opened, "S2")
    one, two = world.client("lawyer"), world.client("lawyer_two")
    seen_one, seen_two = revision(one, address), revision(two, address)

    one.post(address, data={"based_on": seen_one, "purpose": "New purpose", "outcomes": "Old"})
    answer = two.post(
        address,
        data={"based_on": seen_two, "purpose": "Old", "outcomes": "New outcome"},
        follow_redirects=True,
    )

    assert "Their answers and yours are both kept" in strict(answer)
    expected = {"purpose": "New purpose", "outcomes": "New outcome"}
    assert standing(world, opened, "S2") == expected


def test_two_people_who_change_one_question_see_both_texts_and_choose(world: World) -> None:
    opened = world.opened()
    world.save(opened.version_id, "S2", {"purpose": "Old words"})
    address = section(opened, "S2")
    one, two = world.client("lawyer"), world.client("lawyer_two")
    seen_one, seen_two = revision(one, address), revision(two, address)

    one.post(address, data={"based_on": seen_one, "purpose": "Words of the first"})
    answer = two.post(
        address,
        data={"based_on": seen_two, "purpose": "Words of the second"},
        follow_redirects=True,
    )

    page = strict(answer)
    assert "/both-texts/" in answer.request.path
    assert "Words of the first" in page
    assert "Words of the second" in page
    assert standing(world, opened, "S2") == {"purpose": "Words of the first"}
    assert "Both texts are kept" in strict(one.get(address))

    chosen = two.post(answer.request.path, data={"purpose": "mine"}, follow_redirects=True)

    assert "Your choice is saved" in strict(chosen)
    assert standing(world, opened, "S2") == {"purpose": "Words of the second"}
    assert "Both texts are kept" not in strict(one.get(address))


def test_a_clash_stays_in_sight_until_somebody_says_that_it_is_settled(world: World) -> None:
    opened = world.opened()
    world.save(opened.version_id, "S2", {"purpose": "Old words"})
    address = section(opened, "S2")
    one, two = world.client("lawyer"), world.client("lawyer_two")
    one.post(address, data={"based_on": "1", "purpose": "Words of the first"})
    both = two.post(address, data={"based_on": "1", "purpose": "Words of the second"}).location

    one.post(
        address, data={"based_on": revision(one, address), "purpose": "Words of the first, more"}
    )

    draft = f"/documents/{opened.document_id}/versions/1/draft"
    assert "Both texts are kept" in strict(one.get(address))
    assert "1 clash of two texts to settle" in strict(one.get(draft))
    assert "The section was saved again since" in strict(one.get(both))

    settled = one.post(both, data={"settled": "yes"}, follow_redirects=True)

    assert "The clash is settled; the text is unchanged." in strict(settled)
    assert "Both texts are kept" not in strict(two.get(address))
    assert "to settle" not in strict(one.get(draft))
    assert standing(world, opened, "S2") == {"purpose": "Words of the first, more"}


def test_keeping_the_text_that_stands_settles_the_clash(world: World) -> None:
    opened = world.opened()
    world.save(opened.version_id, "S2", {"purpose": "Old words"})
    address = section(opened, "S2")
    one, two = world.client("lawyer"), world.client("lawyer_two")
    one.post(address, data={"based_on": "1", "purpose": "Words of the first"})
    both = two.post(address, data={"based_on": "1", "purpose": "Words of the second"}).location

    two.post(both, data={"purpose": "theirs"})

    assert "Both texts are kept" not in strict(one.get(address))
    assert standing(world, opened, "S2") == {"purpose": "Words of the first"}


def test_one_text_can_be_written_from_both(world: World) -> None:
    opened = world.opened()
    world.save(opened.version_id, "S2", {"purpose": "Old words"})
    address = section(opened, "S2")
    one, two = world.client("lawyer"), world.client("lawyer_two")
    one.post(address, data={"based_on": "1", "purpose": "Words of the first"})
    both = two.post(address, data={"based_on": "1", "purpose": "Words of the second"}).location

    two.post(both, data={"purpose": "written", "purpose-written": "Words of both"})

    assert standing(world, opened, "S2") == {"purpose": "Words of both"}


def test_fifty_saves_on_one_old_page_lose_no_words(world: World) -> None:
    opened = world.opened()
    world.save(opened.version_id, "S2", {"purpose": "Old words"})
    client, address = world.client("lawyer"), section(opened, "S2")

    for number in range(50):
        client.post(address, data={"based_on": "1", "purpose": f"Words {number}"})

    with world.installation.reading() as session:
        rows = drafts.revisions(session, opened.version_id)
    kept = " ".join(f"{row.answers} {row.conflict}" for row in rows)
    assert all(f"'Words {number}'" in kept for number in range(50))


def test_saving_what_already_stands_makes_no_new_revision(world: World) -> None:
    opened = world.opened()
    revised = world.save(opened.version_id, "S2", {"purpose": "Old words"})
    address = section(opened, "S2")

    world.client("lawyer").post(address, data={"based_on": str(revised), "purpose": "Old words"})

    assert revision(world.client("lawyer"), address) == str(revised)


def test_a_fault_keeps_what_was_typed_and_leads_to_it(world: World) -> None:
    opened = world.opened()
    given = {"based_on": "0", "title": "Sharing in Southend", "starts_on-day": "31"}
    given |= {"starts_on-month": "2", "starts_on-year": "2027"}

    answer = world.client("lawyer").post(section(opened, "S0"), data=given)

    page = strict(answer)
    assert answer.status_code == 422
    assert "<title>Error: " in page
    assert 'href="#starts_on-day"' in page
    assert 'value="Sharing in Southend"' in page
    assert re.search(r'<input[^>]+name="starts_on-month"[^>]+value="2"', page)
    assert standing(world, opened, "S0") == {}


def test_rows_are_added_moved_and_removed_without_a_script(world: World) -> None:
    opened = world.opened()
    client, address = world.client("lawyer"), section(opened, "S3")
    rows = [
        {"id": "one", "power": "G07", "direction": "police_to_partner", "application": "First"},
        {"id": "two", "power": "G01", "direction": "police_to_partner", "application": "Second"},
    ]
    world.save(opened.version_id, "S3", {"powers": rows})

    client.post(address, data=_typed(rows, step="up:powers:two", based_on="1"))

    moved = standing(world, opened, "S3")["powers"]
    assert [row["id"] for row in moved] == ["two", "one"]

    client.post(address, data=_typed(moved, step="remove:powers:two", based_on="2"))

    left = standing(world, opened, "S3")["powers"]
    assert [row["id"] for row in left] == ["one"]

    added = client.post(address, data=_typed(left, step="add:powers", based_on="3"))

    assert "fresh=powers" in added.location
    fresh = strict(client.get(added.location))
    assert "New row" in fresh
    assert len(re.findall(r'name="powers.rows" value="[^"]+"', fresh)) == 2


def test_a_row_of_a_broad_table_has_its_own_page(world: World) -> None:
    opened = world.opened()
    client = world.client("lawyer")
    client.post(section(opened, "S8"), data={"based_on": "0"})

    page = strict(client.get(section(opened, "S8") + "/tables/flows/rows/new"))
    row_id = re.search(r'name="row" value="([0-9a-f]{32})"', page)
    assert row_id is not None
    given = {"based_on": "0", "row": row_id[1], f"flows.{row_id[1]}.ref": "F1"}
    given |= {f"flows.{row_id[1]}.name": "Referrals", "step": "save"}
    answer = client.post(section(opened, "S8") + "/tables/flows/rows/new", data=given)

    assert answer.location.endswith("#flows-rows")
    expected = [{"id": row_id[1], "ref": "F1", "name": "Referrals"}]
    assert standing(world, opened, "S8")["flows"] == expected
    assert "F1, Referrals" in strict(client.get(section(opened, "S8")))


def test_two_people_who_change_different_rows_both_find_their_row(world: World) -> None:
    opened = world.opened()
    rows = [{"id": "one", "ref": "F1", "name": "A"}, {"id": "two", "ref": "F2", "name": "B"}]
    world.save(opened.version_id, "S8", {"flows": rows})
    one, two = world.client("lawyer"), world.client("lawyer_two")
    place = section(opened, "S8") + "/tables/flows/rows/"

    one.post(place + "one", data={"based_on": "1", "flows.one.ref": "F1", "flows.one.name": "AA"})
    two.post(place + "two", data={"based_on": "1", "flows.two.ref": "F2", "flows.two.name": "BB"})

    names = [row["name"] for row in standing(world, opened, "S8")["flows"]]
    assert names == ["AA", "BB"]


def _typed(rows: list[dict[str, Any]], **more: str) -> dict[str, Any]:
    given: dict[str, Any] = {"powers.rows": [row["id"] for row in rows], **more}
    for row in rows:
        given |= {f"powers.{row['id']}.{key}": value for key, value in row.items() if key != "id"}
    return given


@pytest.mark.parametrize(
    ("given", "stands"),
    [
        ({"purpose-written": "One of both"}, "One of both"),
        ({"purpose-written": "One of both", "purpose": "mine"}, "Words of the second"),
        ({"purpose-written": "Words of the first\n\nWords of the second"}, "Words of the first"),
        ({}, "Words of the first"),
    ],
)
def test_what_was_written_from_both_is_taken_unless_one_of_them_is_chosen(
    world: World, given: dict[str, str], stands: str
) -> None:
    opened = world.opened()
    world.save(opened.version_id, "S2", {"purpose": "Old words"})
    client, address = world.client("lawyer"), section(opened, "S2")
    seen = revision(client, address)
    client.post(address, data={"based_on": seen, "purpose": "Words of the first"})
    second = {"based_on": seen, "purpose": "Words of the second"}
    both = client.post(address, data=second)

    client.post(both.location, data=given)

    assert standing(world, opened, "S2") == {"purpose": stands}

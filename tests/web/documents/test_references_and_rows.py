"""References shown in words on pages and in Word, and a removed row that is put back."""

from __future__ import annotations

import io
import re
from typing import Any

import docx

from tests.web.documents.test_saving import section, standing
from tests.web.documents.world import World, strict

SAID = "section 1, Summary sheet"
ROWS = [
    {"id": "one", "power": "G07", "direction": "police_to_partner", "application": "A"},
    {"id": "two", "power": "G07", "direction": "police_to_partner", "application": "B"},
    {"id": "three", "power": "G07", "direction": "police_to_partner", "application": "C"},
]


def _typed(rows: list[dict[str, str]], **more: str) -> dict[str, Any]:
    cells = {
        f"powers.{row['id']}.{name}": value
        for row in rows
        for name, value in row.items()
        if name != "id"
    }
    return {"powers.rows": ["", *(row["id"] for row in rows)], **cells, **more}


def _order(world: World, opened: Any) -> list[str]:
    return [row["id"] for row in standing(world, opened, "S3")["powers"]]


def test_a_reference_reads_the_same_in_the_text_and_in_the_preview(world: World) -> None:
    opened = world.opened()
    world.save(opened.version_id, "S2", {"purpose": "As in {section S0}."})
    client = world.client("lawyer")
    link = f'<a href="/documents/{opened.document_id}/versions/1#S0">{SAID}</a>'

    text = strict(client.get(f"/documents/{opened.document_id}/versions/1"))
    typed = {"purpose": "Now {section S0}.", "based_on": "1", "step": "preview"}
    preview = strict(client.post(section(opened, "S2"), data=typed))

    assert f"As in {link}." in text
    assert f"Now {link}." in preview
    assert "Now {section S0}.</textarea>" in preview


def test_the_page_of_a_section_tells_how_to_refer_to_what_is_on_it(world: World) -> None:
    opened = world.opened()

    page = strict(world.client("lawyer").get(section(opened, "S2")))

    assert "{section S2}" in page
    assert "{question outcomes}" in page


def test_a_reference_to_nothing_is_told_beside_its_question(world: World) -> None:
    opened = world.opened()
    world.save(opened.version_id, "S2", {"purpose": "As in {section S99}."})

    page = strict(world.client("lawyer").get(section(opened, "S2")))

    assert "“{section S99}” points at nothing" in page


def test_word_has_the_words_as_a_link_into_the_file(world: World) -> None:
    opened = world.opened()
    world.save(opened.version_id, "S2", {"purpose": "As in {section S0}."})
    address = f"/documents/{opened.document_id}/versions/1/word/download"

    made = docx.Document(io.BytesIO(world.client("lawyer").post(address).data))

    links = [link for para in made.paragraphs for link in para.hyperlinks]
    body = made.element.xml
    assert "As in </w:t>" in body or links
    assert SAID in body
    anchor = re.search(r'w:anchor="(gs_\w+)"', body)
    assert anchor
    assert f'w:name="{anchor[1]}"' in body


def test_a_removed_row_is_put_back_where_it_stood(world: World) -> None:
    opened = world.opened()
    world.save(opened.version_id, "S3", {"powers": ROWS})
    address, client = section(opened, "S3"), world.client("lawyer")

    sent = client.post(address, data=_typed(ROWS, based_on="1", step="remove:powers:two"))
    page = strict(client.get(sent.location))
    assert _order(world, opened) == ["one", "three"]
    step = re.search(r'value="(putback:[^"]+)"', page)
    assert step
    left = [ROWS[0], ROWS[2]]
    client.post(address, data=_typed(left, based_on="2", step=step[1]))

    assert standing(world, opened, "S3")["powers"] == ROWS


def test_a_row_typed_and_removed_at_once_comes_back_as_typed(world: World) -> None:
    opened = world.opened()
    world.save(opened.version_id, "S3", {"powers": ROWS[:1]})
    address, client = section(opened, "S3"), world.client("lawyer")
    typed = [{**ROWS[0], "application": "Typed just now"}]

    sent = client.post(address, data=_typed(typed, based_on="1", step="remove:powers:one"))
    step = re.search(r'value="(putback:[^"]+)"', strict(client.get(sent.location)))
    assert step
    client.post(address, data=_typed([], based_on="3", step=step[1]))

    assert standing(world, opened, "S3")["powers"] == typed


def test_a_row_removed_on_its_own_page_is_offered_back(world: World) -> None:
    opened = world.opened()
    flows = [{"id": "one", "ref": "F1", "name": "Referrals", "forces": ["essex"]}]
    world.save(opened.version_id, "S8", {"flows": flows})
    client = world.client("lawyer")
    address = f"{section(opened, 'S8')}/tables/flows/rows/one"

    sent = client.post(address, data={"based_on": "1", "row": "one", "step": "remove"})
    page = strict(client.get(sent.location))
    step = re.search(r'value="(putback:[^"]+)"', page)
    assert step
    assert "Referrals” is removed" in page
    client.post(section(opened, "S8"), data={"based_on": "2", "step": step[1]})

    assert standing(world, opened, "S8")["flows"] == flows


def test_nothing_is_offered_for_a_row_that_never_was_or_stands(world: World) -> None:
    opened = world.opened()
    world.save(opened.version_id, "S3", {"powers": ROWS})
    client = world.client("lawyer")

    for said in ("powers:nine:1", "powers:one:1", "nothing:one:1", "powers:one:x", "powers"):
        page = strict(client.get(f"{section(opened, 'S3')}?removed={said}"))
        assert "Put it back" not in page


def test_a_row_opens_where_the_next_tab_is_its_first_field(world: World) -> None:
    opened = world.opened()
    client, path = world.client("lawyer"), section(opened, "S8")

    asked = client.post(path, data={"based_on": "0", "step": "row:flows:new"})
    another = {"based_on": "0", "flows.new.ref": "F1", "step": "another"}
    again = client.post(path + "/tables/flows/rows/new", data=another)

    assert asked.location == path + "/tables/flows/rows/new#row"
    assert 'id="row" tabindex="-1"' in strict(client.get(asked.location))
    assert again.location == asked.location

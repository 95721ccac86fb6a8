"""The pages of Word files and suggested wording, over HTTP."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from govern.commands.documents.change_status import change_status
from govern.exchange.word.model import Para, WordText
from govern.exchange.word.opening import opened
from govern.store import drafts
from tests.exchange_word import edited, tracked
from tests.web.documents.world import World, strict

WORDS = "Staff share what protects a child.\n\n- promptly\n- in full"


def version(world: World, *, review: bool = True) -> tuple[str, str]:
    """A draft agreement with one answer: the address of its version, and its id."""
    made = world.opened()
    world.save(made.version_id, "S2", {"purpose": WORDS})
    if review:
        change_status(
            world.installation,
            by=world.consortium.actor("lawyer"),
            version_id=made.version_id,
            act="send_for_review",
        )
    return f"/documents/{made.document_id}/versions/1", made.version_id


def downloaded(client: FlaskClient, address: str, **data: Any) -> bytes:
    answer = client.post(f"{address}/word/download", data=data)
    assert answer.status_code == 200, answer.text
    return bytes(answer.data)


def uploaded(client: FlaskClient, address: str, content: bytes, name: str = "back.docx") -> str:
    """The address of the preview."""
    data = {"file": (io.BytesIO(content), name)}
    answer = client.post(f"{address}/word/upload", data=data, content_type="multipart/form-data")
    assert answer.status_code == 302, answer.text
    return answer.location


def read(content: bytes) -> str:
    """Every word of a file."""
    text: WordText = opened(content)
    paras = [each.text for each in text.blocks if isinstance(each, Para)]
    return "\n".join([*paras, *(note.text for note in text.notes)])


def answer_now(world: World, version_id: str) -> str:
    with world.installation.reading() as session:
        return str(drafts.answers(session, version_id)["purpose"])


def test_a_lawyer_downloads_edits_and_takes_the_edit_into_the_draft(world: World) -> None:
    address, version_id = version(world)
    client = world.client("lawyer")
    file = edited(downloaded(client, address), {"promptly": "within one hour"})

    preview = uploaded(client, address, file)
    page = strict(client.get(preview))
    assert "within" in page and "Not tracked" in page
    client.post(preview, data={"items": ["e0"], "untracked": "save", "suggestions": _first(page)})

    assert answer_now(world, version_id) == WORDS.replace("promptly", "within one hour")
    assert "In the draft" in strict(client.get(preview))


def _first(page: str, name: str = "suggestions") -> str:
    """The first choice of a field on a page."""
    found = re.search(rf'name="{name}"[^>]*value="([^"]+)"', page) or re.search(
        rf'value="([^"]+)"[^>]*name="{name}"', page
    )
    assert found, name
    return found[1]


def test_a_tracked_change_becomes_a_suggestion_that_the_lawyer_takes_in_one_click(
    world: World,
) -> None:
    address, version_id = version(world)
    dpo, lawyer = world.client("essex_dpo"), world.client("lawyer")
    file = tracked(downloaded(dpo, address), "promptly", "within a day", "Dana Obi")

    preview = uploaded(dpo, address, file)
    page = strict(dpo.get(preview))
    dpo.post(preview, data={"items": ["e0"], "suggestions": _first(page)})
    listed = strict(lawyer.get(f"{address}/suggestions"))

    assert "Tracked, by Dana Obi" in page
    assert "Dana Obi, Essex Police" in listed
    assert "suggestion:" in strict(lawyer.get(f"{address}/sections/S2"))
    accept = listed.partition("<main")[2].split('action="')[1].split('"')[0]
    assert lawyer.post(accept).status_code == 302
    assert answer_now(world, version_id) == WORDS.replace("promptly", "within a day")


def test_taking_a_suggestion_on_the_section_page_keeps_what_was_typed_there(world: World) -> None:
    address, version_id = version(world)
    dpo, lawyer = world.client("essex_dpo"), world.client("lawyer")
    page = strict(dpo.get(f"{address}/questions/purpose/suggest"))
    given = {"audience": _first(page, "audience"), "wording": WORDS.replace("in full", "whole")}
    assert dpo.post(f"{address}/questions/purpose/suggest", data=given).status_code == 302

    section = strict(lawyer.get(f"{address}/sections/S2"))
    step = section.split('value="suggestion:')[1].split('"')[0]
    typed = {"purpose": WORDS.replace("Staff", "All staff"), "based_on": "1"}
    lawyer.post(f"{address}/sections/S2", data=typed | {"step": f"suggestion:{step}"})

    assert answer_now(world, version_id) == (
        WORDS.replace("Staff", "All staff").replace("in full", "whole")
    )


@pytest.mark.parametrize(
    ("who", "sees"),
    [("lawyer", True), ("essex_dpo", True), ("kent_dpo", False), ("signatory", False)],
)
def test_a_suggestion_is_read_by_its_audience_alone(world: World, who: str, sees: bool) -> None:
    address, _ = version(world)
    dpo = world.client("essex_dpo")
    page = strict(dpo.get(f"{address}/questions/purpose/suggest"))
    given = {"audience": _first(page, "audience"), "wording": "Canary of Essex"}
    dpo.post(f"{address}/questions/purpose/suggest", data=given)
    one = strict(dpo.get(f"{address}/suggestions")).split("suggestions/")[1].split('"')[0]

    listed = strict(world.client(who).get(f"{address}/suggestions"))
    status = world.client(who).get(f"{address}/suggestions/{one}").status_code

    assert ("Canary" in listed) is sees
    assert status == (200 if sees else 404)


def test_a_file_holds_comments_only_when_they_are_chosen_and_only_ones_own(world: World) -> None:
    address, _ = version(world)
    essex, kent = world.client("essex_dpo"), world.client("kent_dpo")
    page = strict(essex.get(f"{address}/sections/S2/comment"))
    keys = [part.split('"')[0] for part in page.split('name="audience"')[1:] for part in
            [part.split('value="')[1]]]  # fmt: skip
    for key in keys[:2]:
        words = {"audience": key, "text": f"Canary {key.split(':')[1]}"}
        assert essex.post(f"{address}/sections/S2/comment", data=words).status_code == 302

    assert "Canary" not in read(downloaded(essex, address))
    assert "Canary internal" not in read(downloaded(essex, address, comments=keys[1]))
    assert "Canary lawyer_and_force" in read(downloaded(essex, address, comments=keys[1]))
    refused = kent.post(f"{address}/word/download", data={"comments": keys[:2]})
    assert refused.status_code == 422 and "Canary" not in refused.text


def test_an_upload_is_its_organisations_alone(world: World) -> None:
    address, _ = version(world)
    essex = world.client("essex_dpo")
    file = edited(downloaded(essex, address), {"promptly": "Canary"})
    preview = uploaded(essex, address, file)

    for who in ("lawyer", "kent_dpo", "signatory", "other_lawyer"):
        client = world.client(who)
        assert client.get(preview).status_code == 404
        assert client.get(f"{preview}/original").status_code == 404
        assert client.post(f"{preview}/close").status_code == 404
    assert essex.get(f"{preview}/original").data == file


def test_a_file_of_another_kind_is_refused_in_the_form(world: World) -> None:
    address, _ = version(world)
    client = world.client("lawyer")

    answer = client.post(
        f"{address}/word/upload",
        data={"file": (io.BytesIO(b"%PDF-1.7"), "x.docx")},
        content_type="multipart/form-data",
    )

    assert answer.status_code == 422
    assert "This is no Word document" in strict(answer)


def test_a_redline_is_for_reading_and_is_not_taken_back(world: World) -> None:
    address, _ = version(world)
    client = world.client("lawyer")
    made = client.get(f"{address}/word/redline?with=1").data

    answer = client.post(
        f"{address}/word/upload",
        data={"file": (io.BytesIO(made), "redline.docx")},
        content_type="multipart/form-data",
    )

    assert answer.status_code == 422
    assert "This is a redline" in strict(answer)


def test_only_audiences_in_which_something_was_said_are_offered_for_the_file(world: World) -> None:
    address, _ = version(world)
    essex = world.client("essex_dpo")
    page = strict(essex.get(f"{address}/sections/S2/comment"))
    words = {"audience": _first(page, "audience"), "text": "One remark"}

    before = strict(essex.get(f"{address}/word"))
    essex.post(f"{address}/sections/S2/comment", data=words)
    after = strict(essex.get(f"{address}/word"))

    assert "Comments to put into the file" not in before
    assert "Only Essex Police: 1 thread" in after
    assert "The lawyers and all forces" not in after

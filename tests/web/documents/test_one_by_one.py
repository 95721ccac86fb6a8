"""Comments gone through one by one: answered and settled at once, then on to the next."""

from __future__ import annotations

import pytest

from govern.commands.documents.open_document import Opened
from govern.store.rows.working import CommentRow
from tests.web.documents.test_reviewing import address, post
from tests.web.documents.test_triage import PURPOSE, sent
from tests.web.documents.world import World, strict

__all__ = ["sent"]  # the fixture


@pytest.fixture
def said(world: World, sent: Opened) -> dict[str, str]:
    """Two remarks on the purpose and one on another section: their words and their ids."""
    post(world, sent, "essex_dpo", "Six is long", "lawyer_and_force", quote="kept for six years")
    post(world, sent, "kent_dpo", "Why six?", "lawyer_and_force", changes="y")
    post(world, sent, "reviewer", "A general remark", "lawyer_and_force")
    with world.installation.reading() as session:
        return {row.text or "": row.id for row in session.query(CommentRow)}


def test_saving_goes_on_to_the_next_and_says_what_was_done(
    world: World, sent: Opened, said: dict[str, str]
) -> None:
    client = world.client("lawyer")
    first = address(sent, f"/comments/{said['Six is long']}")
    given = {"answer": "It is three now.", "resolution": "resolved", "step": "onward"}

    shown = strict(client.get(first))
    after = client.post(f"{first}/answer", data=given)
    landed = strict(client.get(after.location))

    assert " of 3</span>" in shown
    assert "<mark>kept for six years.</mark>" in shown
    assert after.location.rsplit("/", 1)[1] in {said["Why six?"], said["A general remark"]}
    assert " of 2</span>" in landed
    assert "on S2: your answer is posted and read by the lawyers and Essex Police" in landed
    assert "settled as resolved." in landed


def test_staying_shows_the_thread_and_the_last_leads_back_to_the_list(
    world: World, sent: Opened, said: dict[str, str]
) -> None:
    client = world.client("lawyer")
    asks = address(sent, f"/comments/{said['Why six?']}")

    only = strict(client.get(asks + "?state=asks"))
    stays = client.post(asks + "/answer?state=asks", data={"answer": "Hm.", "step": "stay"})
    done = {"resolution": "resolved", "step": "onward"}
    back = client.post(asks + "/answer?state=asks", data=done)

    assert "Comment 1 of 1" in only
    assert "Save and return to the comments" in only
    assert stays.location == asks + "?state=asks"
    assert back.location == address(sent, "/comments?state=asks")


def test_nothing_chosen_and_nothing_written_is_refused(
    world: World, sent: Opened, said: dict[str, str]
) -> None:
    path = address(sent, f"/comments/{said['Why six?']}/answer")

    answer = world.client("lawyer").post(path, data={"answer": "", "resolution": "keep"})

    assert answer.status_code == 422
    assert "Enter an answer, or choose what becomes" in strict(answer)


def test_whoever_did_not_ask_answers_and_settles_nothing(
    world: World, sent: Opened, said: dict[str, str]
) -> None:
    post(world, sent, "essex_dpo", "For all of us", "lawyer_and_forces")
    with world.installation.reading() as session:
        shared = session.query(CommentRow).filter_by(text="For all of us").one().id
    client, path = world.client("kent_dpo"), address(sent, f"/comments/{shared}")

    page = strict(client.get(path))
    client.post(path + "/answer", data={"answer": "Agreed.", "resolution": "resolved"})

    assert "What becomes of it?" not in page
    with world.installation.reading() as session:
        assert session.get_one(CommentRow, shared).resolved_at is None


def test_open_comments_stand_beside_the_section_that_is_written_and_in_the_list_of_sections(
    world: World, sent: Opened, said: dict[str, str]
) -> None:
    client = world.client("lawyer")

    section = strict(client.get(address(sent, "/sections/S2")))
    sections = strict(client.get(address(sent, "/draft")))

    assert "3 open comments" in section
    assert "Why six?" in section and "kept for six years" in section
    assert " · 3 open comments" in sections
    assert "Answer and settle the comments" in sections


def test_wording_for_the_same_text_is_taken_beside_the_comment(
    world: World, sent: Opened, said: dict[str, str]
) -> None:
    wording = PURPOSE.replace("six years", "three years")
    suggest = address(sent, "/questions/purpose/suggest")
    page = strict(world.client("essex_dpo").get(suggest))
    key = page.split('name="audience"')[1].split('value="')[1].split('"')[0]
    given = {"audience": key, "wording": wording, "why": ""}
    world.client("essex_dpo").post(suggest, data=given)
    client, thread = world.client("lawyer"), address(sent, f"/comments/{said['Six is long']}")

    shown = strict(client.get(thread))
    action = shown.split("/accept")[0].split('action="')[-1] + "/accept"
    taken = client.post(action, data={"thread": said["Six is long"]})
    after = strict(client.get(taken.location))

    assert taken.location == thread
    assert "<mark>kept for three years.</mark>" in after
    assert "The suggested wording is in S2: Purpose" in after

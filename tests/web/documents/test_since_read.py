"""How far a reader has read: the mark is theirs alone, and what moved since stands at the top."""

from __future__ import annotations

import re

import pytest

from govern.commands.comments.post import Note, post_comment
from govern.commands.documents.change_status import change_status
from govern.commands.documents.open_document import Opened
from govern.store import audiences
from govern.store.rows.documents import DocumentRow
from tests.web.documents.world import World, strict

NOT_YET = "You have not marked this document as read yet."
SINCE = re.compile(r'id="since-title".*?</section>', re.DOTALL)


@pytest.fixture
def sent(world: World) -> Opened:
    """An agreement that is with its parties for review."""
    opened = world.opened()
    world.save(opened.version_id, "S2", {"purpose": "Protect children at risk", "outcomes": "Few"})
    change_status(
        world.installation,
        by=world.consortium.actor("lawyer"),
        version_id=opened.version_id,
        act="send_for_review",
    )
    return opened


def address(opened: Opened, rest: str = "") -> str:
    return f"/documents/{opened.document_id}/versions/1{rest}"


def marked(world: World, opened: Opened, who: str) -> None:
    """They say that they have read up to here, and an hour passes."""
    answer = world.client(who).post(address(opened, "/read"), follow_redirects=True)
    assert "Marked as read up to here" in strict(answer)
    world.consortium.later(hours=1)


def top(world: World, opened: Opened, who: str) -> str:
    """What stands at the top of the text for that reader."""
    found = SINCE.search(strict(world.client(who).get(address(opened))))
    assert found is not None
    return found[0]


def comment(world: World, opened: Opened, who: str, audience: str, text: str) -> str:
    by = world.consortium.actor(who)
    with world.installation.reading() as session:
        document = session.get_one(DocumentRow, opened.document_id)
        keys = [each.key for each in audiences.audiences(session, by, document)]
    key = next(each for each in keys if f":{audience}:" in each)
    note = Note("S2", key, text)
    return post_comment(world.installation, by=by, version_id=opened.version_id, note=note)


def test_before_the_first_mark_nothing_is_called_new(world: World, sent: Opened) -> None:
    comment(world, sent, "lawyer", "negotiation", "A question to all")

    page = strict(world.client("essex_dpo").get(address(sent)))

    assert NOT_YET in page
    assert "Changed since you read it" not in page
    assert world.client("essex_dpo").get(address(sent, "/since-read")).status_code == 404


def test_what_was_read_and_stands_is_said_to_be_unchanged(world: World, sent: Opened) -> None:
    marked(world, sent, "essex_dpo")

    assert "Nothing has changed since." in top(world, sent, "essex_dpo")


def test_a_changed_section_is_named_and_its_words_are_shown(world: World, sent: Opened) -> None:
    marked(world, sent, "essex_dpo")
    world.save(sent.version_id, "S2", {"purpose": "Protect adults at risk", "outcomes": "Few"})

    said = top(world, sent, "essex_dpo")
    words = strict(world.client("essex_dpo").get(address(sent, "/since-read")))

    assert "Since then: 1 change in 1 section." in said
    assert 'href="#S2"' in said
    assert "Changed since you read it" in strict(world.client("essex_dpo").get(address(sent)))
    assert re.search(r"<ins>.*adults.*</ins>", words)
    assert re.search(r"<del>.*children.*</del>", words)


def test_a_change_taken_back_is_no_change(world: World, sent: Opened) -> None:
    marked(world, sent, "essex_dpo")
    world.save(sent.version_id, "S2", {"purpose": "Other words", "outcomes": "Few"})
    world.save(sent.version_id, "S2", {"purpose": "Protect children at risk", "outcomes": "Few"})

    assert "Nothing has changed since." in top(world, sent, "essex_dpo")


def test_new_comments_of_ones_own_audiences_are_listed_and_no_others(
    world: World, sent: Opened
) -> None:
    marked(world, sent, "essex_dpo")
    mine = comment(world, sent, "reviewer", "internal", "Between ourselves")
    theirs = comment(world, sent, "kent_dpo", "internal", "Among Kent alone")

    said = top(world, sent, "essex_dpo")

    assert "1 comment new, answered or settled" in said
    assert f'href="#comment-{mine}"' in said
    assert theirs not in said


def test_ones_own_comments_are_not_news(world: World, sent: Opened) -> None:
    marked(world, sent, "essex_dpo")
    comment(world, sent, "essex_dpo", "internal", "A note of mine")

    assert "Nothing has changed since." in top(world, sent, "essex_dpo")


def test_the_mark_is_the_readers_alone(world: World, sent: Opened) -> None:
    marked(world, sent, "essex_dpo")

    assert NOT_YET in top(world, sent, "reviewer")


def test_who_may_not_read_the_text_cannot_mark_it(world: World, sent: Opened) -> None:
    answer = world.client("other_lawyer").post(address(sent, "/read"))

    assert answer.status_code == 404


def test_the_message_after_posting_stands_beside_the_comment(world: World, sent: Opened) -> None:
    client = world.client("essex_dpo")
    form = strict(client.get(address(sent, "/sections/S2/comment")))
    key = re.findall(r'name="audience" type="radio" value="([^"]+)"', form)[0]

    answer = client.post(
        address(sent, "/sections/S2/comment"), data={"audience": key, "text": "A point"}
    )
    page = strict(client.get(answer.location))

    anchor = answer.location.partition("#")[2]
    thread = page[page.index(f'id="{anchor}"') :]
    assert anchor.startswith("comment-")
    assert "Posted. It is read by:" in thread[: thread.index("</article>")]
    assert "govuk-notification-banner" not in page

"""Triage: what several forces say of the same words stands together, and is answered at once."""

from __future__ import annotations

import html
import re

import pytest

from govern.commands.comments.assign import assign_comment
from govern.commands.documents.change_status import change_status
from govern.commands.documents.open_document import Opened
from govern.errors import Invalid, NotFound
from govern.store.rows.working import CommentRow, JobRow
from tests.web.documents.test_reviewing import address, post
from tests.web.documents.world import World, strict

PURPOSE = "Protect **children** at risk. Records of victims are kept for six years."


@pytest.fixture
def sent(world: World) -> Opened:
    """An agreement that is with its parties for review."""
    opened = world.opened()
    world.save(opened.version_id, "S2", {"purpose": PURPOSE})
    change_status(
        world.installation,
        by=world.consortium.actor("lawyer"),
        version_id=opened.version_id,
        act="send_for_review",
    )
    return opened


def _ids(world: World) -> dict[str, str]:
    """comment's words -> its id."""
    with world.installation.reading() as session:
        return {row.text or "": row.id for row in session.query(CommentRow)}


def _said(world: World, sent: Opened) -> None:
    """Two forces on overlapping words, one on the section."""
    post(world, sent, "essex_dpo", "Six is long", "lawyer_and_force", quote="kept for six years")
    post(world, sent, "kent_dpo", "Why six?", "lawyer_and_force", quote="six years.", changes="y")
    post(world, sent, "reviewer", "A general remark", "lawyer_and_force")


def test_comments_of_two_forces_on_the_same_words_stand_together(
    world: World, sent: Opened
) -> None:
    _said(world, sent)

    page = strict(world.client("lawyer").get(address(sent, "/comments")))

    assert "The same words: 2 comments of 2 organisations" in page
    together = page[page.index("The same words") : page.index("A general remark")]
    assert "Six is long" in together
    assert "Why six?" in together


def test_a_force_sees_its_own_alone_and_so_no_overlap(world: World, sent: Opened) -> None:
    _said(world, sent)

    page = strict(world.client("kent_dpo").get(address(sent, "/comments")))

    assert "Why six?" in page
    assert "Six is long" not in page
    assert "The same words" not in page


def test_words_that_are_not_in_the_section_cannot_be_quoted(world: World, sent: Opened) -> None:
    page = post(world, sent, "essex_dpo", "What?", "lawyer_and_force", quote="nowhere at all")

    assert "Copy the words as they stand in this section" in page


def test_quoted_words_that_change_are_said_to_have_changed(world: World, sent: Opened) -> None:
    _said(world, sent)

    world.save(sent.version_id, "S2", {"purpose": PURPOSE.replace("six years", "two years")})

    page = strict(world.client("essex_dpo").get(address(sent)))
    assert "The words have changed. Now: “kept for two years" in page


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("?state=asks", ["Why six?"], ["Six is long", "A general remark"]),
        ("?state=settled", [], ["Why six?", "Six is long", "A general remark"]),
        ("?from=kent", ["Why six?"], ["Six is long"]),
        ("?to=me", [], ["Why six?", "Six is long"]),
        ("?state=nonsense&to=9", ["Why six?", "Six is long", "A general remark"], []),
    ],
)
def test_the_filters_show_what_they_say(
    world: World, sent: Opened, query: str, shown: list[str], hidden: list[str]
) -> None:
    _said(world, sent)
    query = query.replace("kent", world.consortium.organisations["kent"])

    page = strict(world.client("lawyer").get(address(sent, "/comments" + query)))

    for words in shown:
        assert words in page
    for words in hidden:
        assert words not in page


def test_many_are_answered_and_settled_at_once_each_to_its_own_readers(
    world: World, sent: Opened
) -> None:
    _said(world, sent)
    ids = _ids(world)
    chosen = [ids["Six is long"], ids["Why six?"]]

    answer = world.client("lawyer").post(
        address(sent, "/comments"),
        data={"comments": chosen, "answer": "It is three now.", "resolution": "resolved"},
        follow_redirects=True,
    )

    done = "2 comments: your answer is posted and read by each thread's own readers; settled as"
    assert done in html.unescape(strict(answer))
    for who, own, other in (
        ("essex_dpo", "Six is long", "Why six?"),
        ("kent_dpo", "Why six?", "Six is long"),
    ):
        page = strict(world.client(who).get(address(sent, "/comments?state=settled")))
        assert own in page
        assert other not in page
        thread = strict(world.client(who).get(address(sent, f"/comments/{ids[own]}")))
        assert "It is three now." in thread
    with world.installation.reading() as session:
        left = session.get_one(CommentRow, ids["A general remark"])
        assert left.resolved_at is None


def test_all_or_none_is_done(world: World, sent: Opened) -> None:
    _said(world, sent)
    ids = _ids(world)

    short = world.client("lawyer").post(
        address(sent, "/comments"),
        data={"comments": list(ids.values()), "answer": "No.", "resolution": "overruled"},
    )
    strange = world.client("kent_dpo").post(
        address(sent, "/comments"),
        data={"comments": [ids["Why six?"], ids["Six is long"]], "answer": "A canary"},
    )
    nothing = world.client("lawyer").post(address(sent, "/comments"), data={"answer": "No."})

    assert short.status_code == 422
    assert "Say why, in 20 characters or more" in strict(short)
    assert strange.status_code == 404
    assert nothing.status_code == 422
    with world.installation.reading() as session:
        assert session.query(CommentRow).count() == 3
        assert not session.query(CommentRow).filter(CommentRow.resolved_at.is_not(None)).count()


def test_a_comment_is_given_to_a_colleague_who_is_told_without_its_words(
    world: World, sent: Opened
) -> None:
    _said(world, sent)
    comment, two = _ids(world)["Why six?"], world.consortium.persons["lawyer_two"]

    world.client("lawyer").post(
        address(sent, "/comments"), data={"comments": comment, "assign_to": two}
    )

    mine = strict(world.client("lawyer_two").get(address(sent, "/comments?to=me")))
    assert "Why six?" in mine
    assert "Six is long" not in mine
    assert "Seen to by Mina Roe" in mine
    assert "Mina Roe" not in world.client("kent_dpo").get(address(sent, "/comments")).text
    with world.installation.reading() as session:
        mails = [job.payload for job in session.query(JobRow) if job.kind == "mail"]
    told = [each for each in mails if each["template"] == "comment_assigned"]
    assert [each["person_id"] for each in told] == [two]
    assert "six" not in str(told)


def test_nobody_outside_the_own_organisation_is_assigned(world: World, sent: Opened) -> None:
    _said(world, sent)
    comment, people = _ids(world)["Why six?"], world.consortium.persons
    tries = (("lawyer", people["kent_dpo"], Invalid), ("essex_dpo", people["reviewer"], NotFound))

    for who, person, refused in tries:
        with pytest.raises(refused):
            assign_comment(
                world.installation, by=world.consortium.actor(who), comment_id=comment,
                person_id=person,
            )  # fmt: skip


def test_the_whole_list_is_worked_with_the_keyboard_and_without_scripts(
    world: World, sent: Opened
) -> None:
    _said(world, sent)

    page = strict(world.client("lawyer").get(address(sent, "/comments")))

    boxes = re.findall(r'type="checkbox" value="([0-9a-f]{32})"', page)
    assert len(boxes) == len(set(boxes)) == 3
    assert all(f'for="comment-{each}"' in page for each in boxes)
    assert "Answer, settle or assign the ticked comments" in page

"""Suggested wording and assigned comments are told where people look: in the timeline, in mail, in
the counts of triage and in My work; to their own audience alone, and never with their words.
"""

from __future__ import annotations

import html
import re
from typing import Any

import pytest

from govern.commands.comments.assign import assign_comment
from govern.commands.comments.post import Note, post_comment
from govern.commands.comments.settle import resolve_comment
from govern.commands.documents.change_status import change_status
from govern.commands.documents.open_document import Opened
from govern.commands.people.make_appointment import make_appointment
from govern.commands.suggestions.propose import Proposal, propose
from govern.commands.suggestions.settle import accept, reject, withdraw
from govern.store import assigned_comments, document_pages, suggestions
from govern.store.audiences import audiences
from govern.store.rows.working import JobRow
from tests.web.documents.test_reviewing import address
from tests.web.documents.world import World, strict
from workflows.engine import Actor

PURPOSE = "Records of victims are kept for six years."
CANARY = "zqwording"
TIMELINE = "Wording suggested for section S2 of version 1"


@pytest.fixture
def sent(world: World) -> Opened:
    """An agreement that is with its parties for review."""
    opened = world.opened()
    world.save(opened.version_id, "S2", {"purpose": PURPOSE})
    lawyer = world.consortium.actor("lawyer")
    change_status(
        world.installation, by=lawyer, version_id=opened.version_id, act="send_for_review"
    )
    return opened


def suggest(world: World, sent: Opened, who: str, word: str, at: int = 0) -> str:
    """A suggestion to the narrowest audience, or to the one after it."""
    by = world.consortium.actor(who)
    with world.installation.reading() as session:
        document = document_pages.numbered(session, by, sent.document_id, 1).document
        key = suggestions.audiences_of(session, by, document)[at].key
    proposal = Proposal("purpose", key, PURPOSE, f"{PURPOSE} {word}", why=word)
    return propose(world.installation, by=by, version_id=sent.version_id, proposal=proposal)


def given(world: World, sent: Opened, by: str, person: str) -> str:
    """A comment to the narrowest audience that holds the lawyers, given to a colleague."""
    actor = world.consortium.actor(by)
    with world.installation.reading() as session:
        document = document_pages.numbered(session, actor, sent.document_id, 1).document
        keys = {each.name: each.key for each in audiences(session, actor, document)}
    note = Note("S2", keys["lawyer_and_force"], "Why six?")
    made = post_comment(world.installation, by=actor, version_id=sent.version_id, note=note)
    assign_comment(
        world.installation, by=actor, comment_id=made, person_id=world.consortium.persons[person]
    )
    return made


def mails(world: World) -> list[dict[str, Any]]:
    with world.installation.reading() as session:
        queued = [row.payload for row in session.query(JobRow) if row.kind == "mail"]
    return [each for each in queued if each["template"].startswith("suggestion_")]


def history(world: World, sent: Opened, who: str) -> str:
    return strict(world.client(who).get(f"/documents/{sent.document_id}/history"))


def counted(world: World, sent: Opened, who: str) -> str:
    """The words of the triage page alone."""
    page = strict(world.client(who).get(address(sent, "/comments")))
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def work(world: World, who: str) -> str:
    return html.unescape(world.client(who).get("/my-work").text)


def test_the_timeline_shows_a_suggestion_and_its_fate_to_its_audience_alone(
    world: World, sent: Opened
) -> None:
    made = suggest(world, sent, "essex_dpo", CANARY)
    reject(world.installation, by=world.consortium.actor("lawyer"), suggestion_id=made)

    for who in ("lawyer", "essex_dpo", "reviewer"):
        shown = history(world, sent, who)
        assert TIMELINE in shown, who
        assert "Suggested wording for section S2 of version 1 not taken" in shown, who
        assert f"/suggestions/{made}" in shown, who
        assert CANARY not in shown, who
    for who in ("kent_dpo", "author", "coordinator"):
        assert "uggest" not in history(world, sent, who), who


def test_what_was_taken_back_is_on_the_timeline_without_a_link(world: World, sent: Opened) -> None:
    made = suggest(world, sent, "essex_dpo", CANARY)
    withdraw(world.installation, by=world.consortium.actor("essex_dpo"), suggestion_id=made)

    shown = history(world, sent, "lawyer")

    assert "taken back" in shown
    assert f"/suggestions/{made}" not in shown


def test_many_suggestions_of_one_person_are_one_entry(world: World, sent: Opened) -> None:
    for number in range(3):
        suggest(world, sent, "essex_dpo", f"{CANARY}{number}")

    shown = history(world, sent, "lawyer")

    assert "3 suggestions for version 1 (S2) made" in shown
    assert TIMELINE not in shown


def test_the_drafters_are_told_once_a_day_and_whoever_suggested_what_became_of_it(
    world: World, sent: Opened
) -> None:
    people = world.consortium.persons
    taken = suggest(world, sent, "essex_dpo", CANARY)
    declined = suggest(world, sent, "essex_dpo", f"{CANARY}two")
    lawyer = world.consortium.actor("lawyer")
    accept(world.installation, by=lawyer, suggestion_id=taken)
    reject(world.installation, by=lawyer, suggestion_id=declined, reasons=CANARY)

    told = mails(world)

    assert sorted((each["template"], each["person_id"]) for each in told) == sorted(
        [
            ("suggestion_asked", people["lawyer"]),
            ("suggestion_asked", people["lawyer_two"]),
            ("suggestion_accepted", people["essex_dpo"]),
            ("suggestion_declined", people["essex_dpo"]),
        ]
    )
    assert {each["path"] for each in told} == {address(sent, "/suggestions")}
    assert CANARY not in str(told)


def test_a_lawyers_own_suggestion_is_mailed_to_the_other_lawyer_alone(
    world: World, sent: Opened
) -> None:
    suggest(world, sent, "lawyer", CANARY)

    told = mails(world)

    assert [each["person_id"] for each in told] == [world.consortium.persons["lawyer_two"]]


def test_triage_counts_the_suggestions_of_the_viewers_audiences(world: World, sent: Opened) -> None:
    suggest(world, sent, "essex_dpo", CANARY)
    suggest(world, sent, "kent_dpo", f"{CANARY}two")
    pages = {who: counted(world, sent, who) for who in ("lawyer", "kent_dpo", "author")}

    assert "2 suggestions wait For you to take or leave" in pages["lawyer"]
    assert "1 suggestion waits For the drafters" in pages["kent_dpo"]
    assert "suggestion" not in pages["author"]


def test_an_assigned_comment_waits_in_the_assignees_work_until_it_is_settled(
    world: World, sent: Opened
) -> None:
    made = given(world, sent, "essex_dpo", "reviewer")
    asked = "See to the comment on section S2 that was given to you"
    link = f'href="{address(sent, f"/comments/{made}")}"'

    first = work(world, "reviewer")

    assert asked in first
    assert link in first
    for who in ("essex_dpo", "lawyer", "kent_dpo"):
        assert asked not in work(world, who), who
    resolve_comment(
        world.installation,
        by=world.consortium.actor("lawyer"),
        comment_id=made,
        resolution="resolved",
    )
    assert asked not in work(world, "reviewer")


def test_an_assigned_comment_waits_under_the_organisation_that_gave_it(
    world: World, sent: Opened
) -> None:
    given(world, sent, "essex_dpo", "reviewer")
    person, kent = world.consortium.persons["reviewer"], world.consortium.organisations["kent"]
    held = make_appointment(
        world.installation, by=None, person_id=person, organisation_id=kent, role="reviewer"
    )

    with world.installation.reading() as session:
        mine = assigned_comments.items(session, world.consortium.actor("reviewer"))
        elsewhere = assigned_comments.items(session, Actor(person, held, kent, "reviewer"))

    assert [each.detail for each in mine] == ["S2"]
    assert elsewhere == []

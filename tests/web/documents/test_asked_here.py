"""The page of a text says what it asks of its reader, of whom, by when, and what silence does."""

from __future__ import annotations

import re

import pytest

from govern.commands.documents.change_status import change_status
from govern.commands.documents.open_document import Opened
from tests.web.documents.world import World, strict


@pytest.fixture
def sent(world: World) -> Opened:
    """An agreement that is with its parties for review."""
    opened = world.opened()
    given = {"version_id": opened.version_id, "act": "send_for_review"}
    change_status(world.installation, by=world.consortium.actor("lawyer"), **given)
    return opened


def panel(world: World, opened: Opened, who: str) -> str:
    """The words of the panel on the page of the text; empty when there is none."""
    page = strict(world.client(who).get(f"/documents/{opened.document_id}/versions/1"))
    found = re.search(r'<section class="app-asked.*?</section>', page, re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0])) if found else ""


def test_a_dpo_reads_what_is_asked_and_how_long_there_is_to_act_once_it_is_frozen(
    world: World, sent: Opened
) -> None:
    said = panel(world, sent, "essex_dpo")

    assert "Read it, and say what should change for Essex Police" in said
    assert "Before it is frozen; no date is set. An open request for changes holds it." in said
    assert "Silence approves nothing and vetoes nothing." in said
    assert "you are asked to act on exactly that text within 10 working days" in said


def test_a_reviewer_reads_that_others_of_the_force_sign(world: World, sent: Opened) -> None:
    said = panel(world, sent, "reviewer")

    assert "it is signed by others of Essex Police: DPO, Information asset owner and SIRO" in said


def test_a_partner_is_asked_as_its_readers_are(world: World, sent: Opened) -> None:
    said = panel(world, sent, "author")

    assert "say what should change for North Hill Council" in said
    assert "signed by others of North Hill Council: Authorised signatory" in said


def test_it_tells_nobody_how_many_requests_for_changes_others_made(
    world: World, sent: Opened
) -> None:
    before = panel(world, sent, "author")
    dpo = world.client("essex_dpo")
    page = strict(dpo.get(f"/documents/{sent.document_id}/versions/1/sections/S2/comment"))
    key = next(
        each
        for each in re.findall(r'name="audience" type="radio" value="([^"]+)"', page)
        if ":internal:" not in each
    )
    given = {"audience": key, "text": "The purpose is too wide.", "changes": "y"}
    dpo.post(f"/documents/{sent.document_id}/versions/1/sections/S2/comment", data=given)

    assert panel(world, sent, "author") == before
    assert "Settle 1 request for changes" in panel(world, sent, "lawyer")


def test_whoever_writes_it_is_asked_to_settle_or_to_freeze(world: World, sent: Opened) -> None:
    said = panel(world, sent, "lawyer")

    assert "When its readers have answered, freeze version 1 for sign-off" in said


def test_the_office_is_asked_nothing(world: World, sent: Opened) -> None:
    assert panel(world, sent, "coordinator") == ""

"""A partner words a clause otherwise: the lawyer alone is shown the fallback beside it."""

from __future__ import annotations

import html

import pytest

from documents.catalogue import reference
from govern.commands.documents.change_status import change_status
from govern.commands.documents.open_document import Opened
from govern.commands.suggestions.propose import Proposal, propose
from govern.store import document_pages, suggestions
from tests.web.documents.world import World, strict

CLAUSE = next(row for row in reference("clauses") if row["id"] == "breach-standard")
QUESTION = "breach_process"


@pytest.fixture
def sent(world: World) -> Opened:
    """An agreement in review with a clause of the bank in it."""
    opened = world.opened()
    lawyer = world.client("lawyer")
    address = f"/documents/{opened.document_id}/versions/1/sections/S17"
    given = {"based_on": "0", QUESTION: "Ours.", "step": f"clause:{CLAUSE['id']}"}
    lawyer.post(address, data={**given, f"clause-to.{CLAUSE['id']}": QUESTION})
    change_status(
        world.installation,
        by=world.consortium.actor("lawyer"),
        version_id=opened.version_id,
        act="send_for_review",
    )
    return opened


def suggest(world: World, sent: Opened, old: str, new: str) -> str:
    """The partner's own wording, to the negotiation."""
    by = world.consortium.actor("author")
    with world.installation.reading() as session:
        document = document_pages.numbered(session, by, sent.document_id, 1).document
        key = suggestions.audiences_of(session, by, document)[0].key
    before = f"Ours.\n\n{CLAUSE['text']}"
    assert old in before
    proposal = Proposal(QUESTION, key, before, before.replace(old, new))
    return propose(world.installation, by=by, version_id=sent.version_id, proposal=proposal)


def shown(world: World, sent: Opened, who: str, rest: str) -> str:
    address = f"/documents/{sent.document_id}/versions/1/{rest}"
    return html.unescape(strict(world.client(who).get(address)))


def test_the_lawyer_is_shown_the_fallback_where_a_partner_departs_from_a_clause(
    world: World, sent: Opened
) -> None:
    made = suggest(world, sent, "within 24 hours", "within five days")

    for page in (f"suggestions/{made}", "suggestions"):
        text = shown(world, sent, "lawyer", page)
        assert f"It departs from the clause “{CLAUSE['title']}”." in text
        assert CLAUSE["fallback"] in text
        assert CLAUSE["why"] in text
        assert "sections/S17#clause-breach-standard" in text


@pytest.mark.parametrize("who", ["author", "essex_dpo"])
def test_nobody_else_learns_what_the_lawyer_would_settle_for(
    world: World, sent: Opened, who: str
) -> None:
    made = suggest(world, sent, "within 24 hours", "within five days")

    text = shown(world, sent, who, f"suggestions/{made}")

    assert "five" in text
    assert "by the end of the next working day" in CLAUSE["fallback"]
    assert "by the end of the next working day" not in text
    assert "departs from the clause" not in text


def test_a_change_beside_the_clause_is_no_departure(world: World, sent: Opened) -> None:
    made = suggest(world, sent, "Ours.", "Ours and theirs.")

    assert "departs from the clause" not in shown(world, sent, "lawyer", f"suggestions/{made}")


@pytest.mark.parametrize("where", ["list", "section"])
def test_one_click_puts_the_fallback_in_and_settles_the_suggestion(
    world: World, sent: Opened, where: str
) -> None:
    made = suggest(world, sent, "within 24 hours", "within five days")
    lawyer, version = world.client("lawyer"), f"/documents/{sent.document_id}/versions/1"
    section = f"{version}/sections/S17"
    ways = {
        "list": (f"{version}/suggestions/{made}/fall-back", {"clause": CLAUSE["id"]}),
        "section": (
            section,
            {
                "based_on": "1",
                QUESTION: f"Ours.\n\n{CLAUSE['text']}",
                "step": f"fallback:{made}:{CLAUSE['id']}",
            },
        ),
    }

    path, given = ways[where]
    page = html.unescape(strict(lawyer.post(path, data=given, follow_redirects=True)))

    assert "The suggestion is settled as not taken." in page
    after = html.unescape(strict(lawyer.get(section)))
    assert CLAUSE["fallback"] in after
    assert f"Ours.\n\n{CLAUSE['text']}" not in after
    assert "word for word, as the fallback." in after
    told = shown(world, sent, "author", f"suggestions/{made}")
    assert "Other wording was put in its place." in told
    assert "the fallback" not in told and CLAUSE["fallback"] not in told


def test_a_clause_without_a_fallback_or_gone_from_the_text_is_refused(
    world: World, sent: Opened
) -> None:
    made = suggest(world, sent, "within 24 hours", "within five days")
    world.save(sent.version_id, "S17", {QUESTION: "Nothing of the clause."})
    path = f"/documents/{sent.document_id}/versions/1/suggestions/{made}/fall-back"

    gone = world.client("lawyer").post(path, data={"clause": CLAUSE["id"]})
    strange = world.client("author").post(path, data={"clause": CLAUSE["id"]})

    assert gone.status_code == 409
    assert "no longer stands in this answer" in strict(gone)
    assert strange.status_code in (403, 404)

"""The search page: what is found, marked, narrowed and paged; nothing of others shows or counts."""

from __future__ import annotations

import re

import pytest
from werkzeug.exceptions import TooManyRequests

from govern.app import create_app
from govern.commands.comments.post import Note, post_comment
from govern.commands.comments.settle import recall_comment
from govern.commands.documents.change_status import change_status
from govern.commands.documents.open_document import Opened
from govern.commands.organisations.rename_organisation import rename_organisation
from govern.commands.suggestions.propose import Proposal, propose
from govern.commands.suggestions.settle import withdraw
from govern.installation import Installation
from govern.web.search import pages
from govern.web.search.pace import MOST_A_MINUTE, Pace
from tests.web.conftest import demonstration as demonstration
from tests.web.documents.world import World, make_world, strict


@pytest.fixture
def world(demonstration: Installation) -> World:
    """A consortium with its site."""
    return make_world(demonstration, create_app(demonstration))


@pytest.fixture
def sent(world: World) -> Opened:
    """An agreement that is with its parties for review."""
    opened = world.opened(title="Sharing for the Café project")
    world.save(opened.version_id, "S2", {"purpose": "Protect children at **heronsmere** school"})
    change_status(
        world.installation,
        by=world.consortium.actor("lawyer"),
        version_id=opened.version_id,
        act="send_for_review",
    )
    return opened


def search(world: World, who: str, **asked: str) -> str:
    """The page of a search."""
    return strict(world.client(who).get("/search", query_string=asked))


def test_a_passage_shows_the_words_marked_and_leads_to_the_section(
    world: World, sent: Opened
) -> None:
    page = search(world, "essex_dpo", q="heronsmere protecting")

    assert '<mark class="app-mark">heronsmere</mark>' in page
    assert '<mark class="app-mark">Protect</mark>' in page
    assert f'href="/documents/{sent.document_id}/versions/1#S2"' in page


@pytest.mark.parametrize("typed", ["cafe", "ISA-1", "proj*", '"café project"', "north hill"])
def test_a_document_is_found_by_title_reference_beginning_phrase_and_party(
    world: World, sent: Opened, typed: str
) -> None:
    page = search(world, "essex_dpo", q=typed, what="document")

    assert f'href="/documents/{sent.document_id}"' in page


def test_what_was_typed_is_never_markup(world: World, sent: Opened) -> None:
    page = search(world, "essex_dpo", q="<script>alert(1)</script>")

    assert "<script>alert" not in page


def test_synonyms_are_told(world: World, sent: Opened) -> None:
    assert "memorandum of understanding" in search(world, "essex_dpo", q="ISA")


def test_a_saved_text_is_found_at_once_and_the_old_one_no_more(world: World, sent: Opened) -> None:
    world.save(sent.version_id, "S2", {"purpose": "Protect adults at larkfield"})

    assert "larkfield</mark>" in search(world, "lawyer", q="larkfield")
    assert "Nothing was found" in search(world, "lawyer", q="heronsmere")


def test_a_comment_is_found_by_its_audience_until_it_is_recalled(
    world: World, sent: Opened
) -> None:
    dpo = world.consortium.actor("essex_dpo")
    key = f"{sent.document_id}:internal:{dpo.organisation}"
    posted = post_comment(
        world.installation,
        by=dpo,
        version_id=sent.version_id,
        note=Note("S2", key, "Ask about the rookery"),
    )
    assert "rookery</mark>" in search(world, "reviewer", q="rookery")
    assert "Nothing was found" in search(world, "lawyer", q="rookery")

    recall_comment(world.installation, by=dpo, comment_id=posted)

    assert "Nothing was found" in search(world, "reviewer", q="rookery")


def test_suggested_wording_is_found_by_its_audience_until_it_is_taken_back(
    world: World, sent: Opened
) -> None:
    dpo = world.consortium.actor("essex_dpo")
    key = f"{sent.document_id}:lawyer_and_force:{dpo.organisation}"
    before = "Protect children at **heronsmere** school"
    proposal = Proposal("purpose", key, before, "Protect children at the rookery", why="Its name")
    made = propose(world.installation, by=dpo, version_id=sent.version_id, proposal=proposal)

    page = search(world, "lawyer", q="rookery", what="suggestion")

    assert "rookery</mark>" in page
    assert f'versions/1/suggestions/{made}"' in page
    assert "Nothing was found" in search(world, "kent_dpo", q="rookery")
    withdraw(world.installation, by=dpo, suggestion_id=made)
    assert "Nothing was found" in search(world, "lawyer", q="rookery")


def test_a_word_of_the_glossary_is_told_to_everybody(world: World) -> None:
    page = search(world, "author", q="caldicott")

    assert "In the glossary" in page
    assert "the use of patients&#39; data" in page or "the use of patients' data" in page
    assert "In the glossary" not in search(world, "author", q="caldicott", what="document")


def test_a_renamed_party_is_found_by_its_new_name(world: World, sent: Opened) -> None:
    rename_organisation(
        world.installation,
        by=None,
        organisation_id=world.consortium.organisations["north-hill-council"],
        name="Upper Dale Council",
    )

    page = search(world, "essex_dpo", q="upper dale", what="document")

    assert f'href="/documents/{sent.document_id}"' in page


@pytest.mark.parametrize(
    ("narrowed", "found"),
    [
        ({"kind": "sharing_agreement"}, True),
        ({"kind": "dpia"}, False),
        ({"state": "review"}, True),
        ({"state": "draft"}, False),
        ({"since": "1/1/2020"}, True),
        ({"until": "1/1/2020"}, False),
        ({"what": "flow"}, False),
    ],
)
def test_filters_narrow_what_is_found(
    world: World, sent: Opened, narrowed: dict[str, str], found: bool
) -> None:
    page = search(world, "essex_dpo", q="heronsmere", **narrowed)

    assert ("heronsmere</mark>" in page) is found


def test_a_date_that_cannot_be_read_is_said(world: World, sent: Opened) -> None:
    assert "Dates are read as" in search(world, "essex_dpo", q="heronsmere", since="soon")


def test_many_results_are_paged(world: World) -> None:
    for number in range(23):
        world.opened(title=f"Plan {number} of larkfield")

    first, second = (search(world, "lawyer", q="larkfield", page=page) for page in "12")

    count = [len(re.findall('class="app-found__item"', page)) for page in (first, second)]
    assert count == [20, 3]
    assert "23 results" in first


def test_every_page_has_the_box_for_whoever_acts(world: World) -> None:
    assert 'role="search"' in strict(world.client("signatory").get("/documents"))
    assert "search-everything" not in world.app.test_client().get("/sign-in").text


def test_one_person_searches_a_minute_long_only_so_often() -> None:
    seconds = [0.0]
    pace = Pace(lambda: seconds[0])
    for _ in range(MOST_A_MINUTE):
        with pace.turn("ann"):
            pass

    with pytest.raises(TooManyRequests), pace.turn("ann"):
        pass
    with pace.turn("bea"):
        pass
    seconds[0] = 61.0
    with pace.turn("ann"):
        pass


def test_too_many_searches_are_refused_as_a_page(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "pace", Pace(lambda: 0.0))
    client = world.client("lawyer")

    codes = [client.get("/search?q=x").status_code for _ in range(MOST_A_MINUTE + 1)]

    assert codes[-2:] == [200, 429]

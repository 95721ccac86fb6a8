"""Suggested wording: proposed to an audience, taken into the draft, left, or taken back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from govern.commands.suggestions.propose import Proposal, propose
from govern.commands.suggestions.settle import accept, reject, withdraw
from govern.commands.suggestions.weaving import Woven, weave
from govern.errors import Conflict, Forbidden, Invalid, NotFound
from govern.installation import Installation
from govern.store import drafts, suggestions
from govern.store.rows.documents import DocumentRow
from govern.store.rows.ledger import EventRow
from govern.store.rows.word import SuggestionRow
from tests.in_review import WORDS, Agreement


@pytest.fixture
def agreement(embedded: Installation) -> Agreement:
    """On SQLite alone."""
    return Agreement(embedded)


@pytest.fixture
def on_either(installation: Installation) -> Agreement:
    """On both databases."""
    return Agreement(installation)


def test_a_suggestion_is_taken_with_one_call_and_its_author_stays_named(
    agreement: Agreement,
) -> None:
    made = agreement.propose("essex_dpo", WORDS.replace("at once", "within an hour"))

    revision = accept(agreement.installation, by=agreement.made.actor("lawyer"), suggestion_id=made)

    assert agreement.answer == WORDS.replace("at once", "within an hour")
    assert agreement.state(made) == ("accepted", revision)
    with agreement.installation.reading() as session:
        row = session.get_one(SuggestionRow, made)
        assert row.person_id == agreement.made.persons["essex_dpo"]
        saved = drafts.section(session, agreement.version_id, "S2")
        assert saved and saved.saved_by == agreement.made.persons["lawyer"]
        assert agreement.made.persons["essex_dpo"] not in drafts.drafters(
            session, agreement.version_id
        )


def test_two_suggestions_for_one_answer_are_both_taken(on_either: Agreement) -> None:
    first = on_either.propose("essex_dpo", WORDS.replace("at once", "within an hour"))
    second = on_either.propose("kent_siro", WORDS.replace("Officers", "Trained officers"))

    for each in (first, second):
        accept(on_either.installation, by=on_either.made.actor("lawyer"), suggestion_id=each)

    assert on_either.answer == "Trained officers share what protects a child, within an hour."


def test_words_that_were_changed_since_are_never_overwritten(on_either: Agreement) -> None:
    made = on_either.propose("essex_dpo", WORDS.replace("at once", "within an hour"))
    on_either.save(WORDS.replace("at once", "on the same day"))

    with pytest.raises(Conflict, match="same words were changed"):
        accept(on_either.installation, by=on_either.made.actor("lawyer"), suggestion_id=made)

    assert on_either.answer == WORDS.replace("at once", "on the same day")
    assert on_either.state(made)[0] == "open"


def test_a_rejected_suggestion_keeps_its_reasons_and_changes_nothing(agreement: Agreement) -> None:
    made = agreement.propose("essex_dpo", "Shorter.")
    lawyer = agreement.made.actor("lawyer")

    reject(agreement.installation, by=lawyer, suggestion_id=made, reasons="Too short.")

    assert agreement.answer == WORDS
    with agreement.installation.reading() as session:
        assert session.get_one(SuggestionRow, made).reasons == "Too short."
    with pytest.raises(Conflict, match="settled already"):
        accept(agreement.installation, by=lawyer, suggestion_id=made)


def test_only_drafters_take_one_and_only_its_author_takes_it_back(agreement: Agreement) -> None:
    made = agreement.propose("essex_dpo", "Shorter.")
    installation, actor = agreement.installation, agreement.made.actor

    with pytest.raises(Forbidden):
        accept(installation, by=actor("essex_siro"), suggestion_id=made)
    with pytest.raises(Forbidden):
        withdraw(installation, by=actor("essex_siro"), suggestion_id=made)
    withdraw(installation, by=actor("essex_dpo"), suggestion_id=made)

    with installation.reading() as session:
        row = session.get_one(SuggestionRow, made)
        assert (row.state, row.answers) == ("withdrawn", {})


@pytest.mark.parametrize("who", ["kent_siro", "signatory", "coordinator", "essex_dpo"])
def test_an_audience_that_is_not_ones_own_holds_nothing(agreement: Agreement, who: str) -> None:
    made = agreement.propose("essex_siro", "Canary.")
    actor = agreement.made.actor(who)

    with agreement.installation.reading() as session:
        document = session.get_one(DocumentRow, agreement.document_id)
        found = suggestions.suggested(session, actor, document, agreement.version_id)
    reads = who == "essex_dpo"
    assert [each.row.id for each in found] == ([made] if reads else [])
    if not reads:
        with pytest.raises(NotFound):
            withdraw(agreement.installation, by=actor, suggestion_id=made)


def test_the_lawyers_are_in_every_audience_that_a_force_may_choose(agreement: Agreement) -> None:
    internal = f"{agreement.document_id}:internal:{agreement.made.organisations['essex']}"
    proposal = Proposal("purpose", internal, WORDS, "Shorter.")

    with pytest.raises(Invalid, match="lawyers must be among them"):
        propose(
            agreement.installation,
            by=agreement.made.actor("essex_dpo"),
            version_id=agreement.version_id,
            proposal=proposal,
        )


@pytest.mark.parametrize(
    ("question", "after", "says"),
    [
        ("purpose", WORDS, "stands there now"),
        ("purpose", "x" * 30_000, "characters or fewer"),
        ("nothing", "Words", "no question of this document"),
    ],
)
def test_what_cannot_be_an_answer_is_refused(
    agreement: Agreement, question: str, after: str, says: str
) -> None:
    with pytest.raises(Invalid, match=says):
        agreement.propose("essex_dpo", after, question=question)


def test_no_word_of_a_suggestion_is_in_the_ledger(agreement: Agreement) -> None:
    agreement.propose("essex_dpo", "Canary wording.", why="Canary reasons.")

    with agreement.installation.reading() as session:
        events = [str(vars(row)) for row in session.scalars(select(EventRow))]
    assert any("suggestion_proposed" in each for each in events)
    assert not any("Canary" in each for each in events)


TEXT = st.lists(st.sampled_from(["one ", "two ", "three ", "four ", "."]), max_size=8).map("".join)


@given(TEXT, TEXT, TEXT)
def test_weaving_loses_no_change_of_either_side(before: str, after: str, standing: str) -> None:
    woven = weave(before, after, standing)

    if woven.clash:
        assert woven.answer == standing
    if standing == before:
        assert woven == Woven(after)
    if after == before:
        assert woven == Woven(standing)


def test_rows_of_a_table_are_woven_by_row() -> None:
    one, two = {"id": "a", "x": "1"}, {"id": "b", "x": "2"}

    woven = weave([one, two], [{**one, "x": "9"}, two], [one, two, {"id": "c", "x": "3"}])

    assert woven == Woven([{**one, "x": "9"}, two, {"id": "c", "x": "3"}])

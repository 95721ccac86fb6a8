"""The clause bank: proposed, decided by another, put into texts, found again, updated in bulk."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from govern.commands.clauses.propose import Proposal, propose_clause
from govern.commands.clauses.put import noting_use, update_uses
from govern.commands.documents.change_status import change_status
from govern.commands.documents.open_document import open_next_version
from govern.commands.documents.save_section import save_section
from govern.errors import Conflict, Forbidden, Invalid, NotFound
from govern.installation import Installation
from govern.store import clauses
from govern.store.clauses import FALLBACK
from govern.store.rows.ledger import EventRow
from tests.commands.clauses.bank import CLAUSE, MILDER, NEWER, WORDING, Bank
from workflows.engine import Refused


@pytest.fixture
def bank(embedded: Installation) -> Bank:
    """On SQLite alone."""
    return Bank(embedded)


@pytest.fixture
def on_either(installation: Installation) -> Bank:
    """On both databases."""
    return Bank(installation)


def test_what_comes_with_the_service_is_version_one_and_approved(bank: Bank) -> None:
    approved = bank.clause().approved

    assert approved is not None
    assert (approved.number, approved.wording, approved.owner_id) == (1, WORDING, None)


def test_a_new_version_is_offered_once_another_lawyer_approved_it(on_either: Bank) -> None:
    proposal = Proposal("Urgent disclosure", NEWER, MILDER, why="Shorter.")
    propose_clause(on_either.installation, by=on_either.leo, proposal=proposal, clause_id=CLAUSE)
    before = on_either.clause()
    assert before.approved and before.approved.wording == WORDING

    with pytest.raises(Refused, match="another lawyer must decide"):
        on_either.decide("approve", on_either.leo, 2)
    on_either.decide("approve", on_either.mina, 2)

    after = on_either.clause().approved
    assert after is not None
    assert (after.number, after.wording, after.fallback) == (2, NEWER, MILDER)
    assert after.owner_id == on_either.leo.person
    assert [each.number for each in on_either.clause().versions] == [2, 1]


def test_refused_wording_is_never_offered_and_needs_reasons(bank: Bank) -> None:
    proposal = Proposal("Urgent disclosure", NEWER)
    propose_clause(bank.installation, by=bank.leo, proposal=proposal, clause_id=CLAUSE)

    with pytest.raises(Refused):
        bank.decide("refuse", bank.mina, 2)
    bank.decide("refuse", bank.mina, 2, "It promises too much to the partner.")

    approved = bank.clause().approved
    assert approved is not None and approved.number == 1


def test_only_one_version_waits_at_a_time(bank: Bank) -> None:
    proposal = Proposal("Urgent disclosure", NEWER)
    propose_clause(bank.installation, by=bank.leo, proposal=proposal, clause_id=CLAUSE)

    with pytest.raises(Conflict, match="waits already"):
        propose_clause(bank.installation, by=bank.mina, proposal=proposal, clause_id=CLAUSE)
    bank.decide("withdraw", bank.leo, 2)
    propose_clause(bank.installation, by=bank.mina, proposal=proposal, clause_id=CLAUSE)

    assert bank.clause().newest.number == 3


def test_a_retired_clause_is_offered_no_more_and_texts_keep_it(on_either: Bank) -> None:
    opened = on_either.agreement()
    on_either.put(opened.version_id)

    on_either.decide("retire", on_either.leo, 1, "The code of connection says this now.")

    with on_either.installation.reading() as session:
        offered = clauses.offered(session, on_either.leo.organisation, "sharing_agreement")
    assert CLAUSE not in {each.id for each in offered}
    assert WORDING in on_either.answer(opened.version_id)
    assert [each.deviates for each in on_either.uses()] == [False]


def test_a_clause_of_ones_own_is_written_whole_and_by_lawyers_alone(bank: Bank) -> None:
    given = {"definition": "sharing_agreement", "section": "S12"}
    with pytest.raises(Invalid) as fault:
        propose_clause(bank.installation, by=bank.leo, proposal=Proposal("", "Short"))
    assert "section" in fault.value.faults
    with pytest.raises(Invalid) as fault:
        propose_clause(bank.installation, by=bank.leo, proposal=Proposal("", "Short", **given))
    assert set(fault.value.faults) == {"title", "wording"}
    with pytest.raises(Forbidden):
        propose_clause(
            bank.installation,
            by=bank.made.actor("essex_siro"),
            proposal=Proposal("Printing", NEWER, **given),
        )

    made = propose_clause(
        bank.installation, by=bank.leo, proposal=Proposal("Printing", NEWER, **given)
    )

    assert bank.clause(made).newest.state == "proposed"
    assert bank.clause(made).approved is None


def test_another_organisation_has_a_bank_of_its_own(bank: Bank) -> None:
    given = {"definition": "sharing_agreement", "section": "S12"}
    made = propose_clause(
        bank.installation, by=bank.leo, proposal=Proposal("Printing", NEWER, **given)
    )

    with bank.installation.reading() as session, pytest.raises(NotFound):
        clauses.clause(session, bank.made.organisations["essex"], made)


def test_uses_follow_the_text_into_its_next_version_and_tell_who_deviates(on_either: Bank) -> None:
    opened, other = on_either.agreement(), on_either.agreement()
    for each in (opened, other):
        on_either.put(each.version_id)
    on_either.save(
        other.version_id, on_either.answer(other.version_id).replace("at once", "within a day")
    )

    found = {each.version.id: each for each in on_either.uses()}

    assert not found[opened.version_id].deviates
    assert found[other.version_id].deviates
    passage = found[other.version_id].passage
    assert passage is not None and passage.text == WORDING.replace("at once", "within a day")
    change_status(
        on_either.installation,
        by=on_either.leo,
        version_id=opened.version_id,
        act="withdraw",
        reasons="Begun too early.",
    )
    following = open_next_version(
        on_either.installation, by=on_either.leo, document_id=opened.document_id
    )
    assert following.version_id in {each.version.id for each in on_either.uses()}


def test_older_wording_is_replaced_in_the_drafts_that_were_ticked(on_either: Bank) -> None:
    ticked, left, changed = (on_either.agreement() for _ in range(3))
    for each in (ticked, left, changed):
        on_either.put(each.version_id)
    on_either.save(
        changed.version_id, on_either.answer(changed.version_id).replace("life", "lives")
    )
    on_either.renew()
    uses = {each.version.id: each.row.id for each in on_either.uses()}
    chosen = {
        uses[each.version_id]: on_either.revision(each.version_id) for each in (ticked, changed)
    }

    done = update_uses(on_either.installation, by=on_either.leo, clause_id=CLAUSE, chosen=chosen)

    assert {each.what for each in done} == {"updated"}
    for each in (ticked, changed):
        assert on_either.answer(each.version_id) == f"Our own words.\n\n{NEWER}"
    assert on_either.answer(left.version_id).endswith(WORDING)
    numbers = {each.version.id: each.row.number for each in on_either.uses()}
    assert numbers == {ticked.version_id: 2, changed.version_id: 2, left.version_id: 1}


def test_what_somebody_saved_meanwhile_is_kept(on_either: Bank) -> None:
    beside, over = on_either.agreement(), on_either.agreement()
    for each in (beside, over):
        on_either.put(each.version_id)
    on_either.renew()
    uses = {each.version.id: each.row.id for each in on_either.uses()}
    chosen = {uses[each.version_id]: on_either.revision(each.version_id) for each in (beside, over)}
    on_either.save(over.version_id, "Rewritten while the page was open.")

    done = update_uses(on_either.installation, by=on_either.leo, clause_id=CLAUSE, chosen=chosen)

    assert {each.use.version.id: each.what for each in done} == {
        beside.version_id: "updated",
        over.version_id: "clash",
    }
    assert on_either.answer(over.version_id) == "Rewritten while the page was open."
    numbers = {each.version.id: each.row.number for each in on_either.uses()}
    assert numbers[over.version_id] == 1


def test_a_fallback_stays_a_fallback_when_it_is_updated(bank: Bank) -> None:
    bank.renew(NEWER, MILDER)
    opened = bank.agreement()
    bank.put(opened.version_id, FALLBACK)
    bank.renew(NEWER + " Nobody waits.", MILDER + " Within a day.")
    chosen = {each.row.id: bank.revision(opened.version_id) for each in bank.uses()}

    update_uses(bank.installation, by=bank.leo, clause_id=CLAUSE, chosen=chosen)

    assert bank.answer(opened.version_id).endswith(MILDER + " Within a day.")


def test_the_ledger_holds_digests_and_no_wording(bank: Bank) -> None:
    opened = bank.agreement()
    bank.renew(NEWER, MILDER)
    bank.put(opened.version_id)

    with bank.installation.reading() as session:
        leaves = [str(row.leaf) for row in session.scalars(select(EventRow))]

    written = [each for each in leaves if "clause_" in each]
    assert len(written) == 3
    assert not any("waits for nothing" in each for each in leaves)


def test_a_clause_is_put_in_and_noted_together_or_not_at_all(on_either: Bank) -> None:
    opened = on_either.agreement()
    on_either.decide("retire", on_either.mina, 1, "The law has changed; a new one is written.")
    note = noting_use(on_either.leo, opened.version_id, "urgent_route", CLAUSE)

    with pytest.raises(Conflict, match="no longer offered"):
        save_section(
            on_either.installation,
            by=on_either.leo,
            version_id=opened.version_id,
            section="S9",
            given={"urgent_route": WORDING},
            based_on=10**6,
            along=(note,),
        )

    assert on_either.answer(opened.version_id) == "Our own words."
    with on_either.installation.reading() as session:
        assert clauses.used_in(session, opened.version_id) == {}


def test_what_is_commonly_negotiated_comes_with_a_fallback_and_its_limits(bank: Bank) -> None:
    with bank.installation.reading() as session:
        shipped = clauses.bank(session, bank.leo.organisation)

    offered = {each.id: each.approved for each in shipped if each.approved}
    without = {id for id, each in offered.items() if not each.fallback}
    assert without == {"process-urgent", "security-gates"}
    for each in offered.values():
        if each.fallback:
            assert each.why, each.clause_id
            assert len(each.fallback.split()) > 25, each.clause_id
            assert each.fallback != each.wording, each.clause_id

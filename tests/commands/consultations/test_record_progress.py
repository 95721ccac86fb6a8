"""A consultation of the ICO: what follows what, from which day the weeks count, who decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from documents.dates import section_65_reply_due
from govern.clock import london, london_end_of, text
from govern.commands.consultations.record_progress import (
    NEXT,
    close_consultation,
    decide_live_processing,
    record_progress,
)
from govern.commands.people.grant_delegation import grant_delegation
from govern.errors import Conflict, Forbidden, Invalid, NotFound
from govern.installation import Installation
from govern.store import consultation_pages, events
from govern.store.identifiers import new_id
from govern.store.rows.enforcement import ConsultationRow
from govern.store.rows.organisations import DelegationRow
from tests import consortium
from tests.consortium import Consortium

REASONS = "Nothing that runs already is changed by what is consulted on."


@dataclass
class Consulting:
    """A consortium in which Essex consults."""

    people: Consortium
    id: str

    @property
    def row(self) -> ConsultationRow:
        """The consultation as it stands."""
        with self.people.installation.reading() as session:
            return session.get_one(ConsultationRow, self.id)

    @property
    def today(self) -> date:
        """The London day."""
        return london(self.people.installation.clock.now()).date()

    def move(self, state: str, on: date | None = None, who: str = "essex_dpo") -> None:
        """Record that it reached a state, today if no day is given."""
        by, day = self.people.actor(who), on or self.today
        record_progress(
            self.people.installation, by=by, consultation_id=self.id, state=state, on=day
        )


def consult(people: Consortium) -> Consulting:
    """Open it as the referral of an assessment does."""
    made, document, version = new_id(), new_id(), new_id()
    ids = people.organisations
    with people.installation.writing(None) as writing:
        opened = {
            "kind": "dpia", "reference": "DPIA-1", "number": 1, "title": "Shared records",
            "owner_id": ids["essex"], "drafter_id": ids["harrow-lane"],
        }  # fmt: skip
        writing.record("document_opened", ("document", document), opened)
        first = {
            "document_id": document, "number": 1, "definition": "dpia",
            "definition_version": 1, "workflow_version": 1, "parties": [],
        }  # fmt: skip
        writing.record("version_opened", ("version", version), first)
        referred = {
            "version_id": version, "organisation_id": ids["essex"], "state": "needed",
            "covers": "new_processing", "live_before": text(writing.at),
        }  # fmt: skip
        writing.record("consultation_opened", ("consultation", made), referred)
    return Consulting(people, made)


@pytest.fixture
def here(people: Consortium) -> Consulting:
    """On SQLite."""
    return consult(people)


def due(received: date, *, extended: bool = False) -> str:
    return text(london_end_of(section_65_reply_due(received, extended=extended)[1]))


def test_the_whole_way_is_recorded_with_its_days_on_either_database(
    installation: Installation,
) -> None:
    here = consult(consortium.populate(installation))
    sent = here.today - timedelta(days=2)

    here.move("sent", sent)
    for state in ("acknowledged", "accepted", "extended", "advice_received"):
        here.move(state)

    dpo = here.people.actor("essex_dpo")
    with installation.reading() as session:
        steps = consultation_pages.steps(session, here.id)
        listed = consultation_pages.listed(session, dpo)
        clock = consultation_pages.reply_clock(steps)
        replayed = events.replay(events.events(session))["consultation"][here.id]
    assert [each.state for each in steps] == ["needed", "sent", *list(NEXT)[2:4], *list(NEXT)[5:]]
    assert clock is not None
    assert (steps[1].on, clock.received) == (sent, sent)
    assert [each.row.id for each in listed] == [here.id]
    assert replayed["due_at"] == here.row.due_at == due(sent, extended=True)


def test_the_month_of_an_extension_counts_from_receipt_not_from_the_day_it_is_granted(
    here: Consulting,
) -> None:
    sent = here.today
    here.move("sent", sent)
    here.people.later(days=25)

    here.move("extended")

    assert here.row.due_at == due(sent, extended=True)


def test_what_was_not_accepted_is_sent_again_and_its_weeks_begin_anew(here: Consulting) -> None:
    here.move("sent")
    here.move("not_accepted")
    here.people.later(days=10)

    here.move("sent")

    assert here.row.due_at == due(here.today)


@pytest.mark.parametrize("state", ["acknowledged", "accepted", "extended", "needed", "closed"])
def test_nothing_follows_out_of_turn(here: Consulting, state: str) -> None:
    with pytest.raises((Conflict, Invalid)):
        here.move(state)


def test_a_day_to_come_is_refused(here: Consulting) -> None:
    with pytest.raises(Invalid):
        here.move("sent", here.today + timedelta(days=1))


def test_another_force_finds_nothing(here: Consulting) -> None:
    with pytest.raises(NotFound):
        here.move("sent", who="kent_siro")


def test_the_dpo_keeps_it_and_does_not_decide(here: Consulting) -> None:
    given = {"consultation_id": here.id, "reasons": REASONS}
    dpo, installation = here.people.actor("essex_dpo"), here.people.installation

    with pytest.raises(Forbidden):
        decide_live_processing(installation, by=dpo, decision="continue", **given)
    with pytest.raises(Forbidden):
        close_consultation(installation, by=dpo, **given)


def test_a_delegate_of_the_siro_does_not_decide(here: Consulting) -> None:
    people, installation = here.people, here.people.installation
    delegation = grant_delegation(
        installation,
        by=people.actor("essex_siro"),
        to_person_id=people.persons["essex_owner"],
        document_kinds=["dpia"],
        ends_at=installation.clock.now() + timedelta(days=30),
        instrument="Scheme of delegation 7",
    )
    with installation.reading() as session:
        acting = session.get_one(DelegationRow, delegation).to_appointment_id

    with pytest.raises(Forbidden):
        close_consultation(
            installation, by=people.under(acting), consultation_id=here.id, reasons=REASONS
        )


def test_reasons_stay_out_of_the_ledger(here: Consulting) -> None:
    close_consultation(
        here.people.installation,
        by=here.people.actor("essex_siro"),
        consultation_id=here.id,
        reasons=REASONS,
    )

    with here.people.installation.reading() as session:
        leaves = b"".join(event.leaf() for event in events.about(session, [here.id]))
        steps = consultation_pages.steps(session, here.id)
    assert REASONS.encode() not in leaves
    assert steps[-1].reasons == REASONS

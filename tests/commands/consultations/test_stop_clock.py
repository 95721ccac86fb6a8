"""The regulator's clock stands while it waits for information, and the due date moves by that."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from documents.dates import article_36_reply_due, section_65_reply_due
from govern.clock import london_end_of, text
from govern.commands.consultations.stop_clock import restart_clock, stop_clock
from govern.errors import Conflict, Forbidden, Invalid, NotFound
from govern.installation import Installation
from govern.store import consultation_pages, events
from govern.store.consultation_pages import Stop
from govern.store.identifiers import new_id
from govern.store.rows.ledger import EventRow
from govern.store.rows.working import DraftSectionRow
from tests import consortium
from tests.commands.consultations.test_record_progress import Consulting, consult
from tests.consortium import Consortium

ASKED = "A diagram of the flows to the two interfaces was asked for."
GIVEN = "The diagram, with the names of both processors, was sent."


@pytest.fixture
def here(people: Consortium) -> Consulting:
    """On SQLite."""
    return consult(people)


def under_uk_gdpr(here: Consulting) -> None:
    """The assessment says that it is under the UK GDPR alone."""
    session_values = {"version_id": here.row.version_id, "section": "D1", "revision": 1,
                      "answers": {"regimes": "uk_gdpr"}, "saved_by": new_id()}  # fmt: skip
    with here.people.installation.writing(None) as w:
        w.session.add(DraftSectionRow(**session_values, saved_at=text(w.at)))


def stop(here: Consulting, on: date | None = None, who: str = "essex_dpo") -> None:
    stop_clock(
        here.people.installation, by=here.people.actor(who), consultation_id=here.id,
        on=on or here.today, reasons=ASKED,
    )  # fmt: skip


def restart(here: Consulting, on: date | None = None, who: str = "essex_dpo") -> None:
    restart_clock(
        here.people.installation, by=here.people.actor(who), consultation_id=here.id,
        on=on or here.today, reasons=GIVEN,
    )  # fmt: skip


def clock(here: Consulting) -> consultation_pages.ReplyClock:
    with here.people.installation.reading() as session:
        found = consultation_pages.reply_clock(consultation_pages.steps(session, here.id))
    assert found is not None
    return found


def test_the_date_of_article_36_moves_by_the_days_that_it_stood_on_either_database(
    installation: Installation,
) -> None:
    here = consult(consortium.populate(installation))
    under_uk_gdpr(here)
    received = here.today
    here.move("sent")
    first = here.row.due_at
    here.people.later(days=5)

    stop(here)
    standing = here.row
    here.people.later(days=10)
    restart(here)

    def ends(days: int) -> str:
        return text(london_end_of(article_36_reply_due(received, stopped_days=days)))

    assert (first, here.row.due_at) == (ends(0), ends(10))
    assert standing.clock_stopped_on == (received + timedelta(days=5)).isoformat()
    assert (standing.due_at, here.row.clock_stopped_on) == (None, None)
    with installation.reading() as session:
        replayed = events.replay(events.events(session))["consultation"][here.id]
    assert replayed["due_at"] == here.row.due_at


def test_an_extension_adds_six_weeks_to_the_days_that_it_stood(here: Consulting) -> None:
    under_uk_gdpr(here)
    received = here.today
    here.move("sent")
    stop(here)
    here.people.later(days=3)
    restart(here)

    here.move("extended")

    last = article_36_reply_due(received, extended=True, stopped_days=3)
    assert here.row.due_at == text(london_end_of(last))


def test_section_65_has_no_stop_so_its_date_stays(here: Consulting) -> None:
    received = here.today
    here.move("sent")
    stop(here)
    here.people.later(days=10)
    restart(here)

    assert here.row.due_at == text(london_end_of(section_65_reply_due(received)[1]))
    assert clock(here).stopped_days == 10


def test_it_stands_once_at_a_time_and_runs_before_it_stands(here: Consulting) -> None:
    with pytest.raises(Conflict, match="nothing waits"):
        stop(here)
    here.move("sent")
    with pytest.raises(Conflict, match="was not stopped"):
        restart(here)

    stop(here)

    with pytest.raises(Conflict, match="stands already"):
        stop(here)


def test_a_day_is_neither_to_come_nor_before_what_it_follows(here: Consulting) -> None:
    here.move("sent")
    here.people.later(days=10)

    for day in (here.today + timedelta(days=1), here.today - timedelta(days=11)):
        with pytest.raises(Invalid):
            stop(here, day)
    stop(here, here.today - timedelta(days=4))
    with pytest.raises(Invalid):
        restart(here, here.today - timedelta(days=5))
    restart(here, here.today - timedelta(days=2))
    with pytest.raises(Invalid):
        stop(here, here.today - timedelta(days=3))


@pytest.mark.parametrize("who", ["essex_owner", "lawyer", "coordinator"])
def test_those_who_keep_it_alone_record_it(here: Consulting, who: str) -> None:
    here.move("sent")

    with pytest.raises((Forbidden, NotFound)):
        stop(here, who=who)


def test_what_was_asked_for_stays_out_of_the_ledger(here: Consulting) -> None:
    here.move("sent")
    stop(here)
    restart(here)

    with here.people.installation.reading() as session:
        leaves = [bytes(row.leaf) for row in session.scalars(select(EventRow))]
        steps = consultation_pages.steps(session, here.id)
    assert not any(b"diagram" in leaf for leaf in leaves)
    assert [each.reasons for each in steps[-2:]] == [ASKED, GIVEN]


def test_advice_or_a_new_submission_ends_a_stop(here: Consulting) -> None:
    here.move("sent")
    stop(here)
    here.people.later(days=2)

    here.move("not_accepted")
    ended = clock(here).stops
    here.move("sent")

    assert ended == (Stop(here.today - timedelta(days=2), here.today),)
    assert (clock(here).stops, here.row.clock_stopped_on) == ((), None)

"""Measures of an action plan: taken on by signing, put in place, opened again, chased."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from govern.commands.mail.chase import chase
from govern.commands.measures.settle import settle_measure
from govern.errors import Invalid, NotFound
from govern.installation import Installation
from govern.store import events, measure_work, measures
from govern.store.my_work import Item
from govern.store.rows.ledger import EventRow, PrivateTextRow
from govern.store.rows.measures import MeasureRow
from govern.store.rows.working import JobRow
from tests.planning import write_plan
from tests.sharing import Sharing, share
from workflows.engine import Refused

EVIDENCE = "Configured on 3 March; see ticket 4411."


@pytest.fixture
def planned(embedded: Installation) -> Iterator[Sharing]:
    """On SQLite alone."""
    made = share(embedded)
    write_plan(made)
    yield made


@pytest.fixture
def on_either(installation: Installation) -> Iterator[Sharing]:
    """On both databases."""
    made = share(installation)
    write_plan(made)
    yield made


def rows(sharing: Sharing, slug: str) -> dict[str, bool]:
    """The measures of an organisation, and whether each is done."""
    with sharing.installation.reading() as session:
        found = measures.tasks(session, sharing.people.organisations[slug])
    return {each.measure.row: each.done for each in found}


def waiting(sharing: Sharing, who: str) -> list[Item]:
    """What of action plans waits for this person."""
    here = sharing.installation
    with here.reading() as session:
        return measure_work.items(session, sharing.people.actor(who), here.clock.now())


def late(sharing: Sharing, who: str) -> list[str]:
    """The late measures that this person is shown."""
    here = sharing.installation
    with here.reading() as session:
        found = measure_work.late(session, sharing.people.actor(who), here.clock.now())
    return [each.measure.row for each in found]


def report(
    sharing: Sharing, who: str, row: str, act: str = "submit", words: str = EVIDENCE
) -> None:
    """This person says how a measure stands."""
    settle_measure(
        sharing.installation,
        by=sharing.people.actor(who),
        document_id=sharing.documents["dpia"],
        row_id=row,
        act=act,
        words=words,
    )


def test_each_force_that_signed_took_on_its_own_measures(on_either: Sharing) -> None:
    assert rows(on_either, "essex") == {"r1": False, "actions-r2": True}
    assert rows(on_either, "kent") == {"r1": False, "actions-r1": False, "actions-r2": True}
    assert rows(on_either, "north-hill-council") == {}


def test_a_measure_is_in_place_once_another_accepted_it_and_for_that_force_alone(
    on_either: Sharing,
) -> None:
    report(on_either, "essex_owner", "r1")
    reported = rows(on_either, "essex")["r1"]
    report(on_either, "essex_dpo", "r1", "accept", "")

    assert (reported, rows(on_either, "essex")["r1"]) == (False, True)
    assert not rows(on_either, "kent")["r1"]

    report(on_either, "essex_dpo", "r1", "reopen", "The test of 4 March failed.")

    assert not rows(on_either, "essex")["r1"]
    with on_either.installation.reading() as session:
        (replayed,) = events.replay(events.events(session))["measure"].values()
        (kept,) = session.scalars(select(MeasureRow))
    assert (replayed["state"], kept.state, kept.accepted_by) == ("open", "open", None)


def test_nobody_accepts_what_they_reported_themselves(planned: Sharing) -> None:
    report(planned, "essex_security", "r1")

    with pytest.raises(Refused, match="another must judge"):
        report(planned, "essex_security", "r1", "accept")
    report(planned, "essex_siro", "r1", "accept")

    assert rows(planned, "essex")["r1"]


def test_what_was_sent_back_is_open_and_can_be_reported_again(planned: Sharing) -> None:
    report(planned, "essex_owner", "r1")
    with pytest.raises(Invalid):
        report(planned, "essex_dpo", "r1", "reject", "")
    report(planned, "essex_dpo", "r1", "reject", "The second identifier is optional still.")

    assert [each.kind for each in waiting(planned, "essex_owner")] == ["measure"]
    with planned.installation.reading() as session:
        mails = [job.payload for job in session.scalars(select(JobRow)) if job.kind == "mail"]
    (told,) = [each for each in mails if each["template"] == "measure_returned"]
    assert told["person_id"] == planned.people.persons["essex_owner"]
    assert told["path"].endswith("#measure-r1")
    assert "identifier" not in str(told)
    report(planned, "essex_owner", "r1")
    report(planned, "essex_dpo", "r1", "accept")

    assert rows(planned, "essex")["r1"]


def test_those_who_accept_are_asked_and_told_and_the_reporter_is_not(planned: Sharing) -> None:
    report(planned, "essex_owner", "r1")

    for who in ("essex_dpo", "essex_siro"):
        assert [each.kind for each in waiting(planned, who)] == ["measure_accept"], who
    assert waiting(planned, "essex_owner") == []
    assert waiting(planned, "kent_dpo") == []
    with planned.installation.reading() as session:
        mails = [job.payload for job in session.scalars(select(JobRow)) if job.kind == "mail"]
    told = [each for each in mails if each["template"] == "measure_submitted"]
    people = planned.people.persons
    assert {each["person_id"] for each in told} == {people["essex_dpo"], people["essex_siro"]}
    assert "ticket" not in str(told)


def test_evidence_is_private_and_the_ledger_keeps_its_seal(planned: Sharing) -> None:
    report(planned, "essex_owner", "r1")

    with planned.installation.reading() as session:
        leaves = [str(row.leaf) for row in session.scalars(select(EventRow))]
        texts = [str(row.text) for row in session.scalars(select(PrivateTextRow))]
    assert not any("ticket 4411" in each for each in leaves)
    assert any("ticket 4411" in each for each in texts)


@pytest.mark.parametrize(
    ("who", "row", "fault"),
    [
        ("essex_dpo", "r1", Refused),
        ("signatory", "r1", NotFound),
        ("essex_owner", "actions-r1", NotFound),
        ("essex_owner", "nothing", NotFound),
    ],
)
def test_nobody_speaks_for_what_is_not_theirs(
    planned: Sharing, who: str, row: str, fault: type[Exception]
) -> None:
    with pytest.raises(fault):
        report(planned, who, row)


def test_evidence_must_be_said(planned: Sharing) -> None:
    with pytest.raises(Invalid):
        report(planned, "essex_owner", "r1", words="Done")


def test_the_owner_is_asked_for_what_is_due_and_the_dpo_only_shown_what_is_late(
    planned: Sharing,
) -> None:
    assert [each.id for each in waiting(planned, "kent_owner")] == ["r1"]
    assert late(planned, "kent_dpo") == []

    planned.people.later(days=21)

    assert [each.id for each in waiting(planned, "kent_owner")] == ["r1", "actions-r1"]
    assert waiting(planned, "kent_dpo") == []
    assert late(planned, "kent_dpo") == ["r1"]
    assert late(planned, "kent_owner") == []
    report(planned, "kent_owner", "r1")
    assert late(planned, "kent_dpo") == []


def test_a_measure_is_warned_of_and_told_late_once(on_either: Sharing) -> None:
    chase(on_either.installation)
    first = chase(on_either.installation)

    on_either.people.later(days=21)
    late = chase(on_either.installation)
    again = chase(on_either.installation)

    assert first == 0
    assert late > 0
    assert again == 0


def test_a_measure_that_is_in_place_is_chased_no_more(planned: Sharing) -> None:
    for who, row in (("essex_owner", "r1"), ("kent_owner", "r1"), ("kent_owner", "actions-r1")):
        report(planned, who, row)
    planned.people.later(days=21)

    chase(planned.installation)

    with planned.installation.reading() as session:
        told = [str(row.payload.get("template")) for row in session.scalars(select(JobRow))]
    assert not {"measure_due", "measure_late"} & set(told)

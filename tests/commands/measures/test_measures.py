"""Measures of an action plan: taken on by signing, put in place, opened again, chased."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from govern.commands.mail.chase import chase
from govern.commands.measures.report import report_measure
from govern.errors import Forbidden, Invalid, NotFound
from govern.installation import Installation
from govern.store import measure_work, measures
from govern.store.my_work import Item
from govern.store.rows.ledger import EventRow, PrivateTextRow
from govern.store.rows.working import JobRow
from tests.planning import write_plan
from tests.sharing import Sharing, share

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


def report(
    sharing: Sharing, who: str, row: str, *, done: bool = True, words: str = EVIDENCE
) -> None:
    """This person says how a measure stands."""
    report_measure(
        sharing.installation,
        by=sharing.people.actor(who),
        document_id=sharing.documents["dpia"],
        row_id=row,
        done=done,
        words=words,
    )


def test_each_force_that_signed_took_on_its_own_measures(on_either: Sharing) -> None:
    assert rows(on_either, "essex") == {"r1": False, "actions-r2": True}
    assert rows(on_either, "kent") == {"r1": False, "actions-r1": False, "actions-r2": True}
    assert rows(on_either, "north-hill-council") == {}


def test_a_measure_is_in_place_for_the_force_that_says_so_alone(on_either: Sharing) -> None:
    report(on_either, "essex_owner", "r1")

    assert rows(on_either, "essex")["r1"]
    assert not rows(on_either, "kent")["r1"]

    report(on_either, "essex_dpo", "r1", done=False, words="The test of 4 March failed.")

    assert not rows(on_either, "essex")["r1"]


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
        ("essex_dpo", "r1", Forbidden),
        ("signatory", "r1", Forbidden),
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


def test_what_is_due_within_a_month_waits_for_the_owner_and_what_is_late_for_all(
    planned: Sharing,
) -> None:
    assert [each.id for each in waiting(planned, "kent_owner")] == ["r1"]
    assert waiting(planned, "kent_dpo") == []

    planned.people.later(days=21)

    assert [each.id for each in waiting(planned, "kent_owner")] == ["r1", "actions-r1"]
    assert [each.id for each in waiting(planned, "kent_dpo")] == ["r1"]
    report(planned, "kent_owner", "r1")
    assert waiting(planned, "kent_dpo") == []


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
    assert not [each for each in told if each.startswith("measure_")]

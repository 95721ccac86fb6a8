"""Evidence handed in, judged by another, sent back, waived; what is kept private; who is told."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

import pytest

from govern.clock import instant
from govern.commands.mail.chase import chase
from govern.commands.mail.wording import worded
from govern.commands.readiness.settle_item import LARGEST_FILE, Evidence, submit_evidence
from govern.errors import Invalid, NotFound
from govern.store import events
from govern.store.rows.ledger import EventRow
from govern.store.rows.readiness import EvidenceFileRow
from govern.store.rows.working import JobRow
from tests.commands.readiness.test_checks import codes
from tests.readying import WORDS, Readying

SHEET = b"name,vetted\nNobody,yes\n"


def mails(readying: Readying, template: str) -> list[str]:
    """The names of those whom a mail of that template was queued for, in order of queueing."""
    names = {id: name for name, id in readying.sharing.people.persons.items()}
    with readying.sharing.installation.reading() as session:
        jobs = session.query(JobRow).filter_by(kind="mail").order_by(JobRow.key).all()
    found = [job.payload for job in jobs if job.payload["template"] == template]
    for payload in found:
        assert payload["about"]["title"] in worded(template, payload["about"]).subject
    return [names[payload["person_id"]] for payload in found]


def hand_in(readying: Readying, **given: Any) -> None:
    """Hand in evidence for GW-13 as the partner's author."""
    submit_evidence(
        readying.sharing.installation,
        by=readying.sharing.people.actor("author"),
        item_id=readying.items["GW-13"],
        evidence=Evidence(**{"words": WORDS, "on": readying.today, **given}),
    )


def test_one_hands_in_and_another_judges(readying: Readying) -> None:
    readying.open()
    readying.submit("GW-13", "essex_security")

    assert codes(lambda: readying.judge("GW-13", by="essex_security")) == [
        "submitter_may_not_accept"
    ]
    assert codes(lambda: readying.judge("GW-13", by="essex_owner")) == ["not_the_approver"]
    assert codes(lambda: readying.judge("GW-13", by="author")) == ["role_may_not"]
    assert readying.item("GW-13").state == "submitted"


def test_what_is_sent_back_says_why_and_can_be_handed_in_again(readying: Readying) -> None:
    readying.open()
    readying.submit("GW-13")
    assert codes(lambda: readying.judge("GW-13", "return_item")) == ["reasons_missing"]

    readying.judge("GW-13", "return_item", words="The list is of last year.")

    assert readying.item("GW-13").state == "open"
    assert mails(readying, "readiness_returned") == ["author"]
    readying.submit("GW-13")
    readying.judge("GW-13")
    assert readying.item("GW-13").state == "accepted"


def test_evidence_that_ran_out_while_it_waited_is_not_accepted(readying: Readying) -> None:
    readying.open()
    readying.submit("GW-13", until=readying.today)

    readying.sharing.people.later(days=1)

    assert codes(lambda: readying.judge("GW-13")) == ["evidence_out_of_date"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"words": "short"}, "words"),
        ({"words": "x" * 4001}, "words"),
        ({"days": 1}, "on"),
        ({"days": -366}, "on"),
        ({"until": -1}, "until"),
        ({"file": b"x" * (LARGEST_FILE + 1), "file_name": "big.pdf"}, "file"),
        ({"file": b"x", "file_name": " "}, "file"),
    ],
)
def test_evidence_that_will_not_do_is_refused_at_its_field(
    readying: Readying, given: dict[str, Any], field: str
) -> None:
    readying.open()
    if "days" in given:
        given = {"on": readying.today + timedelta(days=given["days"])}
    if "until" in given:
        given = {"until": readying.today + timedelta(days=given["until"])}

    with pytest.raises(Invalid) as caught:
        hand_in(readying, **given)

    assert list(caught.value.faults) == [field]
    assert readying.item("GW-13").state == "open"


def test_evidence_on_its_last_day_is_still_good(readying: Readying) -> None:
    readying.open()

    hand_in(readying, on=readying.today - timedelta(days=365))
    readying.judge("GW-13")

    until = instant(readying.item("GW-13").valid_until or "")
    assert timedelta(0) < until - readying.now <= timedelta(hours=13)


def test_a_waiver_is_the_siros_and_ends_within_ninety_days(readying: Readying) -> None:
    readying.open()
    today = readying.today

    assert codes(lambda: readying.waive("GW-15", today + timedelta(days=91))) == ["waiver_too_long"]
    assert codes(lambda: readying.waive("GW-15", today, "essex_manager")) == ["role_may_not"]
    readying.waive("GW-15", today + timedelta(days=90))

    assert readying.item("GW-15").state == "waived"


def test_a_decided_check_is_not_changed_item_by_item(readying: Readying) -> None:
    readying.open()
    readying.settle()
    readying.passes()

    assert codes(lambda: readying.submit("GW-13")) == ["check_not_under_way"]
    assert codes(lambda: readying.waive("GW-13", readying.today)) == ["wrong_stage"]


def test_whoever_handed_evidence_in_does_not_pass_the_check(readying: Readying) -> None:
    people = readying.sharing.people
    held = people.appoint(people.persons["essex_siro"], "essex", "reviewer")
    people.appointments["siro_as_reviewer"] = held
    readying.open()
    readying.submit("GW-13", "siro_as_reviewer")
    readying.judge("GW-13")
    readying.settle()

    assert codes(readying.passes) == ["submitter_may_not_pass"]


def test_words_and_file_stay_out_of_the_ledger_under_a_seal(readying: Readying) -> None:
    readying.open()

    hand_in(readying, file=SHEET, file_name="people.csv")

    with readying.sharing.installation.reading() as session:
        leaf = session.query(EventRow).order_by(EventRow.seq.desc()).first()
        (event,) = events.about(session, [readying.items["GW-13"]])
        texts = events.private_texts(session, event.commitments.values())
        (kept,) = session.query(EvidenceFileRow).all()
    assert leaf is not None
    for secret in (WORDS.encode(), b"people.csv", hashlib.sha256(SHEET).hexdigest().encode()):
        assert secret not in bytes(leaf.leaf)
    assert texts[event.commitments["words"]] == WORDS
    assert texts[event.commitments["file_sha256"]] == kept.sha256
    assert (kept.body, kept.name, kept.size) == (SHEET, "people.csv", len(SHEET))


def test_those_who_must_act_are_told(readying: Readying) -> None:
    readying.open()
    assert set(mails(readying, "readiness_opened")) == {
        "essex_manager", "essex_owner", "essex_security"
    }  # fmt: skip

    readying.settle()
    assert "essex_security" in mails(readying, "readiness_submitted")
    assert mails(readying, "readiness_ready") == ["essex_siro"]
    readying.passes()
    assert "essex_duty" in mails(readying, "readiness_passed")


def test_evidence_that_waits_is_chased_and_an_end_is_warned_of_once_each(
    readying: Readying,
) -> None:
    readying.open()
    readying.submit("GW-11")
    readying.sharing.people.later(days=8)
    chase(readying.sharing.installation)
    chase(readying.sharing.installation)
    assert mails(readying, "readiness_waiting") == ["essex_security"]

    readying.judge("GW-11")
    readying.settle()
    readying.passes()
    readying.sharing.people.later(days=340)
    chase(readying.sharing.installation)
    chase(readying.sharing.installation)
    assert sorted(mails(readying, "readiness_ending")) == [
        "essex_manager", "essex_owner", "essex_security", "essex_siro"
    ]  # fmt: skip


def test_an_item_nobody_has_is_not_there(readying: Readying) -> None:
    readying.open()
    readying.items["GW-99"] = "0" * 32

    with pytest.raises(NotFound):
        readying.submit("GW-99")

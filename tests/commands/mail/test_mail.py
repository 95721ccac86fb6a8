"""Mail through the outbox: who is told what, once, over SMTP, with links and never content."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

from govern.clock import instant, london
from govern.commands.mail.asked import ASKED, PASSED_OVER
from govern.commands.mail.chase import chase
from govern.commands.mail.send import NoServer, composed, send_mail
from govern.commands.mail.wording import WORDINGS, worded
from govern.commands.organisations.record_policy_document import record_policy_document
from govern.store.rows.sign_offs import SignOffRow
from govern.store.rows.working import JobRow
from tests.adopting import Adopting
from workflows.added_steps import KINDS
from workflows.catalogue import TABLES
from workflows.engine import Form
from workflows.facts import Condition

SECRET_WORDS = "The custody suite door code is kept on the back of the whiteboard."
FIELDS = (
    "reference", "title", "due", "percent", "organisation", "outcome", "days", "scope", "kind",
    "incident", "until", "item", "section", "act", "number", "force", "system",
    "gate", "minutes", "version", "asked", "lateness", "role", "goes_on",
)  # fmt: skip


class _Inbox(Message):
    def __init__(self) -> None:
        super().__init__()
        self.received: list[Any] = []

    def handle_message(self, message: Any) -> None:
        self.received.append(message)


@pytest.fixture
def inbox() -> Iterator[tuple[_Inbox, int]]:
    """A local SMTP server on a free port, and what it has received."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    handler = _Inbox()
    server = Controller(handler, hostname="127.0.0.1", port=port)
    server.start()
    yield handler, port
    server.stop()


def _mails(adopting: Adopting) -> list[JobRow]:
    with adopting.installation.reading() as session:
        return session.query(JobRow).filter_by(kind="mail").order_by(JobRow.key).all()


def _to(adopting: Adopting, who: str, template: str) -> list[JobRow]:
    person = adopting.people.persons.get(who)
    return [
        job
        for job in _mails(adopting)
        if job.payload["template"] == template and person in (None, job.payload["person_id"])
    ]


def test_whoever_is_asked_to_sign_is_told_when_the_text_is_frozen(adopting: Adopting) -> None:
    asked = _to(adopting, "essex_dpo", "sign_off_asked")

    assert len(asked) == 1
    assert asked[0].payload["about"]["reference"] == "DPIA-1"


def test_a_mail_says_what_is_asked_of_which_office_for_whom_and_until_which_day(
    adopting: Adopting,
) -> None:
    due = instant(adopting.sign_off("essex").due_at or "")
    last = (london(due) - timedelta(minutes=1)).strftime("%-d %B %Y")

    (dpo,) = _to(adopting, "essex_dpo", "sign_off_asked")
    adopting.sign("essex_dpo", "endorse")
    (siro,) = _to(adopting, "essex_siro", "sign_off_asked")
    advice, decision = (composed(adopting.installation, each.payload) for each in (dpo, siro))

    assert advice is not None and decision is not None
    assert "Your advice: DPIA-1 for Essex Police" in advice["Subject"]
    said = advice.get_content()
    assert "Version 1 of DPIA-1" in said
    assert f"waits for your advice, for Essex Police, by {last}." in said
    assert "Sign in as DPO, Essex Police to see it: http" in said
    assert "waits for your decision, for Essex Police" in decision.get_content()


@pytest.mark.parametrize(
    ("days", "said"),
    [(8, "50% of the time is used."), (60, "That day has passed.")],
)
def test_a_chase_says_truly_whether_the_day_has_passed(
    adopting: Adopting, days: int, said: str
) -> None:
    adopting.people.later(days=days)

    chase(adopting.installation)

    message = composed(
        adopting.installation, _to(adopting, "essex_dpo", "sign_off_chased")[-1].payload
    )
    assert message is not None
    assert said in message.get_content()


def test_an_escalation_promises_a_way_on_only_where_the_tables_have_one() -> None:
    rows = [row for table in TABLES for row in table.transitions]
    skipped = {row.start for row in rows if row.act == "decide_without_advice"}

    assert skipped == PASSED_OVER - {kind.name for kind in KINDS}


def test_whatever_waits_in_a_chain_has_words_for_what_is_asked() -> None:
    chains = [table for table in TABLES if any(row.signing for row in table.transitions)]
    waiting = {stage.id for table in chains for stage in table.stages if stage.due is not None}

    assert "advice" in waiting
    assert waiting <= set(ASKED)


def test_the_next_in_turn_is_told_once_the_record_is_sealed(adopting: Adopting) -> None:
    before = len(_to(adopting, "essex_siro", "sign_off_asked"))

    adopting.sign("essex_dpo", "endorse")

    assert (before, len(_to(adopting, "essex_siro", "sign_off_asked"))) == (0, 1)


def test_the_lawyers_hear_how_a_sign_off_ended(adopting: Adopting) -> None:
    adopting.sign("essex_dpo", "ask_for_changes", Form(reasons=SECRET_WORDS))

    told = _to(adopting, "lawyer", "sign_off_decided")

    assert [job.payload["about"]["outcome"] for job in told] == ["returned"]


def test_a_mail_reaches_the_server_with_a_link_and_no_content(
    adopting: Adopting, inbox: tuple[_Inbox, int]
) -> None:
    handler, port = inbox
    condition = Condition(SECRET_WORDS)
    adopting.sign("essex_dpo", "endorse_with_conditions", Form(conditions=(condition,)))
    installation = adopting.installation
    given = replace(installation.settings, smtp_host="127.0.0.1", smtp_port=port)
    served = replace(installation, settings=given)

    for job in _mails(adopting):
        send_mail(served, job.payload)

    assert len(handler.received) == len(_mails(adopting))
    texts = [message.as_string() for message in handler.received]
    assert not any("whiteboard" in text for text in texts)
    siro = next(m for m in handler.received if "essex.siro" in m["To"])
    link = f"{installation.settings.url}/sign-offs/{adopting.sign_off('essex').id}"
    assert link in siro.get_payload(decode=True).decode()


def test_without_a_server_mail_stays_in_the_outbox(adopting: Adopting) -> None:
    with pytest.raises(NoServer):
        send_mail(adopting.installation, _mails(adopting)[0].payload)


def test_a_late_sign_off_is_chased_once_at_each_mark(adopting: Adopting) -> None:
    adopting.people.later(days=8)

    first, again = chase(adopting.installation), chase(adopting.installation)

    chased = _to(adopting, "essex_dpo", "sign_off_chased")
    assert (len(chased), again) == (1, 0)
    assert chased[0].payload["about"]["lateness"] == "50% of the time is used."
    assert first >= 2


def test_a_step_long_past_its_date_is_escalated_and_approves_nothing(adopting: Adopting) -> None:
    adopting.people.later(days=40)

    chase(adopting.installation)

    row: SignOffRow = adopting.sign_off("essex")
    assert row.escalated_at is not None
    assert (row.stage, row.outcome) == ("advice", None)


def test_after_escalation_the_controller_goes_on_and_the_record_says_so(
    adopting: Adopting,
) -> None:
    adopting.people.later(days=40)
    chase(adopting.installation)
    reasons = (
        "The officer's post has been vacant since the summer, cover was sought twice, and the "
        "safeguards in section 11 were checked by the deputy of another force."
    )
    adopting.sign("essex_siro", "decide_without_advice", Form(reasons=reasons))

    form = Form(ico="not_needed", ico_reasons="No residual risk is high.", reasons=reasons)
    shown = adopting.show("essex_siro", "approve", form)

    assert "not received" in shown.statement["advice"]


def test_a_subject_line_cannot_be_broken_by_a_title(adopting: Adopting) -> None:
    payload = {**_mails(adopting)[0].payload, "template": "review_asked"}
    title = {"title": "x", "version": "1"}
    payload["about"] = {"reference": "ISA-1\r\nBcc: everyone@example.org", **title}

    message = composed(adopting.installation, payload)

    assert isinstance(message, EmailMessage)
    assert message["Bcc"] is None


@pytest.mark.parametrize("template", sorted(WORDINGS))
def test_every_wording_can_be_filled_in(template: str) -> None:
    filled = worded(template, dict.fromkeys(FIELDS, "X"))

    assert "{" not in filled.subject + filled.sentence


def test_a_late_review_of_a_policy_document_is_told_once(adopting: Adopting) -> None:
    here = adopting.installation
    today = london(here.clock.now()).date()
    record_policy_document(
        here,
        by=None,
        organisation_id=adopting.people.organisations["kent"],
        title="Appropriate policy document",
        reviewed_on=today - timedelta(days=300),
        review_due_on=today + timedelta(days=5),
    )

    chase(here)
    adopting.people.later(days=7)
    chase(here)
    chase(here)

    soon = [
        job.payload["about"]["days"] for job in _to(adopting, "kent_dpo", "policy_document_due")
    ]
    late = _to(adopting, "kent_dpo", "policy_document_late")
    assert soon == ["7"]
    assert len(late) == 1


def test_a_demonstration_keeps_its_mail_in_a_folder_and_sends_none(adopting: Adopting) -> None:
    settings = replace(adopting.installation.settings, demonstration=True)
    shown = replace(adopting.installation, settings=settings)
    payload = _mails(adopting)[0].payload

    send_mail(shown, payload)
    send_mail(shown, payload)

    (kept,) = (shown.settings.home / "mail").glob("*.eml")
    assert "Subject: [Demonstration] " in kept.read_text()

"""Hints of a publication: queued once for each subscription, tried again, paused, written down."""

from __future__ import annotations

from datetime import timedelta

import orjson
from sqlalchemy import select

from govern.commands.jobs.lease import counts
from govern.commands.jobs.run import run_due
from govern.commands.register.publish import Published
from govern.commands.webhooks import telling
from govern.commands.webhooks.asking import end_webhook
from govern.commands.webhooks.pausing import FAILURES, pause_webhook, resume_webhook
from govern.store import webhooks
from govern.store.rows.working import JobRow
from tests.commands.webhooks.hearing import Hearing


def test_each_is_told_once_of_each_publication_and_it_is_written_down(hearing: Hearing) -> None:
    here, made = hearing.sharing.installation, hearing.published()

    assert telling.tell(here, made) == 2
    assert telling.tell(here, made) == 0
    run_due(here)

    assert sorted(host for host, _ in hearing.sent) == ["one.example", "two.example"]
    (attempt,) = hearing.attempts("one")
    assert (attempt.news, attempt.fault) == (f"register-1-{made[0].number}", None)


def test_one_hears_of_its_own_forces_alone(hearing: Hearing) -> None:
    here, made = hearing.sharing.installation, hearing.published()
    hearing.open("kent", ["kent"])
    hearing.open("essex-too", ["essex"])
    now = here.clock.now()

    telling.tell(here, made)
    telling.tell(here, [Published(1, 9, ("force-essex.json.gz",), now)])
    run_due(here)

    heard = [orjson.loads(body)["data"] for host, body in hearing.sent if host == "kent.example"]
    assert [each["forces"] for each in heard] == [["kent"]]
    assert len([1 for host, _ in hearing.sent if host == "essex-too.example"]) == 2


def test_a_renewed_lease_is_no_news(hearing: Hearing) -> None:
    here = hearing.sharing.installation

    assert telling.tell(here, [Published(1, 4, (), here.clock.now())]) == 0


def test_one_that_was_ended_or_paused_is_told_nothing_more(hearing: Hearing) -> None:
    here = hearing.sharing.installation
    hearing.open("three")
    telling.tell(here, hearing.published())

    end_webhook(here, webhook_id=hearing.ids["one"])
    pause_webhook(here, by=None, webhook_id=hearing.ids["two"])
    run_due(here)

    assert [host for host, _ in hearing.sent] == ["three.example"]


def fail(hearing: Hearing, times: int) -> None:
    """Let the outbox try so often, an hour apart."""
    for _ in range(times):
        run_due(hearing.sharing.installation)
        hearing.sharing.people.later(seconds=timedelta(hours=1).total_seconds() + 1)


def test_one_that_fails_for_long_is_paused_and_mail_says_so(hearing: Hearing) -> None:
    here = hearing.sharing.installation
    hearing.deaf = {"one.example"}
    telling.tell(here, hearing.published())

    fail(hearing, FAILURES - 1)
    before = hearing.row("one").paused_at
    fail(hearing, 3)

    assert before is None
    assert hearing.row("one").paused_because == "failures"
    assert hearing.row("two").paused_at is None
    assert [str(each.fault) for each in hearing.attempts("one")] == [
        "one.example answered 503"
    ] * FAILURES
    assert "failed" not in counts(here)
    with here.reading() as session:
        mails = session.scalars(select(JobRow.payload).where(JobRow.kind == "mail")).all()
    told = [each for each in mails if each["template"] == "webhook_paused"]
    assert len({each["person_id"] for each in told}) == len(told) == 3


def test_a_short_break_of_the_line_pauses_nothing(hearing: Hearing) -> None:
    here, now = hearing.sharing.installation, hearing.sharing.installation.clock.now()
    hearing.published()
    hearing.deaf = {"one.example", "two.example"}

    for number in range(FAILURES + 5):
        telling.tell(here, [Published(1, 10 + number, ("force-essex.json.gz",), now)])
        run_due(here)

    assert hearing.row("one").paused_at is None


def test_after_it_is_resumed_failures_are_counted_anew(hearing: Hearing) -> None:
    here = hearing.sharing.installation
    hearing.deaf = {"one.example"}
    telling.tell(here, hearing.published())
    fail(hearing, FAILURES)

    resume_webhook(here, by=None, webhook_id=hearing.ids["one"])
    with here.reading() as session:
        assert webhooks.failing(session, hearing.row("one")).number == 0
    hearing.deaf = set()
    telling.tell(here, [Published(1, 77, ("force-essex.json.gz",), here.clock.now())])
    run_due(here)

    assert hearing.attempts("one")[0].fault is None


def test_only_so_many_attempts_are_kept(hearing: Hearing) -> None:
    here = hearing.sharing.installation
    with here.writing(None) as w:
        for number in range(webhooks.KEPT + 3):
            at = f"2026-11-24T12:00:{number // 10:02}.{number % 10}00Z"
            webhooks.keep_attempt(w.session, hearing.ids["one"], f"n{number}", at, "x")

    with here.reading() as session:
        kept = webhooks.attempts(session, hearing.ids["one"], most=999)
    assert (len(kept), kept[-1].news) == (webhooks.KEPT, "n3")

"""Jobs: done once each, kept when they fail, taken over when their worker died."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from govern.clock import text
from govern.commands.jobs.kinds import KINDS, Kind
from govern.commands.jobs.lease import (
    LASTS,
    MOST_ATTEMPTS,
    counts,
    failed,
    finished,
    lease,
    retry,
    wait,
)
from govern.commands.jobs.rounds import Round, Worker
from govern.commands.jobs.run import run_due
from govern.installation import Installation
from govern.store.rows.working import JobRow
from tests.installations import NOON


def enqueue(installation: Installation, *keys: str, kind: str = "seal") -> None:
    with installation.writing(None) as writing:
        for key in keys:
            writing.enqueue(kind, key, {"key": key})


def later(installation: Installation, by: timedelta) -> None:
    installation.clock.advance(by)  # type: ignore[attr-defined]  # the tests' clock is settable


def job(installation: Installation, key: str) -> JobRow:
    with installation.reading() as session:
        return session.scalars(select(JobRow).where(JobRow.key == key)).one()


def failing(_: Installation, __: Any) -> None:
    raise RuntimeError("no luck")


def test_each_job_is_done_once_in_order(installation: Installation) -> None:
    done: list[str] = []
    enqueue(installation, "a", "b", "c")
    kinds = [Kind("seal", lambda _, payload: done.append(payload["key"]))]

    ran = run_due(installation, kinds=kinds)
    again = run_due(installation, kinds=kinds)

    assert sorted(done) == ["a", "b", "c"]
    assert (ran.done, again.done) == (3, 0)
    assert counts(installation) == {"done": 3}


def test_one_key_is_queued_once(embedded: Installation) -> None:
    enqueue(embedded, "a", "a")

    assert counts(embedded) == {"waiting": 1}


def test_a_leased_job_is_nobody_elses(installation: Installation) -> None:
    enqueue(installation, "a")

    first, second = lease(installation, ["seal"]), lease(installation, ["seal"])

    assert first is not None
    assert first.payload == {"key": "a"}
    assert second is None


def test_a_dead_workers_job_comes_back_after_its_lease(installation: Installation) -> None:
    enqueue(installation, "a")
    first = lease(installation, ["seal"])
    later(installation, LASTS)

    second = lease(installation, ["seal"])

    assert first is not None
    assert second is not None
    assert (second.id, second.attempts) == (first.id, 2)


def test_a_worker_that_was_too_slow_does_not_end_anothers_lease(embedded: Installation) -> None:
    enqueue(embedded, "a")
    slow = lease(embedded, ["seal"])
    later(embedded, LASTS)
    quick = lease(embedded, ["seal"])
    assert slow and quick

    finished(embedded, slow)
    assert job(embedded, "a").state == "leased"
    finished(embedded, quick)

    assert job(embedded, "a").state == "done"


def test_a_failed_job_waits_longer_each_time(installation: Installation) -> None:
    enqueue(installation, "a")

    run_due(installation, kinds=[Kind("seal", failing)])

    row = job(installation, "a")
    assert (row.state, row.attempts, row.fault) == ("waiting", 1, "RuntimeError: no luck")
    assert row.due_at == text(NOON + timedelta(seconds=15))
    assert [wait(n).total_seconds() for n in (1, 2, 3, 9, 40)] == [15, 30, 60, 3600, 3600]


def test_after_the_last_attempt_a_job_waits_for_a_person(embedded: Installation) -> None:
    enqueue(embedded, "a")
    again = True
    for _ in range(MOST_ATTEMPTS):
        taken = lease(embedded, ["seal"])
        assert taken
        again = failed(embedded, taken, "no luck")
        later(embedded, timedelta(hours=1))

    assert again is False
    assert counts(embedded) == {"failed": 1}
    assert retry(embedded) == 1
    assert counts(embedded) == {"waiting": 1}


def test_one_failing_job_does_not_hold_up_the_next(embedded: Installation) -> None:
    done: list[str] = []
    enqueue(embedded, "a")
    enqueue(embedded, "b", kind="mail")
    kinds = [Kind("seal", failing), Kind("mail", lambda _, payload: done.append(payload["key"]))]

    ran = run_due(embedded, kinds=kinds)

    assert (ran.done, ran.failed, done) == (1, 1, ["b"])


def test_mail_waits_while_there_is_no_mail_server(embedded: Installation) -> None:
    enqueue(embedded, "a", kind="mail")

    ran = run_due(embedded, kinds=KINDS)

    assert (ran.done, ran.failed) == (0, 0)
    assert job(embedded, "a").attempts == 0


def test_a_kind_nobody_knows_is_left_for_a_newer_program(embedded: Installation) -> None:
    enqueue(embedded, "a", kind="teleport")

    run_due(embedded)

    assert counts(embedded) == {"waiting": 1}


def test_a_job_that_is_not_due_yet_waits(embedded: Installation) -> None:
    with embedded.writing(None) as writing:
        writing.enqueue("seal", "a", {}, due=NOON + timedelta(hours=1))

    assert lease(embedded, ["seal"]) is None
    later(embedded, timedelta(hours=1))
    assert lease(embedded, ["seal"]) is not None


def test_a_round_comes_round_by_the_clock() -> None:
    one = Round("chase", timedelta(minutes=5), lambda: None)

    assert one.due(NOON)
    one.last = NOON
    assert not one.due(NOON + timedelta(minutes=4))
    assert one.due(NOON + timedelta(minutes=5))


def test_a_turn_does_every_round_and_outlives_a_failing_one(
    installation: Installation, caplog: pytest.LogCaptureFixture
) -> None:
    worker = Worker(installation)
    worker.rounds[0].do = lambda: failing(installation, None)

    worker.turn()

    assert "the round integrity failed" in caplog.text
    assert all(each.last == NOON for each in worker.rounds)
    assert list((installation.settings.home / "checkpoints").glob("*.note"))


def test_the_worker_says_what_is_broken(
    embedded: Installation, caplog: pytest.LogCaptureFixture
) -> None:
    with embedded.database.engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO purpose (id, seq, title, law_enforcement) VALUES ('x', 0, 'X', 1)"
        )

    Worker(embedded).turn()

    assert "purpose x follows from no event" in caplog.text

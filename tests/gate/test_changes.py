"""A gate answers from a large shard with the changes published beside it, and from nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from govern.clock import text
from govern.commands.register.signing import Change
from govern.register.repository import shard
from govern.register.row import Row
from tests.gate.publishing import CRITICAL, NOW, ROUTINE, STOPPED, Beside, Service, row, usual

ESSEX, CHANGES = shard.target_name("essex"), shard.changes_name("essex")


def suspended() -> Row:
    return row(
        ROUTINE, reasons=("flow_suspended",), valid_from=None, valid_until=None,
        reason_at_end=None, since=text(NOW),
    )  # fmt: skip


def change(service: Service, rows: Iterable[Row], base: str = "", observe: str = "") -> None:
    """Publish changes to the shard of Essex, or to another one that they name as `base`."""
    digest = service.state.targets.signed.targets[ESSEX].hashes["sha256"]
    service.size += 1
    data = shard.encode("essex", rows, observe or None, base or digest)
    service.write(service.state, Change(service.size, {CHANGES: data}))


def drop(service: Service) -> None:
    """Publish that there are no changes any more."""
    service.size += 1
    service.write(service.state, Change(service.size, {}, dropped=[CHANGES]))


def test_a_change_takes_the_place_of_the_row_in_the_shard(service: Service, beside: Beside) -> None:
    change(service, [suspended()])

    assert beside.gate.step()

    assert not beside.permits(ROUTINE)
    assert beside.reason(ROUTINE) == "flow_suspended"
    assert beside.permits(CRITICAL)
    assert beside.reason(STOPPED) == "flow_suspended"


def test_the_shard_itself_is_neither_fetched_nor_read_again(
    service: Service, beside: Beside
) -> None:
    before = beside.gate.memory.held
    change(service, [suspended()])

    beside.gate.step()

    after = beside.gate.memory.held
    assert before is not None and after is not None
    assert after.shards["essex"].shard is before.shards["essex"].shard


def test_changes_to_another_shard_are_refused(service: Service, beside: Beside) -> None:
    change(service, [row(STOPPED)], base="0" * 64)

    assert not beside.gate.step()

    assert beside.refusal == "unreadable"
    assert not beside.permits(STOPPED)
    assert beside.permits(ROUTINE)


def test_changes_outlive_the_gate_and_the_service(service: Service, beside: Beside) -> None:
    change(service, [suspended()])
    beside.gate.step()

    beside.start(cut=True)

    assert beside.reason(ROUTINE) == "flow_suspended"
    assert beside.permits(CRITICAL)


def test_without_its_changes_a_kept_shard_is_not_used(service: Service, beside: Beside) -> None:
    change(service, [suspended()])
    beside.gate.step()
    digest = service.state.targets.signed.targets[CHANGES].hashes["sha256"]
    (Path(beside.folder) / "shards" / digest).unlink()

    beside.start(cut=True)

    assert beside.reason(CRITICAL) == "no_register"


def test_when_the_changes_are_no_more_the_shard_alone_counts(
    service: Service, beside: Beside
) -> None:
    change(service, [suspended()])
    beside.gate.step()
    drop(service)

    assert beside.gate.step()

    assert beside.permits(ROUTINE)
    kept = list((Path(beside.folder) / "shards").iterdir())
    assert len(kept) == len(beside.gate.settings.forces)


def test_observe_mode_is_as_the_changes_say(service: Service, beside: Beside) -> None:
    change(service, [], observe="2026-12-24T09:00:00.000Z")

    beside.gate.step()

    assert beside.gate.status()["observing"] == ["essex"]


def test_every_flow_is_listed_once(service: Service, beside: Beside) -> None:
    fresh = row(ROUTINE._replace(partner="another-council"))
    change(service, [suspended(), fresh])

    beside.gate.step()

    listed = list(beside.gate.keys(force="essex"))
    assert sorted(listed) == sorted([one.key for one in usual()] + [fresh.key])

"""The check beside the service: damage becomes an event once, and its repair another."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, text, update

from govern.commands.ledger import records
from govern.commands.ledger.integrity import IntegrityWatch, check_integrity
from govern.commands.ledger.repair import repair
from govern.commands.ledger.verify import verify
from govern.commands.organisations.add_organisation import add_organisation
from govern.errors import Conflict
from govern.installation import Installation
from govern.ledger import leaf
from govern.store.events import events
from govern.store.rows.enforcement import EvidenceFailureRow
from govern.store.rows.ledger import EventRow
from govern.store.schema import unguards
from tests import consortium
from tests.consortium import Consortium
from tests.everything import fill

EVENT: Any = EventRow.__table__


def damage(installation: Installation, *statements: str) -> None:
    with installation.database.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def recorded(installation: Installation) -> list[str]:
    """The types of the events about evidence, in order."""
    with installation.reading() as session:
        return [each.type for each in events(session) if each.type.startswith("evidence")]


def test_whole_rows_leave_no_event(installation: Installation) -> None:
    consortium.populate(installation)

    checked = check_integrity(installation)

    assert checked.whole
    assert recorded(installation) == []


def test_a_changed_row_becomes_an_event_once(installation: Installation) -> None:
    made = consortium.populate(installation)
    watch = IntegrityWatch(installation)
    damage(installation, "UPDATE organisation SET kind = 'partner' WHERE slug = 'kent'")

    first, second = watch.check(), watch.check()

    kent = ("organisation", made.organisations["kent"], None)
    assert first.failed == (kent,)
    assert (second.whole, second.failed) == (False, ())
    assert recorded(installation) == ["evidence_failed"]


def test_a_second_process_tells_nothing_twice(people: Consortium) -> None:
    one, other = IntegrityWatch(people.installation), IntegrityWatch(people.installation)
    damage(people.installation, "UPDATE organisation SET kind = 'partner' WHERE slug = 'kent'")

    one.check()
    other.check()

    assert recorded(people.installation) == ["evidence_failed"]


def test_a_row_put_back_is_said_to_be_whole(installation: Installation) -> None:
    consortium.populate(installation)
    damage(installation, "UPDATE organisation SET name = 'X' WHERE slug = 'kent'")
    watch = IntegrityWatch(installation)
    watch.check()

    repaired = repair(installation)
    checked = watch.check()

    assert [fault.column for fault in repaired] == ["name"]
    assert checked.whole
    assert recorded(installation) == ["evidence_failed", "evidence_restored"]
    assert verify(installation).whole


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM appointment WHERE role = 'siro'",
        "UPDATE category SET id = 'other'",
        "INSERT INTO purpose (id, seq, title, law_enforcement) VALUES ('x', 1, 'X', true)",
        "UPDATE organisation SET settings = '{\"dpo_may_stop\": true}', sector = NULL",
    ],
)
def test_any_damage_to_rows_can_be_repaired(installation: Installation, statement: str) -> None:
    consortium.populate(installation)
    damage(installation, statement)
    assert not verify(installation).whole

    repair(installation)

    assert verify(installation).whole


def test_a_failure_whose_own_row_vanished_waits_for_repair(people: Consortium) -> None:
    installation = people.installation
    watch = IntegrityWatch(installation)
    damage(installation, "UPDATE organisation SET name = 'X' WHERE slug = 'kent'")
    watch.check()
    damage(
        installation,
        "DELETE FROM evidence_failure",
        "UPDATE organisation SET name = 'Kent Police' WHERE slug = 'kent'",
    )

    watch.check()
    assert recorded(installation) == ["evidence_failed", "evidence_failed"]
    repair(installation)
    watch.check()

    assert recorded(installation)[2:] == ["evidence_restored", "evidence_restored"]
    with installation.reading() as session:
        cleared = session.scalars(select(EvidenceFailureRow.cleared_at)).all()
    assert all(cleared)


def test_an_event_rewritten_with_its_hash_breaks_the_chain_and_is_told(
    people: Consortium,
) -> None:
    installation = people.installation
    forge(installation, b"Kent Police", b"Kent Polite")

    checked = check_integrity(installation)

    assert {"event", "organisation"} <= {fault.table for fault in checked.broken}
    assert "evidence_failed" in recorded(installation)
    with pytest.raises(Conflict, match="restore a backup"):
        repair(installation)


def test_an_event_that_cannot_be_read_stops_everything(people: Consortium) -> None:
    forge(people.installation, b'"schema":1', b'"schema":9')

    checked = check_integrity(people.installation)

    assert not checked.whole
    assert checked.failed == ()
    with pytest.raises(ValueError, match="canonical"):
        people.installation.register.facts(people.installation.clock.now())


def test_the_watch_sees_what_came_after_its_last_check(people: Consortium) -> None:
    watch = IntegrityWatch(people.installation)
    watch.check()
    added = add_organisation(
        people.installation, by=None, slug="surrey", kind="force", name="Surrey Police"
    )
    damage(people.installation, "UPDATE organisation SET name = 'X' WHERE slug = 'surrey'")

    assert watch.check().failed == (("organisation", added, None),)


def forge(installation: Installation, old: bytes, new: bytes) -> None:
    """Rewrite the first event that holds `old`, with its hash, after dropping the triggers."""
    with installation.database.engine.begin() as connection:
        for statement in unguards(connection.dialect.name):
            connection.execute(text(statement))
        rows = connection.execute(select(EVENT).order_by(EVENT.c.seq)).mappings()
        row = next(each for each in rows if old in each["leaf"] and each["seq"] > 0)
        forged = row["leaf"].replace(old, new)
        values = {"leaf": forged, "hash": leaf.leaf_hash(forged)}
        connection.execute(update(EVENT).where(EVENT.c.seq == row["seq"]).values(values))


def test_rows_that_name_no_file_of_ours_are_broken_and_do_not_stop_the_check(
    embedded: Installation,
) -> None:
    fill(embedded)

    checked = check_integrity(embedded)

    assert checked.failed
    assert check_integrity(embedded).failed == ()


def test_a_file_is_read_again_only_when_the_disk_says_it_changed(
    embedded: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(embedded)
    digest = embedded.archive.put(b"a record")
    tables = {"act": {"a": {"id": "a", "record_sha256": digest}}}
    files = records.Rechecked(embedded.archive)
    assert list(files.missing(tables)) == []

    monkeypatch.setattr(type(embedded.archive), "get", lambda *_: pytest.fail("read again"))
    assert list(files.missing(tables)) == []

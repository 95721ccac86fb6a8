"""What stands on damaged evidence answers closed, by name, until the evidence is whole again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from govern.commands.ledger import records
from govern.commands.ledger.integrity import IntegrityWatch, check_integrity
from govern.commands.ledger.repair import repair
from govern.commands.ledger.verify import verify
from govern.installation import Installation
from govern.store.events import events, replay
from govern.store.rows.sign_offs import ActRow
from tests.adopting import NOT_NEEDED, Adopting
from tests.commands.ledger.test_integrity import forge
from tests.sharing import Sharing, digest, share


@pytest.fixture
def sharing(embedded: Installation) -> Sharing:
    """Three open flows: Essex and Kent to the council, Kent to the trust."""
    return share(embedded)


def open_flows(installation: Installation) -> set[tuple[str, str]]:
    rows = installation.register.at(installation.clock.now()).register.rows
    return {(key.force, key.partner) for key, row in rows.items() if row.open}


def reasons(installation: Installation, force: str, partner: str) -> tuple[str, ...]:
    rows = installation.register.at(installation.clock.now()).register.rows
    return next(
        row.reasons for key, row in rows.items() if (key.force, key.partner) == (force, partner)
    )


def damage(installation: Installation, statement: str, **values: Any) -> None:
    with installation.database.engine.begin() as connection:
        connection.execute(text(statement), values)


def file_of(installation: Installation, name: str) -> Path:
    return installation.settings.home / "archive" / name[:2] / name[2:4] / name


ALL = {("essex", "north-hill-council"), ("kent", "north-hill-council"), ("kent", "mill-lane-trust")}
KENT = {(force, partner) for force, partner in ALL if force == "kent"}


def test_an_edited_row_closes_the_flows_that_stand_on_it_and_no_others(sharing: Sharing) -> None:
    installation = sharing.installation
    watch = IntegrityWatch(installation)
    assert watch.check().whole
    assert open_flows(installation) == ALL

    damage(
        installation,
        "UPDATE sign_off SET completed_at = '2026-01-01T00:00:00.000Z' WHERE id = :id",
        id=sharing.sign_offs["isa-council", "essex"],
    )
    watch.check()

    assert open_flows(installation) == KENT
    assert "evidence_unverified" in reasons(installation, "essex", "north-hill-council")


def test_what_is_put_back_opens_again(sharing: Sharing) -> None:
    installation = sharing.installation
    watch = IntegrityWatch(installation)
    damage(
        installation,
        "DELETE FROM sign_off WHERE id = :id",
        id=sharing.sign_offs["isa-council", "essex"],
    )
    watch.check()
    assert open_flows(installation) == KENT

    repair(installation)
    watch.check()

    assert open_flows(installation) == ALL


@pytest.mark.parametrize("loss", ["missing", "altered"])
def test_a_lost_record_closes_the_flows_that_cite_it(sharing: Sharing, loss: str) -> None:
    installation = sharing.installation
    path = file_of(installation, digest("isa-council signed by essex"))
    content = path.read_bytes()
    path.unlink()
    if loss == "altered":
        path.write_bytes(content + b" ")
    watch = IntegrityWatch(installation)

    checked = watch.check()

    assert [each[2] for each in checked.failed] == [path.name]
    assert open_flows(installation) == KENT
    path.unlink(missing_ok=True)
    path.write_bytes(content)
    watch.check()
    assert open_flows(installation) == ALL


def test_an_edited_row_opens_nothing(sharing: Sharing) -> None:
    installation = sharing.installation
    with installation.writing(None) as writing:
        writing.record("document_withdrawn", ("document", sharing.documents["isa-council"]))
    assert open_flows(installation) == {("kent", "mill-lane-trust")}

    damage(
        installation,
        "UPDATE document SET state = 'live' WHERE id = :id",
        id=sharing.documents["isa-council"],
    )

    assert open_flows(installation) == {("kent", "mill-lane-trust")}


def test_an_edited_basis_is_named_with_its_flow(sharing: Sharing) -> None:
    damage(
        sharing.installation,
        "UPDATE basis SET ends_at = '2026-01-01T00:00:00.000Z' WHERE flow_id = :id",
        id=sharing.flows["essex:north-hill-council"],
    )

    report = verify(sharing.installation, signatures=False)

    named = {(fault.table, fault.row, fault.column) for fault in report.faults}
    flow = "essex north-hill-council crime-report prevention send"
    assert ("flow", flow, None) in named
    assert ("basis", "ends_at") in {(table, column) for table, _, column in named}


def test_a_rewritten_event_closes_everything(sharing: Sharing) -> None:
    installation = sharing.installation
    forge(installation, b"Kent Police", b"Kent Polite")
    fresh = Installation(
        installation.id,
        installation.name,
        installation.settings,
        installation.database,
        installation.clock,
    )

    check_integrity(fresh)

    assert open_flows(fresh) == set()
    assert reasons(fresh, "kent", "mill-lane-trust") == ("evidence_unverified",)


def test_a_real_record_is_verified_with_its_place_in_the_ledger(adopting: Adopting) -> None:
    adopting.sign("essex_dpo", "endorse")
    adopting.sign("essex_siro", "approve", NOT_NEEDED)

    report = verify(adopting.installation)

    assert report.whole, report.lines()
    assert {part.name: part.checked for part in report.parts}["records"] == 3


def test_a_record_at_another_place_than_its_act_is_noticed(adopting: Adopting) -> None:
    adopting.sign("essex_dpo", "endorse")
    installation = adopting.installation

    with installation.reading() as session:
        tables = replay(events(session))
        (act,) = tables["act"].values()
        act["confirmed_seq"] -= 1
        found = records.part(installation, session, tables, signatures=True)

    assert [fault.row for fault in found.faults] == [act["id"]]
    assert "another place in the ledger" in found.faults[0].sentence


def test_a_record_of_another_act_is_noticed(adopting: Adopting) -> None:
    adopting.sign("essex_dpo", "endorse")
    adopting.sign("essex_siro", "approve", NOT_NEEDED)
    installation = adopting.installation

    with installation.reading() as session:
        tables = replay(events(session))
        first, second = tables["act"].values()
        digests = first["record_sha256"], second["record_sha256"]
        second["record_sha256"], first["record_sha256"] = digests
        found = records.part(installation, session, tables, signatures=True)

    said = " ".join(fault.sentence for fault in found.faults)
    assert said.count("the record of another act") == 2


def test_an_altered_record_is_named_with_its_act(adopting: Adopting) -> None:
    record = adopting.sign("essex_dpo", "endorse")
    installation = adopting.installation
    path = file_of(installation, record)
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(content[:-1])

    report = verify(installation)

    with installation.reading() as session:
        act = session.query(ActRow).one()
    assert [(f.table, f.row, f.record) for f in report.faults] == [("act", act.id, record)]

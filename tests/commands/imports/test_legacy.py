"""Legacy agreements through the commands: read, registered once, watched, and closed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from govern.clock import SettableClock
from govern.commands.imports.dispose import dispose_due
from govern.commands.imports.read_legacy import read_again, read_legacy
from govern.commands.imports.register_legacy import (
    close_legacy,
    discard_legacy,
    register_legacy,
)
from govern.errors import Conflict, Forbidden, NotFound
from govern.installation import Installation
from govern.ledger.leaf import Event
from govern.store import coming_up, legacy
from govern.store.rows.documents import BasisRow, FlowRow
from govern.store.rows.imports import LegacyAgreementRow, LegacyImportRow
from govern.store.writing import Writing
from tests.consortium import Consortium, populate
from tests.legacy_files import GOOD, HEADS, PDF, packed, sheet

BAD = ("ISA-8", "Old", "mars", "Trust", "Ida Tech", "", "soon", "")


def read(world: Consortium, who: str, content: bytes, zipped: bytes | None = None) -> str:
    return read_legacy(
        world.installation, by=world.actor(who), name="old.csv", content=content, packed=zipped
    )


def registered(world: Consortium, who: str = "lawyer") -> LegacyAgreementRow:
    import_id = read(world, who, sheet(GOOD, BAD), packed())
    register_legacy(world.installation, by=world.actor(who), import_id=import_id)
    with world.installation.reading() as session:
        return session.scalars(select(LegacyAgreementRow)).one()


def test_rows_without_a_fault_are_registered_with_their_pdf_and_open_nothing(
    installation: Installation,
) -> None:
    world = populate(installation)

    row = registered(world)

    assert (row.reference, row.owner, row.row) == ("ISA-7", "Ida Tech", 2)
    assert row.organisation_id == world.organisations["essex"]
    assert row.sha256 and installation.uploads.get(row.sha256) == PDF
    with installation.reading() as session:
        for each in (FlowRow, BasisRow):
            assert session.scalar(select(func.count()).select_from(each)) == 0


def test_the_dry_run_registers_nothing(people: Consortium) -> None:
    import_id = read(people, "lawyer", sheet(GOOD, BAD), packed())

    with people.installation.reading() as session:
        assert session.scalars(select(LegacyAgreementRow)).all() == []
        report = session.get_one(LegacyImportRow, import_id).report
    assert [len(each["faults"]) for each in report["rows"]] == [0, 2]


def test_an_import_is_registered_once(people: Consortium) -> None:
    import_id = read(people, "lawyer", sheet(GOOD), packed())
    register_legacy(people.installation, by=people.actor("lawyer"), import_id=import_id)

    with pytest.raises(Conflict, match="was dealt with"):
        register_legacy(people.installation, by=people.actor("lawyer"), import_id=import_id)


def test_a_crash_while_registering_leaves_nothing_half_done(
    people: Consortium, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_id = read(people, "lawyer", sheet(GOOD), packed())

    def broken(*_: object, **__: object) -> Event:
        raise OSError("the power went")

    with monkeypatch.context() as mended:
        mended.setattr(Writing, "record", broken)
        with pytest.raises(OSError, match="the power went"):
            register_legacy(people.installation, by=people.actor("lawyer"), import_id=import_id)

    again = register_legacy(people.installation, by=people.actor("lawyer"), import_id=import_id)
    assert again == 1


def test_what_is_registered_already_is_a_fault_of_the_next_spreadsheet(people: Consortium) -> None:
    registered(people)

    import_id = read(people, "lawyer", sheet(GOOD), packed())

    with people.installation.reading() as session:
        (row,) = session.get_one(LegacyImportRow, import_id).report["rows"]
    assert "it is registered already" in row["faults"][0]


def test_other_columns_can_be_chosen(people: Consortium) -> None:
    heads = ["Agreement code", *HEADS[1:]]
    import_id = read(people, "lawyer", sheet(GOOD, heads=heads), packed())
    with people.installation.reading() as session:
        row = session.get_one(LegacyImportRow, import_id)
        before, columns = row.report["rows"][0]["faults"], dict(row.columns)

    columns["reference"] = "Agreement code"
    read_again(people.installation, by=people.actor("lawyer"), import_id=import_id, columns=columns)

    with people.installation.reading() as session:
        after = session.get_one(LegacyImportRow, import_id).report["rows"][0]["faults"]
    assert len(before) == 1 and after == []


@pytest.mark.parametrize("who", ["essex_dpo", "signatory", "admin"])
def test_who_may_not_bring_agreements_in_is_refused(people: Consortium, who: str) -> None:
    with pytest.raises(Forbidden):
        read(people, who, sheet(GOOD), packed())


def test_ones_own_force_sees_them_and_is_told_before_they_end(installation: Installation) -> None:
    world = populate(installation)
    row = registered(world)
    clock = installation.clock
    assert isinstance(clock, SettableClock)
    clock.set(clock.now().replace(year=2027, month=2, day=1))

    with installation.reading() as session:
        told = {
            who: [
                (each.kind, each.reference, each.at)
                for each in coming_up.endings(session, world.actor(who), clock.now())
            ]
            for who in ("essex_dpo", "kent_siro")
        }
        with pytest.raises(NotFound):
            legacy.agreement(session, world.actor("kent_siro"), row.id)
    assert told["essex_dpo"] == [("legacy", "ISA-7", "2027-03-31T23:00:00.000Z")]
    assert told["kent_siro"] == []


def test_a_closed_one_is_watched_no_more(people: Consortium) -> None:
    row = registered(people)

    def close() -> None:
        close_legacy(
            people.installation,
            by=people.actor("lawyer"),
            agreement_id=row.id,
            because="ISA-12 took its place",
        )

    close()

    with people.installation.reading() as session:
        assert legacy.agreements(session, people.actor("lawyer")) == []
    with pytest.raises(Conflict):
        close()


def test_the_spreadsheet_is_disposed_of_and_the_pdf_stays(people: Consortium) -> None:
    row = registered(people)
    other = read(people, "lawyer", sheet(BAD))
    discard_legacy(people.installation, by=people.actor("lawyer"), import_id=other)
    clock = people.installation.clock
    assert isinstance(clock, SettableClock)
    clock.set(clock.now() + timedelta(days=181))

    assert dispose_due(people.installation) == 2

    assert row.sha256 and people.installation.uploads.get(row.sha256) == PDF
    assert list(people.installation.uploads.digests()) == [row.sha256]

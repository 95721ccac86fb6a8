"""Keeping records: an outside authority that fails leaves an act to be sealed later, and archive
timestamps make new bytes that are served while everything goes on citing the record.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from govern.commands.jobs.run import run_due
from govern.commands.ledger.verify import verify as verify_ledger
from govern.commands.signing import archive
from govern.commands.signing.archive import Keeper, archive_record
from govern.commands.signing.seal import seal_act
from govern.errors import NotFound
from govern.exchange.records import export
from govern.installation import Installation
from govern.records.authority import AuthorityError
from govern.records.rotation import rotate
from govern.records.verify import verify
from govern.store import renewals
from govern.store.rows.renewals import RenewalRow
from govern.store.rows.sign_offs import ActRow
from tests.adopting import NOT_NEEDED, Adopting
from tests.records.authority import tsa


def newest(adopting: Adopting, digest: str) -> str:
    with adopting.installation.reading() as session:
        return renewals.newest(session, digest)


def test_an_outside_authority_that_fails_leaves_the_act_to_be_sealed_later(
    adopting: Adopting, tmp_path: Path
) -> None:
    installation = adopting.installation
    with tsa(tmp_path) as outside:
        installation.__dict__["time_authority"] = outside.authority(url="http://127.0.0.1:9")
    act_id = adopting.confirm("essex_dpo", adopting.show("essex_dpo", "endorse"))
    kept = set(installation.archive.digests())

    with pytest.raises(AuthorityError, match="does not answer"):
        seal_act(installation, act_id=act_id)
    adopting.people.later(seconds=31)
    failing = run_due(installation)

    assert (failing.done, failing.failed) == (0, 1)
    assert set(installation.archive.digests()) == kept
    assert adopting.sign_off("essex").stage == "advice"
    with installation.reading() as session:
        assert session.get_one(ActRow, act_id).record_sha256 is None

    installation.__dict__["time_authority"] = None
    adopting.people.later(minutes=5)
    assert run_due(installation).failed == 0
    assert adopting.sign_off("essex").stage == "decision"


def test_settings_name_the_outside_authority(adopting: Adopting, tmp_path: Path) -> None:
    installation = adopting.installation
    with tsa(tmp_path) as outside:
        given: dict[str, Any] = {
            "timestamp_url": outside.url,
            "timestamp_certificates": "",
            "timestamp_policy": "",
        }
        bare = replace(installation, settings=replace(installation.settings, **given))
        given["timestamp_certificates"] = str(outside.folder / "chain.pem")
        whole = replace(installation, settings=replace(installation.settings, **given))

    assert installation.time_authority is None
    with pytest.raises(AuthorityError, match="GOVERN_TIMESTAMP_CERTIFICATES"):
        _ = bare.time_authority
    assert whole.time_authority is not None
    assert whole.time_authority.roots == whole.time_roots == (outside.root,)


def test_an_archived_record_is_served_anew_and_cited_as_ever(
    adopting: Adopting, tmp_path: Path
) -> None:
    installation = adopting.installation
    digest = adopting.sign("essex_dpo", "endorse")

    after = archive_record(installation, digest=digest)

    old, new = installation.archive.get(digest), installation.archive.get(after)
    assert new.startswith(old) and len(new) > len(old)
    assert verify(new, root=installation.keyring.root).whole
    assert newest(adopting, digest) == after
    assert adopting.sign_off("essex").advice_record_sha256 == digest
    export(installation, folder=tmp_path / "out")
    assert new in [each.read_bytes() for each in (tmp_path / "out").glob("*.pdf")]
    report = verify_ledger(installation)
    assert report.whole, [fault for part in report.parts for fault in part.faults]


def days_before_the_end(adopting: Adopting, days: int) -> None:
    """Go on to so many days before the timestamp authority's certificate ends."""
    ends = adopting.installation.keyring.timestamp.certificate.not_valid_after_utc
    there = ends - timedelta(days=days)
    adopting.people.later(seconds=(there - adopting.installation.clock.now()).total_seconds())


def rotated(adopting: Adopting) -> Installation:
    """The installation with a newer timestamp authority, which it takes at once."""
    here = adopting.installation
    rotate(here.keyring, "timestamp", here.clock.now())
    return here


def test_the_round_renews_what_weakens_soon_and_nothing_else(adopting: Adopting) -> None:
    installation = adopting.installation
    digest = adopting.sign("essex_dpo", "endorse")

    days_before_the_end(adopting, installation.settings.renewal_days + 1)
    early = Keeper(installation).renew_some()
    days_before_the_end(adopting, installation.settings.renewal_days - 1)
    late = Keeper(rotated(adopting)).renew_some()

    assert (early, late) == (0, 1)
    with installation.reading() as session:
        row = session.scalars(select(RenewalRow)).one()
    assert row.id == digest
    assert row.renewed_sha256 == newest(adopting, digest)


def test_nothing_is_renewed_by_an_authority_that_ends_as_soon(
    adopting: Adopting, caplog: pytest.LogCaptureFixture
) -> None:
    digest = adopting.sign("essex_dpo", "endorse")
    days_before_the_end(adopting, 1)

    made = Keeper(adopting.installation).renew_some()

    assert made == 0
    assert newest(adopting, digest) == digest
    assert "govern keys rotate timestamp" in caplog.text


def test_a_round_renews_a_few_and_the_next_one_goes_on(
    adopting: Adopting, monkeypatch: pytest.MonkeyPatch
) -> None:
    adopting.sign("essex_dpo", "endorse")
    adopting.sign("essex_siro", "approve", NOT_NEEDED)
    days_before_the_end(adopting, 1)
    keeper = Keeper(rotated(adopting))
    monkeypatch.setattr(archive, "AT_ONCE", 1)

    assert [keeper.renew_some() for _ in range(3)] == [1, 1, 0]


def test_what_is_no_record_is_not_archived(adopting: Adopting) -> None:
    with pytest.raises(NotFound):
        archive_record(adopting.installation, digest="0" * 64)


def test_a_failed_renewal_changes_nothing(adopting: Adopting, tmp_path: Path) -> None:
    installation = adopting.installation
    digest = adopting.sign("essex_dpo", "endorse")
    with tsa(tmp_path) as outside:
        installation.__dict__["time_authority"] = outside.authority(url="http://127.0.0.1:9")
    kept = set(installation.archive.digests())

    with pytest.raises(AuthorityError):
        archive_record(installation, digest=digest)

    assert set(installation.archive.digests()) == kept
    assert newest(adopting, digest) == digest

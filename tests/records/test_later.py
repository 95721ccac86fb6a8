"""Records held against what was published later: made before, they hold; made after, not."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from govern.records import certificates, seal
from govern.records.certificates import Keyed
from govern.records.keys import Keyring
from govern.records.pades.signing import Revision, add_revision
from govern.records.renewal import renewed
from govern.records.revocation import Published
from govern.records.rotation import revoke, rotate
from govern.records.stamp import Shown, appearance
from govern.records.verify import Verdict, verify
from govern.records.verifying import verify_upload
from tests.records import specimen
from tests.records.keys_at_work import LATER, ROTATED, again, made, sealed


def judged(record: bytes, keyring: Keyring) -> Verdict:
    return verify(record, root=keyring.root, published=keyring.published())


def stolen(keyring: Keyring, name: str, since: datetime = ROTATED) -> Keyring:
    """The keyring after one of its certificates was revoked and replaced."""
    lost = keyring.certificate(name)
    revoke(keyring, lost, ROTATED, since=since, reason="compromised")
    rotate(keyring, name, ROTATED)
    return again(keyring)


@pytest.mark.parametrize("name", ["issuing", "timestamp"])
def test_a_record_sealed_before_the_revocation_holds_and_says_so(tmp_path: Path, name: str) -> None:
    before = made(tmp_path)
    record = sealed(before, specimen.AT)

    verdict = judged(record, stolen(before, name))

    assert verdict.whole
    (said,) = [each.sentence for each in verdict.findings if "revoked" in each.sentence]
    assert "this was signed before, and holds" in said
    assert ("ask the service" in said) == (name == "timestamp")


@pytest.mark.parametrize("name", ["issuing", "timestamp"])
def test_a_record_sealed_with_the_stolen_key_afterwards_does_not_hold(
    tmp_path: Path, name: str
) -> None:
    before = made(tmp_path)
    forged = sealed(before, LATER)

    now = stolen(before, name)

    assert verify(forged, root=now.root).whole, "without the list nobody could know"
    failed = [each.sentence for each in judged(forged, now).findings if not each.ok]
    assert len(failed) == 1
    assert "before this was signed" in failed[0]


def test_a_record_under_the_new_keys_holds(tmp_path: Path) -> None:
    now = stolen(made(tmp_path), "issuing")

    assert judged(sealed(now, LATER), now).whole


def test_a_signer_of_its_own_can_be_revoked(tmp_path: Path) -> None:
    keyring = made(tmp_path)
    notice = keyring.service.certificate
    record = seal_notice(keyring)

    revoke(keyring, notice, LATER, since=specimen.BEFORE, reason="lost")

    assert not judged(record, keyring).whole


def seal_notice(keyring: Keyring) -> bytes:
    return seal.seal_notice(
        specimen.frozen(),
        record=specimen.notice(),
        address=specimen.ADDRESS,
        keyring=keyring,
        at=specimen.AT,
    )


def test_a_record_of_a_former_root_holds_where_that_is_published(tmp_path: Path) -> None:
    before = made(tmp_path)
    record = sealed(before, specimen.AT)
    rotate(before, "root", ROTATED)
    now = again(before)

    assert judged(record, now).whole
    assert not verify(record, root=now.root).whole
    assert not verify(record, root=now.root, published=Published(now.published().lists)).whole


def test_a_record_of_a_former_root_is_renewed_under_the_new_one(tmp_path: Path) -> None:
    before = made(tmp_path)
    record = sealed(before, specimen.AT)
    rotate(before, "root", ROTATED)
    now = again(before)

    kept = renewed(record, keyring=now, at=LATER)

    assert kept.faults == ()
    assert judged(kept.content, now).whole
    assert kept.kept_until == now.timestamp.certificate.not_valid_after_utc


def test_a_list_of_other_keys_says_nothing(tmp_path: Path) -> None:
    keyring = made(tmp_path)
    record = sealed(keyring, specimen.AT)
    other = made(tmp_path / "other")
    issuing = keyring.issuing.certificate
    root = certificates.root("Specimen consortium", specimen.BEFORE, demonstration=True)
    posing = Keyed(root.key, keyring.root)
    entry = {issuing.serial_number: certificates.Revoked(specimen.BEFORE)}
    forged = certificates.revocation_list(posing, entry, LATER, lasting=timedelta(days=9))

    lists = (forged, other.root_list())

    assert verify(record, root=keyring.root, published=Published(lists)).whole


def test_the_thief_of_the_issuing_key_cannot_state_a_time(tmp_path: Path) -> None:
    """He certifies a timestamp authority of his own, and dates a record back."""
    keyring = made(tmp_path)
    his = certificates.timestamping(keyring.issuing, "Thief", specimen.BEFORE, demonstration=True)
    posing = Keyring(keyring.path, keyring.root)
    posing.__dict__["timestamp"] = his

    verdict = verify(sealed(posing, specimen.AT), root=keyring.root)

    assert not verdict.whole
    assert any("one stolen key could state any time" in each.sentence for each in verdict.findings)


def test_a_child_judges_by_what_was_published_too(tmp_path: Path) -> None:
    before = made(tmp_path)
    old, forged = sealed(before, specimen.AT), sealed(before, LATER)
    rotate(before, "root", LATER + timedelta(days=1))
    key = next(before.path.glob("root-*.key"))
    (lost,) = again(before).former("issuing")
    revoke(again(before), lost, LATER, since=ROTATED, reason="compromised", root_key=key)
    now = again(before)

    verdicts = [
        verify_upload(each, root=now.root, published=now.published()) for each in (old, forged)
    ]

    assert [each.whole for each in verdicts] == [True, False]


def test_an_expired_signer_is_refused(tmp_path: Path) -> None:
    """A one-time certificate signs nothing after its ten minutes."""
    keyring = made(tmp_path)
    kept = keyring.one_time(seal.subject(specimen.facts()), specimen.AT, ())

    with pytest.raises(Exception, match=r"expired|could not be validated"):
        add_revision(
            specimen.frozen(),
            Revision("dpo", blank(), "x", "x", ()),
            keyed=kept,
            keyring=keyring,
            at=specimen.AT + timedelta(minutes=11),
        )


def blank() -> bytes:
    return appearance(Shown("a", "b", "c", "d", specimen.AT, specimen.ADDRESS))

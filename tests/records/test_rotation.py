"""Changing keys: each can be replaced under the root, and revoked from an instant on."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.x509 import ReasonFlags
from pyhanko_certvalidator.errors import RevokedError

from govern.records import certificates, revocation
from govern.records.key_files import KeyringError, fingerprint
from govern.records.keys import Keyring
from govern.records.rotation import revoke, rotate
from govern.records.verify import verify
from tests.records import keys_at_work, specimen
from tests.records.keys_at_work import LATER, ROTATED, again, made, sealed, written


@pytest.mark.parametrize(
    ("name", "renewed"),
    [
        ("service", {"service"}),
        ("timestamp", {"timestamp"}),
        ("issuing", {"issuing", "service"}),
        ("root", {"root", "issuing", "timestamp", "service"}),
    ],
)
def test_a_new_key_brings_what_hangs_on_it(tmp_path: Path, name: str, renewed: set[str]) -> None:
    before = made(tmp_path)
    old = {each: before.certificate(each) for each in ("root", "issuing", "timestamp", "service")}

    changed = rotate(before, name, ROTATED)

    now = again(before)
    assert {each.name for each in changed} == renewed
    for each, certificate in old.items():
        assert (now.certificate(each) != certificate) == (each in renewed)
        assert now.former(each) == ((certificate,) if each in renewed else ())
    assert verify(sealed(now, LATER), root=now.root).whole


def test_no_two_authorities_share_a_name(tmp_path: Path) -> None:
    before = made(tmp_path)
    rotate(before, "root", ROTATED)
    now = again(before)

    for name in ("root", "issuing", "timestamp"):
        assert now.certificate(name).subject != now.former(name)[0].subject


@pytest.mark.parametrize("name", ["issuing", "timestamp", "service"])
def test_a_record_sealed_before_verifies_after_a_new_key(tmp_path: Path, name: str) -> None:
    before = made(tmp_path)
    old = sealed(before, specimen.AT)

    rotate(before, name, ROTATED)

    assert verify(old, root=again(before).root).whole


def test_the_old_key_is_gone_from_the_disk(tmp_path: Path) -> None:
    before = made(tmp_path)
    old = (before.path / "issuing.key").read_bytes()

    rotate(before, "issuing", ROTATED)

    assert old not in [each.read_bytes() for each in before.path.iterdir()]


@pytest.mark.parametrize("name", ["root", "issuing", "timestamp"])
def test_what_hangs_on_the_root_needs_its_key(tmp_path: Path, name: str) -> None:
    keyring = made(tmp_path)
    key = (keyring.path / "root.key").rename(tmp_path / "root.key")
    held = {each.name: each.read_bytes() for each in keyring.path.iterdir()}

    with pytest.raises(KeyringError, match=r"bring the root's key"):
        rotate(keyring, name, ROTATED)
    assert {each.name: each.read_bytes() for each in keyring.path.iterdir()} == held

    assert rotate(keyring, name, ROTATED, root_key=key)


def test_the_key_of_another_root_is_refused(tmp_path: Path) -> None:
    keyring = made(tmp_path)
    other = made(tmp_path / "other")

    with pytest.raises(KeyringError, match=r"not the one that root\.crt is about"):
        rotate(keyring, "issuing", ROTATED, root_key=other.path / "root.key")


def test_a_name_that_no_key_has_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyringError, match="There is no key signer"):
        rotate(made(tmp_path), "signer", ROTATED)


def test_whoever_trusts_the_old_root_can_follow_to_the_new_one(tmp_path: Path) -> None:
    before = made(tmp_path)
    rotate(before, "root", ROTATED)
    now = again(before)
    stem = f"root-{fingerprint(before.root)[:8]}"
    at = ("-attime", str(int(LATER.timestamp())))

    said = keys_at_work.openssl(
        *("verify", "-x509_strict", *at, "-CAfile", str(now.path / f"{stem}.crt")),
        *("-untrusted", str(now.path / f"{stem}.link.crt")),
        str(now.path / "issuing.crt"),
    )
    alone = keys_at_work.openssl(
        *("verify", *at, "-CAfile", str(now.path / f"{stem}.crt")), str(now.path / "issuing.crt")
    )

    assert "issuing.crt: OK" in said
    assert "OK" not in alone
    assert (now.path / f"{stem}.key").stat().st_mode & 0o777 == 0o600


def test_a_change_that_was_cut_short_is_mended_by_the_next(tmp_path: Path) -> None:
    """The key was written and its certificate not: nothing is sealed until it is done again."""
    keyring = made(tmp_path)
    (keyring.path / "issuing.key").write_bytes((keyring.path / "root.key").read_bytes())
    with pytest.raises(KeyringError, match="govern keys rotate issuing"):
        sealed(again(keyring), ROTATED)

    rotate(again(keyring), "issuing", ROTATED)

    assert verify(sealed(again(keyring), LATER), root=keyring.root).whole


def test_a_lost_root_is_replaced_without_its_key(tmp_path: Path) -> None:
    before = made(tmp_path)
    for key in before.path.glob("*.key"):
        key.unlink()

    rotate(before, "root", ROTATED, lost=True)

    now = again(before)
    assert verify(sealed(now, LATER), root=now.root).whole
    assert not list(now.path.glob("*.link.crt"))
    assert now.published().former_roots == (before.root,)


@pytest.mark.parametrize("name", ["issuing", "timestamp"])
def test_nothing_is_sealed_under_what_the_root_revoked(tmp_path: Path, name: str) -> None:
    keyring = made(tmp_path)
    revoke(keyring, keyring.certificate(name), ROTATED, since=ROTATED, reason="compromised")

    with pytest.raises((KeyringError, RevokedError), match="revoked"):
        sealed(again(keyring), LATER)

    rotate(keyring, name, ROTATED)
    assert verify(sealed(again(keyring), LATER), root=keyring.root).whole


def test_a_revocation_stays_on_the_lists_that_follow(tmp_path: Path) -> None:
    keyring = made(tmp_path)
    lost = keyring.certificate("issuing")
    revoke(keyring, lost, ROTATED, since=specimen.AT, reason="compromised")
    rotate(keyring, "issuing", ROTATED)

    listing = again(keyring).renew(LATER)

    entry = listing.get_revoked_certificate_by_serial_number(lost.serial_number)
    assert entry is not None
    assert entry.revocation_date_utc == specimen.AT.replace(microsecond=0)
    assert revocation.entries(keyring.path, keyring.root.subject) == {
        lost.serial_number: certificates.Revoked(specimen.AT, ReasonFlags.key_compromise)
    }


def test_the_earliest_instant_of_a_revocation_counts(tmp_path: Path) -> None:
    keyring = made(tmp_path)
    lost = keyring.certificate("timestamp")
    for since in (ROTATED, specimen.AT, LATER):
        revoke(keyring, lost, LATER, since=since, reason="lost")

    held = revocation.entries(keyring.path, keyring.root.subject)

    assert {each.at for each in held.values()} == {specimen.AT}


def test_the_seal_is_revoked_by_the_issuing_authority(tmp_path: Path) -> None:
    keyring = made(tmp_path)
    seal = keyring.certificate("service")
    revoke(keyring, seal, ROTATED, since=ROTATED, reason="lost")

    own, _ = again(keyring).revocation_lists(LATER)

    assert own.get_revoked_certificate_by_serial_number(seal.serial_number) is not None
    assert len(again(keyring).published().lists) == 2


def test_a_root_is_revoked_by_nobody(tmp_path: Path) -> None:
    keyring = made(tmp_path)

    with pytest.raises(KeyringError, match="govern keys rotate root"):
        revoke(keyring, keyring.root, ROTATED, since=ROTATED, reason="lost")


def test_what_a_former_root_issued_is_revoked_with_its_key(tmp_path: Path) -> None:
    keyring = made(tmp_path)
    lost = keyring.certificate("issuing")
    rotate(keyring, "root", ROTATED)
    now = again(keyring)
    key = now.path / f"root-{fingerprint(keyring.root)[:8]}.key"
    with pytest.raises(KeyringError, match="--root-key"):
        revoke(now, lost, LATER, since=ROTATED, reason="lost")

    revoke(now, lost, LATER, since=ROTATED, reason="lost", root_key=key)

    found = list(
        revocation.revoked_since([lost], [keyring.root], Keyring.load(now.path).published().lists)
    )
    assert [each.revoked.at for each in found] == [ROTATED.replace(microsecond=0)]


def test_openssl_refuses_what_the_published_list_revokes(tmp_path: Path) -> None:
    keyring = made(tmp_path)
    issuing = written(tmp_path, "issuing.pem", keyring.certificate("issuing"))
    root = written(tmp_path, "root.pem", keyring.root)
    revoke(keyring, keyring.certificate("issuing"), ROTATED, since=ROTATED, reason="compromised")
    lists = written(tmp_path, "lists.pem", keyring.root_list())

    said = keys_at_work.openssl(
        *("verify", "-CAfile", root, "-CRLfile", lists, "-crl_check"),
        *("-attime", str(int((ROTATED + timedelta(days=1)).timestamp())), issuing),
    )

    assert "certificate revoked" in said

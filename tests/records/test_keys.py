"""The keyring: made once, guarded by its modes, honest about demonstration, its lists in force."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.x509.oid import NameOID

from govern.records.key_files import ROOT_LIST_LASTS
from govern.records.keys import Keyring, KeyringError, Keyrings
from govern.records.rotation import rotate
from tests.records import specimen


def made(path: Path, *, demonstration: bool = False) -> Keyring:
    return Keyring.create(
        path / "keys", specimen.BEFORE, "Test consortium", demonstration=demonstration
    )


def test_every_key_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    keyring = made(tmp_path)

    modes = {each.name: each.stat().st_mode & 0o777 for each in keyring.path.glob("*.key")}
    assert set(modes) == {"root.key", "issuing.key", "timestamp.key", "service.key"}
    assert set(modes.values()) == {0o600}


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_key_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    (made(tmp_path).path / "issuing.key").chmod(mode)

    with pytest.raises(KeyringError, match="may be read by others"):
        Keyring.load(tmp_path / "keys")


def test_a_keyring_is_never_overwritten(tmp_path: Path) -> None:
    made(tmp_path)

    with pytest.raises(KeyringError, match="never overwritten"):
        made(tmp_path)


def test_a_missing_keyring_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(KeyringError, match="govern keys create"):
        Keyring.load(tmp_path)


def test_demonstration_keys_say_so_in_every_certificate(tmp_path: Path) -> None:
    keyring = made(tmp_path, demonstration=True)

    held = [keyring.root, *(each.certificate for each in (keyring.issuing, keyring.timestamp))]
    held += [keyring.service.certificate]
    for certificate in held:
        unit = certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)
        assert [each.value for each in unit] == ["Demonstration keys: proves nothing"]
    assert keyring.demonstration


def test_real_keys_do_not_say_demonstration(tmp_path: Path) -> None:
    assert not made(tmp_path).demonstration


def test_a_signing_service_needs_no_root_key(tmp_path: Path) -> None:
    (made(tmp_path).path / "root.key").unlink()

    keyring = Keyring.load(tmp_path / "keys")

    assert len(keyring.revocation_lists(specimen.BEFORE + timedelta(days=300))) == 2


def test_the_roots_list_is_renewed_when_its_key_is_at_hand(tmp_path: Path) -> None:
    keyring = made(tmp_path)
    later = specimen.BEFORE + ROOT_LIST_LASTS + timedelta(days=1)

    _, listing = keyring.revocation_lists(later)

    assert listing.last_update_utc == later.replace(microsecond=0)


def test_a_list_that_ran_out_asks_for_the_root_key(tmp_path: Path) -> None:
    keyring = made(tmp_path)
    (keyring.path / "root.key").unlink()

    with pytest.raises(KeyringError, match="govern keys renew"):
        keyring.revocation_lists(specimen.BEFORE + ROOT_LIST_LASTS + timedelta(days=1))


def test_a_keyring_without_its_keys_still_serves_for_checking(tmp_path: Path) -> None:
    for key in made(tmp_path).path.glob("*.key"):
        key.unlink()

    keyring = Keyring.load(tmp_path / "keys")

    assert keyring.published().lists
    assert keyring.root_pem.startswith(b"-----BEGIN CERTIFICATE-----")
    with pytest.raises(KeyringError, match=r"issuing\.key is missing"):
        keyring.revocation_lists(specimen.BEFORE)


def test_a_key_of_another_certificate_is_refused(tmp_path: Path) -> None:
    keyring = made(tmp_path)
    (keyring.path / "service.key").write_bytes((keyring.path / "timestamp.key").read_bytes())

    with pytest.raises(KeyringError, match="govern keys rotate service"):
        _ = Keyring.load(keyring.path).service


def test_the_present_keyring_is_read_again_when_a_key_has_changed(tmp_path: Path) -> None:
    keyrings = Keyrings(made(tmp_path).path)
    before = keyrings.present()
    assert keyrings.present() is before
    old = before.service.certificate

    rotate(before, "service", specimen.AT)

    assert keyrings.present().service.certificate != old

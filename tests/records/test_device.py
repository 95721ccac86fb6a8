"""The issuing key in a device: a real PKCS#11 module makes it, keeps it and signs with it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pkcs11
import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from govern.records.device import Device
from govern.records.key_files import KeyringError
from govern.records.keys import Keyring
from govern.records.rotation import revoke, rotate
from govern.records.verify import verify
from tests.records import softhsm, specimen
from tests.records.keys_at_work import LATER, ROTATED, made, openssl, sealed, written

SHA256 = ec.ECDSA(hashes.SHA256())


@pytest.fixture
def device(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Device]:
    """A token of its own. The library reads where its tokens are when it begins."""
    for name, value in softhsm.configure(tmp_path / "device").items():
        monkeypatch.setenv(name, value)
    made = softhsm.token(tmp_path / "device")
    library = pkcs11.lib(str(softhsm.MODULE))
    library.reinitialize()
    yield made
    library.finalize()


def in_device(path: Path, device: Device) -> Keyring:
    return Keyring.create(
        path / "keys", specimen.BEFORE, "Specimen consortium", demonstration=True, device=device
    )


def test_a_record_is_certified_by_a_key_in_the_device(tmp_path: Path, device: Device) -> None:
    keyring = in_device(tmp_path, device)

    assert verify(sealed(keyring, specimen.AT), root=keyring.root).whole
    assert not (keyring.path / "issuing.key").exists()


def test_openssl_verifies_what_the_device_certified(tmp_path: Path, device: Device) -> None:
    keyring = in_device(tmp_path, device)
    signer = keyring.one_time(keyring.root.subject, specimen.AT, ()).certificate
    root = written(tmp_path, "root.pem", keyring.root)
    issuing = written(tmp_path, "issuing.pem", keyring.issuing.certificate)

    said = openssl(
        *("verify", "-x509_strict", "-CAfile", root, "-untrusted", issuing),
        *("-attime", str(int(specimen.AT.timestamp()) + 1)),
        written(tmp_path, "signer.pem", signer),
    )

    assert said.endswith("signer.pem: OK\n")


def test_the_key_never_leaves_the_device(tmp_path: Path, device: Device) -> None:
    key = in_device(tmp_path, device).issuing.key

    with pytest.raises(KeyringError, match="never leaves"):
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    with pytest.raises(KeyringError, match="never leaves"):
        key.private_numbers()
    token = pkcs11.lib(str(device.module)).get_token(token_label=device.token)
    with token.open() as session:
        found = session.get_key(pkcs11.ObjectClass.PRIVATE_KEY, label=device.key)
        assert found[pkcs11.Attribute.SENSITIVE]
        assert not found[pkcs11.Attribute.EXTRACTABLE]
        with pytest.raises(pkcs11.PKCS11Error):
            _ = found[pkcs11.Attribute.VALUE]


def test_a_key_in_a_file_moves_to_the_device_by_rotation(tmp_path: Path, device: Device) -> None:
    file = made(tmp_path)
    before = sealed(file, specimen.AT)

    rotate(Keyring.load(file.path, device), "issuing", ROTATED)

    now = Keyring.load(file.path, device)
    assert not (now.path / "issuing.key").exists()
    for record in (before, sealed(now, LATER)):
        assert verify(record, root=now.root).whole


def test_a_rotation_in_the_device_takes_a_new_label(tmp_path: Path, device: Device) -> None:
    keyring = in_device(tmp_path, device)
    with pytest.raises(KeyringError, match="has served"):
        rotate(keyring, "issuing", ROTATED)

    fresh = replace(device, key="issuing-2")
    rotate(Keyring.load(keyring.path, fresh), "issuing", ROTATED)

    now = Keyring.load(keyring.path, fresh)
    assert verify(sealed(now, LATER), root=now.root).whole
    with pytest.raises(KeyringError, match=r"not the one that issuing\.crt is about"):
        _ = Keyring.load(keyring.path, device).issuing


def test_a_key_made_in_the_device_beforehand_is_used(tmp_path: Path, device: Device) -> None:
    key = device.make()

    keyring = in_device(tmp_path, device)

    assert keyring.issuing.certificate.public_key() == key.public_key()


def test_a_seal_is_revoked_by_the_device(tmp_path: Path, device: Device) -> None:
    keyring = in_device(tmp_path, device)
    seal = keyring.service.certificate

    revoke(keyring, seal, ROTATED, since=ROTATED, reason="lost")

    listing = keyring.revocation_lists(LATER)[0]
    assert listing.is_signature_valid(keyring.issuing.key.public_key())
    assert listing.get_revoked_certificate_by_serial_number(seal.serial_number) is not None


@pytest.mark.parametrize("mode", [0o640, 0o604])
def test_a_pin_that_others_may_read_is_refused(device: Device, mode: int) -> None:
    device.make()
    device.pin_file.chmod(mode)

    with pytest.raises(KeyringError, match="may be read by others"):
        device.held()


@pytest.mark.parametrize(
    ("pin", "said"), [("", "holds no PIN"), ("0000\n", "refuses the PIN"), (None, "is missing")]
)
def test_a_pin_that_does_not_open_is_told(device: Device, pin: str | None, said: str) -> None:
    if pin is None:
        device.pin_file.unlink()
    else:
        device.pin_file.write_text(pin)

    with pytest.raises(KeyringError, match=said):
        device.make()


def test_what_is_not_there_is_named(device: Device, tmp_path: Path) -> None:
    with pytest.raises(KeyringError, match="there is no token other"):
        replace(device, token="other").held()
    with pytest.raises(KeyringError, match="holds no key issuing-1"):
        device.held()
    with pytest.raises(KeyringError, match=r"none\.so is missing"):
        replace(device, module=tmp_path / "none.so").held()


def test_a_library_that_is_none_is_told(device: Device, tmp_path: Path) -> None:
    (tmp_path / "text.so").write_text("this is no library")

    with pytest.raises(KeyringError, match="does not answer"):
        replace(device, module=tmp_path / "text.so").held()


def test_a_device_that_was_away_is_opened_again(device: Device) -> None:
    key = device.make()
    library = pkcs11.lib(str(device.module))
    library.reinitialize()

    signature = key.sign(b"said", SHA256)

    key.public_key().verify(signature, b"said", SHA256)


def test_a_forked_process_signs_with_a_session_of_its_own(device: Device) -> None:
    key = device.make()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(writing, key.sign(b"said", SHA256))
        finally:
            os._exit(0)
    os.waitpid(child, 0)

    key.public_key().verify(os.read(reading, 100), b"said", SHA256)
    key.public_key().verify(key.sign(b"again", SHA256), b"again", SHA256)

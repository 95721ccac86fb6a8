"""A signing key that stays in a device (PKCS#11): a smart card, a security module, or one in
software.
"""

from __future__ import annotations

import hashlib
import os
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import pkcs11
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric import utils as asymmetric
from pkcs11.util.ec import (
    encode_ec_public_key,
    encode_ecdsa_signature,
    encode_named_curve_parameters,
)

from govern.records.key_files import KeyringError, require_private

_ONE_AT_A_TIME = threading.RLock()
"""Libraries of devices are asked by one thread at a time: not all of them bear more."""

_KEPT = "The key never leaves its device."


@dataclass(frozen=True)
class Device:
    """Where a key is: the device's library, the token's and the key's label, and the file that
    holds the PIN in its first line.
    """

    module: Path
    token: str
    key: str
    pin_file: Path

    def held(self) -> DeviceKey:
        """The key, found in the device. KeyringError when there is none."""
        return DeviceKey(self)

    def holds(self) -> bool:
        """Whether the token holds a private key of that label. KeyringError when it cannot say."""
        with _ONE_AT_A_TIME, _failing(self), _opened(self) as session:
            return bool(_find(session, pkcs11.ObjectClass.PRIVATE_KEY, self.key))

    def make(self) -> DeviceKey:
        """Make a P-256 key in the device, which it never gives out, and return it."""
        with _ONE_AT_A_TIME, _failing(self), _opened(self, writing=True) as session:
            curve = {pkcs11.Attribute.EC_PARAMS: encode_named_curve_parameters("secp256r1")}
            parameters = session.create_domain_parameters(pkcs11.KeyType.EC, curve, local=True)
            parameters.generate_keypair(
                store=True,
                label=self.key,
                id=os.urandom(16),
                private_template={
                    pkcs11.Attribute.SENSITIVE: True,
                    pkcs11.Attribute.EXTRACTABLE: False,
                },
            )
        return self.held()

    def pin(self) -> str:
        """The PIN. KeyringError when the file is missing, empty or readable by others."""
        if not self.pin_file.is_file():
            raise KeyringError(f"{self.pin_file} is missing: it must hold the PIN of the token.")
        require_private(self.pin_file)
        lines = self.pin_file.read_text().splitlines()
        if not lines or not lines[0].strip():
            raise KeyringError(f"{self.pin_file} holds no PIN.")
        return lines[0].strip()


class DeviceKey(ec.EllipticCurvePrivateKey):
    """A P-256 key in a device, in the form that certificates, lists and records are signed with.

    One session stays open for each process; after a fork, or when the device was away, it is opened
    again.
    """

    def __init__(self, device: Device) -> None:
        self._device = device
        self._held: tuple[int, Any] | None = None
        with _ONE_AT_A_TIME, _failing(device):
            self._public = _public(self._key())

    @property
    def curve(self) -> ec.EllipticCurve:
        """P-256, the only curve we use."""
        return self._public.curve

    @property
    def key_size(self) -> int:
        """Bits."""
        return self._public.key_size

    def public_key(self) -> ec.EllipticCurvePublicKey:
        """The public half, as the device tells it."""
        return self._public

    def sign(
        self,
        data: bytes | bytearray | memoryview,
        signature_algorithm: ec.EllipticCurveSignatureAlgorithm,
    ) -> bytes:
        """ECDSA in DER over the data with SHA-256. KeyringError when the device does not sign."""
        algorithm = signature_algorithm.algorithm
        if isinstance(algorithm, asymmetric.Prehashed) or not isinstance(algorithm, hashes.SHA256):
            raise ValueError("a device signs with SHA-256 alone")
        digest = hashlib.sha256(data).digest()
        with _ONE_AT_A_TIME, _failing(self._device):
            return encode_ecdsa_signature(self._raw(digest))

    def _raw(self, digest: bytes) -> bytes:
        try:
            return _sign(self._key(), digest)
        except pkcs11.PKCS11Error:
            self._held = (0, None)
        return _sign(self._key(), digest)

    def _key(self) -> Any:
        if self._held is None or self._held[0] != os.getpid():
            session = _opened(self._device, again=self._held is not None)
            found = _find(session, pkcs11.ObjectClass.PRIVATE_KEY, self._device.key)
            if not found:
                raise KeyringError(
                    f"Token {self._device.token} holds no key {self._device.key}. "
                    "Make one with: govern keys rotate issuing"
                )
            self._held = (os.getpid(), found[0])
        return self._held[1]

    def exchange(self, algorithm: ec.ECDH, peer_public_key: ec.EllipticCurvePublicKey) -> NoReturn:
        """Never: this key signs."""
        raise KeyringError(_KEPT)

    def private_numbers(self) -> NoReturn:
        """Never."""
        raise KeyringError(_KEPT)

    def private_bytes(
        self,
        encoding: serialization.Encoding,
        format: serialization.PrivateFormat,
        encryption_algorithm: serialization.KeySerializationEncryption,
    ) -> NoReturn:
        """Never."""
        raise KeyringError(_KEPT)

    def __copy__(self) -> DeviceKey:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> DeviceKey:
        return self


class _failing:
    """Says in words what the device's library reports in codes."""

    def __init__(self, device: Device) -> None:
        self._device = device

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, fault: BaseException | None, trace: object) -> None:
        if isinstance(fault, pkcs11.PinIncorrect | pkcs11.PinLenRange | pkcs11.PinInvalid):
            said = f"the token {self._device.token} refuses the PIN in {self._device.pin_file}"
        elif isinstance(fault, pkcs11.NoSuchToken):
            said = f"there is no token {self._device.token}"
        elif isinstance(fault, pkcs11.PKCS11Error | RuntimeError):
            said = f"{type(fault).__name__} {fault}".strip()
        else:
            return
        raise KeyringError(f"The device of the issuing key does not answer: {said}.") from fault


def _opened(device: Device, *, writing: bool = False, again: bool = False) -> Any:
    pin = device.pin()
    if not device.module.is_file():
        raise KeyringError(f"{device.module} is missing: it must be the device's PKCS#11 library.")
    library = pkcs11.lib(str(device.module))
    if again:
        _begin_again(library)
    token = library.get_token(token_label=device.token)
    try:
        return token.open(rw=writing, user_pin=pin)
    except pkcs11.UserAlreadyLoggedIn:
        return token.open(rw=writing)


def _begin_again(library: Any) -> None:
    """Forget what a parent process or a device that was away left behind."""
    try:
        library.reinitialize()
    except pkcs11.PKCS11Error:
        library.initialize()


def _find(session: Any, kind: pkcs11.ObjectClass, label: str) -> list[Any]:
    wanted = {pkcs11.Attribute.CLASS: kind, pkcs11.Attribute.LABEL: label}
    return list(session.get_objects(wanted))


def _sign(key: Any, digest: bytes) -> bytes:
    raw: bytes = key.sign(digest, mechanism=pkcs11.Mechanism.ECDSA)
    return raw


def _public(key: Any) -> ec.EllipticCurvePublicKey:
    found = _find(key.session, pkcs11.ObjectClass.PUBLIC_KEY, key.label)
    if not found:
        raise KeyringError(f"The token holds no public half of the key {key.label}.")
    public = serialization.load_der_public_key(encode_ec_public_key(found[0]))
    if not isinstance(public, ec.EllipticCurvePublicKey) or public.curve.name != "secp256r1":
        raise KeyringError(f"The key {key.label} is not a P-256 key.")
    return public

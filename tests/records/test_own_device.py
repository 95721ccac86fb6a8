"""A person's own key in a PKCS#11 device signs a record in two steps."""

from __future__ import annotations

from pathlib import Path

import pkcs11
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from tests.records import softhsm
from tests.records.test_own_certificates import SCHEME, completed, judged, prepared


def test_what_a_device_signs_is_taken_as_the_device_gives_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in softhsm.configure(tmp_path / "device").items():
        monkeypatch.setenv(name, value)
    device = softhsm.token(tmp_path / "device", "card")
    library = pkcs11.lib(str(softhsm.MODULE))
    library.reinitialize()
    key = device.make()
    card = SCHEME.card(key=key)
    waiting = prepared(card)

    r, s = decode_dss_signature(key.sign(waiting.attributes, ec.ECDSA(hashes.SHA256())))
    made = completed(waiting, r.to_bytes(32, "big") + s.to_bytes(32, "big"), card)

    assert judged(made).whole
    library.finalize()

"""Callers of a gate by the certificate that they showed to the proxy before it."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from govern.errors import Invalid
from govern.gate import settings
from govern.gate.settings import AllowedCaller
from tests.gate.asking import ELSEWHERE, Asking, Listening
from tests.gate.asking import HERE as PROXY
from tests.gate.publishing import NOW, Beside
from tests.gate.test_answering import question

DIGEST = "a" * 64


def certificate() -> bytes:
    """A certificate, as DER."""
    key = ec.generate_private_key(ec.SECP256R1())
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "rms of essex")])
    made = (
        x509.CertificateBuilder().subject_name(called).issuer_name(called)
        .public_key(key.public_key()).serial_number(x509.random_serial_number())
        .not_valid_before(NOW).not_valid_after(NOW + timedelta(days=30))
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    return made.public_bytes(serialization.Encoding.DER)


SHOWN, OTHER = certificate(), certificate()


@pytest.fixture
def http(listening: Listening, beside: Beside) -> Asking:
    known = hashlib.sha256(SHOWN).hexdigest()
    caller = AllowedCaller("rms", None, frozenset({"essex"}), known)
    given = replace(beside.gate.settings, callers=(caller,), trusted_proxies=(f"{PROXY}/32",))
    beside.gate.settings = given
    return listening.gate(beside.gate)


def asked(http: Asking, der: bytes, address: str, **headers: str) -> int:
    named = f":{base64.b64encode(der).decode()}:"
    return http.post(
        "/access/v1/evaluation", json=question(), headers={"Client-Cert": named, **headers},
        called_from=address,
    ).status_code  # fmt: skip


def test_a_known_certificate_counts_from_the_trusted_proxy_alone(http: Asking) -> None:
    assert asked(http, SHOWN, PROXY) == 200
    assert asked(http, SHOWN, ELSEWHERE) == 401
    assert asked(http, OTHER, PROXY) == 401
    assert asked(http, b"no certificate", PROXY) == 401


def test_a_wrong_token_is_not_made_good_by_a_certificate(http: Asking) -> None:
    assert asked(http, SHOWN, PROXY, Authorization="Bearer wrong") == 401
    assert asked(http, SHOWN, PROXY, Authorization="Basic eDp5") == 401


def test_without_trusted_proxies_no_certificate_counts(
    listening: Listening, beside: Beside
) -> None:
    caller = AllowedCaller("rms", None, frozenset({"essex"}), hashlib.sha256(SHOWN).hexdigest())
    beside.gate.settings = replace(beside.gate.settings, callers=(caller,))

    assert asked(listening.gate(beside.gate), SHOWN, PROXY) == 401


def written(folder: Path, caller: str, more: str = "") -> settings.GateSettings:
    """The settings of a folder whose only caller is described so."""
    (folder / "root.json").write_bytes(b"{}")
    (folder / "token").write_text("t")
    (folder / "token").chmod(0o600)
    (folder / "gate.toml").write_text(
        'name = "g"\nurl = "https://flows.example"\nforces = ["essex"]\nlisten = "127.0.0.1:1"\n'
        f'{more}\n[[callers]]\nname = "rms"\n{caller}\n'
    )
    return settings.read(folder)


def test_a_caller_may_be_named_by_certificate(tmp_path: Path) -> None:
    found = written(
        tmp_path, f'certificate_sha256 = "{DIGEST}"', 'trusted_proxies = ["10.0.0.0/30"]'
    )

    assert found.callers == (AllowedCaller("rms", None, frozenset({"essex"}), DIGEST),)
    assert found.trusted_proxies == ("10.0.0.0/30",)


@pytest.mark.parametrize(
    ("caller", "more"),
    [
        ("", ""), (f'token_sha256 = "{DIGEST}"\ncertificate_sha256 = "{DIGEST}"', ""),
        ('certificate_sha256 = "AB"', ""), (f'certificate_sha256 = "{DIGEST.upper()}"', ""),
        (f'token_sha256 = "{DIGEST}"', 'trusted_proxies = ["everywhere"]'),
    ],
)  # fmt: skip
def test_what_proves_nothing_is_refused(tmp_path: Path, caller: str, more: str) -> None:
    with pytest.raises(Invalid):
        written(tmp_path, caller, more)

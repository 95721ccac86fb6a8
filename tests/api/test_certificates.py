"""Mutual TLS behind a proxy: a certificate counts when a trusted proxy names it, and from nowhere
else.
"""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import timedelta
from urllib.parse import quote

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from flask.testing import FlaskClient

from govern.app import create_app
from govern.commands.clients.add_client import add_client
from govern.commands.clients.revoke_client import revoke_client
from govern.errors import Conflict, Invalid
from govern.settings import settings
from tests.sharing import COUNCIL, Sharing

PROXY, ELSEWHERE = "10.0.0.7", "192.0.2.9"
BODY = {
    "subject": {"type": "force", "id": "essex"},
    "action": {"name": "send"},
    "resource": {"type": "flow", "id": f"{COUNCIL}/crime-report/prevention"},
}


def certificate(sharing: Sharing, name: str = "rms of essex") -> x509.Certificate:
    key, now = ec.generate_private_key(ec.SECP256R1()), sharing.installation.clock.now()
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    return (
        x509.CertificateBuilder()
        .subject_name(called)
        .issuer_name(called)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=30))
        .sign(key, hashes.SHA256())
    )


def pem(shown: x509.Certificate) -> str:
    return shown.public_bytes(serialization.Encoding.PEM).decode()


def written(shown: x509.Certificate) -> str:
    """As RFC 9440 writes it."""
    return f":{base64.b64encode(shown.public_bytes(serialization.Encoding.DER)).decode()}:"


@pytest.fixture
def shown(sharing: Sharing) -> x509.Certificate:
    """A certificate that is bound to a caller of Essex alone."""
    made = certificate(sharing)
    add_client(sharing.installation, by=None, name="rms", forces=["essex"], certificate=pem(made))
    return made


@pytest.fixture
def http(sharing: Sharing) -> FlaskClient:
    house = sharing.installation
    house.settings = replace(house.settings, trusted_proxies=("10.0.0.0/24",))
    return create_app(house).test_client()


def status(
    http: FlaskClient, header: str, address: str = PROXY, force: str = "essex", token: str = ""
) -> int:
    headers = {"Client-Cert": header, **({"Authorization": token} if token else {})}
    body = {**BODY, "subject": {"type": "force", "id": force}}
    answer = http.post(
        "/access/v1/evaluation", json=body, headers=headers, environ_base={"REMOTE_ADDR": address}
    )
    return answer.status_code


def test_a_bound_certificate_is_known_in_either_writing(
    http: FlaskClient, shown: x509.Certificate
) -> None:
    assert status(http, written(shown)) == 200
    assert status(http, quote(pem(shown))) == 200


def test_the_caller_is_bound_to_its_forces(http: FlaskClient, shown: x509.Certificate) -> None:
    assert status(http, written(shown), force="kent") == 403


def test_the_header_from_elsewhere_is_ignored_and_logged(
    http: FlaskClient, shown: x509.Certificate, caplog: pytest.LogCaptureFixture
) -> None:
    assert status(http, written(shown), ELSEWHERE) == 401
    assert f"Client-Cert from {ELSEWHERE} was ignored" in caplog.text


def test_without_a_proxy_that_is_trusted_nobody_is_known_by_a_certificate(
    sharing: Sharing, shown: x509.Certificate
) -> None:
    plain = create_app(sharing.installation).test_client()

    assert status(plain, written(shown)) == 401
    assert status(plain, written(shown), "127.0.0.1") == 401


def test_another_certificate_is_nobodys(
    sharing: Sharing, http: FlaskClient, shown: x509.Certificate
) -> None:
    assert status(http, written(certificate(sharing))) == 401


@pytest.mark.parametrize("header", ["x", "::", ":!:", ":QUJD:", "-----BEGIN CERTIFICATE-----",
                                    "%2D" * 50])  # fmt: skip
def test_what_is_no_certificate_is_nobodys(
    http: FlaskClient, shown: x509.Certificate, header: str
) -> None:
    assert status(http, header) == 401


def test_a_bad_token_is_not_helped_by_a_good_certificate(
    http: FlaskClient, shown: x509.Certificate
) -> None:
    assert status(http, written(shown), token="Bearer govern_wrong") == 401


def test_a_revoked_caller_is_nobody_at_once(sharing: Sharing, http: FlaskClient) -> None:
    made = certificate(sharing)
    house = sharing.installation
    added = add_client(house, by=None, name="old", forces=["essex"], certificate=pem(made))
    before = status(http, written(made))
    revoke_client(house, by=None, client_id=added.client_id)

    assert (before, status(http, written(made)), added.token) == (200, 401, "")


def test_a_certificate_is_bound_to_one_caller(sharing: Sharing, shown: x509.Certificate) -> None:
    with pytest.raises(Conflict, match="bound to rms already"):
        add_client(
            sharing.installation, by=None, name="2", forces=["essex"], certificate=pem(shown)
        )


def test_what_is_no_certificate_is_bound_to_nobody(sharing: Sharing) -> None:
    with pytest.raises(Invalid, match="as PEM"):
        add_client(sharing.installation, by=None, name="2", forces=["essex"], certificate="x")


def test_the_register_itself_is_read_with_a_certificate(
    http: FlaskClient, shown: x509.Certificate
) -> None:
    headers = {"Client-Cert": written(shown)}

    answer = http.get("/register/v1/drift", headers=headers, environ_base={"REMOTE_ADDR": PROXY})

    assert answer.status_code == 200


def test_a_proxy_that_is_no_address_is_refused_by_name() -> None:
    with pytest.raises(Invalid) as refused:
        settings({"GOVERN_TRUSTED_PROXIES": "10.0.0.1, proxy.example"})

    assert "GOVERN_TRUSTED_PROXIES" in refused.value.faults

"""A real RFC 3161 authority for tests: openssl answers behind a small HTTP server."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID

from govern.records import certificates
from govern.records.authority import OutsideAuthority
from govern.records.certificates import Keyed

POLICY = "1.3.6.1.4.1.99999.1"
COMMAND = "openssl ts -reply -config tsa.cnf -queryfile question -out answer"
CONFIG = """
[tsa]
default_tsa = it
[it]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
certs = {folder}/chain.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.3.6.1.4.1.99999.1
digests = sha256, sha384, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
"""


class Tsa:
    """Answers on 127.0.0.1 while it is open. `wrong` bends one answer; `asked` counts questions."""

    def __init__(self, folder: Path, *, kind: str = "rsa", lasting_days: int = 3650) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.asked = 0
        self.status = 200
        self.bend: Any = None
        self.pause = threading.Event()
        self.pause.set()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.root = _make(folder, self.url, kind, lasting_days)
        (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder))
        (folder / "serial").write_text("01\n")
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def authority(self, **changed: Any) -> OutsideAuthority:
        """As an operator would name it."""
        named: dict[str, Any] = {
            "url": self.url,
            "certificates": (self.root,),
            "policy": POLICY,
            "seconds": 5,
        }
        return OutsideAuthority(**(named | {"policy": POLICY, "seconds": 5} | changed))

    def answer(self, request: bytes) -> bytes:
        """What openssl answers to one question."""
        (self.folder / "question").write_bytes(request)
        subprocess.run(
            [
                "openssl",
                "ts",
                "-reply",
                "-config",
                "tsa.cnf",
                "-queryfile",
                "question",
                "-out",
                "answer",
            ],
            cwd=self.folder,
            check=True,
            capture_output=True,
        )
        return (self.folder / "answer").read_bytes()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        tsa = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._say(200, (tsa.folder / "list.crl").read_bytes())

            def do_POST(self) -> None:
                tsa.asked += 1
                asked = self.rfile.read(int(self.headers["Content-Length"]))
                tsa.pause.wait(20)
                answer = tsa.answer(asked)
                self._say(tsa.status, tsa.bend(answer) if tsa.bend else answer)

            def _say(self, status: int, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                return

        return Handler


@contextmanager
def tsa(folder: Path, **how: Any) -> Iterator[Tsa]:
    """An authority that is closed at the end."""
    made = Tsa(folder, **how)
    try:
        yield made
    finally:
        made.pause.set()
        made.server.shutdown()
        made.server.server_close()


def now() -> datetime:
    """The time that openssl will state: it has no clock but the machine's."""
    said = subprocess.run(["date", "-u", "+%s"], capture_output=True, text=True, check=True)
    return datetime.fromtimestamp(int(said.stdout), UTC)


def _make(folder: Path, url: str, kind: str, lasting_days: int) -> x509.Certificate:
    at = now() - timedelta(days=30)
    root = certificates.root("Outside time", at, demonstration=False)
    key = (
        rsa.generate_private_key(65537, 2048 if kind == "weak" else 3072)
        if kind in ("rsa", "weak")
        else ec.generate_private_key(ec.SECP384R1())
    )
    leaf = _leaf(root, key, at, at + timedelta(days=30 + lasting_days), f"{url}/list.crl")
    pem, der = serialization.Encoding.PEM, serialization.Encoding.DER
    plain = serialization.NoEncryption()
    (folder / "tsa.key").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    )
    (folder / "tsa.pem").write_bytes(leaf.public_bytes(pem))
    (folder / "chain.pem").write_bytes(root.certificate.public_bytes(pem))
    listing = certificates.revocation_list(root, {}, at, lasting=timedelta(days=4000))
    (folder / "list.crl").write_bytes(listing.public_bytes(der))
    return root.certificate


def _leaf(root: Keyed, key: Any, start: datetime, end: datetime, list_at: str) -> x509.Certificate:
    point = x509.DistributionPoint([x509.UniformResourceIdentifier(list_at)], None, None, None)
    return (
        x509.CertificateBuilder()
        .subject_name(certificates.name("Outside stamp 1", "Outside time Ltd"))
        .issuer_name(root.certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .add_extension(x509.CRLDistributionPoints([point]), critical=False)
        .sign(root.key, hashes.SHA256())
    )

"""An OCSP responder of a card scheme for tests, and what openssl answers in its place."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509 import ocsp

from tests.records.own_cards import Card, Scheme

Answering = Callable[[bytes], bytes]


@dataclass
class Responder:
    """Answers questions about cards on 127.0.0.1; `answering` makes each answer's bytes."""

    url: str = ""
    answering: Answering = lambda _: b""
    asked: list[bytes] = field(default_factory=list)
    status: int = 200


@contextmanager
def responding() -> Iterator[Responder]:
    """A responder while it is open."""
    made = Responder()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            question = self.rfile.read(int(self.headers["Content-Length"]))
            made.asked.append(question)
            self.send_response(made.status)
            self.end_headers()
            self.wfile.write(made.answering(question))

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        made.url = f"http://127.0.0.1:{server.server_port}/status"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield made
        server.shutdown()


def answer(
    scheme: Scheme,
    card: Card,
    at: datetime,
    *,
    revoked: bool = False,
    lasting: timedelta | None = timedelta(hours=8),
    by: Card | None = None,
) -> Answering:
    """What the scheme's root (or `by` in its name) says of a card at an instant."""
    status = ocsp.OCSPCertStatus.REVOKED if revoked else ocsp.OCSPCertStatus.GOOD
    signer = by or scheme.root
    made = (
        ocsp.OCSPResponseBuilder()
        .add_response(
            cert=card.certificate,
            issuer=scheme.root.certificate,
            algorithm=hashes.SHA1(),
            cert_status=status,
            this_update=at,
            next_update=at + lasting if lasting else None,
            revocation_time=at if revoked else None,
            revocation_reason=x509.ReasonFlags.key_compromise if revoked else None,
        )
        .responder_id(ocsp.OCSPResponderEncoding.NAME, signer.certificate)
        .sign(signer.key, hashes.SHA256())
        .public_bytes(serialization.Encoding.DER)
    )
    return lambda _: made


def by_openssl(scheme: Scheme, card: Card, folder: Path) -> Answering:
    """What `openssl ocsp` answers from an index in which the card is good."""
    ends = card.certificate.not_valid_after_utc
    serial = f"{card.certificate.serial_number:X}"
    serial = serial if len(serial) % 2 == 0 else f"0{serial}"
    (folder / "index.txt").write_text(f"V\t{ends:%y%m%d%H%M%SZ}\t\t{serial}\tunknown\t/CN=card\n")
    root = scheme.root
    (folder / "ca.pem").write_bytes(
        root.certificate.public_bytes(serialization.Encoding.PEM)
        + root.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )

    def made(question: bytes) -> bytes:
        (folder / "question").write_bytes(question)
        command = "openssl ocsp -index index.txt -CA ca.pem -rsigner ca.pem -ndays 1"
        subprocess.run(
            [*command.split(), "-reqin", "question", "-respout", "answer"],
            cwd=folder,
            check=True,
            capture_output=True,
        )
        return (folder / "answer").read_bytes()

    return made

"""A receiver of webhooks on this computer, with a certificate of its own."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from govern.clock import SystemClock

HOST = "receiver.example"


@dataclass
class Receiver:
    """What came to it, and how it answers."""

    port: int = 0
    status: int = 204
    location: str = ""
    trust: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    connections: int = 0
    seen: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)


@contextmanager
def receiving(folder: Path) -> Iterator[Receiver]:
    """A receiver that answers for `HOST` on 127.0.0.1."""
    told = Receiver()

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def get_request(self) -> tuple[ssl.SSLSocket, tuple[str, int]]:
            told.connections += 1
            plain, address = self.socket.accept()
            plain.settimeout(5)
            return served.wrap_socket(plain, server_side=True), address

        def handle_error(self, request: object, client_address: object) -> None:
            """A connection that was cut is no fault of the test."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            told.seen.append((self.path, {k.lower(): v for k, v in self.headers.items()}, content))
            self.send_response(told.status)
            if told.location:
                self.send_header("Location", told.location)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    served, told.trust = _contexts(folder)
    server = Server(("127.0.0.1", 0), Handler)
    told.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _contexts(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """The server's, and one that trusts it."""
    key, now = ec.generate_private_key(ec.SECP256R1()), SystemClock().now()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem = made.public_bytes(serialization.Encoding.PEM)
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "server.pem").write_bytes(secret + pem)
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    served.load_cert_chain(folder / "server.pem")
    return served, ssl.create_default_context(cadata=pem.decode())


def documented_check(now: float) -> Callable[[str, Mapping[str, str], bytes], None]:
    """The code by which the guide tells a receiver to check a hint, on a clock that stands."""
    guide = Path(__file__).parents[3] / "docs" / "other-engines.md"
    _, _, after = guide.read_text().partition("```python\n")
    room: dict[str, Any] = {}
    exec(after.partition("```")[0], room)
    room["time"] = SimpleNamespace(time=lambda: now)
    found: Callable[[str, Mapping[str, str], bytes], None] = room["check"]
    return found

"""What the caller and the layout process say to each other, and how it is framed."""

from __future__ import annotations

import json
import socket
from dataclasses import asdict, dataclass

MAX_MESSAGE = 64 * 1024 * 1024
"""Bytes: neither side reads a longer message."""


@dataclass(frozen=True)
class Field:
    """An empty signature field to leave in the document; a screen reader speaks its `label`."""

    name: str
    label: str


@dataclass(frozen=True)
class Limits:
    """What one document may cost before its layout is ended."""

    cpu_seconds: int = 30
    wall_seconds: int = 60
    memory_bytes: int = 1536 * 1024 * 1024


@dataclass(frozen=True)
class Job:
    """One document to lay out.

    `created` is the instant that both dates of the document state (`YYYY-MM-DDTHH:MM:SSZ`),
    `identifier` the 32 hex digits of its permanent identifier. With `tagged` the result is PDF/A-3a
    and PDF/UA-1, without it PDF/A-3b (for appearances).
    """

    html: str
    created: str
    identifier: str
    fields: tuple[Field, ...] = ()
    tagged: bool = True
    limits: Limits = Limits()

    def encode(self) -> bytes:
        """The job as one message."""
        return json.dumps(asdict(self)).encode()

    @staticmethod
    def decode(message: bytes) -> Job:
        """The job in a message made by `encode`."""
        raw = json.loads(message)
        raw["fields"] = tuple(Field(**each) for each in raw["fields"])
        raw["limits"] = Limits(**raw["limits"])
        return Job(**raw)


def send(channel: socket.socket, payload: bytes) -> None:
    """Write one message: eight bytes of length, then the bytes."""
    channel.sendall(len(payload).to_bytes(8, "big") + payload)


def receive(channel: socket.socket) -> bytes:
    """Read one message; EOFError when the other side ended in the middle of it or before it."""
    length = int.from_bytes(_exactly(channel, 8), "big")
    if length > MAX_MESSAGE:
        raise EOFError("message too long")
    return _exactly(channel, length)


def _exactly(channel: socket.socket, count: int) -> bytes:
    read = bytearray()
    while len(read) < count:
        piece = channel.recv(min(count - len(read), 1 << 20))
        if not piece:
            raise EOFError("the other side ended")
        read += piece
    return bytes(read)

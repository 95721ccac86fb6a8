"""How messages are framed on the socket between the house and a confined child."""

from __future__ import annotations

import socket

MAX_MESSAGE = 320 * 1024 * 1024
"""Bytes: neither side reads a longer message."""


def send(channel: socket.socket, payload: bytes) -> None:
    """Write one message: eight bytes of length, then the bytes."""
    channel.sendall(len(payload).to_bytes(8, "big"))
    channel.sendall(payload)


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

"""The child's side: fork for each task, take the rights away, answer, end."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable
from typing import NoReturn

from govern.records.confined.channel import receive, send
from govern.records.confined.limits import Limits, close_network, limit

Answer = Callable[[bytes], bytes]


def serve(answer: Answer) -> None:
    """Serve tasks until the parent closes the control socket on standard input.

    Each task comes on a socket of its own: first its limits, then its message, which `answer` turns
    into the reply. A task that dies says nothing, which the parent understands.
    """
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control = socket.socket(fileno=os.dup(0))
    while True:
        message, channels, _, _ = socket.recv_fds(control, 1, 1)
        if not message:
            return
        for channel in channels:
            if os.fork() == 0:
                control.close()
                _task(socket.socket(fileno=channel), answer)
            os.close(channel)


def _task(channel: socket.socket, answer: Answer) -> NoReturn:
    try:
        limit(Limits.decode(receive(channel)))
        close_network()
        send(channel, answer(receive(channel)))
    finally:
        os._exit(0)

"""The house's side: keeps one warm child of a kind and hands it tasks."""

from __future__ import annotations

import atexit
import os
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from govern.records.confined.channel import receive, send
from govern.records.confined.limits import Limits

ROOT = Path(__file__).resolve().parents[3]
FONTS = Path(__file__).resolve().parents[1] / "fonts"
_SLACK = 5
"""Seconds the parent waits beyond the child's own alarm."""


class TaskEnded(Exception):
    """The task ended without an answer: it met one of its limits."""


class Child:
    """One warm child process running a module of ours; safe to call from several threads.

    It starts at the first task, and again if it was lost or this process was forked since. At most
    `at_once` tasks run together; others wait.
    """

    def __init__(self, module: str, *, at_once: int) -> None:
        self._module = module
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(at_once)
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        atexit.register(self.close)

    def ask(self, message: bytes, limits: Limits) -> bytes:
        """The child's answer to one message within limits. Raises TaskEnded."""
        with self._places:
            ours, theirs = socket.socketpair()
            with ours:
                with theirs:
                    self._hand_over(theirs)
                ours.settimeout(limits.wall_seconds + _SLACK)
                try:
                    send(ours, limits.encode())
                    send(ours, message)
                    return receive(ours)
                except (EOFError, OSError) as ended:
                    raise TaskEnded(str(ended)) from None

    def close(self) -> None:
        """End the child; the next task starts a new one."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self._control is not None:
            self._control.close()
        if self._process is not None and self._owner == os.getpid():
            self._process.wait()
        self._control = self._process = None

    def _hand_over(self, channel: socket.socket) -> None:
        with self._lock:
            lost = self._process is None or self._process.poll() is not None
            if lost or self._owner != os.getpid():
                self._start()
            assert self._control is not None
            socket.send_fds(self._control, [b"t"], [channel.fileno()])

    def _start(self) -> None:
        self._close()
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603  a fixed command of ours, no shell
                [sys.executable, "-m", self._module],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                cwd=ROOT,
                env=_environment(),
                close_fds=True,
            )
        self._control, self._owner = ours, os.getpid()


def _environment() -> dict[str, str]:
    """What a child needs and nothing else of ours: no settings, no secrets."""
    return {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": os.pathsep.join([str(ROOT), *(each for each in sys.path if each)]),
        "FONTCONFIG_FILE": str(FONTS / "fonts.conf"),
        "XDG_CACHE_HOME": str(Path(tempfile.gettempdir()) / f"govern-fonts-{os.getuid()}"),
    }

"""Turns HTML into the final bytes of a document in a confined child process."""

from __future__ import annotations

import atexit
import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from govern.records.rendering.job import Field, Job, Limits, receive, send

FONTS = Path(__file__).parent / "fonts"
ROOT = Path(__file__).resolve().parents[2]
_AT_ONCE = threading.BoundedSemaphore(2)


class RenderError(Exception):
    """A document cannot be printed; the message says why, in a sentence for its author."""


class Renderer:
    """Holds one warm layout process and hands it documents; safe to call from several threads.

    The process starts at the first document and again if it was lost or this process was forked
    since.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def render(self, job: Job) -> bytes:
        """The PDF for a job. Raises RenderError when it cannot be laid out within its limits."""
        with _AT_ONCE:
            ours, theirs = socket.socketpair()
            with ours:
                with theirs:
                    self._hand_over(theirs)
                ours.settimeout(job.limits.wall_seconds + 5)
                return _answer(ours, job)

    def close(self) -> None:
        """End the layout process; the next document starts a new one."""
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
            if (
                self._owner != os.getpid()
                or self._process is None
                or self._process.poll() is not None
            ):
                self._start()
            assert self._control is not None
            socket.send_fds(self._control, [b"j"], [channel.fileno()])

    def _start(self) -> None:
        self._close()
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # a fixed command of ours, no shell
                [sys.executable, "-m", "govern.records.rendering.worker"],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                cwd=ROOT,
                env=_environment(),
                close_fds=True,
            )
        self._control, self._owner = ours, os.getpid()


def _environment() -> dict[str, str]:
    """Nothing of ours reaches the child but what it needs: no settings, no secrets."""
    return {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": os.pathsep.join([str(ROOT), *(each for each in sys.path if each)]),
        "FONTCONFIG_FILE": str(FONTS / "fonts.conf"),
        "XDG_CACHE_HOME": str(Path(tempfile.gettempdir()) / f"govern-fonts-{os.getuid()}"),
    }


def _answer(channel: socket.socket, job: Job) -> bytes:
    try:
        send(channel, job.encode())
        answer = receive(channel)
    except (EOFError, OSError):
        raise RenderError(
            "It took more time or memory than one document may use. "
            "Shorten the longest tables and texts."
        ) from None
    if answer[:1] == b"+":
        return answer[1:]
    raise RenderError(answer[1:].decode(errors="replace"))


RENDERER = Renderer()
atexit.register(RENDERER.close)


def render(
    html: str,
    *,
    identifier: bytes,
    at: datetime,
    fields: Sequence[Field] = (),
    tagged: bool = True,
    limits: Limits | None = None,
) -> bytes:
    """The final bytes for a page of HTML that carries its own title and language.

    `identifier` is 16 bytes, `at` the instant both dates of the file state; the same HTML,
    identifier and instant give the same bytes. With `tagged` the result is PDF/A-3a and PDF/UA-1
    with one empty signature field for each of `fields`. Raises RenderError.
    """
    created = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    job = Job(html, created, identifier.hex(), tuple(fields), tagged, limits or Limits())
    return RENDERER.render(job)

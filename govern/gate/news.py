"""News of a newer register: by a stream of events, and by long polls where there is no stream.

It is a hint: nothing is believed of it but that one may look.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from time import monotonic

import orjson
import urllib3
from tuf.api.exceptions import DownloadError
from urllib3.exceptions import HTTPError

from govern.gate.line import Line

_LOG = logging.getLogger("govern.gate")
SILENCE = 20.0
"""Seconds without a word after which a stream is given up; the service gives signs of life."""
LONGEST_LINE = 1000
AGAIN = 600.0
"""Seconds after which a stream is tried again where there was none."""


class News:
    """What one gate hears of newer registers. One thread alone may ask."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._answer: urllib3.BaseHTTPResponse | None = None
        self._lines: Iterator[str] = iter(())
        self._deadline = 0.0
        self._none_until = 0.0

    def wait(self, epoch: int, number: int, seconds: int) -> tuple[int, int] | None:
        """The epoch and number that are published, as soon as they are newer or the time is over;
        None when nobody can say. DownloadError when the service cannot be reached.
        """
        if monotonic() < self._none_until:
            return self._line.wait(epoch, number, seconds)
        try:
            return self._next(epoch, number, seconds)
        except (DownloadError, HTTPError, ValueError, LookupError, TypeError) as fault:
            self.close()
            _LOG.info("no stream of news, asked by long polls for a while: %s", fault)
            self._none_until = monotonic() + AGAIN
            return self._line.wait(epoch, number, seconds)

    def close(self) -> None:
        """Let go of the stream."""
        if self._answer is not None:
            self._answer.close()
        self._answer, self._lines = None, iter(())

    def _next(self, epoch: int, number: int, seconds: int) -> tuple[int, int] | None:
        """Reads on until there is something newer, or for about so many seconds."""
        ends = monotonic() + seconds
        if self._answer is None:
            self._open(epoch, number)
        self._deadline = ends + SILENCE
        for line in self._lines:
            if line.startswith("data:"):
                told = orjson.loads(line.removeprefix("data:"))
                found = int(told["epoch"]), int(told["version"])
                if found > (epoch, number):
                    return found
            if line.startswith("retry:"):
                raise LookupError("too many listen")
            if monotonic() >= ends:
                return epoch, number
        self.close()  # a stream ends after some minutes, and is opened again
        return epoch, number

    def _open(self, epoch: int, number: int) -> None:
        self._answer = self._line.listen(epoch, number, SILENCE)
        self._lines = self._read(self._answer)

    def _read(self, answer: urllib3.BaseHTTPResponse) -> Iterator[str]:
        """The lines of the stream, as soon as they come: chunk by chunk, or byte by byte where the
        service sends no chunks, for then a longer read would wait for more.
        """
        written = b""
        for piece in answer.stream(LONGEST_LINE if getattr(answer, "chunked", False) else 1):
            if monotonic() > self._deadline:
                raise ValueError("a line of the stream took too long")
            *whole, written = (written + piece).split(b"\n")
            if len(written) > LONGEST_LINE:
                raise ValueError("a line of the stream is too long")
            for line in whole:
                yield line.decode("ascii").strip()

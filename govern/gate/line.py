"""The line to the service: HTTP with the gate's token, bounded in size and time."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from time import monotonic
from typing import IO, Any

import orjson
import urllib3
from tuf.api.exceptions import DownloadError, DownloadHTTPError, DownloadLengthMismatchError
from tuf.ngclient.fetcher import FetcherInterface
from urllib3.exceptions import HTTPError

from govern.gate.brought import Brought
from govern.gate.settings import GateSettings

_LOG = logging.getLogger("govern.gate")
CONNECT, READ, WHOLE = 5.0, 20.0, 120.0
"""Seconds: to connect, between two pieces, and for one answer in all."""
CHUNK = 1 << 18
MOST_AT_ONCE = 1 << 22
"""Bytes of one call that brings all."""
APART = 600.0
"""Seconds for which files are fetched one by one where no call brings all."""


class Line(FetcherInterface):
    """Fetches for python-tuf, and speaks to the service's other addresses."""

    def __init__(self, settings: GateSettings) -> None:
        self.base = f"{settings.url}/register/v1"
        self._headers = {"User-Agent": "govern-gate"}
        if settings.token:
            self._headers["Authorization"] = f"Bearer {settings.token}"
        trust: dict[str, Any] = {}
        if settings.certificate_authority:
            trust["ca_certs"] = settings.certificate_authority
        if settings.client_certificate:
            trust |= {"cert_file": settings.client_certificate, "key_file": settings.client_key}
        self._pool = urllib3.PoolManager(retries=False, **trust)
        self._timestamp: tuple[str, bytes] | None = None
        self._brought = Brought()
        self._apart_until = 0.0

    def close(self) -> None:
        """Let go of every connection."""
        self._pool.clear()

    def bring(self, number: int, root: int, forces: Sequence[str]) -> None:
        """Have everything that is newer than register `number` and root `root` come in one call;
        what does not, or when there is no such call, is fetched file by file. DownloadError when
        the service cannot be reached.
        """
        self._brought = Brought()
        if monotonic() < self._apart_until:
            return
        try:
            self._brought = Brought.read(self._since(number, root, forces))
        except (DownloadHTTPError, DownloadLengthMismatchError, ValueError) as fault:
            _LOG.info("files are fetched one by one: %s", fault)
            if getattr(fault, "status_code", 404) in {403, 404, 405}:
                self._apart_until = monotonic() + APART

    def _since(self, number: int, root: int, forces: Sequence[str]) -> bytes:
        asked = "".join(f"&force={force}" for force in forces)
        url = f"{self.base}/since?after={number}&root={root}{asked}"
        return self._whole(url, self.fetch(url), MOST_AT_ONCE)

    @contextmanager
    def download_file(self, url: str, max_length: int) -> Iterator[IO[bytes]]:
        """A file in memory, of at most `max_length` bytes: a full disk keeps no stop from us."""
        yield BytesIO(self._whole(url, self._come(url), max_length))

    def _come(self, url: str) -> Iterable[bytes]:
        """A file that was brought already, or else from its own address."""
        name = url.removeprefix(f"{self.base}/")
        if self._brought.lacks(name):
            raise DownloadHTTPError(f"{url} is not there", 404)
        brought = self._brought.take(name)
        return self.fetch(url) if brought is None else [brought]

    def _whole(self, url: str, pieces: Iterable[bytes], max_length: int) -> bytes:
        got = BytesIO()
        for piece in pieces:
            got.write(piece)
            if got.tell() > max_length:
                raise DownloadLengthMismatchError(f"{url} is longer than {max_length} bytes")
        return got.getvalue()

    def wait(self, epoch: int, number: int, seconds: int) -> tuple[int, int] | None:
        """The epoch and number that are published, as soon as they are newer; None when too many
        wait. It is a hint: nothing is believed of it but that one may look.
        """
        query = f"{self.base}/wait?epoch={epoch}&after={number}&timeout={seconds}"
        answer = self._request("GET", query, read=seconds + 5.0)
        told = orjson.loads(answer.data)
        if "Retry-After" in answer.headers:
            return None
        return int(told["epoch"]), int(told["version"])

    def listen(self, epoch: int, number: int, silence: float) -> urllib3.BaseHTTPResponse:
        """An open stream of events about newer registers, whoever reads it must close it; it fails
        after so many seconds of silence. DownloadError when there is none.
        """
        query = f"{self.base}/events?epoch={epoch}&after={number}"
        answer = self._send("GET", query, headers={}, read=silence, preload_content=False)
        kind = answer.headers.get("Content-Type", "")
        if answer.status != 200 or not kind.startswith("text/event-stream"):
            answer.close()
            raise DownloadError(f"{query} was answered {answer.status}, {kind}")
        return answer

    def acknowledge(self, told: Mapping[str, Any]) -> None:
        """Say what was applied or refused."""
        self._request("POST", f"{self.base}/ack", body=orjson.dumps(told))

    def _fetch(self, url: str) -> Iterator[bytes]:
        headers = {}
        if url.endswith("/timestamp.json") and self._timestamp is not None:
            headers["If-None-Match"] = self._timestamp[0]
        answer = self._send("GET", url, headers=headers, preload_content=False)
        if answer.status == 304 and self._timestamp is not None:
            answer.release_conn()
            return iter([self._timestamp[1]])
        if answer.status != 200:
            answer.close()
            raise DownloadHTTPError(f"{url} was answered {answer.status}", answer.status)
        return self._pieces(url, answer)

    def _pieces(self, url: str, answer: urllib3.BaseHTTPResponse) -> Iterator[bytes]:
        ends = monotonic() + WHOLE
        got = []
        try:
            for piece in answer.stream(CHUNK):
                if monotonic() > ends:
                    raise DownloadError(f"{url} took longer than {WHOLE} seconds")
                if url.endswith("/timestamp.json"):
                    got.append(piece)
                yield piece
            etag = answer.headers.get("ETag")
            if got and etag:
                self._timestamp = (etag, b"".join(got))
        except HTTPError as fault:
            raise DownloadError(f"{url} was cut off") from fault
        finally:
            answer.release_conn()

    def _request(
        self, method: str, url: str, *, read: float | None = None, body: bytes | None = None
    ) -> urllib3.BaseHTTPResponse:
        sent = {"Content-Type": "application/json"} if body is not None else {}
        answer = self._send(method, url, headers=sent, read=read, body=body)
        if answer.status != 200:
            raise DownloadHTTPError(f"{url} was answered {answer.status}", answer.status)
        return answer

    def _send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str],
        read: float | None = None,
        **more: Any,
    ) -> urllib3.BaseHTTPResponse:
        """No redirects: the token goes nowhere but where it was meant to."""
        timeout = urllib3.Timeout(connect=CONNECT, read=read or READ)
        try:
            return self._pool.request(
                method, url, headers={**self._headers, **headers}, timeout=timeout,
                redirect=False, **more,
            )  # fmt: skip
        except HTTPError as fault:
            raise DownloadError(f"{url} cannot be reached: {fault}") from fault

"""Sending one hint: to the address that was looked at, within seconds, and no further."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress

from govern.exchange.webhooks.address import Place

EACH, WHOLE = 5.0, 10.0
"""Seconds for one step on the line, and for everything together."""


class NotDelivered(Exception):
    """The receiver did not take it; the message says what it answered."""


class _Pinned(http.client.HTTPSConnection):
    """A connection to one address, under the name whose certificate must be shown."""

    def __init__(self, place: Place, context: ssl.SSLContext) -> None:
        super().__init__(place.host, place.port, timeout=EACH, context=context)
        self._place, self._trust = place, context

    def connect(self) -> None:
        """Without asking for the name again."""
        plain = socket.create_connection((self._place.ip, self._place.port), EACH)
        try:
            self.sock = self._trust.wrap_socket(plain, server_hostname=self._place.host)
        except BaseException:
            plain.close()
            raise


def send(
    place: Place, content: bytes, headers: Mapping[str, str], context: ssl.SSLContext | None = None
) -> None:
    """Post it, and look at nothing of the answer but its status: a redirect is not followed and no
    body is read. NotDelivered unless it is 2xx.
    """
    line = _Pinned(place, context or ssl.create_default_context())
    ends = threading.Timer(WHOLE, _cut, (line,))
    ends.daemon = True
    ends.start()
    try:
        line.request("POST", place.path, body=content, headers=dict(headers))
        status = line.getresponse().status
    except (OSError, http.client.HTTPException) as fault:
        raise NotDelivered(f"{place.host} could not be told: {fault}") from fault
    finally:
        ends.cancel()
        line.close()
    if not 200 <= status < 300:
        raise NotDelivered(f"{place.host} answered {status}")


def _cut(line: http.client.HTTPSConnection) -> None:
    with suppress(OSError, AttributeError):
        line.sock.shutdown(socket.SHUT_RDWR)

"""Hints as they are sent: signed, to the place looked at, and no further than its first answer."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

import orjson
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from govern.exchange.webhooks import sending
from govern.exchange.webhooks.address import Place, place
from govern.exchange.webhooks.event import News, body, headers, public_key
from govern.exchange.webhooks.sending import NotDelivered, send
from tests.exchange.webhooks.receiver import HOST, Receiver, receiving

KEY = Ed25519PrivateKey.generate()
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
NEWS = News(2, 418, ("kent", "essex"), True, "2026-11-24T09:00:00.000Z")


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[Receiver]:
    with receiving(tmp_path) as found:
        yield found


def there(receiver: Receiver, path: str = "/in") -> Place:
    url = f"https://{HOST}:{receiver.port}{path}"
    return place(url, ["127.0.0.0/8"], resolve=lambda *_: ["127.0.0.1"])


def tell(receiver: Receiver) -> bytes:
    content = body(NEWS, "https://flows.example")
    send(there(receiver), content, headers(NEWS.id, content, [KEY], AT), receiver.trust)
    return content


def checked(written: str, sent: dict[str, str], content: bytes) -> bool:
    """What a receiver does, as docs/other-engines.md tells it."""
    public = Ed25519PublicKey.from_public_bytes(base64.b64decode(written.removeprefix("whpk_")))
    said = f"{sent['webhook-id']}.{sent['webhook-timestamp']}.".encode() + content
    version, signature = sent["webhook-signature"].split(",")
    try:
        public.verify(base64.b64decode(signature), said)
    except InvalidSignature:
        return False
    return version == "v1a"


def test_the_receiver_can_check_what_it_gets(receiver: Receiver) -> None:
    content = tell(receiver)

    ((path, sent, got),) = receiver.seen
    assert (path, got) == ("/in", content)
    assert sent["host"] == f"{HOST}:{receiver.port}"
    written = public_key(KEY.public_key())
    assert checked(written, sent, got)
    assert not checked(written, {**sent, "webhook-timestamp": "1"}, got)
    assert not checked(written, {**sent, "webhook-id": "register-2-419"}, got)
    assert not checked(written, sent, got.replace(b"418", b"419"))
    assert not checked(public_key(Ed25519PrivateKey.generate().public_key()), sent, got)


def test_it_is_a_cloud_event_that_names_nobody(receiver: Receiver) -> None:
    tell(receiver)

    told = orjson.loads(receiver.seen[0][2])
    assert receiver.seen[0][1]["content-type"] == "application/cloudevents+json"
    assert {each: told[each] for each in ("specversion", "type", "source", "id")} == {
        "specversion": "1.0", "type": "govern.register.published",
        "source": "https://flows.example", "id": "register-2-418",
    }  # fmt: skip
    assert told["data"] == {"epoch": 2, "version": 418, "forces": ["essex", "kent"], "stops": True}


@pytest.mark.parametrize("status", [301, 302, 307, 308, 400, 404, 410, 500, 503])
def test_anything_but_yes_is_not_delivered_and_no_redirect_is_followed(
    receiver: Receiver, status: int
) -> None:
    receiver.status = status
    receiver.location = f"https://{HOST}:{receiver.port}/elsewhere"

    with pytest.raises(NotDelivered, match=str(status)):
        tell(receiver)

    assert len(receiver.seen) == 1


def test_a_receiver_with_another_certificate_is_told_nothing(
    receiver: Receiver, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    with receiving(other) as stranger, pytest.raises(NotDelivered):
        send(there(stranger), b"{}", {}, receiver.trust)

    assert stranger.seen == []


def test_one_that_never_answers_is_left_after_the_time_is_over(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "WHOLE", 0.2)
    content = body(NEWS, "https://flows.example")
    short = {"Content-Length": str(len(content) + 100)}  # it waits for what never comes
    began = monotonic()

    with pytest.raises(NotDelivered):
        send(there(receiver), content, short, receiver.trust)

    assert monotonic() - began < 4

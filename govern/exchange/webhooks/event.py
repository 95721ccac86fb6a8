"""One hint: a CloudEvent (1.0) with the headers of Standard Webhooks, signed by Ed25519.

It says which register there is now, and of which forces; a gate fetches it and verifies.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

TYPE = "govern.register.published"
KIND = "application/cloudevents+json"


@dataclass(frozen=True)
class News:
    """A publication: the register's number, the forces whose flows changed, and whether emergency
    stops did.
    """

    epoch: int
    version: int
    forces: Sequence[str]
    stops: bool
    published_at: str

    @property
    def id(self) -> str:
        """The same for every attempt to tell it, so that a receiver can tell repeats."""
        return f"register-{self.epoch}-{self.version}"


def body(news: News, source: str) -> bytes:
    """The CloudEvent, the same bytes for the same news."""
    return orjson.dumps(
        {
            "specversion": "1.0",
            "type": TYPE,
            "source": source,
            "id": news.id,
            "time": news.published_at,
            "datacontenttype": "application/json",
            "data": {
                "epoch": news.epoch,
                "version": news.version,
                "forces": sorted(news.forces),
                "stops": news.stops,
            },
        },
        option=orjson.OPT_SORT_KEYS,
    )


def headers(
    identifier: str, content: bytes, keys: Sequence[Ed25519PrivateKey], at: datetime
) -> dict[str, str]:
    """The headers of one attempt at that instant (Standard Webhooks, asymmetric: `v1a`), with a
    signature by each key: any of them suffices while one is being changed for the next.
    """
    seconds = str(int(at.timestamp()))
    said = b".".join((identifier.encode(), seconds.encode(), content))
    signatures = (base64.b64encode(key.sign(said)).decode() for key in keys)
    return {
        "Content-Type": KIND,
        "User-Agent": "govern-webhook",
        "webhook-id": identifier,
        "webhook-timestamp": seconds,
        "webhook-signature": " ".join(f"v1a,{each}" for each in signatures),
    }


def public_key(key: Ed25519PublicKey) -> str:
    """The public key as Standard Webhooks writes it."""
    raw = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
    return "whpk_" + base64.b64encode(raw).decode()

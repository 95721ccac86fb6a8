"""One event as canonical bytes, and its hash: the format that may never change."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson
import rfc8785

from govern.clock import instant, text

SCHEMA = 1
NO_PREVIOUS = "0" * 64


@dataclass(frozen=True)
class Author:
    """Who acted: pseudonymous ids only; names live in an erasable table."""

    person: str
    appointment: str
    organisation: str


@dataclass(frozen=True)
class Event:
    """A recorded fact. `at` is the server's UTC instant; `previous` and `hash` are hex SHA-256."""

    installation: str
    seq: int
    at: datetime
    type: str
    type_version: int
    author: Author | None
    subject_kind: str
    subject_id: str
    data: Mapping[str, Any]
    commitments: Mapping[str, str] = field(default_factory=dict)
    previous: str = NO_PREVIOUS

    def leaf(self) -> bytes:
        """The canonical bytes of this event: RFC 8785 over NFC. Final since the first release."""
        author = self.author
        return canonical(
            {
                "schema": SCHEMA,
                "installation": self.installation,
                "sequence": self.seq,
                "previous": self.previous,
                "recorded_at": text(self.at),
                "type": self.type,
                "type_version": self.type_version,
                "author": None
                if author is None
                else {
                    "person": author.person,
                    "appointment": author.appointment,
                    "organisation": author.organisation,
                },
                "subject": {"kind": self.subject_kind, "id": self.subject_id},
                "data": dict(self.data),
                "commitments": dict(self.commitments),
            }
        )

    def hash(self) -> str:
        """The Merkle leaf hash, hex: SHA-256(0x00 || leaf), RFC 9162 section 2.1.1."""
        return leaf_hash(self.leaf())


def read(leaf: bytes) -> Event:
    """The event that `leaf` holds. Raises ValueError when the bytes are not a canonical leaf."""
    try:
        raw = orjson.loads(leaf)
        author = raw["author"]
        event = Event(
            installation=raw["installation"],
            seq=raw["sequence"],
            at=instant(raw["recorded_at"]),
            type=raw["type"],
            type_version=raw["type_version"],
            author=None if author is None else Author(**author),
            subject_kind=raw["subject"]["kind"],
            subject_id=raw["subject"]["id"],
            data=raw["data"],
            commitments=raw["commitments"],
            previous=raw["previous"],
        )
        canonical_form = event.leaf()
    except (KeyError, TypeError, ValueError) as fault:
        raise ValueError(f"not a ledger leaf: {fault}") from fault
    if canonical_form != leaf:
        raise ValueError("the leaf is not in canonical form")
    return event


def leaf_hash(leaf: bytes) -> str:
    """SHA-256(0x00 || leaf) in hex."""
    return hashlib.sha256(b"\x00" + leaf).hexdigest()


def canonical(value: Any) -> bytes:
    """`value` as RFC 8785 JSON, every string first in Unicode NFC."""
    quick = _quick(value)
    return rfc8785.dumps(_nfc(value)) if quick is None else quick


def new_salt() -> str:
    """32 random bytes in hex: one fresh salt for each committed text."""
    return secrets.token_hex(32)


def commitment(salt: str, plain: Any) -> str:
    """HMAC-SHA256 of the canonical plain value under its salt, hex; meaningless once the salt is
    erased.
    """
    return hmac.new(bytes.fromhex(salt), canonical(plain), hashlib.sha256).hexdigest()


def _quick(value: Any) -> bytes | None:
    """The same bytes ten times as fast for what is plain and ASCII, as almost every leaf is.

    There both forms agree: keys sort alike, and without fractions numbers are written alike.
    """
    if not _is_plain(value):
        return None
    written = orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    return written if written.isascii() else None


def _is_plain(value: Any) -> bool:
    kind = type(value)
    if kind is str or kind is bool or value is None:
        return True
    if kind is int:
        return bool(abs(value) < 2**53)
    if kind is dict:
        return all(type(key) is str and _is_plain(item) for key, item in value.items())
    return kind is list and all(_is_plain(item) for item in value)


def _nfc(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return {_nfc(key): _nfc(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_nfc(item) for item in value]
    return value

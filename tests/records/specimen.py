"""Specimens for these tests: a small frozen document, a keyring, facts that keep to the schema."""

from __future__ import annotations

import functools
import hashlib
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from govern.records.keys import Keyring
from govern.records.pades.signing import Attachment
from govern.records.render import render
from govern.records.rendering.job import Field
from govern.records.seal import seal

AT = datetime(2027, 3, 12, 14, 32, 5, 123000, tzinfo=UTC)
BEFORE = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
ADDRESS = "https://govern.example/v/3f9c0a7be2d14c5f8a6b7c8d9e0f1a2b"

PAGE = """<!doctype html><html lang="en-GB"><head><title>Specimen</title><style>
body { font-family: "Source Sans 3" } a { display: block; width: 80mm; height: 32mm }</style></head>
<body><h1>Specimen</h1><table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><th>x</th><td>y</td></tr></tbody></table>
<a href="govern-field:dpo"></a><a href="govern-field:siro"></a>
<a href="govern-field:service"></a></body></html>"""
FIELDS = (
    Field("dpo", "Signature of the data protection officer"),
    Field("siro", "Signature of the SIRO"),
    Field("service", "Seal of the service"),
)


@functools.cache
def frozen() -> bytes:
    """A frozen document of one page with three empty fields."""
    return render(PAGE, identifier=b"specimen-frozen!", at=BEFORE, fields=FIELDS)


@functools.cache
def keyring() -> Keyring:
    """Demonstration keys, made once for all tests."""
    return Keyring.create(
        Path(tempfile.mkdtemp()) / "keys", BEFORE, "Specimen consortium", demonstration=True
    )


def facts(of: bytes | None = None, **changed: Any) -> dict[str, Any]:
    """The facts of an endorsement by Priya Nair of Essex on the frozen specimen (or on `of`), with
    some of them changed.
    """
    document = frozen() if of is None else of
    made: dict[str, Any] = {
        "format": "govern-record/1",
        "record": "act",
        "installation": {"id": "specimen", "name": "Specimen consortium", "demonstration": True},
        "document": {
            "id": "1" * 32,
            "kind": "dpia",
            "reference": "DPIA-1",
            "title": "Shared records system",
        },
        "version": {
            "id": "2" * 32,
            "number": 3,
            "definition": "dpia",
            "definition_version": 1,
            "status_address": ADDRESS,
        },
        "content_digest": "sha256:" + "3" * 64,
        "frozen_pdf": {
            "digest": "sha256:" + hashlib.sha256(document).hexdigest(),
            "bytes": len(document),
            "pages": 1,
        },
        "organisation": {"id": "4" * 32, "slug": "essex", "name": "Essex Police"},
        "sign_off": {
            "id": "5" * 32,
            "chain": "dpia",
            "chain_version": 1,
            "stage_before": "endorsement",
            "stage_after": "decision",
            "outcome": None,
        },
        "act": {
            "id": "6" * 32,
            "name": "endorse",
            "title": "Endorsed",
            "at": "2027-03-12T14:32:04.000Z",
            "reasons": None,
        },
        "statement": {"text": "I endorse this version.", "digest": "sha256:" + "7" * 64},
        "signatory": {
            "person_id": "8" * 32,
            "name": "Priya Nair",
            "role": "dpo",
            "role_title": "Data Protection Officer",
            "appointment_id": "9" * 32,
        },
        "authentication": {"method": "password_and_code", "at": "2027-03-12T14:31:50.000Z"},
        "conditions": [],
        "validity": {"from": None, "until": None, "review_due_on": "2028-03-11"},
        "flows": [],
        "ledger": {
            "origin": "specimen",
            "position": 417,
            "leaf_hash": "a" * 64,
            "tree_size": 418,
            "tree_root": "b" * 64,
            "proof": ["c" * 64],
        },
        "earlier_records": [],
    }
    return made | changed


def notice() -> dict[str, Any]:
    """The facts of a notice that a sign-off carries over to the frozen specimen."""
    kept = ("format", "installation", "document", "version", "content_digest", "frozen_pdf")
    cited = {"digest": "sha256:" + "d" * 64, "act": "Approved", "attached": None}
    text = "Essex Police's approval of version 2 carries over to version 3: the change is minor."
    made = {
        name: value for name, value in facts().items() if name in (*kept, "organisation", "ledger")
    }
    return made | {
        "record": "notice",
        "notice": {
            "name": "carried_over",
            "title": "Sign-off carried over",
            "at": "2027-03-12T14:32:04.000Z",
            "text": text,
        },
        "earlier_records": [cited],
    }


def sealed(
    of: dict[str, Any], *, at: datetime, field: str = "dpo", attachments: Sequence[Attachment] = ()
) -> bytes:
    """A record of these facts on the frozen specimen."""
    return seal(
        frozen(),
        record=of,
        field=field,
        address=ADDRESS,
        keyring=keyring(),
        at=at,
        attachments=attachments,
    )


@functools.cache
def record() -> bytes:
    """The record of Priya Nair's endorsement of the frozen specimen."""
    return sealed(facts(), at=AT)

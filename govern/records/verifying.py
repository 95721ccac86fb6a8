"""The verifying process: reads a file from outside and says what holds, confined like a layout."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import serialization

from govern.records.confined.child import Child, TaskEnded
from govern.records.confined.limits import Limits
from govern.records.confined.serving import serve
from govern.records.damage import UNREADABLE
from govern.records.renewal import good_until
from govern.records.revocation import NOTHING_SINCE, Published
from govern.records.told import Finding
from govern.records.verify import (
    LARGEST,
    TOO_LARGE,
    UNEXPECTED,
    Expected,
    Verdict,
    verify,
)

LIMITS = Limits(cpu_seconds=10, wall_seconds=15, memory_bytes=1024 * 1024 * 1024)
"""What one file from outside may cost; a record of a hundred pages takes a fiftieth of it."""

_READER = Child("govern.records.verifying", at_once=2)


def verify_upload(
    data: bytes,
    *,
    root: x509.Certificate,
    expected: Expected = UNEXPECTED,
    time_roots: Sequence[x509.Certificate] = (),
    published: Published = NOTHING_SINCE,
    limits: Limits = LIMITS,
) -> Verdict:
    """The verdict of `verify` on a file from outside, reached in a confined child.

    The verdict gives attachments by name alone, without their bytes. A file that exhausts its
    limits is not a whole record.
    """
    if len(data) > LARGEST:
        return Verdict(False, (Finding(False, TOO_LARGE),))
    given = {
        "root": _pem(root),
        "time_roots": [_pem(each) for each in time_roots],
        "lists": [_pem(each) for each in published.lists],
        "former_roots": [_pem(each) for each in published.former_roots],
        "own_roots": [_pem(each) for each in published.own_roots],
        **asdict(expected),
    }
    head = json.dumps(given).encode()
    try:
        answer = _READER.ask(len(head).to_bytes(8, "big") + head + data, limits)
    except TaskEnded:
        return Verdict(False, (Finding(False, UNREADABLE),))
    return _verdict(json.loads(answer))


def answer(message: bytes) -> bytes:
    """The child's answer: the verdict as JSON, never anything that runs when it is read."""
    length = int.from_bytes(message[:8], "big")
    given = json.loads(message[8 : 8 + length])
    root = x509.load_pem_x509_certificate(given.pop("root").encode())
    times = _certificates(given.pop("time_roots"))
    lists = tuple(x509.load_pem_x509_crl(each.encode()) for each in given.pop("lists"))
    former, own = _certificates(given.pop("former_roots")), _certificates(given.pop("own_roots"))
    published = Published(lists, former, own)
    data = message[8 + length :]
    verdict = verify(
        data,
        root=root,
        expected=Expected(**given),
        time_roots=times,
        published=published,
    )
    vouching = (*published.former_roots, *times)
    ends = good_until(data, root, vouching) if verdict.whole else None
    made = {
        "kept_until": ends.isoformat() if ends else None,
        "whole": verdict.whole,
        "findings": [asdict(each) for each in verdict.findings],
        "record": verdict.record,
        "signer": verdict.signer,
        "signed_at": verdict.signed_at.isoformat() if verdict.signed_at else None,
        "demonstration": verdict.demonstration,
        "attachments": sorted(verdict.attachments),
    }
    return json.dumps(made).encode()


def _pem(public: x509.Certificate | x509.CertificateRevocationList) -> str:
    return public.public_bytes(serialization.Encoding.PEM).decode()


def _certificates(given: Sequence[str]) -> tuple[x509.Certificate, ...]:
    return tuple(x509.load_pem_x509_certificate(each.encode()) for each in given)


def _verdict(read: dict[str, Any]) -> Verdict:
    return Verdict(
        whole=read["whole"],
        findings=tuple(Finding(**each) for each in read["findings"]),
        record=read["record"],
        signer=read["signer"],
        signed_at=datetime.fromisoformat(read["signed_at"]) if read["signed_at"] else None,
        demonstration=read["demonstration"],
        kept_until=datetime.fromisoformat(read["kept_until"]) if read["kept_until"] else None,
        attachments=dict.fromkeys(read["attachments"], b""),
    )


if __name__ == "__main__":
    serve(answer)

"""Says in words what holds of the archive timestamps laid over a record, and how long they last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from cryptography import x509

from govern.records.authority import is_weak
from govern.records.pades.layers import Stamp, sealed_length, stamps
from govern.records.pades.reading import Signature, Unreadable
from govern.records.stamp import when
from govern.records.told import Finding, told


def findings(
    data: bytes, sealed: int, roots: Sequence[x509.Certificate], first: Stamp | None
) -> tuple[Finding, ...]:
    """One finding for each archive timestamp after the `sealed` bytes; none when there is none."""
    if sealed == len(data):
        return ()
    try:
        laid = stamps(data, sealed, roots, first)
    except Unreadable as fault:
        said = str(fault).partition(": ")[2] or str(fault)
        return (Finding(False, f"What follows the record is no archive timestamp: {said}."),)
    return tuple(_finding(number, each) for number, each in enumerate(laid, 1))


def _finding(number: int, stamp: Stamp) -> Finding:
    return told(
        not stamp.faults,
        f"Archive timestamp {number} of {when(stamp.at)} covers all before it and holds.",
        f"Archive timestamp {number} does not hold: {'; '.join(stamp.faults)[:300]}.",
    )


def own_stamp(signature: Signature | None) -> Stamp | None:
    """The timestamp that the signature itself carries; whether it holds is judged with it."""
    if signature is None or signature.stamped_by is None or signature.signed_at is None:
        return None
    return Stamp(signature.signed_at, signature.stamped_by, ())


def sealed_part(data: bytes) -> bytes:
    """The record as it was sealed, without the archive timestamps after it. Raises Unreadable."""
    length = sealed_length(data)
    return data[:length] if 0 < length <= len(data) else data


def kept_until(
    data: bytes, sealed: int, roots: Sequence[x509.Certificate], first: Stamp | None
) -> datetime | None:
    """Until when the last timestamp can be relied on: the end of its authority's certificate, or
    at once when its key is weak. None when there is no timestamp. Raises Unreadable.
    """
    end = first if sealed == len(data) else stamps(data, sealed, roots, first)[-1]
    if end is None:
        return None
    last = end.authority
    return last.not_valid_before_utc if is_weak(last) else last.not_valid_after_utc

"""Says in words whether a file is a whole record: one signature over everything, by whom its facts
name, on the frozen bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from cryptography import x509
from cryptography.x509.oid import NameOID

from govern.records import archived, cited, damage, facts, later, own
from govern.records.certificates import DEMONSTRATION
from govern.records.facts import Facts, FactsError
from govern.records.pades.reading import (
    Reading,
    Signature,
    Unreadable,
    changes_to_frozen,
    read,
)
from govern.records.revocation import NOTHING_SINCE, Published
from govern.records.seal import cites, subject
from govern.records.stamp import when
from govern.records.told import Finding, told

LARGEST = 256 * 1024 * 1024
"""Bytes: a longer file is refused unread."""

TOO_LARGE = "The file is too large to be a record."


@dataclass(frozen=True)
class Expected:
    """What the caller already knows of the record from elsewhere, such as the ledger; None means
    not known.
    """

    frozen_digest: str | None = None
    record: Facts | None = None
    installation: str | None = None


UNEXPECTED = Expected()
"""Nothing is known of the record but what it says itself."""


@dataclass(frozen=True)
class Verdict:
    """Whether the file is a whole record, why, and what it says. `record` is given as far as it can
    be read.

    `attachments` are the other files it carries; `kept_until` (of `verify_upload` alone) is when
    its newest timestamp weakens. Only when `whole` may any of it be relied on.
    """

    whole: bool
    findings: tuple[Finding, ...]
    record: Facts | None = None
    signer: str | None = None
    signed_at: datetime | None = None
    demonstration: bool = False
    attachments: Mapping[str, bytes] = field(default_factory=dict)
    kept_until: datetime | None = None


def verify(
    data: bytes,
    *,
    root: x509.Certificate,
    expected: Expected = UNEXPECTED,
    time_roots: Sequence[x509.Certificate] = (),
    published: Published = NOTHING_SINCE,
) -> Verdict:
    """Judge a file against the published root and what is expected of it. Never raises on what the
    file holds. `time_roots` may vouch for the timestamp of an outside authority, and for no signer.
    `published` are later revocations, the former roots under which older records hold, and the
    roots of signatories' own certificates.

    The rule is that of docs/records-format.md: exactly one signature, intact, trusted, by exactly
    the signatory of its facts; the entire file covered, nothing after it but archive timestamps;
    the frozen bytes as exact prefix; the facts as attached. What is no PDF is no whole record.
    """
    if len(data) > LARGEST:
        return Verdict(False, (Finding(False, TOO_LARGE),))
    times = (root, *published.former_roots, *time_roots)
    verdict = _against(root, data, expected, times, published)
    for former in () if verdict.whole else published.former_roots:
        older = _against(former, data, expected, times, published)
        if older.whole:
            return older
    return verdict


def _against(
    root: x509.Certificate,
    data: bytes,
    expected: Expected,
    time_roots: Sequence[x509.Certificate],
    published: Published,
) -> Verdict:
    try:
        sealed = archived.sealed_part(data)
        reading = read(sealed, root, time_roots)
        record, fault = _record(reading)
        if own.says_so(record):
            reading = read(sealed, root, time_roots, own_roots=published.own_roots)
    except Unreadable:
        return Verdict(False, tuple(Finding(False, each) for each in damage.named(data)))
    findings = [*_of_signature(reading, record), *_of_facts(sealed, record, fault)]
    signature = reading.signature
    if signature is not None and record is not None:
        findings += [*_of_signatory(signature, record, root), *_of_expected(record, expected)]
        findings += cited.findings(record, reading.attachments)
        if all(each.ok for each in findings):
            findings.append(_of_frozen_pages(sealed, reading, record))
    if signature is not None:
        findings += later.findings(signature, root, published.lists)
    laid = archived.own_stamp(signature)
    findings += archived.findings(data, len(sealed), (root, *time_roots), laid)
    whole = signature is not None and record is not None and all(each.ok for each in findings)
    others = {
        name: content for name, content in reading.attachments.items() if name != facts.FILE_NAME
    }
    return Verdict(
        whole,
        tuple(findings),
        record,
        _signer(signature.certificate) if signature else None,
        signature.signed_at if signature else None,
        bool(signature and _unit(signature.certificate) == DEMONSTRATION),
        others,
    )


def _record(reading: Reading) -> tuple[Facts | None, str]:
    content = reading.attachments.get(facts.FILE_NAME)
    if content is None:
        return None, "The file carries no record.json: it is not a record."
    try:
        return facts.read(content), ""
    except FactsError as error:
        return None, f"Its facts cannot be read: {error}."


def _of_signature(reading: Reading, record: Facts | None) -> Iterator[Finding]:
    signature = reading.signature
    if signature is None:
        number = "no signature" if reading.signatures == 0 else f"{reading.signatures} signatures"
        yield Finding(False, f"The file has {number}; a record has exactly one.")
        return
    yield Finding(True, "The file has exactly one signature.")
    yield told(
        signature.covers_everything,
        "The signature covers the entire file, from the first byte to the last.",
        "The signature does not cover the entire file: something was added or cut off later.",
    )
    yield told(
        signature.intact,
        "Not one byte has changed since it was signed.",
        damage.CHANGED,
    )
    yield own.trust(signature, record)
    yield told(
        reading.revisions == 2,
        "The signature is the only thing added to the frozen document.",
        "The file was not made in one step from a frozen document.",
    )


def _of_facts(data: bytes, record: Facts | None, fault: str) -> Iterator[Finding]:
    if record is None:
        yield Finding(False, fault)
        return
    yield Finding(True, "Its facts (record.json) are attached and complete.")
    length, digest = record["frozen_pdf"]["bytes"], record["frozen_pdf"]["digest"]
    found = "sha256:" + hashlib.sha256(data[:length]).hexdigest()
    yield told(
        length < len(data) and found == digest,
        "It begins with exactly the frozen document that its facts name.",
        "It does not begin with the frozen document that its facts name.",
    )


def _of_frozen_pages(data: bytes, reading: Reading, record: Facts) -> Finding:
    """Even the service may only add to a frozen document: what was prepared behind it is found
    here.
    """
    appended = record["record"] == "executed_copy"
    length = record["frozen_pdf"]["bytes"]
    field_name = reading.signature.field if reading.signature else ""
    try:
        replaced = changes_to_frozen(reading, data, length, field_name, appended=appended)
    except Unreadable:
        replaced = ["its frozen document cannot be read on its own"]
    return told(
        not replaced,
        "Signing replaced nothing of the frozen pages.",
        f"Signing replaced parts of the frozen document: {'; '.join(replaced)[:300]}.",
    )


def _of_signatory(signature: Signature, record: Facts, root: x509.Certificate) -> Iterator[Finding]:
    certificate = signature.certificate
    if own.says_so(record):
        yield own.signatory(certificate, record)
    elif record["record"] == "act":
        named = certificate.subject == subject(record) and _uris(certificate) == cites(record)
        signatory, organisation = record["signatory"], record["organisation"]
        who = f"{signatory['name']}, {signatory['role_title']}, {organisation['name']}"
        yield told(
            named,
            f"It was signed by exactly the signatory its facts name: {who}.",
            f"Its facts name {who}, but it was signed by {_signer(certificate)}.",
        )
    else:
        yield told(
            _is_service(certificate),
            "It was sealed by the service; it is nobody's signature.",
            f"It should carry the service's seal, but it was signed by {_signer(certificate)}.",
        )
    if signature.signed_at is not None:
        whose = _authority(signature, root)
        done = "signed" if record["record"] == "act" else "sealed"
        yield Finding(True, f"It was {done} on {when(signature.signed_at)}, as {whose} states.")


def _authority(signature: Signature, root: x509.Certificate) -> str:
    """Whose word the time is: the service's own, or that of an outside authority, by name. The
    service's stands directly under its root; that the chain holds was judged before.
    """
    by = signature.stamped_by
    if by is None or by.issuer in (root.subject, signature.certificate.issuer):
        return "this service's own timestamp authority"
    return f"the outside timestamp authority {_signer(by)}"


def _of_expected(record: Facts, expected: Expected) -> Iterator[Finding]:
    if expected.installation is not None:
        yield told(
            record["installation"]["id"] == expected.installation,
            "It was made by this installation.",
            f"It was made by another installation: {record['installation']['name']}.",
        )
    if expected.frozen_digest is not None:
        yield told(
            record["frozen_pdf"]["digest"].removeprefix("sha256:")
            == expected.frozen_digest.removeprefix("sha256:"),
            "It is on the frozen version that is expected here.",
            "It is on another frozen version than is expected here.",
        )
    if expected.record is not None:
        yield told(
            facts.canonical(expected.record) == facts.canonical(record),
            "Its facts are those that were stored.",
            "Its facts are not those that were stored.",
        )


def _text(certificate: x509.Certificate, oid: x509.ObjectIdentifier) -> str | None:
    held = certificate.subject.get_attributes_for_oid(oid)
    return str(held[0].value) if held else None


def _unit(certificate: x509.Certificate) -> str | None:
    return _text(certificate, NameOID.ORGANIZATIONAL_UNIT_NAME)


def _signer(certificate: x509.Certificate) -> str:
    parts = (
        _text(certificate, oid)
        for oid in (NameOID.COMMON_NAME, NameOID.TITLE, NameOID.ORGANIZATION_NAME)
    )
    return ", ".join(each for each in parts if each)


def _is_service(certificate: x509.Certificate) -> bool:
    """The service's certificate is the one with the seal's title and no person: a signatory's
    always names a person.
    """
    return (
        _text(certificate, NameOID.TITLE) == "Service seal"
        and _text(certificate, NameOID.SERIAL_NUMBER) is None
    )


def _uris(certificate: x509.Certificate) -> tuple[str, ...]:
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (x509.ExtensionNotFound, ValueError):
        return ()
    return tuple(names.get_values_for_type(x509.UniformResourceIdentifier))

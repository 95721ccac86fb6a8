"""Seals one act into one record: the frozen bytes, then one revision with the facts and one
signature over the whole file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from govern.records import certificates, facts, signed_field
from govern.records.authority import SKEW, OutsideAuthority
from govern.records.facts import Facts
from govern.records.keys import Keyring
from govern.records.pades.signing import Attachment, Revision, add_revision
from govern.records.stamp import Shown, appearance

SERVICE_FIELD = "service"
"""The field that the service itself seals, in notices and executed copies."""


class SealError(Exception):
    """The record cannot be sealed as asked; nothing was made. The message says why."""


def seal(
    frozen: bytes,
    *,
    record: Facts,
    field: str,
    address: str,
    keyring: Keyring,
    at: datetime,
    attachments: Sequence[Attachment] = (),
    authority: OutsideAuthority | None = None,
) -> bytes:
    """The record of one person's act (PAdES B-LT, one revision after the frozen bytes, the entire
    file covered).

    `record` are the facts by `record.schema.json`, kind act: they name the signatory, whose
    one-time key and certificate are made here and thrown away. `field` is the empty field to sign,
    `address` where a reader may ask about this record (its QR), `at` the instant of sealing.
    `attachments` carry earlier records of the same sign-off. An outside `authority` states the time
    instead of the keyring's own. Raises SealError, FactsError, RenderError or AuthorityError.
    """
    if record.get("record") != "act":
        raise SealError("A person signs records of kind act only.")
    if "own_certificate" in record["authentication"]:
        raise SealError("What says that an own certificate signs it is not sealed with another.")
    content = checked_facts(frozen, record)
    shown = signed_field.shown(record, address, at)
    keyed = keyring.one_time(subject(record), at - SKEW if authority else at, cites(record))
    revision = revision_of(content, shown, field, attachments)
    return add_revision(frozen, revision, keyed=keyed, keyring=keyring, at=at, authority=authority)


def seal_notice(
    frozen: bytes,
    *,
    record: Facts,
    address: str,
    keyring: Keyring,
    at: datetime,
    attachments: Sequence[Attachment] = (),
    authority: OutsideAuthority | None = None,
) -> bytes:
    """The record of what the service itself states (kind notice), sealed with the service's key in
    the field `service`. `attachments` carry the records that it cites.

    It is nobody's signature. Raises SealError, FactsError, RenderError or AuthorityError.
    """
    if record.get("record") != "notice":
        raise SealError("The service seals notices and executed copies only.")
    content = checked_facts(frozen, record)
    name = record["installation"]["name"]
    shown = Shown(
        record["notice"]["title"],
        name,
        "Notice by the service, nobody's signature",
        record["organisation"]["name"],
        at,
        address,
        record["notice"]["text"],
    )
    revision = revision_of(content, shown, SERVICE_FIELD, attachments)
    return add_revision(
        frozen, revision, keyed=keyring.service, keyring=keyring, at=at, authority=authority
    )


def subject(record: Facts) -> Any:
    """The certificate subject of an act's signatory: person, role and organisation as the facts
    name them.
    """
    who = record["signatory"]
    unit = certificates.DEMONSTRATION if record["installation"]["demonstration"] else None
    return certificates.name(
        who["name"],
        record["organisation"]["name"],
        unit=unit,
        role=who["role_title"],
        person=who["person_id"],
    )


def cites(record: Facts) -> tuple[str, ...]:
    """What the one-time certificate cites: act, appointment, and the authentication behind the
    confirmation.
    """
    authentication = record["authentication"]
    return (
        f"urn:govern:act:{record['act']['id']}",
        f"urn:govern:appointment:{record['signatory']['appointment_id']}",
        f"urn:govern:authentication:{authentication['method']}:{authentication['at']}",
    )


def checked_facts(frozen: bytes, record: Facts) -> bytes:
    """The canonical facts, once it is sure that they are about these frozen bytes. Raises SealError
    or FactsError.
    """
    content = facts.canonical(record)
    digest = "sha256:" + hashlib.sha256(frozen).hexdigest()
    if record["frozen_pdf"]["digest"] != digest or record["frozen_pdf"]["bytes"] != len(frozen):
        raise SealError(
            f"The facts are about another frozen PDF, {record['frozen_pdf']['digest']}; "
            f"these bytes are {digest}."
        )
    return content


def revision_of(
    content: bytes, shown: Shown, field: str, attachments: Sequence[Attachment]
) -> Revision:
    """What a record adds to the frozen bytes, but for the signature."""
    own = Attachment(
        facts.FILE_NAME, content, "application/json", "The facts of this record, in canonical JSON"
    )
    return Revision(field, appearance(shown), shown.spoken(), shown.act, (own, *attachments))

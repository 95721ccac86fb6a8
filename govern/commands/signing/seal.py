"""Seal a confirmed act: make its record, sync it to the archive, then let its consequences take
effect.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from govern.commands.signing.follow_up import follow_up
from govern.commands.signing.record_facts import Gathered, gather, record_facts
from govern.errors import Conflict
from govern.installation import Installation
from govern.records import signatures
from govern.records.pades.signing import Attachment
from govern.records.seal import seal
from govern.store.rows.organisations import AppointmentRow
from govern.store.rows.sign_offs import ActRow

_ADVICE_ATTACHED_BY = frozenset({"approve", "approve_with_conditions", "reject", "refer_to_ico"})


def seal_act(installation: Installation, *, act_id: str) -> str:
    """Seal the record of a confirmed act and apply what follows from it; returns the record's
    SHA-256 in hex.

    Safe to repeat: a sealed act answers with its record at once, and a crash at any point leaves
    either no record or one that the next call finishes. Only this completes the act (decision 13).
    """
    with installation.reading() as session:
        act = session.get_one(ActRow, act_id)
        if act.record_sha256:
            return act.record_sha256
    ready = make_ready(installation, act_id)
    record = seal(
        ready.frozen,
        record=ready.facts,
        field=ready.field,
        address=ready.address,
        keyring=installation.keyring,
        at=installation.clock.now(),
        attachments=ready.attachments,
        authority=installation.time_authority,
    )
    return complete(installation, ready.found, record)


@dataclass(frozen=True)
class Ready:
    """All that goes into the record of a confirmed act, but for the signature."""

    found: Gathered
    frozen: bytes
    facts: dict[str, Any]
    field: str
    address: str
    attachments: tuple[Attachment, ...]


def make_ready(installation: Installation, act_id: str) -> Ready:
    """Gather what the record of a confirmed act will say and carry."""
    with installation.reading() as session:
        found = gather(session, act_id)
        frozen = installation.archive.get(found.act.frozen_digest)
        facts = record_facts(installation, session, found, len(frozen))
        role = session.get_one(AppointmentRow, found.act.appointment_id).role
    attachments = _advice(installation, found)
    for cited in facts["earlier_records"]:
        if attachments and cited["digest"].endswith(_advice_digest(found) or "-"):
            cited["attached"] = attachments[0].name
    address = f"{facts['version']['status_address']}?record={act_id}"
    return Ready(found, frozen, facts, _field(found, role), address, attachments)


def _field(found: Gathered, role: str) -> str:
    """The empty field that a role's signature fills: its own, or the one left for steps a force
    added.
    """
    names = {field.name for field in signatures.fields(found.document.kind)}
    return role if role in names else signatures.OTHER_FIELD


def complete(installation: Installation, found: Gathered, record: bytes) -> str:
    """Sync the record to the archive, then let what follows from its act take effect; returns its
    digest. Safe to repeat. Conflict when the act has lapsed.
    """
    digest, size = installation.archive.put(record), len(record)
    with installation.writing(None) as w:
        standing = w.session.get_one(ActRow, found.act.id)
        if standing.record_sha256:
            return standing.record_sha256
        if standing.lapsed_at:
            raise Conflict("the time to hand in the signature is over: begin the act again")
        w.record("record_sealed", ("act", found.act.id), {"record_sha256": digest, "size": size})
        for then in found.event.data["then"]:
            kind, subject_id = then["subject"]
            data = _filled(then["data"], digest, found.event.commitments)
            w.record(then["type"], (kind, subject_id), data)
        follow_up(w, found)
    return digest


def _filled(data: Mapping[str, Any], record: str, commitments: Mapping[str, str]) -> dict[str, Any]:
    return {name: _value(value, record, commitments) for name, value in data.items()}


def _value(value: Any, record: str, commitments: Mapping[str, str]) -> Any:
    if value == "$record":
        return record
    if isinstance(value, str) and value.startswith("$commitment:"):
        return commitments[value.removeprefix("$commitment:")]
    return value


def _advice_digest(found: Gathered) -> str | None:
    decides = found.act.act in _ADVICE_ATTACHED_BY
    return found.sign_off.advice_record_sha256 if decides and found.sign_off else None


def _advice(installation: Installation, found: Gathered) -> tuple[Attachment, ...]:
    """The DPO's record, carried inside the decider's (decision 12)."""
    digest = _advice_digest(found)
    if digest is None:
        return ()
    return (
        Attachment(
            "dpo-advice.pdf",
            installation.archive.get(digest),
            "application/pdf",
            "The data protection officer's signed advice on this version",
            "Source",
        ),
    )

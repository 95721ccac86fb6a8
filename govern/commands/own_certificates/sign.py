"""One act signed with the signatory's own certificate: confirmed and laid out, then completed by
the signature they hand in, or lapsed.
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Protocol

from sqlalchemy import insert

from govern.clock import instant, text
from govern.commands.authority import present
from govern.commands.signing.confirm import Authentication, confirm_act
from govern.commands.signing.seal import Ready, complete, make_ready
from govern.errors import Conflict, NotFound
from govern.installation import Installation
from govern.records import own_seal
from govern.records.authority import AuthorityError
from govern.records.holding import OwnCertificateError, holder
from govern.records.own import named
from govern.records.pades.interrupted import Holder, Prepared
from govern.store import own_certificates
from govern.store.rows.own_certificates import OwnCertificateRow, OwnSigningRow
from govern.store.rows.sign_offs import ActRow
from workflows.engine import Actor

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ToSign:
    """What the holder of the key signs, until when, and its SHA-256 in hex."""

    act_id: str
    content: bytes
    expires_at: str

    @property
    def digest(self) -> str:
        """The SHA-256 of what is signed, in hex."""
        return hashlib.sha256(self.content).hexdigest()


class Confirm(Protocol):
    """Confirms an act by its token: `confirm_act`, or `confirm_extension`."""

    def __call__(
        self,
        installation: Installation,
        /,
        *,
        by: Actor,
        token: str,
        authentication: Authentication,
    ) -> str:
        """The act's id."""


def begin_own(
    installation: Installation,
    *,
    by: Actor,
    token: str,
    authentication: Authentication,
    confirm: Confirm = confirm_act,
) -> str:
    """Confirm an act as `confirm` does, for the signatory's own certificate to sign, and lay out
    its record; returns the act's id. Conflict when the certificate may not sign now.
    """
    found = _holder(installation, by.person)
    again = replace(
        authentication,
        own_certificate=named(found.certificate),
        own_minutes=installation.settings.own_signing_minutes,
    )
    act_id = confirm(installation, by=by, token=token, authentication=again)
    try:
        lay_out(installation, by=by, act_id=act_id)
    except Conflict:
        log.exception("the file of act %s could not be laid out in its request", act_id)
    return act_id


def lay_out(installation: Installation, *, by: Actor, act_id: str) -> ToSign:
    """What the act's signatory signs; laid out once, so that asking again gives the same. NotFound
    for another's act, Conflict when it waits for no such signature.
    """
    with installation.reading() as session:
        act = _own_act(session.get(ActRow, act_id), by)
        kept = session.get(OwnSigningRow, act_id)
        if kept is not None:
            return ToSign(act_id, bytes.fromhex(kept.attributes), kept.expires_at)
        row = _standing(own_certificates.standing(session, by.person))
    found, ready = _holder(installation, by.person), make_ready(installation, act_id)
    prepared = _prepare(installation, ready, found)
    kept_as = installation.uploads.put(prepared.content)
    minutes = timedelta(minutes=installation.settings.own_signing_minutes)
    expires_at = text(instant(act.confirmed_at) + minutes)
    with installation.writing(by) as writing:
        present(writing, by)
        _own_act(writing.session.get(ActRow, act_id), by)
        values = {
            "act_id": act_id,
            "own_certificate_id": row.id,
            "content_sha256": kept_as,
            "place_start": prepared.start,
            "place_end": prepared.end,
            "attributes": prepared.attributes.hex(),
            "facts": ready.facts,
            "expires_at": expires_at,
        }
        writing.session.execute(insert(OwnSigningRow).values(**values))
    return ToSign(act_id, prepared.attributes, expires_at)


def hand_in(installation: Installation, *, by: Actor, act_id: str, content: bytes) -> str:
    """Complete the act with the signature in `content`; returns its record's digest. Conflict, with
    the reason, when it is not that signature, or too late.
    """
    with installation.reading() as session:
        _own_act(session.get(ActRow, act_id), by)
        row = session.get(OwnSigningRow, act_id)
        standing = own_certificates.standing(session, by.person)
    if row is None or row.expires_at <= text(installation.clock.now()):
        raise Conflict("the time to hand in the signature is over: begin the act again")
    if standing is None or standing.id != row.own_certificate_id:
        raise Conflict("the certificate was ended since: begin the act again")
    try:
        record = own_seal.complete(
            _prepared(installation, row),
            content,
            record=row.facts,
            holder=_holder(installation, by.person),
            keyring=installation.keyring,
            published=installation.published,
            at=installation.clock.now(),
            authority=installation.time_authority,
        )
    except (OwnCertificateError, AuthorityError) as fault:
        raise Conflict(str(fault)) from None
    found = make_ready(installation, act_id).found
    digest = complete(installation, found, record)
    _forget(installation, act_id)
    return digest


def lapse(installation: Installation, *, act_id: str) -> bool:
    """End an act whose signature did not come: it is as if it had not been begun. Whether it was
    ended now; safe to repeat.
    """
    with installation.writing(None) as writing:
        act = writing.session.get_one(ActRow, act_id)
        over = act.sealed_at is None and act.lapsed_at is None
        if over:
            writing.record("act_lapsed", ("act", act_id))
    _forget(installation, act_id)
    return over


def _own_act(act: ActRow | None, by: Actor) -> ActRow:
    if act is None or (act.person_id, act.appointment_id) != (by.person, by.appointment):
        raise NotFound("act")
    if act.sealed_at is not None:
        raise Conflict("this act has its record already")
    if act.lapsed_at is not None:
        raise Conflict("the time to hand in the signature is over: begin the act again")
    return act


def _standing(row: OwnCertificateRow | None) -> OwnCertificateRow:
    if row is None:
        raise Conflict("no certificate of yours is registered to sign with")
    return row


def _holder(installation: Installation, person_id: str) -> Holder:
    """The person's certificate, judged as at this instant."""
    with installation.reading() as session:
        row = _standing(own_certificates.standing(session, person_id))
        certificate = own_certificates.certificate(session, row)
    try:
        return holder(certificate, installation.own_issuers, installation.clock.now())
    except OwnCertificateError as fault:
        raise Conflict(f"your certificate cannot sign now. {fault}") from None


def _prepared(installation: Installation, row: OwnSigningRow) -> Prepared:
    content = installation.uploads.get(row.content_sha256)
    return Prepared(content, row.place_start, row.place_end, bytes.fromhex(row.attributes))


def _forget(installation: Installation, act_id: str) -> None:
    """Take the unsigned file away; nobody needs it once the act is complete or over."""
    with installation.writing(None) as writing:
        row = writing.session.get(OwnSigningRow, act_id)
        if row is None:
            return
        kept = row.content_sha256
        writing.session.delete(row)
    installation.uploads.remove(kept)


def _prepare(installation: Installation, ready: Ready, found: Holder) -> Prepared:
    try:
        return own_seal.prepare(
            ready.frozen,
            record=ready.facts,
            field=ready.field,
            address=ready.address,
            holder=found,
            keyring=installation.keyring,
            at=installation.clock.now(),
            attachments=ready.attachments,
            authority=installation.time_authority,
        )
    except AuthorityError as fault:
        raise Conflict(f"the file to sign cannot be made now: {fault}") from None

"""Registering a person's own certificate to sign with, by two people; ending it, by one."""

from __future__ import annotations

from cryptography.hazmat.primitives import serialization
from sqlalchemy import delete, insert

from govern.commands.authority import ADMINISTRATORS, require
from govern.commands.second_person.kinds import Done, Given, SensitiveAct
from govern.errors import Conflict, Invalid, NotFound
from govern.installation import Installation
from govern.records.authority import AuthorityError
from govern.records.holding import OwnCertificateError, holder, read_certificate
from govern.records.own import named
from govern.store import own_certificates
from govern.store.identifiers import new_id
from govern.store.rows.own_certificates import OwnCertificateAskedRow
from govern.store.rows.people import PersonRow
from govern.store.writing import Writing
from workflows import roles
from workflows.engine import Actor

LARGEST = 16 * 1024
REGISTER_NAME = "register_own_certificate"


def take_in(installation: Installation, *, by: Actor, person_id: str, content: bytes) -> Given:
    """What the act registers, once it is sure that this certificate may sign now. Invalid, at the
    field `file`, says why not.
    """
    if len(content) > LARGEST:
        raise Invalid.field("file", "The file is too large to be a certificate.")
    try:
        certificate = read_certificate(content)
        holder(certificate, installation.own_issuers, installation.clock.now())
    except (OwnCertificateError, AuthorityError) as fault:
        raise Invalid.field("file", str(fault)) from None
    given = {"person_id": person_id, "digest": named(certificate)["digest"]}
    pem = certificate.public_bytes(serialization.Encoding.PEM).decode()
    with installation.writing(by) as writing:
        require(writing, by, ADMINISTRATORS)
        _forget_asked(writing, person_id)
        row = insert(OwnCertificateAskedRow).values(**given, certificate=pem)
        writing.session.execute(row)
    return given


def end_own_certificate(
    installation: Installation, *, by: Actor | None, person_id: str, why: str = "withdrawn"
) -> None:
    """Let a person's certificate sign nothing more; what it signed stays. Anyone may end their own,
    an administrator anybody's. NotFound when none is registered.
    """
    with installation.writing(by) as writing:
        if by is not None and by.person != person_id:
            require(writing, by, ADMINISTRATORS)
        if not end_of(writing, person_id, why):
            raise NotFound(f"own certificate of {person_id}")


def end_of(writing: Writing, person_id: str, why: str) -> bool:
    """End the certificate that a person has, if they have one."""
    row = own_certificates.standing(writing.session, person_id)
    if row is not None:
        writing.record("own_certificate_ended", ("own_certificate", row.id), {"why": why})
    return row is not None


def _forget_asked(writing: Writing, person_id: str) -> None:
    gone = delete(OwnCertificateAskedRow).where(OwnCertificateAskedRow.person_id == person_id)
    writing.session.execute(gone)


def _check(writing: Writing, by: Actor | None, given: Given) -> None:
    require(writing, by, ADMINISTRATORS)
    row = writing.session.get(PersonRow, given["person_id"])
    if row is None or row.erased_at is not None:
        raise NotFound(f"person {given['person_id']}")
    if _asked(writing, given) is None:
        raise Conflict("Another certificate was handed in since: ask for that one.")


def _do(writing: Writing, given: Given) -> Done:
    person_id, asked = given["person_id"], _asked(writing, given)
    if asked is None:
        raise Conflict("The certificate that was asked for is gone.")
    end_of(writing, person_id, "replaced")
    made = new_id()
    writing.record(
        "own_certificate_registered",
        ("person", person_id),
        {"own_certificate_id": made, "person_id": person_id, "digest": given["digest"]},
        private={"certificate": asked.certificate},
    )
    _forget_asked(writing, person_id)
    return Done(made)


def _asked(writing: Writing, given: Given) -> OwnCertificateAskedRow | None:
    return writing.session.get(OwnCertificateAskedRow, (given["digest"], given["person_id"]))


REGISTER = SensitiveAct(
    name=REGISTER_NAME,
    title="Register somebody's own certificate to sign with",
    check=_check,
    do=_do,
    confirms=frozenset({roles.ADMINISTRATOR, roles.COORDINATOR}),
)

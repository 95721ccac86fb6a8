"""Bind one more force to a partner's connection return, so that it can accept the certificate."""

from __future__ import annotations

from sqlalchemy import select

from govern.commands.authority import present
from govern.commands.signing.open_sign_off import open_sign_off
from govern.errors import Conflict, Forbidden, Invalid
from govern.installation import Installation
from govern.store import access
from govern.store.identifiers import new_id
from govern.store.rows.documents import DocumentRow, PartyRow
from govern.store.rows.enforcement import ConnectionRow
from govern.store.rows.organisations import OrganisationRow
from govern.store.writing import Writing
from workflows import roles
from workflows.engine import Actor

CHAIN = "connection_acceptance"


def bind_force(
    installation: Installation, *, by: Actor, version_id: str, organisation_id: str
) -> None:
    """The partner's author asks a further force to accept its connection (decision 4).

    What is certified already is put before that force's SIRO at once; what is not, once it is.
    Nobody else's sign-off is touched. Conflict for a force that is bound already.
    """
    with installation.writing(by) as w:
        present(w, by)
        version = access.version(w.session, by, version_id)
        document = w.session.get_one(DocumentRow, version.document_id)
        own = document.kind == "connection_return" and document.drafter_id == by.organisation
        if by.role != roles.AUTHOR or not own:
            raise Forbidden("a partner's author asks forces to accept its own connection")
        if version.status == "withdrawn":
            raise Conflict("this version was withdrawn")
        _free(w, version_id, organisation_id)
        party = {
            "version_id": version.id,
            "document_id": document.id,
            "organisation_id": organisation_id,
            "capacity": "controller",
        }
        frozen = {"chain": CHAIN, "required_roles": [roles.SIRO]}
        data = party | (frozen if version.status == "frozen" else {})
        w.record("party_added", ("party", new_id()), data)
        connection = w.session.scalars(
            select(ConnectionRow).where(ConnectionRow.version_id == version.id)
        ).first()
        if connection is not None and connection.state == "certified":
            open_sign_off(w, version, organisation_id, CHAIN)


def _free(w: Writing, version_id: str, organisation_id: str) -> None:
    body = w.session.get(OrganisationRow, organisation_id)
    if body is None or body.kind != "force" or body.ended_at:
        raise Invalid.field("force", "Choose a force that exists today")
    bound = select(PartyRow.id).where(
        PartyRow.version_id == version_id, PartyRow.organisation_id == organisation_id
    )
    if w.session.scalar(bound) is not None:
        raise Conflict(f"{body.name} is asked already")

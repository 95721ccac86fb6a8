"""Adding a machine caller for some forces or all of them."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select

from govern.certificates import der_of_pem, fingerprint
from govern.commands.authority import OFFICE, require
from govern.commands.clients.tokens import PREFIX, digest
from govern.commands.reading import Reading
from govern.commands.second_person.kinds import Done, Given, SensitiveAct
from govern.errors import Conflict, Invalid
from govern.installation import Installation
from govern.store import organisations
from govern.store.identifiers import new_id
from govern.store.rows.organisations import ClientRow
from govern.store.rows.working import ClientSecretRow
from govern.store.writing import Writing
from workflows import roles
from workflows.engine import Actor

ALL = "all"


@dataclass(frozen=True)
class AddedClient:
    """The new caller's id and its bearer token, which nobody can show again; no token ("") for one
    that is known by its certificate.
    """

    client_id: str
    token: str


def add_client(
    installation: Installation,
    *,
    by: Actor | None,
    name: str,
    forces: Sequence[str],
    certificate: str | None = None,
) -> AddedClient:
    """Add a caller that may ask about `forces` (slugs, or `["all"]`), decision 26. With a
    `certificate` (PEM) it is known by that and by no token.

    Conflict when a caller of that name or certificate has not been revoked; a person alone is
    refused (SecondPersonNeeded).
    """
    given: dict[str, Any] = {"name": name, "forces": list(forces)}
    if certificate is not None:
        given["certificate"] = certificate
    with installation.writing(by) as writing:
        done = ADD_CLIENT.alone(writing, by, given)
    return AddedClient(done.made, done.secret or "")


def _check(writing: Writing, by: Actor | None, given: Given) -> None:
    read = Reading()
    called = read.line("name", given["name"], longest=100)
    read.done()
    require(writing, by, OFFICE)
    same = select(ClientRow.id).where(ClientRow.name == called, ClientRow.revoked_at.is_(None))
    if writing.session.scalar(same):
        raise Conflict(f"There is a caller named {called} already; revoke it first.")
    _checked(writing, given["forces"])
    _bound(writing, given)


def _do(writing: Writing, given: Given) -> Done:
    called = Reading().line("name", given["name"], longest=100)
    token, client_id = PREFIX + secrets.token_urlsafe(32), new_id()
    data = {"name": called, "forces": _checked(writing, given["forces"]), **_bound(writing, given)}
    writing.record("client_added", ("client", client_id), data)
    if "certificate_sha256" in data:
        return Done(client_id, None)
    secret = {"client_id": client_id, "token_sha256": digest(token)}
    writing.session.execute(insert(ClientSecretRow).values(**secret))
    return Done(client_id, token)


def _bound(writing: Writing, given: Given) -> dict[str, str]:
    """The digest of the certificate that the caller is to be known by, where one is given."""
    if not given.get("certificate"):
        return {}
    der = der_of_pem(given["certificate"])
    if der is None:
        raise Invalid.field("certificate", "Give a certificate as PEM: -----BEGIN CERTIFICATE-----")
    query = select(ClientRow.name).where(
        ClientRow.certificate_sha256 == fingerprint(der), ClientRow.revoked_at.is_(None)
    )
    if other := writing.session.scalar(query):
        raise Conflict(f"That certificate is bound to {other} already; revoke it first.")
    return {"certificate_sha256": fingerprint(der)}


def _checked(writing: Writing, forces: Sequence[str]) -> list[str]:
    wanted = list(dict.fromkeys(forces))
    if wanted == [ALL]:
        return wanted
    known = {row.slug for row in organisations.of_kind(writing.session, "force")}
    unknown = [slug for slug in wanted if slug not in known]
    if not wanted or unknown:
        say = f"There is no force {', '.join(unknown)}. " if unknown else ""
        raise Invalid.field("forces", f"{say}Name forces by slug, or all of them by “all” alone.")
    return sorted(wanted)


ADD_CLIENT = SensitiveAct(
    name="add_client",
    title="Let a machine ask the register",
    check=_check,
    do=_do,
    confirms=OFFICE | {roles.GOLD},
)

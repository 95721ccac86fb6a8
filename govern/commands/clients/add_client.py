"""Adding a machine caller for some forces or all of them."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select

from govern.commands.authority import OFFICE, require
from govern.commands.clients.tokens import PREFIX, digest
from govern.commands.reading import Reading
from govern.errors import Conflict, Invalid
from govern.installation import Installation
from govern.store import organisations
from govern.store.identifiers import new_id
from govern.store.rows.organisations import ClientRow
from govern.store.rows.working import ClientSecretRow
from govern.store.writing import Writing
from workflows.engine import Actor

ALL = "all"


@dataclass(frozen=True)
class AddedClient:
    """The new caller's id and its bearer token, which nobody can show again."""

    client_id: str
    token: str


def add_client(
    installation: Installation, *, by: Actor | None, name: str, forces: Sequence[str]
) -> AddedClient:
    """Add a caller that may ask about `forces` (slugs, or `["all"]`), decision 26.

    Conflict when a caller of that name has not been revoked.
    """
    read = Reading()
    called = read.line("name", name, longest=100)
    read.done()
    token = PREFIX + secrets.token_urlsafe(32)
    with installation.writing(by) as writing:
        require(writing, by, OFFICE)
        same = select(ClientRow.id).where(ClientRow.name == called, ClientRow.revoked_at.is_(None))
        if writing.session.scalar(same):
            raise Conflict(f"There is a caller named {called} already; revoke it first.")
        client_id = new_id()
        data = {"name": called, "forces": _checked(writing, forces)}
        writing.record("client_added", ("client", client_id), data)
        secret = {"client_id": client_id, "token_sha256": digest(token)}
        writing.session.execute(insert(ClientSecretRow).values(**secret))
    return AddedClient(client_id, token)


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

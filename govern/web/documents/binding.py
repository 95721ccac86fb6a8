"""A partner asks a further force to accept its connection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from govern.commands.documents.bind_force import bind_force
from govern.store import document_pages
from govern.store.access import Sight
from govern.store.database import Session
from govern.store.document_pages import Party
from govern.store.rows.documents import DocumentRow, VersionRow
from govern.web.chrome import say
from govern.web.context import actor, installation
from govern.web.documents.blueprint import VERSION, blueprint
from govern.web.pieces import Choice
from govern.web.policy import role, rule
from workflows import roles


@dataclass(frozen=True)
class AskForce:
    """The forces that are not asked yet, and where the form goes."""

    forces: Sequence[Choice]
    action: str


@blueprint.post(f"{VERSION}/forces")
@rule(
    role(roles.AUTHOR),
    isolation="adds a force to the acting partner's own connection return; another's is a 404",
)
def bind(document_id: str, number: int) -> Response:
    """Ask one more force to accept the connection."""
    with installation().reading() as session:
        seen = document_pages.drafted(session, actor(), document_id, number)
        version_id = seen.version.id
    chosen = request.form.get("force", "")[:64]
    bind_force(installation(), by=actor(), version_id=version_id, organisation_id=chosen)
    say("The force is asked. Its SIRO accepts the certificate for that force alone.")
    return redirect(url_for("documents.show", document_id=document_id))


def ask_force(
    session: Session,
    row: DocumentRow,
    sight: Sight,
    newest: VersionRow | None,
    parties: Sequence[Party],
) -> AskForce | None:
    """The form for the partner's author, while there is a force that is not bound."""
    mine = row.kind == "connection_return" and sight.drafts and actor().role == roles.AUTHOR
    if not mine or newest is None or newest.status == "withdrawn" or row.state != "live":
        return None
    bound = {party.organisation.id for party in parties}
    free = [
        Choice(each.id, each.name)
        for each in document_pages.everybody(session)
        if each.kind == "force" and each.id not in bound
    ]
    address = url_for("documents.bind", document_id=row.id, number=newest.number)
    return AskForce(free, address) if free else None

"""Class a frozen version as minor or material, and list the agreements that must move to it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from govern.commands.authority import require
from govern.errors import Conflict, Invalid
from govern.installation import Installation
from govern.store import access
from govern.store.rows.documents import DocumentRow
from workflows import roles
from workflows.engine import Actor


def class_version(
    installation: Installation,
    *,
    by: Actor,
    version_id: str,
    materiality: str,
    listed: Sequence[str] = (),
) -> None:
    """Record the lawyers' materiality note. It changes no sign-off (decision 3): `listed`
    agreements (document ids) need the later version from each force that completes it.
    """
    if materiality not in ("minor", "material"):
        raise Invalid.field("materiality", "Choose minor or material")
    if materiality == "minor" and listed:
        raise Invalid.field("listed", "A minor change lists no agreements")
    with installation.writing(by) as w:
        version = access.version(w.session, by, version_id)
        require(w, by, frozenset({roles.LAWYER}))
        if version.status != "frozen" or version.number == 1:
            raise Conflict("only a frozen later version is classed")
        known = set(
            w.session.scalars(
                select(DocumentRow.id).where(
                    DocumentRow.kind == "sharing_agreement", DocumentRow.id.in_(list(listed))
                )
            )
        )
        if known != set(listed):
            raise Invalid.field("listed", "List agreements of this installation")
        note = {"class": materiality, "listed": sorted(listed)}
        w.record("version_classed", ("version", version_id), {"materiality": note})

"""Move a version on before it is frozen: send it for review, take it back, withdraw it."""

from __future__ import annotations

from sqlalchemy import select

from govern.commands.mail.tell import tell
from govern.installation import Installation
from govern.store import access
from govern.store.checking import version_facts
from govern.store.rows.documents import DocumentRow, PartyRow, VersionRow
from govern.store.writing import Writing
from workflows import roles
from workflows.catalogue import workflow
from workflows.engine import Actor, move

EVENTS = {
    "send_for_review": "version_sent_for_review",
    "return_to_draft": "version_returned_to_draft",
    "withdraw": "version_withdrawn",
}
REVIEWERS = (
    roles.DPO, roles.REVIEWER, roles.SECURITY_OFFICER, roles.ASSET_OWNER, roles.AUTHOR,
    roles.PARTNER_DPO,
)  # fmt: skip


def change_status(installation: Installation, *, by: Actor, version_id: str, act: str) -> None:
    """`act` is send_for_review, return_to_draft or withdraw. Refused with every reason when it
    cannot be done.
    """
    with installation.writing(by) as w:
        version = access.version(w.session, by, version_id)
        facts = version_facts(w.session, by, version, w.at, installation.demonstration)
        table = workflow("document", version.workflow_version)
        move(table, version.status, act, by, facts)
        w.record(EVENTS[act], ("version", version_id))
        if act == "send_for_review":
            _ask_reviewers(w, version)


def _ask_reviewers(w: Writing, version: VersionRow) -> None:
    document = w.session.get_one(DocumentRow, version.document_id)
    parties = w.session.scalars(
        select(PartyRow.organisation_id).where(PartyRow.version_id == version.id)
    )
    for organisation_id in parties:
        tell(
            w,
            organisation_id,
            REVIEWERS,
            "review_asked",
            key=f"{version.id}:review:{organisation_id}:{w.at:%Y%m%d%H%M%S}",
            about={"reference": document.reference, "title": document.title},
            path=f"/documents/{document.id}/versions/{version.number}",
        )

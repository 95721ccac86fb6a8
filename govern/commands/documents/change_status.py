"""Move a version on before it is frozen: send it for review, take it back, withdraw it."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from govern.commands.mail.tell import tell
from govern.commands.reading import Reading
from govern.installation import Installation
from govern.store import access, word_files
from govern.store.checking import version_facts
from govern.store.rows.documents import DocumentRow, PartyRow, VersionRow
from govern.store.rows.sign_offs import SignOffRow
from govern.store.writing import Writing
from workflows import roles
from workflows.catalogue import workflow
from workflows.engine import Actor, Form, move

EVENTS = {
    "send_for_review": "version_sent_for_review",
    "return_to_draft": "version_returned_to_draft",
    "withdraw": "version_withdrawn",
}
REVIEWERS = (
    roles.DPO, roles.REVIEWER, roles.SECURITY_OFFICER, roles.ASSET_OWNER, roles.AUTHOR,
    roles.PARTNER_DPO,
)  # fmt: skip


def change_status(
    installation: Installation, *, by: Actor, version_id: str, act: str, reasons: str = ""
) -> None:
    """`act` is send_for_review, return_to_draft or withdraw (with `reasons`). Refused with every
    reason when it cannot be done. Withdrawing a frozen version ends what is open of its sign-offs.
    """
    with installation.writing(by) as w:
        version = access.version(w.session, by, version_id)
        facts = version_facts(w.session, by, version, w.at, installation.demonstration)
        table = workflow("document", version.workflow_version)
        facts = replace(facts, form=Form(reasons=reasons))
        move(table, version.status, act, by, facts)
        typed = Reading()
        words = typed.words(
            "reasons", reasons, "Use at most 5,000 characters", shortest=0, longest=5_000
        )
        typed.done()
        w.record(EVENTS[act], ("version", version_id), {}, {"reasons": words} if words else {})
        if act == "send_for_review":
            _ask_reviewers(w, version)
            _post_what_waited(w, version)
        if act == "withdraw":
            _end_sign_offs(w, version)


def _end_sign_offs(w: Writing, version: VersionRow) -> None:
    still_open = select(SignOffRow).where(
        SignOffRow.version_id == version.id,
        SignOffRow.outcome.is_(None) | (SignOffRow.outcome == "referred"),
    )
    for row in list(w.session.scalars(still_open)):
        stages = workflow(row.chain, row.chain_version).stages
        end = next(stage.id for stage in stages if stage.outcome == "withdrawn")
        ended = {"stage": end, "outcome": "withdrawn"}
        w.record("sign_off_ended", ("sign_off", row.id), ended)


def _post_what_waited(w: Writing, version: VersionRow) -> None:
    """Comments that came in Word files while nobody could read them yet."""
    if word_files.comments_wait(w.session, version.id):
        key = f"word-comments:{version.id}:{w.at:%Y%m%d%H%M%S%f}"
        w.enqueue("word_comments", key, {"version_id": version.id})


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
            about={
                "reference": document.reference,
                "title": document.title,
                "version": str(version.number),
            },
            path=f"/documents/{document.id}/versions/{version.number}",
        )

"""Pass a readiness check, until its earliest evidence or waiver ends; or revoke it."""

from __future__ import annotations

from documents.checklists import checklist
from govern.clock import text
from govern.commands.mail.tell import tell
from govern.commands.readiness.facts import check_facts
from govern.commands.signing.dry_run import Switch, tried
from govern.installation import Installation
from govern.ledger.projection import Change
from govern.store.readiness import check_of, items_of, settled
from govern.store.rows.readiness import ReadinessRow
from govern.store.writing import Writing
from workflows import roles
from workflows.catalogue import workflow
from workflows.engine import Actor, Form, move

TOLD = (
    roles.SIRO, roles.DPO, roles.ASSET_OWNER, roles.SECURITY_OFFICER, roles.INFORMATION_MANAGER,
    roles.DUTY_OFFICER,
)  # fmt: skip


def pass_check(installation: Installation, *, by: Actor, check_id: str) -> None:
    """The SIRO passes it: every mandatory item is accepted or waived, and in date now."""
    with installation.writing(by) as w:
        row = check_of(w.session, by, check_id)
        facts = check_facts(w.session, w.at, by, row, Form())
        move(workflow("readiness"), row.state, "pass", by, facts)
        until = settled(items_of(w.session, row.id), text(w.at)).until
        w.record("readiness_passed", ("readiness", row.id), {"valid_until": until})
        _tell(w, row, "readiness_passed")


def revoke_check(installation: Installation, *, by: Actor, check_id: str, reasons: str) -> None:
    """One person takes back what was passed, at once and with reasons."""
    with installation.writing(by) as w:
        row = check_of(w.session, by, check_id)
        facts = check_facts(w.session, w.at, by, row, Form(reasons=reasons))
        move(workflow("readiness"), row.state, "revoke", by, facts)
        w.record("readiness_revoked", ("readiness", row.id), {}, {"words": reasons.strip()})
        _tell(w, row, "readiness_revoked")


def foresee_check(
    installation: Installation, *, by: Actor, check_id: str, act: str
) -> list[Switch]:
    """What `pass` or `revoke` would switch now, safety-critical flows first."""
    at = installation.clock.now()
    with installation.reading() as session:
        row = check_of(session, by, check_id)
        until = settled(items_of(session, row.id), text(at)).until
    values = {"state": "revoked", "revoked_at": text(at)}
    if act == "pass":
        values = {"state": "passed", "passed_at": text(at)}
        values |= {"valid_until": until} if until else {}
    return tried(installation, [Change("readiness", check_id, values, new=False)], at)


def _tell(w: Writing, row: ReadinessRow, template: str) -> None:
    tell(
        w,
        row.organisation_id,
        TOLD,
        template,
        key=f"{row.id}:{template}",
        about={"title": checklist(row.template, row.template_version).title},
        path=f"/readiness/{row.id}",
    )

"""How people of the demonstration do their parts: write a text, sign it force by force, connect,
and stop.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from documents.catalogue import definition
from govern.commands.documents.change_status import change_status
from govern.commands.documents.open_document import Opened, open_document, open_next_version
from govern.commands.documents.reason_finding import reason_finding
from govern.commands.documents.save_section import save_section
from govern.demonstration import cast
from govern.demonstration.stage import Stage
from govern.demonstration.texts.filling import read
from govern.store import checking, drafts
from govern.store.documents import party_sign_off
from govern.store.rows.documents import PartyRow, VersionRow
from govern.store.rows.sign_offs import ConditionRow, SignOffRow
from workflows import roles
from workflows.engine import Actor, Form
from workflows.facts import Condition

NOT_NEEDED = Form(
    ico="not_needed",
    ico_reasons=(
        "Inherent risk is high; with the measures in section 17 no residual risk is. The DPO "
        "agrees that prior consultation under section 65 is not required."
    ),
)


def lawyer(stage: Stage) -> Actor:
    """The lawyer who drafts."""
    return stage.actor(roles.LAWYER, cast.FIRM)


def write(stage: Stage, by: Actor, version_id: str, answers: Mapping[str, Any]) -> None:
    """Fill every section that has answers, one at a time, as the task list asks."""
    kind = _kind(stage, version_id)
    for section in definition(kind).sections:
        given = {q.id: answers[q.id] for q in section.questions if q.id in answers}
        if given:
            with stage.installation.reading() as session:
                standing = drafts.section(session, version_id, section.id)
            save_section(
                stage.installation,
                by=by,
                version_id=version_id,
                section=section.id,
                given=given,
                based_on=standing.revision if standing else 0,
            )


def open_and_write(
    stage: Stage,
    by: Actor,
    kind: str,
    title: str,
    owner: str,
    parties: Mapping[str, str],
    answers: Mapping[str, Any],
    core_digest: str | None = None,
) -> Opened:
    """Open a document for `parties` (slug to capacity) and write its whole text."""
    opened = open_document(
        stage.installation,
        by=by,
        kind=kind,
        title=title,
        owner_id=stage.bodies[owner],
        parties=[(stage.bodies[slug], capacity) for slug, capacity in parties.items()],
        core_digest=core_digest,
    )
    write(stage, by, opened.version_id, answers)
    return opened


def next_version(stage: Stage, by: Actor, document_id: str, answers: Mapping[str, Any]) -> str:
    """Open the next version and write what changed."""
    opened = open_next_version(stage.installation, by=by, document_id=document_id)
    write(stage, by, opened.version_id, answers)
    return opened.version_id


def send(stage: Stage, by: Actor, version_id: str) -> None:
    """Send a version for review."""
    change_status(stage.installation, by=by, version_id=version_id, act="send_for_review")


def advise(stage: Stage, version_id: str, force: str, *conditions: Condition) -> str:
    """The force's DPO endorses, with conditions if any are given."""
    act = "endorse_with_conditions" if conditions else "endorse"
    form = Form(conditions=conditions)
    return stage.sign(stage.actor(roles.DPO, force), version_id, act, form)


def decide(stage: Stage, version_id: str, force: str, form: Form = NOT_NEEDED) -> str:
    """The force's SIRO approves, with conditions if the form has any."""
    act = "approve_with_conditions" if form.conditions else "approve"
    return stage.sign(stage.actor(roles.SIRO, force), version_id, act, form)


def review_security(stage: Stage, version_id: str, force: str) -> str:
    """The force's security officer reviews the code of connection."""
    return stage.sign(stage.actor(roles.SECURITY_OFFICER, force), version_id, "review_security")


def own(stage: Stage, version_id: str, force: str) -> str:
    """The force's information asset owner agrees."""
    return stage.sign(stage.actor(roles.ASSET_OWNER, force), version_id, "agree_as_owner")


def review_added(stage: Stage, version_id: str, force: str) -> None:
    """The force's security officer reviews, where the force has added that step."""
    with stage.installation.reading() as session:
        found = party_sign_off(session, version_id, stage.bodies[force])
        stands = session.get_one(SignOffRow, found).stage
    if stands == "information_assurance":
        officer = stage.actor(roles.SECURITY_OFFICER, force)
        stage.sign(officer, version_id, "assure_information")


def partner_signs(stage: Stage, version_id: str, partner: str, until: str | None = None) -> None:
    """A Caldicott Guardian confirms where health data move; then the signatory signs, unless the
    story leaves it to wait at `until`, the stage of the signature.
    """
    with stage.installation.reading() as session:
        party = (
            session.query(PartyRow)
            .filter_by(version_id=version_id, organisation_id=stage.bodies[partner])
            .one()
        )
    if party.chain == "agreement_partner_health":
        guardian = stage.actor(roles.CALDICOTT_GUARDIAN, partner)
        stage.sign(guardian, version_id, "confirm_caldicott")
    if until is None:
        stage.sign(stage.actor(roles.SIGNATORY, partner), version_id, "sign")


def _kind(stage: Stage, version_id: str) -> str:
    with stage.installation.reading() as session:
        return session.get_one(VersionRow, version_id).definition


def answer_advice(stage: Stage, by: Actor, version_id: str) -> None:
    """Give reasons on every advice finding that still stands, as a careful lawyer does before
    freezing.
    """
    with stage.installation.reading() as session:
        version = session.get_one(VersionRow, version_id)
        found = checking.findings_of(session, drafts.content(session, version), stage.clock.now())
    reasons = read("reasons")
    for finding in found:
        if finding.level == "advice":
            reason_finding(
                stage.installation,
                by=by,
                version_id=version_id,
                key=checking.finding_key(finding),
                reason=str(reasons.get(finding.code, reasons["otherwise"])),
            )


def condition_of(stage: Stage, version_id: str, body: str) -> str:
    """The first condition that an organisation has set on a version."""
    query = (
        select(ConditionRow.id)
        .join(SignOffRow, SignOffRow.id == ConditionRow.sign_off_id)
        .where(
            SignOffRow.version_id == version_id,
            ConditionRow.organisation_id == stage.bodies[body],
        )
        .order_by(ConditionRow.set_at)
    )
    with stage.installation.reading() as session:
        return session.scalars(query).one()

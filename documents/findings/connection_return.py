"""The legal checks of a connection return: what bars a certificate and what evidence is worth."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from documents.connection import Reply, Row, question_id, replies
from documents.content import Content
from documents.findings.finding import Check, Context, Finding, Level, found
from documents.periods import days_after, months_after

_COMMITMENTS = (
    "commit_changes",
    "commit_audit",
    "commit_incidents",
    "commit_withdrawal",
    "commit_no_onward",
)


def mandatory_controls(content: Content, context: Context) -> Iterator[Finding]:
    """Non-compliant bars the certificate; "not applicable" never passes (trap T18)."""
    for reply in replies(content):
        if reply.mandatory and reply.state == "non_compliant":
            yield _on_control(
                content,
                reply,
                Level.ADVICE,
                "mandatory_control_non_compliant",
                "is mandatory and not met, so no certificate can be given on this return.",
                "Put it right first. The return may be sent as it is, and will be refused.",
                "D; F:PSN",
            )
        if reply.mandatory and reply.state == "not_applicable":
            yield _on_control(
                content,
                reply,
                Level.STOP,
                "mandatory_control_not_applicable",
                "is mandatory for this profile and is answered as not applicable.",
                "Answer whether it is met. If it cannot apply, another profile may be the right "
                "one.",
                "D",
            )


def reasons_are_given(content: Content, context: Context) -> Iterator[Finding]:
    """Not applicable, exempt and a privacy lead are accepted with a reason (14.12)."""
    for reply in replies(content):
        excused = reply.excused or (reply.state == "not_applicable" and not reply.mandatory)
        if reply.applies and excused and not reply.account:
            yield _on_control(
                content,
                reply,
                Level.STOP,
                "reason_missing",
                "is answered otherwise than by meeting it, and no reason is given.",
                "Give the reason; the assessor has to agree with it.",
                "V, D",
            )


def partial_controls_have_a_plan(content: Content, context: Context) -> Iterator[Finding]:
    """A control partly met has a row in the remediation plan; without it a mandatory one stops."""
    planned = {row.get("control") for row in content.rows("remediation")}
    for reply in replies(content):
        partly = reply.applies and reply.state == "partially_compliant"
        if partly and reply.id not in planned:
            yield _on_control(
                content,
                reply,
                Level.STOP if reply.mandatory else Level.ADVICE,
                "remediation_missing",
                "is partly met, and the remediation plan has no action for it.",
                "Add an action with an owner, a date and a safeguard in the meantime.",
                "D",
            )


def evidence(content: Content, context: Context) -> Iterator[Finding]:
    """Trap T19: evidence has an expiry date and has not passed it."""
    for reply in replies(content):
        if not reply.applies or reply.state not in ("compliant", "partially_compliant"):
            continue
        if not reply.evidence and reply.mandatory:
            yield _on_control(
                content,
                reply,
                Level.STOP,
                "evidence_missing",
                "is mandatory and has no evidence.",
                f"Add evidence: {reply.control['evidence']}.",
                "D; F:PSN132",
            )
        for row in reply.evidence:
            yield from _evidence_row(content, reply, row, context.today)


def _evidence_row(content: Content, reply: Reply, row: Row, today: dt.date) -> Iterator[Finding]:
    expires = row.get("expires_on")
    if expires and dt.date.fromisoformat(expires) >= today:
        return
    yield found(
        content,
        Level.STOP,
        "evidence_expired" if expires else "evidence_without_expiry",
        question_id(reply.id, "evidence"),
        row=str(row["id"]),
        message=f"{reply.id}: evidence '{row.get('title', '')}' "
        + (f"expired on {expires}." if expires else "has no expiry date."),
        remedy="Add evidence that is in date, with the day on which it goes stale.",
        source="D",
    )


def the_diagram_is_recent(content: Content, context: Context) -> Iterator[Finding]:
    """A network diagram is under six months old (NET-01)."""
    given = content.text("diagram_on")
    if given and months_after(dt.date.fromisoformat(given), 6) < context.today:
        yield found(
            content,
            Level.ADVICE,
            "network_diagram_old",
            "diagram_on",
            message="The network diagram is more than six months old.",
            remedy="Draw it again, named and dated, with gateways and third parties.",
            source="F:PSN5",
        )


def vetting_has_not_lapsed(content: Content, context: Context) -> Iterator[Finding]:
    """Lapsed users count against PER-01 (section 2.4)."""
    state = content.answers.get(question_id("PER-01", "answer"))
    for row in content.rows("vetting"):
        if (row.get("lapsed") or 0) > 0 and state == "compliant":
            yield found(
                content,
                Level.STOP,
                "vetting_lapsed",
                "vetting",
                row=str(row["id"]),
                message=f"{row['lapsed']} users have lapsed vetting, and PER-01 is answered as "
                "compliant.",
                remedy="Remove their access or answer PER-01 as partially compliant, with a plan.",
                source="F:KENT-P04D, K",
            )


def commitments_are_given(content: Content, context: Context) -> Iterator[Finding]:
    """A return without every commitment, or not declared true, cannot be declared."""
    for question in (*_COMMITMENTS, "true_and_complete"):
        if content.answers.get(question) is False:
            yield found(
                content,
                Level.STOP,
                "commitment_refused",
                question,
                message=f"'{content.definition.question(question).label}' is answered no.",
                remedy="Talk to the lead force: a connection needs every commitment.",
                source="D; F:PSN132",
            )


def profile_fits_the_body(content: Content, context: Context) -> Iterator[Finding]:
    """Profile F is a force's own; a partner never uses it."""
    profile, kind = content.answers.get("profile"), content.answers.get("kind")
    if profile and kind and (profile == "F") != (kind == "force"):
        yield found(
            content,
            Level.STOP,
            "profile_of_another_kind",
            "profile",
            message="Profile F is for a force, and only for a force.",
            remedy="Choose the profile of the heaviest way in which this body connects.",
            source="D",
        )


def roles_in_one_hand(content: Content, context: Context) -> Iterator[Finding]:
    """14.17: one person in a small body may hold several roles, flagged."""
    if content.answers.get("several_roles") is True:
        yield found(
            content,
            Level.ADVICE,
            "several_roles_in_one_hand",
            "several_roles",
            message="One person holds several roles here.",
            remedy="This is allowed in a small body. See that nobody assesses their own evidence.",
            source="V, D",
        )


def plan_is_in_time(content: Content, context: Context) -> Iterator[Finding]:
    """Remediation falls within 14, 30, 90 or 180 days by severity (section 2.5)."""
    returned = content.text("returned_on")
    for row in content.rows("remediation"):
        days = _DAYS.get(str(row.get("severity")))
        due = row.get("due_on")
        if not (returned and days and due):
            continue
        latest = days_after(dt.date.fromisoformat(returned), days)
        if dt.date.fromisoformat(due) > latest:
            yield found(
                content,
                Level.ADVICE,
                "remediation_slow",
                "remediation",
                row=str(row["id"]),
                message=f"{row.get('control')} is due on {due}; {row['severity']} is to be put "
                f"right within {days} days, by {latest}.",
                remedy="Bring it forward, or give the reasons that every signer will see.",
                source="D",
            )


_DAYS = {"critical": 14, "high": 30, "medium": 90, "low": 180}


def _on_control(
    content: Content,
    reply: Reply,
    level: Level,
    code: str,
    words: str,
    remedy: str,
    source: str,
) -> Finding:
    return found(
        content,
        level,
        code,
        reply.question,
        message=f"{reply.id} {words}",
        remedy=remedy,
        source=source,
    )


CHECKS: tuple[Check, ...] = (
    mandatory_controls,
    reasons_are_given,
    partial_controls_have_a_plan,
    evidence,
    the_diagram_is_recent,
    vetting_has_not_lapsed,
    commitments_are_given,
    profile_fits_the_body,
    roles_in_one_hand,
    plan_is_in_time,
)

"""Checks that the parties are listed once, known, and the ones that the flows name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from documents.agreement import Agreement, Flow, Row
from documents.content import Content
from documents.findings.finding import Check, Context, Finding, Level, found


def parties_are_complete(content: Content, context: Context) -> Iterator[Finding]:
    """Each party stands once; flows name parties; both sides are there."""
    counted = Counter(row.get("organisation") for row in content.rows("parties"))
    for row in content.rows("parties"):
        if row.get("organisation") and counted[row["organisation"]] > 1:
            yield on_party(
                content,
                row,
                Level.STOP,
                "party_listed_twice",
                f"{name(row)} is listed more than once.",
                "List each controller once; forces that share a team are still controllers each.",
                "D; F:DPA69",
            )
        if row.get("capacity") != "service" and not row.get("ico_registration"):
            yield on_party(
                content,
                row,
                Level.ADVICE,
                "ico_registration_missing",
                f"{name(row)} has no ICO registration number.",
                "Give the number, or 'exempt, because ...'.",
                "V, D",
            )


def flows_run_between_parties(content: Content, context: Context) -> Iterator[Finding]:
    """Every force and partner in the flow schedule is a party."""
    agreement = Agreement(content)
    for flow in agreement.flows:
        for slug in (*flow.forces, flow.partner):
            if slug and slug not in agreement.parties:
                yield _on_flow(
                    content,
                    flow,
                    "flow_names_no_party",
                    f"Flow {flow.ref} names {slug}, which is not a party.",
                    "Add it to the parties, or correct the flow.",
                )


def parties_are_known(content: Content, context: Context) -> Iterator[Finding]:
    """A party exists in this installation and is a force exactly when it is listed as one."""
    for row in content.rows("parties"):
        slug = str(row.get("organisation") or "")
        if not slug or not context.organisations:
            continue
        known = context.organisations.get(slug)
        if known is None:
            yield on_party(
                content,
                row,
                Level.STOP,
                "organisation_unknown",
                f"'{slug}' is no organisation here.",
                "Choose it from the list, or have the organisation added first.",
                "D",
            )
        elif row.get("kind") and (known.kind == "force") != (row["kind"] == "force"):
            yield on_party(
                content,
                row,
                Level.STOP,
                "party_kind_differs",
                f"{name(row)} is listed as another kind of body than it is recorded as.",
                "Correct the kind: a force of the consortium, or a partner.",
                "D",
            )


def each_side_stands_on_its_side(content: Content, context: Context) -> Iterator[Finding]:
    """The forces of a flow are forces, and its partner is none."""
    agreement = Agreement(content)
    for flow in agreement.flows:
        wrong = [one for one in flow.forces if not _may_be_force(agreement, one, force=True)]
        if not _may_be_force(agreement, flow.partner, force=False):
            wrong.append(flow.partner)
        if wrong:
            yield _on_flow(
                content,
                flow,
                "flow_side_mistaken",
                f"Flow {flow.ref} has {', '.join(wrong)} on the wrong side.",
                "The forces own the records; the partner is the other body.",
            )


def _may_be_force(agreement: Agreement, slug: str, *, force: bool) -> bool:
    kind = agreement.kind(slug)
    return kind is None or (kind["id"] == "force") == force


def _on_flow(content: Content, flow: Flow, code: str, message: str, remedy: str) -> Finding:
    return found(
        content,
        Level.STOP,
        code,
        "flows",
        row=flow.id,
        message=message,
        remedy=remedy,
        source="D",
    )


def name(row: Row) -> str:
    """What a party is called in a sentence."""
    return str(row.get("legal_name") or row.get("organisation") or "A party")


def on_party(
    content: Content, row: Row, level: Level, code: str, message: str, remedy: str, source: str
) -> Finding:
    """A finding on one row of the parties."""
    return found(
        content,
        level,
        code,
        "parties",
        row=str(row["id"]),
        message=message,
        remedy=remedy,
        source=source,
    )


CHECKS: tuple[Check, ...] = (
    parties_are_complete,
    parties_are_known,
    flows_run_between_parties,
    each_side_stands_on_its_side,
)

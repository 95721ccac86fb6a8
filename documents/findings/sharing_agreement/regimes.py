"""Checks that each side of each flow records the regime that its purpose calls for."""

from __future__ import annotations

from collections.abc import Iterator

from documents.agreement import (
    RECIPIENT,
    SENDER,
    TO_PARTNER,
    TO_POLICE,
    Agreement,
    Row,
    references,
)
from documents.bases import bases
from documents.content import Content
from documents.findings.finding import Check, Context, Finding, Level, found

_WAYS = {TO_PARTNER: "police to partner", TO_POLICE: "partner to police"}
_SIDES = {SENDER: "sender", RECIPIENT: "recipient"}


def every_side_has_a_basis(content: Content, context: Context) -> Iterator[Finding]:
    """Trap T6: a basis per flow, per direction and per side."""
    agreement = Agreement(content)
    for flow in agreement.flows:
        for way in flow.ways:
            for side, word in _SIDES.items():
                if not agreement.bases_of(flow, way, side) and agreement.is_personal(flow):
                    yield found(
                        content,
                        Level.STOP,
                        f"{word}_basis_missing",
                        side,
                        message=f"Flow {flow.ref}, {_WAYS[way]}, has no lawful basis on the "
                        f"{word}'s side.",
                        remedy=f"Add a row that names flow {flow.ref} and this direction.",
                        source="D; F:DPA35, F:DPA36",
                    )


def police_regime(content: Content, context: Context) -> Iterator[Finding]:
    """14.1: sharing for a purpose that is not law enforcement is under the UK GDPR here too."""
    for basis in bases(content):
        if not basis.police:
            continue
        flow, side, row = basis.flow, basis.side, basis.row
        other = not flow.police_law_enforcement or (
            side == SENDER and not flow.partner_law_enforcement
        )
        if other and not basis.uk_gdpr:
            yield _wrong(
                content,
                side,
                row,
                "police_uk_gdpr_basis_missing",
                f"Flow {flow.ref} serves a purpose that is not law enforcement, so the police "
                "side of it is under the UK GDPR; Part 3 alone does not cover it.",
                "Choose the UK GDPR, or both regimes for a purpose of each kind, and record "
                "Articles 6, 9 and 10.",
                "V, DPA 2018 s.36(4) (F:DPA36)",
            )
        if flow.police_law_enforcement and not basis.part_3:
            yield _wrong(
                content,
                side,
                row,
                "police_part_3_basis_missing",
                f"Flow {flow.ref} serves a law enforcement purpose of the police, and no Part 3 "
                "basis is recorded.",
                "Choose Part 3, or both regimes where the partner's purpose is another.",
                "F:DPA31, F:DPA35",
            )
        if side == SENDER and other and not row.get("section_36_4"):
            yield _wrong(
                content,
                side,
                row,
                "section_36_4_authority_missing",
                f"Flow {flow.ref} goes to a purpose that is not law enforcement, and the law that "
                "authorises that is not named.",
                "Name the law under section 36(4). A power in the table may be that law.",
                "D; F:DPA36",
            )


def partner_regime(content: Content, context: Context) -> Iterator[Finding]:
    """Rule 12, trap T5: Part 3 only for a competent authority for this purpose."""
    for basis in bases(content):
        flow = basis.flow
        may = basis.agreement.is_competent(flow.partner) and flow.partner_law_enforcement
        if not basis.police and not may and basis.part_3:
            yield _wrong(
                content,
                basis.side,
                basis.row,
                "partner_is_not_competent",
                f"Flow {flow.ref} puts the partner under Part 3, but it is not a competent "
                "authority for this purpose or its purpose is not law enforcement.",
                "Record Articles 6, 9 and 10 of the UK GDPR for the partner.",
                "F:DPA31, F:BURY-LE",
            )


def law_enforcement_by_a_competent_partner(content: Content, context: Context) -> Iterator[Finding]:
    """Trap T5: a partner that claims a law enforcement purpose is competent for it."""
    agreement = Agreement(content)
    for flow in agreement.flows:
        if flow.partner_law_enforcement and not agreement.is_competent(flow.partner):
            yield found(
                content,
                Level.STOP,
                "law_enforcement_without_competence",
                "flows",
                row=flow.id,
                message=f"Flow {flow.ref} says that the partner pursues a law enforcement "
                "purpose, but the parties table says that it is no competent authority for it.",
                remedy="Correct one of the two: a competent authority has a statutory function "
                "for this very purpose.",
                source="F:BURY-LE, F:DPA31",
            )


def references_are_known(content: Content, context: Context) -> Iterator[Finding]:
    """Rows of data and bases name flows that the schedule has."""
    from_schedule = {flow.ref for flow in Agreement(content).flows}
    for question in ("data", SENDER, RECIPIENT):
        for row in content.rows(question):
            for ref in references(row.get("flows")):
                if ref not in from_schedule:
                    yield _wrong(
                        content,
                        question,
                        row,
                        "unknown_flow_reference",
                        f"This row names flow {ref}, which is not in the schedule.",
                        "Name flows as the schedule does, for example F1, F3.",
                        "D",
                    )


def one_row_one_kind_of_purpose(content: Content, context: Context) -> Iterator[Finding]:
    """Trap T6: flows that share a row share the kind of purpose on both sides."""
    flows = Agreement(content).flows
    for side in _SIDES:
        for row in content.rows(side):
            named = [flow for flow in flows if flow.ref in references(row.get("flows"))]
            kinds = {(one.police_law_enforcement, one.partner_law_enforcement) for one in named}
            if len(kinds) > 1:
                yield _wrong(
                    content,
                    side,
                    row,
                    "one_basis_for_unlike_purposes",
                    "One row covers flows with purposes of different kinds: "
                    + ", ".join(one.ref for one in named)
                    + ".",
                    "Give each kind of purpose its own row, so that each basis can be read.",
                    "D; V",
                )


def _wrong(
    content: Content, question: str, row: Row, code: str, message: str, remedy: str, source: str
) -> Finding:
    return found(
        content,
        Level.STOP,
        code,
        question,
        row=str(row["id"]),
        message=message,
        remedy=remedy,
        source=source,
    )


CHECKS: tuple[Check, ...] = (
    every_side_has_a_basis,
    police_regime,
    partner_regime,
    law_enforcement_by_a_competent_partner,
    references_are_known,
    one_row_one_kind_of_purpose,
)

"""Planned sharing and its proper chain, and the path that no switch may block."""

from __future__ import annotations

from collections.abc import Iterator

from documents import catalogue
from documents.content import Content
from documents.findings.finding import Check, Context, Finding, Level, found


def national_service_is_no_partner(content: Content, context: Context) -> Iterator[Finding]:
    """Advice when a national service is to sign a sharing agreement."""
    services = {
        row["id"] for row in catalogue.reference("partner_kinds") if row["national_service"]
    }
    for row in content.rows("planned_flows"):
        if row.get("kind") in services and row.get("under") == "sharing_agreement":
            yield found(
                content,
                Level.ADVICE,
                "national_service_as_partner",
                "planned_flows",
                row=str(row["id"]),
                message=f"{row.get('recipient')} is a national service and signs no sharing "
                "agreement.",
                remedy="Choose 'a national service': its chain is this assessment, the code of "
                "connection and a readiness check.",
                source="D",
            )


def every_module_shared_is_in_scope(content: Content, context: Context) -> Iterator[Finding]:
    """Advice when a flow carries records of a module that is not in scope."""
    scope = set(content.chosen("modules"))
    for row in content.rows("planned_flows"):
        outside = set(row.get("modules", ())) - scope
        if scope and outside:
            yield found(
                content,
                Level.ADVICE,
                "flow_outside_scope",
                "planned_flows",
                row=str(row["id"]),
                message=f"The flow with {row.get('recipient')} carries records of "
                f"{', '.join(sorted(outside))}, which section D2 leaves out of scope.",
                remedy="Widen the scope and assess the module, or take it out of the flow.",
                source="F:DPA64",
            )


def other_purposes_are_assessed(content: Content, context: Context) -> Iterator[Finding]:
    """A stop when data leave for another purpose and section D4 holds only law enforcement."""
    purposes = content.rows("purposes")
    only_police = purposes and all(row.get("law_enforcement") is True for row in purposes)
    for row in content.rows("planned_flows"):
        sends = row.get("direction") in ("send", "both")
        if only_police and sends and row.get("law_enforcement") is False:
            yield found(
                content,
                Level.STOP,
                "recipient_purpose_not_assessed",
                "planned_flows",
                row=str(row["id"]),
                message=f"Data go to {row.get('recipient')} for a purpose that is not law "
                "enforcement, and section D4 has no such purpose.",
                remedy="Add the purpose in section D4 with its authority under section 36(4) and "
                "its basis under the UK GDPR on the police side.",
                source="F:DPA36, V",
            )


CHECKS: tuple[Check, ...] = (
    national_service_is_no_partner,
    every_module_shared_is_in_scope,
    other_purposes_are_assessed,
)

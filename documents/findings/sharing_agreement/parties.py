"""Checks on who is party to a sharing agreement and who signs it."""

from __future__ import annotations

from collections.abc import Iterator

from documents.agreement import Agreement, Row
from documents.content import Content
from documents.findings.finding import Check, Context, Finding, Level, found
from documents.findings.sharing_agreement.listing import name, on_party

_SERVICE_KINDS = ("service",)


def processors_are_no_parties(content: Content, context: Context) -> Iterator[Finding]:
    """Trap T25: a processor works under a section 59 contract."""
    for row in content.rows("parties"):
        if row.get("capacity") == "processor":
            yield on_party(
                content,
                row,
                Level.STOP,
                "processor_as_party",
                f"{name(row)} is listed as a processor. A processor is no party to an agreement "
                "between controllers.",
                "Take it out here, name it under processors, and see that its controller has a "
                "contract with it.",
                "F:DPA59, F:DPA60",
            )


def national_services_are_no_partners(content: Content, context: Context) -> Iterator[Finding]:
    """14.16: a national police service is listed as a service and signs nothing here."""
    services = set()
    for row in content.rows("parties"):
        slug = str(row.get("organisation") or "")
        if not _is_service(row, context):
            continue
        services.add(slug)
        if row.get("capacity") != "service":
            yield on_party(
                content,
                row,
                Level.STOP,
                "national_service_as_partner",
                f"{name(row)} is a national police service with controllers of its own, and is "
                "listed as a partner.",
                "Give it the capacity of a national police service: the assessment, the code of "
                "connection and a readiness check govern it.",
                "V, D",
            )
    for row in content.rows("signatories"):
        if row.get("organisation") in services:
            yield found(
                content,
                Level.STOP,
                "national_service_signs",
                "signatories",
                row=str(row["id"]),
                message=f"{row['organisation']} is a national police service and is listed as "
                "signing.",
                remedy="Take it out of the signatories.",
                source="V, D",
            )


def joint_controllers(content: Content, context: Context) -> Iterator[Finding]:
    """Trap T7: section 58 joins competent authorities alone."""
    for row in content.rows("parties"):
        joined = row.get("joint_arrangement") == "section_58"
        if joined and row.get("competent") is not True:
            yield on_party(
                content,
                row,
                Level.STOP,
                "section_58_with_other_controller",
                f"{name(row)} is no competent authority for this purpose and cannot be a joint "
                "controller under section 58.",
                "Use Article 26 of the UK GDPR where they decide together, or list it as a "
                "controller in its own right.",
                "F:DPA58",
            )


def competence_is_per_purpose(content: Content, context: Context) -> Iterator[Finding]:
    """Trap T5: what is said of competence fits the kind of body and what the register knows."""
    agreement = Agreement(content)
    for slug, row in agreement.parties.items():
        kind = agreement.kind(slug)
        if row.get("competent") is True and kind is not None and not kind["may_be_competent"]:
            yield on_party(
                content,
                row,
                Level.ADVICE,
                "competence_unlikely",
                f"{name(row)} is said to be a competent authority; bodies of this kind seldom "
                "have law enforcement functions.",
                "Name the statutory function for this very purpose, or answer no.",
                "F:BURY-LE, K",
            )
        known = context.organisations.get(slug)
        purposes = {str(flow.row.get("purpose")) for flow in agreement.flows}
        said = {known.competent[one] for one in purposes if one in known.competent} if known else ()
        if said and row.get("competent") not in said:
            yield on_party(
                content,
                row,
                Level.ADVICE,
                "competence_differs_from_register",
                f"What is said of {name(row)}'s competence differs from what is recorded for "
                "these purposes.",
                "Correct the one that is wrong.",
                "D; F:BURY-LE",
            )


def every_party_signs(content: Content, context: Context) -> Iterator[Finding]:
    """Each party, save a national service, has a signatory by role."""
    signing = {
        row.get("organisation")
        for row in content.rows("signatories")
        if row.get("role") in ("siro", "signatory")
    }
    for slug, row in Agreement(content).parties.items():
        if slug not in signing and row.get("capacity") not in ("service", "processor"):
            yield on_party(
                content,
                row,
                Level.ADVICE,
                "signatory_missing",
                f"{name(row)} has no signatory.",
                "Add its SIRO or authorised signatory, with the authority to sign.",
                "D, F:WEISF",
            )


def health_data_has_a_guardian(content: Content, context: Context) -> Iterator[Finding]:
    """Health or care data moves with a Caldicott Guardian's signature, or a note (decision 4)."""
    agreement = Agreement(content)
    guarded = {
        row.get("organisation")
        for row in content.rows("signatories")
        if row.get("role") == "caldicott_guardian"
    }
    for flow in agreement.flows:
        kind = agreement.kind(flow.partner)
        bound = kind is None or kind["health"] or kind["social_care"]
        noted = bool(content.text("health_note"))
        if agreement.is_health(flow) and flow.partner not in guarded and not noted:
            yield found(
                content,
                Level.ADVICE,
                "caldicott_guardian_missing",
                "signatories",
                message=f"Flow {flow.ref} carries health or care data, and no Caldicott Guardian "
                f"signs for {flow.partner}.",
                remedy="Add the guardian to the signatories."
                if bound
                else "Say in the health note whose confidentiality decision the sharing rests on.",
                source="K, D",
            )


def _is_service(row: Row, context: Context) -> bool:
    known = context.organisations.get(str(row.get("organisation") or ""))
    return row.get("kind") == "national_service" or (
        known is not None and known.kind in _SERVICE_KINDS
    )


CHECKS: tuple[Check, ...] = (
    processors_are_no_parties,
    national_services_are_no_partners,
    joint_controllers,
    competence_is_per_purpose,
    every_party_signs,
    health_data_has_a_guardian,
)

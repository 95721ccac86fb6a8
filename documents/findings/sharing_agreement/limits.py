"""Checks on the limits of single powers: patients, statistics, single cases, commencement."""

from __future__ import annotations

from collections.abc import Iterator

from documents.agreement import TO_POLICE, Agreement, Flow, Row, power
from documents.content import Content
from documents.findings.finding import Check, Context, Finding, Level, found
from documents.findings.sharing_agreement.powers import ended, reaches


def serious_violence_power(content: Content, context: Context) -> Iterator[Finding]:
    """Rule 13: s.16 never carries patient information, nor personal data from a health body."""
    agreement = Agreement(content)
    for flow in agreement.flows:
        for cited in map(power, flow.powers):
            if cited["patient_information"] is False and _has_patients(agreement, flow):
                yield _stop(
                    content,
                    flow,
                    "power_excludes_patient_information",
                    f"{cited['citation']} does not allow patient information, which flow "
                    f"{flow.ref} carries.",
                    "Take patient information out of this flow, or name another power and a "
                    "public interest decision.",
                    cited["source"],
                )
            if cited["from_health"] is False and _from_health(agreement, flow):
                yield _stop(
                    content,
                    flow,
                    "power_excludes_health_discloser",
                    f"{cited['citation']} does not allow a health or social care authority to "
                    f"disclose personal information, as flow {flow.ref} would.",
                    "Name another power for what the health or care body sends, or make the flow "
                    "police to partner alone.",
                    cited["source"],
                )


def depersonalised_power(content: Content, context: Context) -> Iterator[Finding]:
    """Trap T4 on G04: a power for depersonalised data never carries personal data."""
    agreement = Agreement(content)
    for flow in agreement.flows:
        for cited in map(power, flow.powers):
            if cited["personal_data"] is False and agreement.is_personal(flow):
                yield _stop(
                    content,
                    flow,
                    "depersonalised_power_for_personal_data",
                    f"{cited['citation']} covers depersonalised data alone; flow {flow.ref} "
                    "carries personal data.",
                    "Name a power for personal data, or make the flow statistics only.",
                    cited["source"],
                )


def powers_still_stand(content: Content, context: Context) -> Iterator[Finding]:
    """A cited power is in force, and its commencement has been looked at."""
    for flow in Agreement(content).flows:
        for cited in map(power, flow.powers):
            if ended(cited, context.today):
                yield _stop(
                    content,
                    flow,
                    "power_not_in_force",
                    f"{cited['citation']} is not in force today.",
                    "Name the power that is in force.",
                    cited["source"],
                )
            elif cited["commencement"] == "check":
                yield _advice(
                    content,
                    flow,
                    "commencement_not_checked",
                    f"Whether {cited['citation']} is in force has not been checked.",
                    "Check commencement and regulations, and note the result in the table of "
                    "powers.",
                    cited["source"],
                )


def powers_that_need_care(content: Content, context: Context) -> Iterator[Finding]:
    """A power that is cited outside its usual reach: partner, routine use, company."""
    agreement = Agreement(content)
    for flow in agreement.flows:
        for cited in map(power, flow.powers):
            for code, message, remedy in _cautions(agreement, flow, cited):
                yield _advice(content, flow, code, message, remedy, cited["source"])


def _cautions(agreement: Agreement, flow: Flow, cited: Row) -> Iterator[tuple[str, str, str]]:
    law = cited["citation"]
    if not all(reaches(agreement, flow, way, cited) for way in flow.ways):
        yield (
            "power_not_for_this_partner",
            f"{law} does not seem to reach a body of this kind. {cited['not_for']}",
            "Name another power, or say in the table of powers for whom the body acts.",
        )
    if cited["routine"] is False:
        yield (
            "power_is_case_by_case",
            f"{law} is decided case by case. {cited['not_for']}",
            "Take it out of the routine flow and use the one-off disclosure record.",
        )
    if cited["agreement_choice"] is False:
        yield (
            "never_depends_on_an_agreement",
            f"{law} obliges whatever this agreement says. {cited['not_for']}",
            "Take it out of the flow schedule, so that nobody waits for a switch.",
        )
    if cited["alone"] is False:
        yield (
            "power_needs_another",
            f"{law} does not carry personal data by itself. {cited['not_for']}",
            "Name another power beside it.",
        )


def _has_patients(agreement: Agreement, flow: Flow) -> bool:
    return any(row.get("patient_information") is True for row in agreement.data_of(flow))


def _from_health(agreement: Agreement, flow: Flow) -> bool:
    kind = agreement.kind(flow.partner)
    if TO_POLICE not in flow.ways or kind is None or not agreement.is_personal(flow):
        return False
    return bool(kind["health"] or (kind["social_care"] and agreement.is_health(flow)))


def _stop(
    content: Content, flow: Flow, code: str, message: str, remedy: str, source: str
) -> Finding:
    return _said(content, flow, Level.STOP, code, message, remedy, source)


def _advice(
    content: Content, flow: Flow, code: str, message: str, remedy: str, source: str
) -> Finding:
    return _said(content, flow, Level.ADVICE, code, message, remedy, source)


def _said(
    content: Content, flow: Flow, level: Level, code: str, message: str, remedy: str, source: str
) -> Finding:
    return found(
        content, level, code, "flows", row=flow.id, message=message, remedy=remedy, source=source
    )


CHECKS: tuple[Check, ...] = (
    serious_violence_power,
    depersonalised_power,
    powers_still_stand,
    powers_that_need_care,
)

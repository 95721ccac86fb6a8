"""When a flow was first open: what "already live" and "not yet opened" mean.

A flow counts as opened at the first instant at which, for one of its bases, every limb had once
been met: the basis had started, force and partner had signed it, the force had adopted a DPIA and a
code that cover it, some connection of the partner had been certified and accepted, each readiness
check had been passed once, and every condition set "before opening" had been accepted. Later
renewals, lapses and stops do not make an opened flow new again. A new version of an agreement
continues the flow.
"""

from __future__ import annotations

from collections.abc import Iterable

from govern.register.case import Case, case_of
from govern.register.facts import Facts, Record
from govern.register.row import FOREVER


def first_opened(facts: Facts, flow: Record) -> str:
    """The instant as text; FOREVER when the flow never opened."""
    cases = (
        case_of(facts, flow, basis, version)
        for basis in facts.find("bases", flow["id"])
        if (version := facts.row("version", basis.get("version_id"))) is not None
    )
    return min((_basis_opened(facts, case) for case in cases), default=FOREVER)


def opened_before(facts: Facts, flow: Record, instant: str) -> bool:
    """Whether the flow was first open strictly before `instant`."""
    return first_opened(facts, flow) < instant


def _basis_opened(facts: Facts, case: Case) -> str:
    basis = case.basis
    firsts = [
        basis.get("starts_at") or FOREVER,
        _first_signed(facts, [case.version], case.force),
        _first_adopted(facts, case, basis.get("dpia_document_id"), basis.get("dpia_min_version")),
        _first_adopted(facts, case, basis.get("code_document_id"), basis.get("code_min_version")),
    ]
    if not case.service:
        firsts.append(_first_signed(facts, [case.version], case.partner))
        firsts.append(_first_connected(facts, case))
    firsts += [_first_ready(facts, case, template) for template in basis.get("readiness") or ()]
    firsts += _before_opening(facts, case)
    return max(firsts)


def _first_signed(facts: Facts, versions: Iterable[Record], body: str) -> str:
    return min(
        (
            sign_off["completed_at"]
            for version in versions
            for sign_off in facts.find("sign_offs", version["id"], body)
            if sign_off.get("completed_at") and sign_off.get("record_sha256")
        ),
        default=FOREVER,
    )


def _first_adopted(facts: Facts, case: Case, document: str | None, minimum: int | None) -> str:
    versions = [
        version
        for version in facts.find("versions", document)
        if minimum is not None and version["number"] >= minimum
    ]
    return _first_signed(facts, versions, case.force)


def _first_connected(facts: Facts, case: Case) -> str:
    code = case.basis.get("code_document_id")
    return min(
        (
            max(connection["certified_at"], _first_accepted(facts, connection, case.force))
            for connection in facts.find("connections", case.partner, code)
            if connection.get("certified_at") and connection.get("record_sha256")
        ),
        default=FOREVER,
    )


def _first_accepted(facts: Facts, connection: Record, force: str) -> str:
    if connection.get("lead_force_id") == force:
        return ""
    accepted = facts.find("acceptances", connection["id"], force)
    return min((row.get("accepted_at") or FOREVER for row in accepted), default=FOREVER)


def _first_ready(facts: Facts, case: Case, template: str) -> str:
    rows = (
        *facts.find("readiness", template, "flow", case.flow["id"]),
        *facts.find("readiness", template, "force", case.force),
        *facts.find("readiness", template, "partner", case.partner),
        *facts.find("readiness_of_kind", template, "service"),
    )
    return min((row.get("passed_at") or FOREVER for row in rows), default=FOREVER)


def _before_opening(facts: Facts, case: Case) -> list[str]:
    return [
        condition.get("accepted_at") or FOREVER
        for body in (case.force, case.partner)
        for sign_off in facts.find("sign_offs", case.version["id"], body)
        for condition in facts.find("conditions", sign_off["id"])
        if condition.get("timing") == "before_opening" and sign_off.get("record_sha256")
    ]

"""One basis of one flow, put together for the limbs to judge."""

from __future__ import annotations

from dataclasses import dataclass

from govern.register.facts import Facts, Record


@dataclass(frozen=True, slots=True)
class Case:
    """A flow, one agreement version that lists it, and what that listing asks for."""

    flow: Record
    basis: Record
    version: Record
    safety_critical: bool
    service: bool
    """Whether the partner is a national service, which signs no agreement and makes no return."""

    @property
    def force(self) -> str:
        """Id of the force that owns the records."""
        force: str = self.flow["force_id"]
        return force

    @property
    def partner(self) -> str:
        """Id of the partner."""
        partner: str = self.flow["partner_id"]
        return partner

    @property
    def agreement(self) -> str:
        """Id of the agreement document."""
        agreement: str = self.basis["document_id"]
        return agreement

    @property
    def number(self) -> int:
        """Number of the agreement version."""
        number: int = self.version["number"]
        return number


def case_of(facts: Facts, flow: Record, basis: Record, version: Record) -> Case:
    """Put a basis together for judgement.

    A national service's chain is the DPIA, the code and a readiness check (corrections, 16), so it
    is treated as one only where the basis asks for a readiness check.
    """
    service = bool(basis.get("readiness")) and any(
        party.get("capacity") == "service" and party.get("chain") is None
        for party in facts.find("party", version["id"], flow["partner_id"])
    )
    critical = bool(basis.get("safety_critical") or flow.get("safety_critical"))
    return Case(flow, basis, version, critical, service)

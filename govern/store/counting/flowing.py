"""Flows on, off and extended, how many that are on rest on an agreement in force, and stops."""

from __future__ import annotations

from dataclasses import dataclass

from govern.register.derive import Register
from govern.register.facts import Facts


@dataclass(frozen=True)
class Flows:
    """What the statement says of flows; `backed` of those on rest on a signed, live agreement."""

    on: int
    off: int
    extended: int
    backed: int
    suspensions: int
    kills: int
    kills_in_period: int

    @property
    def backed_percent(self) -> float | None:
        """The share of flows on that are backed, to one decimal; None while no flow is on."""
        return round(100 * self.backed / self.on, 1) if self.on else None


def flows(facts: Facts, register: Register, at: str, since: str) -> Flows:
    """Count every flow at `at`; the period is after `since` up to `at`."""
    opened = list(register.open_rows())
    stops = facts.rows("stop").values()
    standing = [row for row in stops if not row.get("lifted_at")]
    return Flows(
        on=len(opened),
        off=len(register.rows) - len(opened),
        extended=sum(_extended(facts, row.basis, at) for row in opened),
        backed=sum(_backed(facts, row.basis) for row in opened),
        suspensions=sum(row["kind"] == "suspension" for row in standing),
        kills=sum(row["kind"] == "kill" for row in standing),
        kills_in_period=sum(row["kind"] == "kill" and since < row["at"] <= at for row in stops),
    )


def _extended(facts: Facts, basis_id: str | None, at: str) -> bool:
    """Whether the flow is on past the end that its agreement states: by an extension alone."""
    basis = facts.row("basis", basis_id)
    return basis is not None and basis["ends_at"] <= at


def _backed(facts: Facts, basis_id: str | None) -> bool:
    """Judged apart from the register: the agreement is live, frozen and signed by both ends."""
    basis = facts.row("basis", basis_id)
    document = facts.row("document", basis["document_id"]) if basis else None
    version = facts.row("version", basis["version_id"]) if basis else None
    flow = facts.row("flow", basis["flow_id"]) if basis else None
    if basis is None or document is None or version is None or flow is None:
        return False
    signing = {
        row["organisation_id"]: bool(row.get("chain"))
        for row in facts.find("parties", version["id"])
    }
    ends = [each for each in (flow["force_id"], flow["partner_id"]) if signing.get(each)]
    return (
        document.get("state") == "live"
        and version.get("status") == "frozen"
        and all(_signed(facts, version["id"], each) for each in ends)
    )


def _signed(facts: Facts, version_id: str, organisation_id: str) -> bool:
    return any(
        row.get("outcome") in ("complete", "carried")
        for row in facts.find("sign_offs", version_id, organisation_id)
    )

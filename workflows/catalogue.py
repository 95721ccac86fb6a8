"""Every table by name and pinned version, and which chain an organisation follows."""

from __future__ import annotations

from functools import cache
from typing import Final

from workflows import (
    added_steps,
    agreement,
    clause,
    code_of_connection,
    conditions,
    connection,
    delegation,
    document,
    dpia,
    extensions,
    local_addendum,
    measures,
    readiness,
    stops,
)
from workflows.table import Workflow, WorkflowError

# Old versions stay here for as long as anything stands on them (decision 14).
TABLES: Final[tuple[Workflow, ...]] = (
    document.DOCUMENT,
    dpia.DPIA,
    local_addendum.LOCAL_ADDENDUM,
    code_of_connection.CODE_OF_CONNECTION,
    connection.CONNECTION,
    connection.ACCEPTANCE,
    agreement.FORCE,
    agreement.PARTNER,
    agreement.PARTNER_HEALTH,
    conditions.CONDITION,
    measures.MEASURE,
    readiness.READINESS_ITEM,
    readiness.READINESS,
    stops.SUSPENSION,
    stops.KILL,
    stops.TERMINATION,
    extensions.EXTENSION,
    delegation.DELEGATION,
    clause.CLAUSE,
)

CHAINS: Final[dict[tuple[str, str], str]] = {
    ("dpia", "force"): "dpia",
    ("local_addendum", "force"): "local_addendum",
    ("code_of_connection", "force"): "code_of_connection",
    ("connection_return", "partner"): "connection",
    ("connection_return", "force"): "connection_acceptance",
    ("sharing_agreement", "force"): "agreement_force",
    ("sharing_agreement", "partner"): "agreement_partner",
}

# Where nobody said whether health or care data move, these bodies are taken to move them.
HEALTH_SECTORS: Final = frozenset({"nhs"})


def workflow(name: str, version: int | None = None) -> Workflow:
    """The table of that name, in that version or the newest; `WorkflowError` if there is none.

    A name with steps that a force added gives the standard table with those steps in it.
    """
    if added_steps.MARK in name:
        return _grown(name, version)
    found = [t for t in TABLES if t.name == name and version in (None, t.version)]
    if not found:
        wanted = name if version is None else f"{name} version {version}"
        raise WorkflowError(f"There is no workflow {wanted}.")
    return max(found, key=lambda table: table.version)


@cache
def _grown(name: str, version: int | None) -> Workflow:
    table = workflow(added_steps.standard(name), version)
    return added_steps.grown(table, added_steps.steps_of(name))


def chain_for(
    kind: str, organisation_kind: str, sector: str | None = None, health: bool | None = None
) -> str | None:
    """The name of the chain this party follows, or `None` where it has nothing to sign.

    A national service is a party that never signs (domain 14.16). A partner's Caldicott Guardian
    confirms first wherever health or care data move (decision 4).
    """
    name = CHAINS.get((kind, organisation_kind))
    if name == "agreement_partner":
        moves = sector in HEALTH_SECTORS if health is None else health
        return "agreement_partner_health" if moves else name
    return name

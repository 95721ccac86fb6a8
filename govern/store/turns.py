"""Whose turn it is at a stage: the roles that move a sign-off on, read from its table."""

from __future__ import annotations

from functools import cache

from workflows import roles
from workflows.catalogue import TABLES, workflow

# Acts that take something back, or go on without someone: nobody waits for them.
NOT_WAITED_FOR = frozenset(
    {
        "decide_without_advice",
        "go_on_without_review",
        "leave",
        "reinstate",
        "suspend",
        "withdraw",
        "withdraw_acceptance",
        "withdraw_adoption",
        "withdraw_endorsement",
    }
)
LEAD_STAGES = frozenset({"assessment", "certification"})
"""Stages of a connection at which the lead force's officers act, not the partner's."""


@cache
def waited_for(chain: str, version: int, stage: str) -> tuple[str, ...]:
    """The roles that everybody waits for at this stage; a Chief Constable may always decide too."""
    table = workflow(chain, version)
    if table.stage(stage).outcome not in (None, "referred") and stage != "reconsider":
        return ()
    rows = (
        row
        for row in table.transitions
        if row.start == stage and row.end != stage and row.act not in NOT_WAITED_FOR
    )
    found = dict.fromkeys(row.role for row in rows)
    return tuple(role for role in found if role != roles.CHIEF_CONSTABLE)


@cache
def stages_of(role: str) -> tuple[tuple[str, int, str], ...]:
    """Each (chain, version, stage) at which a role is waited for; a Chief Constable as a SIRO."""
    wanted = roles.SIRO if role == roles.CHIEF_CONSTABLE else role
    return tuple(
        (table.name, table.version, stage.id)
        for table in TABLES
        if table.name in CHAINS
        for stage in table.stages
        if wanted in waited_for(table.name, table.version, stage.id)
    )


CHAINS = frozenset(
    {
        "agreement_force",
        "agreement_partner",
        "agreement_partner_health",
        "code_of_connection",
        "connection",
        "connection_acceptance",
        "dpia",
        "local_addendum",
    }
)
"""The tables that sign-offs follow."""

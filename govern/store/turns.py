"""Whose turn it is at a stage: the roles that move a sign-off on, read from its table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from sqlalchemy import ColumnElement, and_, tuple_

from govern.store.rows.sign_offs import SignOffRow
from workflows import roles
from workflows.added_steps import GROWABLE, MARK, kinds_for
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


@cache
def added_stages_of(role: str) -> tuple[tuple[str, str], ...]:
    """Each (standard chain, stage) of chains with added steps at which a role is waited for."""
    standing = ((name, stage) for name, _, stage in stages_of(role) if name in GROWABLE)
    own = (
        (name, kind.name)
        for name in GROWABLE
        for kind in kinds_for(workflow(name))
        if kind.role == role
    )
    return (*standing, *own)


def standing_at(stages: Sequence[tuple[str, int, str]]) -> ColumnElement[bool]:
    """A sign-off that stands at one of these (chain, version, stage)."""
    at = tuple_(SignOffRow.chain, SignOffRow.chain_version, SignOffRow.stage)
    return at.in_(stages)


def standing_at_added(role: str) -> Iterator[ColumnElement[bool]]:
    """A sign-off with added steps that waits for this role, by what its chain's name begins with:
    one condition for each stage.
    """
    for chain, stage in added_stages_of(role):
        grown = SignOffRow.chain.startswith(f"{chain}{MARK}", autoescape=True)
        yield and_(SignOffRow.stage == stage, grown)


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

"""Which role belongs to which kind of organisation, who appoints, and what excludes what."""

from __future__ import annotations

from typing import Final

from workflows import catalogue, roles
from workflows.stops import LIFTERS, STOPPERS

ROLES: Final[dict[str, frozenset[str]]] = {
    "force": roles.FORCE_ROLES,
    "partner": roles.PARTNER_ROLES,
    "legal": frozenset({roles.LAWYER}),
    "office": frozenset({roles.COORDINATOR, roles.GOLD, *roles.MACHINE_ROLES}),
    "scrutiny": frozenset({roles.AUDITOR, roles.PANEL_MEMBER}),
    "service": frozenset(),
}

# Who may appoint in their own organisation; an administrator records appointments everywhere.
APPOINTERS: Final = frozenset({roles.CHIEF_CONSTABLE, roles.SIRO, roles.SIGNATORY})

# A corporation sole has one holder (Police Reform and Social Responsibility Act 2011 s.2).
HELD_BY_ONE: Final = frozenset({roles.CHIEF_CONSTABLE})


# Roles that nobody gives alone: who signs, stops or lifts, appoints or confirms others, or runs the
# machine.
SENSITIVE: Final = frozenset(
    {
        *(each.role for table in catalogue.TABLES for each in table.transitions if each.signing),
        *STOPPERS,
        *LIFTERS,
        *APPOINTERS,
        *roles.MACHINE_ROLES,
        roles.COORDINATOR,
    }
)


def excluded_here(role: str) -> frozenset[str]:
    """The roles nobody may hold beside `role` in one organisation (DPA 2018 s.70(3)(b))."""
    if role == roles.DPO:
        return roles.CONFLICTS_WITH_DPO
    return frozenset({roles.DPO}) if role in roles.CONFLICTS_WITH_DPO else frozenset()


def excluded_anywhere(role: str) -> frozenset[str]:
    """The roles that nobody may hold beside `role` in any organisation.

    Those who run the machine have no business rights, and an auditor none but to read
    (domain 5.4, duty 6; decision 23).
    """
    everything = frozenset(roles.TITLES)
    if role in roles.MACHINE_ROLES:
        return everything - roles.MACHINE_ROLES
    if role == roles.AUDITOR:
        return everything - {roles.AUDITOR}
    return roles.MACHINE_ROLES | {roles.AUDITOR}

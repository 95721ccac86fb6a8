"""The roles a person may be appointed to, and the side of the table each one sits on."""

from __future__ import annotations

from typing import Final

CHIEF_CONSTABLE: Final = "chief_constable"
SIRO: Final = "siro"
DPO: Final = "dpo"
ASSET_OWNER: Final = "asset_owner"
SECURITY_OFFICER: Final = "security_officer"
REVIEWER: Final = "reviewer"
INFORMATION_MANAGER: Final = "information_manager"
DUTY_OFFICER: Final = "duty_officer"
AUTHOR: Final = "author"
SIGNATORY: Final = "signatory"
CALDICOTT_GUARDIAN: Final = "caldicott_guardian"
PARTNER_DPO: Final = "partner_dpo"
LAWYER: Final = "lawyer"
COORDINATOR: Final = "coordinator"
GOLD: Final = "gold"
AUDITOR: Final = "auditor"
PANEL_MEMBER: Final = "panel_member"
ADMINISTRATOR: Final = "administrator"
OPERATOR: Final = "operator"

TITLES: Final[dict[str, str]] = {
    CHIEF_CONSTABLE: "Chief Constable",
    SIRO: "SIRO",
    DPO: "DPO",
    ASSET_OWNER: "Information asset owner",
    SECURITY_OFFICER: "Security officer",
    REVIEWER: "Reviewer",
    INFORMATION_MANAGER: "Information manager",
    DUTY_OFFICER: "Duty officer",
    AUTHOR: "Partner author",
    SIGNATORY: "Authorised signatory",
    CALDICOTT_GUARDIAN: "Caldicott Guardian",
    PARTNER_DPO: "Partner DPO",
    LAWYER: "Lawyer",
    COORDINATOR: "Coordinator",
    GOLD: "Gold",
    AUDITOR: "Auditor",
    PANEL_MEMBER: "Panel member",
    ADMINISTRATOR: "Administrator",
    OPERATOR: "Operator",
}

FORCE_ROLES: Final = frozenset(
    {
        CHIEF_CONSTABLE,
        SIRO,
        DPO,
        ASSET_OWNER,
        SECURITY_OFFICER,
        REVIEWER,
        INFORMATION_MANAGER,
        DUTY_OFFICER,
    }
)
PARTNER_ROLES: Final = frozenset({AUTHOR, SIGNATORY, CALDICOTT_GUARDIAN, PARTNER_DPO})

# Those who run the machine never sign what it carries (domain 5.4, duty 6).
MACHINE_ROLES: Final = frozenset({ADMINISTRATOR, OPERATOR})

# A DPO may have no duty that conflicts with advising (DPA 2018 s.70(3)(b)).
CONFLICTS_WITH_DPO: Final = frozenset({CHIEF_CONSTABLE, SIRO, ASSET_OWNER})


def side(role: str) -> str:
    """`force`, `partner` or `other`: whose interest this role speaks for."""
    if role in FORCE_ROLES:
        return "force"
    return "partner" if role in PARTNER_ROLES else "other"

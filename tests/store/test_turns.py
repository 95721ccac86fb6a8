"""Whose turn it is, read from the tables of sign-offs."""

from __future__ import annotations

import pytest

from govern.store.turns import stages_of, waited_for
from workflows import roles


@pytest.mark.parametrize(
    ("chain", "stage", "wanted"),
    [
        ("dpia", "advice", (roles.DPO,)),
        ("dpia", "decision", (roles.SIRO,)),
        ("dpia", "referred", (roles.SIRO,)),
        ("dpia", "reconsider", (roles.SIRO,)),
        ("dpia", "complete", ()),
        ("dpia", "returned", ()),
        ("code_of_connection", "security_review", (roles.SECURITY_OFFICER,)),
        ("agreement_force", "owner", (roles.ASSET_OWNER,)),
        ("agreement_partner", "signature", (roles.SIGNATORY,)),
        ("agreement_partner_health", "caldicott", (roles.CALDICOTT_GUARDIAN,)),
        ("connection", "assessment", (roles.SECURITY_OFFICER,)),
        ("connection", "certification", (roles.SIRO,)),
        ("connection", "suspended", ()),
        ("connection_acceptance", "acceptance", (roles.SIRO,)),
    ],
)
def test_everybody_waits_for_who_moves_it_on(
    chain: str, stage: str, wanted: tuple[str, ...]
) -> None:
    assert waited_for(chain, 1, stage) == wanted


def test_a_chief_constable_is_asked_what_a_siro_is_asked() -> None:
    assert stages_of(roles.CHIEF_CONSTABLE) == stages_of(roles.SIRO)


@pytest.mark.parametrize("role", sorted(roles.MACHINE_ROLES | {roles.LAWYER, roles.AUDITOR}))
def test_nobody_waits_for_who_never_signs(role: str) -> None:
    assert stages_of(role) == ()

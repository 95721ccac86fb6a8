"""Tables are found by name and pinned version; each kind of party gets its chain."""

from __future__ import annotations

import pytest

from workflows import catalogue
from workflows.catalogue import chain_for, workflow
from workflows.engine import WorkflowError


@pytest.mark.parametrize(
    ("kind", "organisation", "chain"),
    [
        ("dpia", "force", "dpia"),
        ("local_addendum", "force", "local_addendum"),
        ("code_of_connection", "force", "code_of_connection"),
        ("connection_return", "partner", "connection"),
        ("connection_return", "force", "connection_acceptance"),
        ("sharing_agreement", "force", "agreement_force"),
        ("sharing_agreement", "partner", "agreement_partner"),
        ("sharing_agreement", "service", None),
        ("sharing_agreement", "legal", None),
        ("dpia", "partner", None),
    ],
)
def test_each_party_follows_its_chain(kind: str, organisation: str, chain: str | None) -> None:
    assert chain_for(kind, organisation) == chain


@pytest.mark.parametrize(
    ("sector", "health", "chain"),
    [
        ("council", True, "agreement_partner_health"),
        ("nhs", True, "agreement_partner_health"),
        ("nhs", False, "agreement_partner"),
        ("nhs", None, "agreement_partner_health"),
        ("charity", None, "agreement_partner"),
    ],
)
def test_the_caldicott_guardian_confirms_where_health_data_move(
    sector: str, health: bool | None, chain: str
) -> None:
    assert chain_for("sharing_agreement", "partner", sector, health) == chain


def test_a_table_is_found_by_name_and_version() -> None:
    assert workflow("dpia", 1) is workflow("dpia")


@pytest.mark.parametrize(("name", "version"), [("dpia", 99), ("unheard_of", None)])
def test_an_unknown_table_is_named(name: str, version: int | None) -> None:
    with pytest.raises(WorkflowError, match=name):
        workflow(name, version)


def test_no_two_tables_share_a_name_and_version() -> None:
    pinned = [(table.name, table.version) for table in catalogue.TABLES]

    assert len(pinned) == len(set(pinned))


def test_the_chains_are_tables() -> None:
    assert {workflow(name).name for name in catalogue.CHAINS.values()} == set(
        catalogue.CHAINS.values()
    )

"""Machine callers: a token shown once, bound to forces, worth nothing once revoked."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from govern.commands.clients.add_client import add_client
from govern.commands.clients.authenticate_client import authenticate_client
from govern.commands.clients.revoke_client import revoke_client
from govern.commands.organisations.add_organisation import add_organisation
from govern.errors import Conflict, Forbidden, Invalid
from govern.installation import Installation, open_installation
from govern.store.rows.working import ClientSecretRow
from tests.consortium import Consortium


def test_a_token_names_its_caller_on_either_database(installation: Installation) -> None:
    add_organisation(installation, by=None, slug="kent", kind="force", name="Kent Police")
    added = add_client(installation, by=None, name="RMS of Kent", forces=["kent"])

    found = authenticate_client(installation, added.token)

    assert found is not None
    assert (found.id, found.name) == (added.client_id, "RMS of Kent")
    assert found.may_ask("kent")
    assert not found.may_ask("essex")


def test_a_caller_for_all_may_ask_about_any_force(people: Consortium) -> None:
    added = add_client(people.installation, by=None, name="Gate", forces=["all"])

    found = authenticate_client(people.installation, added.token)

    assert found is not None
    assert found.may_ask("essex")


@pytest.mark.parametrize("token", ["", "govern_", "govern_x", "Bearer govern_x", "x" * 10_000])
def test_an_unknown_token_is_nobodys(people: Consortium, token: str) -> None:
    assert authenticate_client(people.installation, token) is None


def test_a_revoked_token_is_nobodys(people: Consortium) -> None:
    added = add_client(people.installation, by=None, name="Gate", forces=["all"])

    revoke_client(people.installation, by=people.actor("admin"), client_id=added.client_id)

    assert authenticate_client(people.installation, added.token) is None
    with pytest.raises(Conflict):
        revoke_client(people.installation, by=None, client_id=added.client_id)


def test_a_caller_who_is_known_already_is_refused_as_soon_as_revoked_elsewhere(
    installation: Installation,
) -> None:
    add_organisation(installation, by=None, slug="kent", kind="force", name="Kent Police")
    added = add_client(installation, by=None, name="Gate", forces=["kent"])
    known = [authenticate_client(installation, added.token) for _ in range(2)]
    elsewhere = open_installation(installation.settings, clock=installation.clock)

    revoke_client(elsewhere, by=None, client_id=added.client_id)
    elsewhere.database.close()

    assert all(known)
    assert authenticate_client(installation, added.token) is None


def test_the_token_itself_is_not_kept(people: Consortium) -> None:
    added = add_client(people.installation, by=None, name="Gate", forces=["all"])

    with people.installation.reading() as session:
        kept = session.scalars(select(ClientSecretRow.token_sha256)).one()
    assert len(kept) == 64
    assert kept not in added.token


@pytest.mark.parametrize(
    "forces", [[], ["surrey"], ["north-hill-council"], ["all", "essex"], ["Essex"]]
)
def test_a_caller_is_bound_to_forces_that_are_there(people: Consortium, forces: list[str]) -> None:
    with pytest.raises(Invalid) as refused:
        add_client(people.installation, by=None, name="Gate", forces=forces)

    assert set(refused.value.faults) == {"forces"}


def test_a_name_is_taken_until_it_is_revoked(people: Consortium) -> None:
    added = add_client(people.installation, by=None, name="Gate", forces=["all"])
    with pytest.raises(Conflict, match="revoke it first"):
        add_client(people.installation, by=None, name="Gate", forces=["essex"])

    revoke_client(people.installation, by=None, client_id=added.client_id)

    add_client(people.installation, by=None, name="Gate", forces=["essex"])


def test_a_siro_adds_no_machine_callers(people: Consortium) -> None:
    with pytest.raises(Forbidden):
        add_client(
            people.installation, by=people.actor("essex_siro"), name="Gate", forces=["essex"]
        )

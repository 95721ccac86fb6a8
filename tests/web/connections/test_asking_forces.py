"""A partner's author asks a further force to accept its connection, and nobody else does."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from govern.commands.documents.bind_force import bind_force
from govern.errors import Conflict, Forbidden, Invalid, NotFound
from govern.store.rows.documents import PartyRow
from govern.store.rows.sign_offs import SignOffRow
from tests.sharing import TRUST, Sharing
from workflows.engine import Actor


def author_of_the_trust(sharing: Sharing) -> Actor:
    person = sharing.people.person("Tobias Wren", "tobias.wren@people.example")
    return sharing.people.under(sharing.people.appoint(person, TRUST, "author"))


def forces(sharing: Sharing, version: str) -> set[str]:
    with sharing.installation.reading() as session:
        rows = select(PartyRow.organisation_id).where(PartyRow.version_id == version)
        return set(session.scalars(rows))


def test_what_is_certified_is_put_before_the_forces_siro_at_once(sharing: Sharing) -> None:
    version, essex = sharing.versions[f"return-{TRUST}"], sharing.people.organisations["essex"]
    assert essex not in forces(sharing, version)

    bind_force(
        sharing.installation,
        by=author_of_the_trust(sharing),
        version_id=version,
        organisation_id=essex,
    )

    with sharing.installation.reading() as session:
        asked = session.scalars(
            select(SignOffRow).where(
                SignOffRow.version_id == version, SignOffRow.organisation_id == essex
            )
        ).all()
    assert essex in forces(sharing, version)
    assert [(row.chain, row.stage) for row in asked] == [("connection_acceptance", "acceptance")]


def test_a_force_is_asked_once(sharing: Sharing) -> None:
    version, kent = sharing.versions[f"return-{TRUST}"], sharing.people.organisations["kent"]

    with pytest.raises(Conflict):
        bind_force(
            sharing.installation,
            by=author_of_the_trust(sharing),
            version_id=version,
            organisation_id=kent,
        )


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("trust_signatory", Forbidden), ("kent_dpo", Forbidden), ("author", NotFound)],
)
def test_nobody_else_asks_for_the_partner(
    sharing: Sharing, who: str, refusal: type[Exception]
) -> None:
    version, essex = sharing.versions[f"return-{TRUST}"], sharing.people.organisations["essex"]

    with pytest.raises(refusal):
        bind_force(
            sharing.installation,
            by=sharing.people.actor(who),
            version_id=version,
            organisation_id=essex,
        )

    assert essex not in forces(sharing, version)


def test_only_a_force_can_be_asked(sharing: Sharing) -> None:
    council = sharing.people.organisations["north-hill-council"]

    with pytest.raises(Invalid):
        bind_force(
            sharing.installation,
            by=author_of_the_trust(sharing),
            version_id=sharing.versions[f"return-{TRUST}"],
            organisation_id=council,
        )

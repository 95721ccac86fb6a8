"""A small consortium made through the commands: who is there, and the actor each one is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from govern.clock import text
from govern.commands.organisations.add_category import add_category
from govern.commands.organisations.add_organisation import add_organisation
from govern.commands.organisations.add_purpose import add_purpose
from govern.commands.people.add_person import add_person
from govern.commands.people.make_appointment import make_appointment
from govern.commands.second_person.ask import do_or_ask
from govern.commands.second_person.confirm import confirm_second
from govern.installation import Installation
from govern.store.rows.organisations import AppointmentRow
from govern.store.rows.second_person import SecondPersonRow
from govern.store.standing import actor_of
from workflows.engine import Actor

ORGANISATIONS = (
    ("consortium-office", "office", "Consortium office", None),
    ("essex", "force", "Essex Police", None),
    ("kent", "force", "Kent Police", None),
    ("north-hill-council", "partner", "North Hill Council", "council"),
    ("harrow-lane", "legal", "Harrow Lane Law", None),
    ("county-panel", "scrutiny", "County Police and Crime Panel", None),
)
PEOPLE = (
    ("admin", "Ada Quill", "consortium-office", "administrator"),
    ("gold", "Grace Ormond", "consortium-office", "gold"),
    ("coordinator", "Colin Reeve", "consortium-office", "coordinator"),
    ("essex_siro", "Sam Ito", "essex", "siro"),
    ("essex_dpo", "Dana Obi", "essex", "dpo"),
    ("essex_owner", "Olu Finch", "essex", "asset_owner"),
    ("kent_siro", "Sue Kerr", "kent", "siro"),
    ("signatory", "Nia Bell", "north-hill-council", "signatory"),
    ("lawyer", "Leo Marsh", "harrow-lane", "lawyer"),
)


@dataclass
class Consortium:
    """The installation with its organisations' ids by slug and its people by key."""

    installation: Installation
    organisations: dict[str, str] = field(default_factory=dict)
    persons: dict[str, str] = field(default_factory=dict)
    appointments: dict[str, str] = field(default_factory=dict)

    def actor(self, who: str) -> Actor:
        """The person of that key under their appointment."""
        return self.under(self.appointments[who])

    def under(self, appointment_id: str) -> Actor:
        """Whoever holds that appointment."""
        with self.installation.reading() as session:
            return actor_of(session, session.get_one(AppointmentRow, appointment_id))

    def person(self, name: str, email: str) -> str:
        """Another person, without a role."""
        return add_person(self.installation, by=None, name=name, email=email).person_id

    def appoint(self, person_id: str, slug: str, role: str, **more: Any) -> str:
        """An appointment asked for by the administrator and, where it takes two, confirmed."""
        given = {"person_id": person_id, "organisation_id": self.organisations[slug], "role": role}
        for name in ("starts_at", "ends_at"):
            more[name] = text(more[name]) if more.get(name) else None
        done = do_or_ask(
            self.installation, by=self.actor("admin"), act="appoint", given={**given, **more}
        )
        if done is None:
            waiting = self.asked()
            done = confirm_second(
                self.installation, by=self.actor("coordinator"), request_id=waiting
            )
        return done.made

    def asked(self) -> str:
        """The request that was made last."""
        with self.installation.reading() as session:
            query = select(SecondPersonRow.id).order_by(SecondPersonRow.seq.desc())
            return session.scalars(query.limit(1)).one()

    def later(self, **by: float) -> None:
        """Move the clock on by a timedelta's keywords."""
        self.installation.clock.advance(timedelta(**by))  # type: ignore[attr-defined]  # settable


def populate(installation: Installation) -> Consortium:
    """Make the organisations, people and appointments, as the installation itself."""
    made = Consortium(installation)
    for slug, kind, name, sector in ORGANISATIONS:
        made.organisations[slug] = add_organisation(
            installation, by=None, slug=slug, kind=kind, name=name, sector=sector
        )
    add_category(installation, by=None, slug="crime-report", title="Crime reports", module="crime")
    add_purpose(
        installation, by=None, slug="prevention", title="Prevent crime", law_enforcement=True
    )
    for key, name, slug, role in PEOPLE:
        email = f"{key.replace('_', '.')}@people.example"
        made.persons[key] = made.person(name, email)
        made.appointments[key] = make_appointment(
            installation,
            by=None,
            person_id=made.persons[key],
            organisation_id=made.organisations[slug],
            role=role,
        )
    return made

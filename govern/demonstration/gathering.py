"""The first scene: organisations join, people are appointed, vocabularies and policy documents are
recorded.
"""

from __future__ import annotations

from datetime import timedelta

from documents import catalogue
from govern.commands.organisations.add_category import add_category
from govern.commands.organisations.add_organisation import add_organisation
from govern.commands.organisations.add_purpose import add_purpose
from govern.commands.organisations.record_policy_document import record_policy_document
from govern.commands.people.add_person import add_person
from govern.commands.people.make_appointment import make_appointment
from govern.commands.settings.adopt_definition import adopt_definition
from govern.demonstration import cast
from govern.demonstration.stage import Stage
from workflows import roles
from workflows.engine import Actor


def gather(stage: Stage) -> None:
    """Everyone who takes part, in the order in which a real consortium would enter them."""
    stage.day(0)
    for body in cast.BODIES:
        stage.bodies[body.slug] = add_organisation(
            stage.installation,
            by=None,
            slug=body.slug,
            kind=body.kind,
            name=body.name,
            sector=body.sector,
            legal_name=body.legal_name,
            registration=body.registration,
        )
    for player in cast.PLAYERS:
        _enter(stage, player)
    _vocabularies(stage)
    _policy_documents(stage)
    for name in catalogue.names():
        adopt_definition(
            stage.installation,
            by=stage.actor(roles.LAWYER, cast.FIRM),
            definition=name,
            version=catalogue.definition(name).version,
        )


def _enter(stage: Stage, player: cast.Player) -> None:
    email = player.name.lower().replace("dr ", "").replace(" ", ".") + "@example.org"
    added = add_person(stage.installation, by=None, name=player.name, email=email)
    for office in player.offices:
        for body in office.bodies:
            _appoint(stage, added.person_id, office, body)


def _appoint(stage: Stage, person_id: str, office: cast.Office, body: str) -> None:
    auditor = office.role == roles.AUDITOR
    scope: dict[str, object] | None = {"joint": True} if office.joint else None
    appointment_id = make_appointment(
        stage.installation,
        by=None,
        person_id=person_id,
        organisation_id=stage.bodies[body],
        role=office.role,
        scope={"organisations": ["essex", "kent"]} if auditor else scope,
        ends_at=stage.clock.now() + timedelta(days=730) if auditor else None,
        instrument=f"Letter of appointment, {roles.TITLES[office.role]}",
    )
    stage.actors[office.role, body] = Actor(
        person=person_id,
        appointment=appointment_id,
        organisation=stage.bodies[body],
        role=office.role,
    )


def _vocabularies(stage: Stage) -> None:
    for row in catalogue.reference("categories"):
        add_category(
            stage.installation,
            by=None,
            slug=row["id"],
            title=row["title"],
            module=row["module"],
            health=row["health"],
        )
    for row in catalogue.reference("purposes"):
        add_purpose(
            stage.installation,
            by=None,
            slug=row["id"],
            title=row["title"],
            law_enforcement=row["law_enforcement"],
        )


def _policy_documents(stage: Stage) -> None:
    for slug in (*cast.FORCES, *cast.PARTNERS):
        record_policy_document(
            stage.installation,
            by=None,
            organisation_id=stage.bodies[slug],
            title="Appropriate policy document",
            reviewed_on=stage.on(-20),
            review_due_on=stage.on(710),
        )

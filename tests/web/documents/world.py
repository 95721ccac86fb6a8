"""A consortium with documents in it, and a client for anyone there, for tests of pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import html5lib
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from govern.commands.documents.open_document import Opened, open_document
from govern.commands.documents.save_section import save_section
from govern.commands.organisations.add_organisation import add_organisation
from govern.commands.people.make_appointment import make_appointment
from govern.installation import Installation
from tests.consortium import Consortium, populate

MORE_ORGANISATIONS = (
    ("harbour-trust", "partner", "Harbour NHS Trust", "nhs"),
    ("stone-quay-law", "legal", "Stone Quay Law", None),
)
MORE_PEOPLE = (
    ("lawyer_two", "Mina Roe", "harrow-lane", "lawyer"),
    ("other_lawyer", "Otto Blunt", "stone-quay-law", "lawyer"),
    ("author", "Ivy Cole", "north-hill-council", "author"),
    ("other_author", "Hari Dean", "harbour-trust", "author"),
    ("kent_dpo", "Kit Nash", "kent", "dpo"),
    ("reviewer", "Rosa Tern", "essex", "reviewer"),
)


@dataclass
class World:
    """The consortium with its site."""

    consortium: Consortium
    app: Flask

    @property
    def installation(self) -> Installation:
        """The installation."""
        return self.consortium.installation

    def client(self, who: str) -> FlaskClient:
        """A browser in which that person is signed in under their appointment."""
        client = self.app.test_client()
        person = self.consortium.persons[who]
        given = {"appointment": self.consortium.appointments[who]}
        answer = client.post(f"/demonstration/sign-in/{person}", data=given)
        assert answer.status_code == 302, answer.text
        return client

    def opened(self, kind: str = "sharing_agreement", by: str = "lawyer", **more: Any) -> Opened:
        """A new document of that kind binding Essex, Kent and North Hill Council."""
        ids = self.consortium.organisations
        bound = [(ids["essex"], "controller"), (ids["kent"], "controller")]
        if kind in ("sharing_agreement", "connection_return"):
            bound.append((ids["north-hill-council"], "partner"))
        given = {"title": "Sharing for safeguarding", "owner_id": ids["essex"], "parties": bound}
        return open_document(
            self.installation, by=self.consortium.actor(by), kind=kind, **(given | more)
        )

    def save(
        self, version_id: str, section: str, answers: dict[str, Any], by: str = "lawyer"
    ) -> int:
        """Save a section on top of nothing; returns its revision."""
        return save_section(
            self.installation,
            by=self.consortium.actor(by),
            version_id=version_id,
            section=section,
            given=answers,
            based_on=10**6,
        ).revision

    def fill(self, version_id: str, definition: Any, answers: dict[str, Any]) -> None:
        """Save every section of a version from answers by question."""
        for section in definition.sections:
            given = {q.id: answers[q.id] for q in section.questions if q.id in answers}
            if given:
                self.save(version_id, section.id, given)


def make_world(installation: Installation, app: Flask) -> World:
    """Populate the installation and hand out its site."""
    app.config["WTF_CSRF_ENABLED"] = False
    made = populate(installation)
    for slug, kind, name, sector in MORE_ORGANISATIONS:
        made.organisations[slug] = add_organisation(
            installation, by=None, slug=slug, kind=kind, name=name, sector=sector
        )
    for key, name, slug, role in MORE_PEOPLE:
        made.persons[key] = made.person(name, f"{key.replace('_', '.')}@people.example")
        made.appointments[key] = make_appointment(
            installation,
            by=None,
            person_id=made.persons[key],
            organisation_id=made.organisations[slug],
            role=role,
        )
    return World(made, app)


def strict(answer: TestResponse) -> str:
    """The page's text, after parsing it strictly: any fault in its HTML fails the test."""
    text = answer.get_data(as_text=True)
    html5lib.HTMLParser(strict=True).parse(text)
    return text

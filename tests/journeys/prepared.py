"""The smallest consortium in which an agreement can open a flow: one force, one partner, and what
both must have signed before; made through the commands.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select

from documents import catalogue
from documents.catalogue import definition
from govern.clock import SettableClock
from govern.commands.documents.change_status import change_status
from govern.commands.documents.freeze import freeze
from govern.commands.documents.open_document import Opened, open_document
from govern.commands.documents.reason_finding import reason_finding
from govern.commands.documents.save_section import save_section
from govern.commands.organisations.add_category import add_category
from govern.commands.organisations.add_purpose import add_purpose
from govern.commands.settings.adopt_definition import adopt_definition
from govern.commands.signing.confirm import Authentication, confirm_act
from govern.commands.signing.seal import seal_act
from govern.commands.signing.show import show_statement
from govern.installation import Installation, begin
from govern.settings import Settings, settings
from govern.store import checking, drafts, schema
from govern.store.database import Database
from govern.store.documents import party_sign_off
from govern.store.people import person_name
from govern.store.rows.documents import VersionRow
from tests.consortium import Consortium, populate
from tests.documents.code_of_connection.answers import complete as code_answers
from tests.documents.connection_return.answers import complete as return_answers
from tests.documents.dpia.answers import complete_answers as dpia_answers
from tests.documents.sharing_agreement.answers import complete as agreement_answers
from tests.installations import NOON
from workflows.engine import Form

PARTNER = "north-hill-council"
CATEGORY, PURPOSE = "child-safeguarding-referral", "child-safeguarding"
SESSION = "7" * 32
TITLE = "MASH referrals, North Hill"
NO_CONSULTATION = Form(
    ico="not_needed", ico_reasons="No residual risk is high, and the DPO agrees with that reading."
)
MORE_PEOPLE = (
    ("essex_security", "Seth Vale", "essex", "security_officer"),
    ("author", "Ivy Cole", PARTNER, "author"),
    ("guardian", "Hana Moss", PARTNER, "caldicott_guardian"),
)


@dataclass
class Prepared:
    """The consortium, and the versions made so far by name."""

    people: Consortium
    versions: dict[str, Opened] = field(default_factory=dict)

    @property
    def installation(self) -> Installation:
        """Where it all is."""
        return self.people.installation

    def name_of(self, who: str) -> str:
        """The name of the person of that key."""
        with self.installation.reading() as session:
            return person_name(session, self.people.persons[who])

    def first_version(self, document_id: str) -> str:
        """The id of the first version of a document."""
        query = select(VersionRow.id).where(
            VersionRow.document_id == document_id, VersionRow.number == 1
        )
        with self.installation.reading() as session:
            return session.scalars(query).one()

    def open(self, name: str, kind: str, title: str, by: str, parties: tuple[str, ...]) -> Opened:
        """Open a document led by Essex, for organisations by their slugs."""
        ids = self.people.organisations
        bound = [(ids[slug], "partner" if slug == PARTNER else "controller") for slug in parties]
        opened = self.versions[name] = open_document(
            self.installation,
            by=self.people.actor(by),
            kind=kind,
            title=title,
            owner_id=ids["essex"],
            parties=bound,
        )
        return opened

    def write(self, name: str, by: str, answers: Mapping[str, Any], *, leave: str = "") -> None:
        """Save every section but those that are left to others (ids with spaces between)."""
        version_id = self.versions[name].version_id
        with self.installation.reading() as session:
            kind = session.get_one(VersionRow, version_id).definition
        for section in definition(kind).sections:
            given = {q.id: answers[q.id] for q in section.questions if q.id in answers}
            if given and section.id not in leave.split():
                save_section(
                    self.installation,
                    by=self.people.actor(by),
                    version_id=version_id,
                    section=section.id,
                    given=given,
                    based_on=10**6,
                )

    def send(self, name: str, by: str) -> None:
        """Send a version for review."""
        version_id, actor = self.versions[name].version_id, self.people.actor(by)
        change_status(self.installation, by=actor, version_id=version_id, act="send_for_review")

    def reason(self, name: str, by: str) -> None:
        """Give reasons for going on against every advice on a version."""
        version_id, now = self.versions[name].version_id, self.installation.clock.now()
        with self.installation.reading() as session:
            text = drafts.content(session, session.get_one(VersionRow, version_id))
            found = checking.findings_of(session, text, now)
        for finding in found:
            if finding.level == "advice":
                reason_finding(
                    self.installation,
                    by=self.people.actor(by),
                    version_id=version_id,
                    key=checking.finding_key(finding),
                    reason="Considered with the force, and kept under review.",
                )

    def freeze(self, name: str, by: str) -> None:
        """Freeze a version with reasons for what is advised against."""
        self.send(name, by)
        self.reason(name, by)
        version_id = self.versions[name].version_id
        freeze(self.installation, by=self.people.actor(by), version_id=version_id)

    def sign_off(self, name: str, slug: str) -> str:
        """The id of an organisation's sign-off on a version."""
        with self.installation.reading() as session:
            organisation = self.people.organisations[slug]
            return party_sign_off(session, self.versions[name].version_id, organisation)

    def sign(self, name: str, slug: str, who: str, act: str, form: Form | None = None) -> str:
        """One signing act in its two steps; returns the digest of its sealed record."""
        here, by = self.installation, self.people.actor(who)
        shown = show_statement(
            here,
            by=by,
            session_id=SESSION,
            sign_off_id=self.sign_off(name, slug),
            act=act,
            form=form or Form(),
        )
        again = Authentication("demonstration", here.clock.now(), SESSION)
        act_id = confirm_act(here, by=by, token=shown.token, authentication=again)
        return seal_act(here, act_id=act_id)


def house(home: Path) -> Settings:
    """The settings of a demonstration in `home`, on SQLite."""
    return settings({}, home=home, demonstration=True)


def prepare(given: Settings) -> Prepared:
    """An adopted assessment, an adopted code and a certified connection; no agreement yet."""
    given.home.mkdir(parents=True, exist_ok=True)
    database = Database(given.database)
    with database.engine.begin() as connection:
        schema.create(connection)
    database.close()
    installation = begin(given, name="Essex and North Hill", clock=SettableClock(NOON))
    made = Prepared(populate(installation))
    _enter(made)
    _assessment(made)
    _code(made)
    _connection(made)
    return made


def write_agreement(made: Prepared) -> None:
    """Draft the whole agreement, as the lawyer."""
    made.open("agreement", "sharing_agreement", TITLE, "lawyer", ("essex", PARTNER))
    made.write("agreement", "lawyer", agreement())


def agreement() -> dict[str, Any]:
    """The whole text of an agreement of both, as answers; fresh each time."""
    text = json.dumps(agreement_answers()).replace("southend", PARTNER)
    answers: dict[str, Any] = json.loads(text.replace("Southend", "North Hill"))
    answers |= {
        "title": TITLE,
        "starts_on": "2026-11-02",
        "review_on": "2027-04-30",
        "ends_on": "2029-10-31",
        "dpia_min_version": 1,
        "code_reference": "CODE-1",
    }
    answers["flows"][0]["readiness"] = []
    return answers


def _enter(made: Prepared) -> None:
    for key, name, slug, role in MORE_PEOPLE:
        made.people.persons[key] = made.people.person(name, f"{key}@people.example")
        made.people.appointments[key] = made.people.appoint(made.people.persons[key], slug, role)
    category = catalogue.row("categories", CATEGORY)
    purpose = catalogue.row("purposes", PURPOSE)
    add_category(
        made.installation,
        by=None,
        slug=CATEGORY,
        title=category["title"],
        module=category["module"],
    )
    add_purpose(
        made.installation,
        by=None,
        slug=PURPOSE,
        title=purpose["title"],
        law_enforcement=purpose["law_enforcement"],
    )
    for name in catalogue.names():
        newest = definition(name).version
        adopt_definition(
            made.installation, by=made.people.actor("lawyer"), definition=name, version=newest
        )


def _assessment(made: Prepared) -> None:
    made.open("dpia", "dpia", "Shared records management system", "lawyer", ("essex",))
    made.write("dpia", "lawyer", dpia_answers())
    made.freeze("dpia", "lawyer")
    made.sign("dpia", "essex", "essex_dpo", "endorse")
    made.sign("dpia", "essex", "essex_siro", "approve", NO_CONSULTATION)


def _code(made: Prepared) -> None:
    made.open("code", "code_of_connection", "Code of connection", "lawyer", ("essex",))
    made.write("code", "lawyer", code_answers())
    made.freeze("code", "lawyer")
    made.sign("code", "essex", "essex_security", "review_security")
    made.sign("code", "essex", "essex_dpo", "endorse")
    made.sign("code", "essex", "essex_siro", "approve")


def _connection(made: Prepared) -> None:
    title = "Connection of North Hill Council"
    made.open("return", "connection_return", title, "author", (PARTNER, "essex"))
    answers = return_answers() | {"organisation": PARTNER, "code_reference": "CODE-1"}
    made.write("return", "author", answers)
    made.freeze("return", "author")
    made.sign("return", PARTNER, "signatory", "declare")
    made.sign("return", PARTNER, "essex_security", "assess")
    made.sign("return", PARTNER, "essex_siro", "certify")

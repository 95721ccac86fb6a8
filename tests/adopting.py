"""A small consortium with a frozen DPIA in its sign-off, made once and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from documents.catalogue import definition
from govern.clock import SettableClock
from govern.commands.documents.change_status import change_status
from govern.commands.documents.freeze import freeze
from govern.commands.documents.open_document import open_document
from govern.commands.documents.reason_finding import reason_finding
from govern.commands.documents.save_section import save_section
from govern.commands.settings.adopt_definition import adopt_definition
from govern.commands.signing.confirm import Authentication, confirm_act
from govern.commands.signing.seal import seal_act
from govern.commands.signing.show import Shown, show_statement
from govern.installation import Installation, open_installation
from govern.store import checking, drafts
from govern.store.documents import party_sign_off
from govern.store.rows.documents import VersionRow
from govern.store.rows.sign_offs import SignOffRow
from tests import consortium, postgres
from tests.consortium import Consortium
from tests.documents.dpia.answers import complete_answers
from tests.installations import NOON, new_installation
from workflows.engine import Form

SESSION = "5" * 32
NOT_NEEDED = Form(
    ico="not_needed", ico_reasons="No residual risk is high, and the DPO agrees with that reading."
)
FORCES = ("essex", "kent")


@dataclass
class Adopting:
    """Two forces with one frozen DPIA to sign; `people` are its consortium."""

    people: Consortium
    document_id: str
    version_id: str

    @property
    def installation(self) -> Installation:
        """The installation it all happens in."""
        return self.people.installation

    def sign_off(self, force: str) -> SignOffRow:
        """A force's sign-off as it stands."""
        with self.installation.reading() as session:
            found = party_sign_off(session, self.version_id, self.people.organisations[force])
            return session.get_one(SignOffRow, found)

    def show(self, who: str, act: str, form: Form | None = None) -> Shown:
        """The first step of the signing page."""
        by = self.people.actor(who)
        force = who.split("_")[0]
        return show_statement(
            self.installation,
            by=by,
            session_id=SESSION,
            sign_off_id=self.sign_off(force).id,
            act=act,
            form=form or Form(),
        )

    def authentication(self) -> Authentication:
        """A re-authentication of this instant."""
        return Authentication("totp", self.installation.clock.now(), SESSION)

    def confirm(self, who: str, shown: Shown) -> str:
        """The second step: the act is confirmed, its record not yet sealed."""
        return confirm_act(
            self.installation,
            by=self.people.actor(who),
            token=shown.token,
            authentication=self.authentication(),
        )

    def sign(self, who: str, act: str, form: Form | None = None) -> str:
        """The whole act; returns the record's digest."""
        act_id = self.confirm(who, self.show(who, act, form))
        return seal_act(self.installation, act_id=act_id)


def build(home: Path, database_url: str) -> Adopting:
    """Draft, review and freeze the DPIA through the commands."""
    installation = new_installation(home, database_url, NOON)
    people = consortium.populate(installation)
    person = people.person("Ken Dove", "ken.dove@people.example")
    people.appointments["kent_dpo"] = people.appoint(person, "kent", "dpo")
    lawyer = people.actor("lawyer")
    for name in ("dpia", "sharing_agreement", "code_of_connection"):
        adopt_definition(installation, by=lawyer, definition=name, version=definition(name).version)
    opened = open_document(
        installation,
        by=lawyer,
        kind="dpia",
        title="Shared records management system",
        owner_id=people.organisations["essex"],
        parties=[(people.organisations[force], "controller") for force in FORCES],
    )
    _write(installation, people, opened.version_id)
    change_status(installation, by=lawyer, version_id=opened.version_id, act="send_for_review")
    freeze(installation, by=lawyer, version_id=opened.version_id)
    return Adopting(people, opened.document_id, opened.version_id)


def _write(installation: Installation, people: Consortium, version_id: str) -> None:
    answers = complete_answers()
    for section in definition("dpia").sections:
        given = {
            question.id: answers[question.id]
            for question in section.questions
            if question.id in answers
        }
        save_section(
            installation,
            by=people.actor("lawyer"),
            version_id=version_id,
            section=section.id,
            given=given,
            based_on=0,
        )
    with installation.reading() as session:
        version = session.get_one(VersionRow, version_id)
        now = installation.clock.now()
        found = checking.findings_of(session, drafts.content(session, version), now)
    for finding in found:
        if finding.level == "advice":
            reason_finding(
                installation,
                by=people.actor("lawyer"),
                version_id=version_id,
                key=checking.finding_key(finding),
                reason="Considered with both forces and kept under review.",
            )


@pytest.fixture(scope="session")
def adopting_template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Adopting]:
    """The template on SQLite."""
    home = tmp_path_factory.mktemp("adopting") / "home"
    home.mkdir()
    made = build(home, f"sqlite:///{home / 'govern.db'}")
    made.installation.database.close()
    yield made


@pytest.fixture(scope="session")
def adopting_postgres(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: postgres.Server
) -> Iterator[tuple[Adopting, str]]:
    """The template on PostgreSQL, with its database's name."""
    name = postgres_server.create()
    home = tmp_path_factory.mktemp("adopting-postgres") / "home"
    made = build(home, postgres_server.url(name))
    made.installation.database.close()
    yield made, name


@pytest.fixture(params=("sqlite", pytest.param("postgres", marks=pytest.mark.postgres)))
def adopting(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Adopting]:
    """A fresh copy for one test; the test runs once on each database."""
    home = tmp_path / "home"
    if request.param == "sqlite":
        made: Adopting = request.getfixturevalue("adopting_template")
        url = f"sqlite:///{home / 'govern.db'}"
        drop: Callable[[], None] = lambda: None  # noqa: E731 - one of two ways to tidy up
    else:
        made, name = request.getfixturevalue("adopting_postgres")
        server: postgres.Server = request.getfixturevalue("postgres_server")
        copy = server.create(template=name)
        url = server.url(copy)
        drop = lambda: server.drop(copy)  # noqa: E731 - the other
    shutil.copytree(made.installation.settings.home, home)
    given = replace(made.installation.settings, home=home, database_url=url)
    installation = open_installation(given, clock=SettableClock(made.installation.clock.now()))
    people = replace(made.people, installation=installation)
    yield Adopting(people, made.document_id, made.version_id)
    installation.database.close()
    drop()

"""A bank with two lawyers in it, and agreements into which its clauses are put."""

from __future__ import annotations

from documents import catalogue
from documents.clauses import appended
from govern.commands.clauses.decide import decide_clause
from govern.commands.clauses.propose import Proposal, propose_clause
from govern.commands.clauses.put import noting_use
from govern.commands.documents.open_document import Opened, open_document
from govern.commands.documents.save_section import Saved, save_section
from govern.commands.people.make_appointment import make_appointment
from govern.installation import Installation
from govern.store import clauses, drafts
from govern.store.clauses import STANDARD, Clause, Use
from tests.consortium import populate
from workflows.engine import Actor

CLAUSE = "process-urgent"
WORDING = str(catalogue.row("clauses", CLAUSE)["text"])
NEWER = "A disclosure that is needed at once waits for nothing in this agreement, and is recorded."
MILDER = "A disclosure that is needed at once may be made, and both of us record it afterwards."


class Bank:
    """Two lawyers, Leo and Mina, and what they do with the clause about urgent disclosure."""

    def __init__(self, installation: Installation) -> None:
        self.made = populate(installation)
        self.installation = installation
        person = self.made.person("Mina Roe", "mina.roe@people.example")
        firm = self.made.organisations["harrow-lane"]
        self.second = make_appointment(
            installation, by=None, person_id=person, organisation_id=firm, role="lawyer"
        )

    @property
    def leo(self) -> Actor:
        """Who proposes and drafts."""
        return self.made.actor("lawyer")

    @property
    def mina(self) -> Actor:
        """Who approves."""
        return self.made.under(self.second)

    def clause(self, clause_id: str = CLAUSE) -> Clause:
        """The clause as the bank has it now."""
        with self.installation.reading() as session:
            return clauses.clause(session, self.leo.organisation, clause_id)

    def uses(self, clause_id: str = CLAUSE) -> list[Use]:
        """Where it stands."""
        with self.installation.reading() as session:
            return clauses.uses(session, self.leo, clause_id)

    def renew(self, wording: str = NEWER, fallback: str = "") -> None:
        """The next version, proposed by one and approved by the other."""
        proposal = Proposal("Urgent disclosure", wording, fallback)
        propose_clause(self.installation, by=self.leo, proposal=proposal, clause_id=CLAUSE)
        self.decide("approve", self.mina, self.clause().newest.number)

    def decide(self, act: str, by: Actor, number: int, words: str = "") -> None:
        """One act on one version."""
        decide_clause(
            self.installation, by=by, clause_id=CLAUSE, number=number, act=act, words=words
        )

    def agreement(self) -> Opened:
        """An agreement with one sentence of its own in the answer."""
        ids = self.made.organisations
        opened = open_document(
            self.installation,
            by=self.leo,
            kind="sharing_agreement",
            title="Sharing",
            owner_id=ids["essex"],
            parties=[(ids["essex"], "controller"), (ids["north-hill-council"], "partner")],
        )
        self.save(opened.version_id, "Our own words.")
        return opened

    def save(self, version_id: str, words: str, based_on: int = 10**6) -> Saved:
        """The answer, as a lawyer writes it."""
        return save_section(
            self.installation,
            by=self.leo,
            version_id=version_id,
            section="S9",
            given={"urgent_route": words},
            based_on=based_on,
        )

    def put(self, version_id: str, variant: str = STANDARD) -> None:
        """The clause at the end of the answer."""
        approved = self.clause().approved
        assert approved is not None
        wording = clauses.wording_of(approved, variant)
        save_section(
            self.installation,
            by=self.leo,
            version_id=version_id,
            section="S9",
            given={"urgent_route": appended(self.answer(version_id), wording)},
            based_on=10**6,
            along=(noting_use(self.leo, version_id, "urgent_route", CLAUSE, variant),),
        )

    def answer(self, version_id: str) -> str:
        """What stands there now."""
        with self.installation.reading() as session:
            return str(drafts.answers(session, version_id).get("urgent_route"))

    def revision(self, version_id: str) -> int:
        """The revision of the section now."""
        with self.installation.reading() as session:
            return drafts.standing_revisions(session, version_id)["S9"]

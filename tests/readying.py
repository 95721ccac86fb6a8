"""Essex shares custody records with a council, once the council's people are shown to be ready."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from govern.clock import london, text
from govern.commands.readiness.decide_check import pass_check
from govern.commands.readiness.open_check import open_check
from govern.commands.readiness.settle_item import (
    Evidence,
    judge_item,
    submit_evidence,
    waive_item,
)
from govern.register.explain import Explanation
from govern.store.readiness import items_of
from govern.store.rows.readiness import ReadinessItemRow, ReadinessRow
from tests.sharing import COUNCIL, Sharing

TEMPLATE = "named_user_access"
FLOW = "essex:custody"
WORDS = "Report 14 of the test of October, kept in the force's own store."
JUDGES = {
    "security_officer": "essex_security",
    "asset_owner": "essex_owner",
    "information_manager": "essex_manager",
}


@dataclass
class Readying:
    """The consortium, the flow that waits, and the check when one was opened."""

    sharing: Sharing
    check_id: str = ""
    items: dict[str, str] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The London day."""
        return london(self.sharing.installation.clock.now()).date()

    @property
    def now(self) -> datetime:
        """The instant."""
        return self.sharing.installation.clock.now()

    def open(self, by: str = "essex_manager") -> str:
        """Open the check of the council."""
        self.check_id = open_check(
            self.sharing.installation,
            by=self.sharing.people.actor(by),
            template=TEMPLATE,
            subject_id=self.sharing.people.organisations[COUNCIL],
        )
        self.items = {row.item: row.id for row in self.rows()}
        return self.check_id

    def rows(self) -> list[ReadinessItemRow]:
        """Its items as they stand."""
        with self.sharing.installation.reading() as session:
            return items_of(session, self.check_id)

    def item(self, code: str) -> ReadinessItemRow:
        """One of them."""
        return next(row for row in self.rows() if row.item == code)

    def check(self) -> ReadinessRow:
        """The check as it stands."""
        with self.sharing.installation.reading() as session:
            return session.get_one(ReadinessRow, self.check_id)

    def submit(
        self, code: str, by: str = "author", days_ago: int = 0, until: date | None = None
    ) -> None:
        """Hand in evidence of some days ago."""
        given = Evidence(WORDS, self.today - timedelta(days=days_ago), until)
        actor = self.sharing.people.actor(by)
        submit_evidence(
            self.sharing.installation, by=actor, item_id=self.items[code], evidence=given
        )

    def judge(self, code: str, act: str = "accept", by: str = "", words: str = "") -> None:
        """Judge it as the approver that the checklist names, or as somebody else."""
        actor = self.sharing.people.actor(by or JUDGES[self.item(code).approver])
        judge_item(
            self.sharing.installation, by=actor, item_id=self.items[code], act=act, words=words
        )

    def waive(self, code: str, until: date, by: str = "essex_siro") -> None:
        """Do without an item until the end of a day."""
        actor, reasons = self.sharing.people.actor(by), "The exercise is booked for that week."
        waive_item(
            self.sharing.installation,
            by=actor,
            item_id=self.items[code],
            reasons=reasons,
            until=until,
        )

    def settle(self, *left_out: str) -> None:
        """Hand in and accept every open item but some."""
        for row in self.rows():
            if row.item not in left_out and row.state == "open":
                self.submit(row.item)
                self.judge(row.item)

    def passes(self, by: str = "essex_siro") -> None:
        """The SIRO passes it."""
        actor = self.sharing.people.actor(by)
        pass_check(self.sharing.installation, by=actor, check_id=self.check_id)

    def explained(self) -> Explanation:
        """Why the flow is open or closed now."""
        now = self.sharing.installation.clock.now()
        return self.sharing.installation.register.explain(self.sharing.flows[FLOW], now)


def ready(sharing: Sharing) -> Readying:
    """An agreement whose flow needs the check, signed by both; and two more people of Essex."""
    people = sharing.people
    for key, name, role in (
        ("essex_manager", "Ira Moss", "information_manager"),
        ("essex_reviewer", "Rae Lund", "reviewer"),
    ):
        people.persons[key] = people.person(name, f"{key.replace('_', '.')}@people.example")
        people.appointments[key] = people.appoint(people.persons[key], "essex", role)
    sharing.version("isa-custody", "sharing_agreement", "ISA-9", ("essex", COUNCIL))
    before = sharing.flows[f"essex:{COUNCIL}"]
    flow = sharing.flow("essex", COUNCIL) | {"category": "custody"}
    sharing.flows |= {FLOW: flow["id"], f"essex:{COUNCIL}": before}
    basis = sharing.basis("isa-custody", flow["id"]) | {
        "readiness": [TEMPLATE],
        "ends_at": text(sharing.installation.clock.now() + timedelta(days=2000)),
    }
    sharing.freeze("isa-custody", flows=[flow], bases=[basis])
    sharing.sign("isa-custody", "essex", "essex_siro")
    sharing.sign("isa-custody", COUNCIL, "signatory", act="sign")
    return Readying(sharing)

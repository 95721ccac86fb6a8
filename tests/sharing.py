"""Two agreements in force, as ledger events: three open flows without signing for minutes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from govern.clock import text
from govern.commands.organisations.add_category import add_category
from govern.commands.organisations.add_organisation import add_organisation
from govern.commands.organisations.add_purpose import add_purpose
from govern.commands.stops.place import Stop, place_stop
from govern.installation import Installation
from govern.store.identifiers import new_id
from tests import consortium
from tests.consortium import Consortium, populate

COUNCIL = "north-hill-council"
TRUST = "mill-lane-trust"
WHY = "Staff who were not vetted opened referrals; stopped until that is put right."
MORE_PEOPLE = (
    ("essex_duty", "Dilys Moor", "essex", "duty_officer"),
    ("essex_security", "Seth Vale", "essex", "security_officer"),
    ("kent_dpo", "Kit Dorrance", "kent", "dpo"),
    ("kent_owner", "Orla Kemp", "kent", "asset_owner"),
    ("author", "Abel Nutt", COUNCIL, "author"),
    ("trust_signatory", "Tess Rudge", TRUST, "signatory"),
    ("operator", "Opal Reed", "consortium-office", "operator"),
    ("panel", "Pat Member", "county-panel", "panel_member"),
    ("auditor", "Aud Fenn", "county-panel", "auditor"),
)


def digest(word: str) -> str:
    """The digest of the bytes that `record_of` stands for."""
    return hashlib.sha256(record_of(word)).hexdigest()


def record_of(word: str) -> bytes:
    """Bytes that stand for a record here: they are kept and given back, never opened."""
    return b"%PDF-1.7 " + word.encode()


def chain(slug: str) -> str:
    """The chain by which an organisation signs here."""
    return "agreement_force" if slug in ("essex", "kent") else "agreement_partner"


PEOPLE = (*consortium.PEOPLE, *MORE_PEOPLE)
AUDITS: dict[str, Any] = {"scope": {"organisations": ["essex"]}}


@dataclass
class Sharing:
    """The consortium with its agreements; ids of documents, versions and flows by short names.

    `allowance` is for how many seconds without contact the agreements let their flows run; the
    lease alone when None.
    """

    people: Consortium
    allowance: int | None = None
    documents: dict[str, str] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    flows: dict[str, str] = field(default_factory=dict)
    sign_offs: dict[tuple[str, str], str] = field(default_factory=dict)
    stops: dict[str, str] = field(default_factory=dict)

    @property
    def installation(self) -> Installation:
        """Where all of it is."""
        return self.people.installation

    def record(self, type: str, kind: str, key: str, data: dict[str, Any]) -> None:
        """One event of the installation itself."""
        with self.installation.writing(None) as writing:
            writing.record(type, (kind, key), data)

    def version(self, name: str, kind: str, reference: str, parties: Iterable[str]) -> str:
        """Open the first version of a document for `parties` (slugs)."""
        ids, parties = self.people.organisations, tuple(parties)
        leads = next(slug for slug in parties if slug in ("essex", "kent"))
        self.documents[name], self.versions[name] = new_id(), new_id()
        opened = {
            "kind": kind, "reference": reference, "number": len(self.documents),
            "title": f"Text of {reference}", "owner_id": ids[leads],
            "drafter_id": ids[parties[0] if kind == "connection_return" else "harrow-lane"],
        }  # fmt: skip
        self.record("document_opened", "document", self.documents[name], opened)
        bound = [self._party(name, slug) for slug in parties]
        version = {
            "document_id": self.documents[name], "number": 1, "definition": kind,
            "definition_version": 1, "workflow_version": 1, "parties": bound,
        }  # fmt: skip
        self.record("version_opened", "version", self.versions[name], version)
        return self.versions[name]

    def freeze(self, name: str, **listed: Any) -> None:
        """Freeze it, with the flows and bases it lists."""
        frozen = {
            "content_digest": digest(f"{name} text"), "pdf_digest": digest(name), "pages": 12,
            "status_token": f"status-of-{name}", "facts": {}, **listed,
        }  # fmt: skip
        self.record("version_frozen", "version", self.versions[name], frozen)
        self.installation.archive.put(record_of(name))

    def ask(self, name: str, slug: str) -> str:
        """Ask an organisation to sign; returns the id of its open sign-off."""
        sign_off = self.sign_offs[name, slug] = new_id()
        opened = {
            "version_id": self.versions[name], "document_id": self.documents[name],
            "organisation_id": self.people.organisations[slug], "chain": chain(slug),
            "chain_version": 1, "stage": "signature", "due_at": None,
        }  # fmt: skip
        self.record("sign_off_opened", "sign_off", sign_off, opened)
        return sign_off

    def sign(self, name: str, slug: str, by: str, act: str = "approve") -> None:
        """A completed sign-off by one person, with its sealed record in the archive."""
        actor, organisation = self.people.actor(by), self.people.organisations[slug]
        sign_off, act_id, record = new_id(), new_id(), f"{name} signed by {slug}"
        opened = {
            "version_id": self.versions[name], "document_id": self.documents[name],
            "organisation_id": organisation, "chain": chain(slug), "chain_version": 1,
            "stage": "decision", "due_at": None,
        }  # fmt: skip
        done: dict[str, Any] = {
            "sign_off_id": sign_off, "subject_kind": "sign_off", "subject_id": sign_off,
            "organisation_id": organisation, "act": act, "appointment_id": actor.appointment,
            "person_id": actor.person, "delegation_id": None, "statement_digest": digest("s"),
            "frozen_digest": digest(name), "authentication": {}, "then": [],
        }  # fmt: skip
        sealed = self.installation.archive.put(record_of(record))
        self.record("sign_off_opened", "sign_off", sign_off, opened)
        self.record("act_confirmed", "act", act_id, done)
        self.record("record_sealed", "act", act_id, {"record_sha256": sealed, "size": 1})
        completed = {"stage": "complete", "record_sha256": sealed}
        self.record("sign_off_completed", "sign_off", sign_off, completed)
        self.sign_offs[name, slug] = sign_off

    def suspend(
        self, scope: str, scope_id: str, by: str, kind: str = "suspension", why: str = WHY
    ) -> str:
        """Stop it as that person does; returns the id of the first stop."""
        stop = Stop(kind, scope, scope_id, why, "INC-7" if kind == "kill" else "")
        return place_stop(self.installation, by=self.people.actor(by), stop=stop)[0]

    def connect(self, partner: str, lead: str, *accepting: str) -> None:
        """A certified connection, accepted by other forces."""
        ids = self.people.organisations
        name = f"return-{partner}"
        self.version(
            name, "connection_return", f"CR-{len(self.documents) + 1}", (partner, lead, *accepting)
        )
        self.freeze(name)
        connection = new_id()
        opened = {
            "organisation_id": ids[partner], "document_id": self.documents[name],
            "version_id": self.versions[name], "code_document_id": self.documents["code"],
            "code_version": 1, "profile": "P2", "lead_force_id": ids[lead],
        }  # fmt: skip
        ends = text(self.installation.clock.now() + timedelta(days=365))
        sealed = self.installation.archive.put(record_of(f"certificate of {partner}"))
        self.record("connection_opened", "connection", connection, opened)
        certified = {"expires_at": ends, "record_sha256": sealed}
        self.record("connection_certified", "connection", connection, certified)
        for force in accepting:
            accepted = self.installation.archive.put(record_of(f"{force} accepts {partner}"))
            given = {
                "connection_id": connection, "force_id": ids[force], "record_sha256": accepted,
            }  # fmt: skip
            self.record("connection_accepted", "acceptance", new_id(), given)

    def agreement(self, name: str, reference: str, partner: str, forces: Iterable[str]) -> None:
        """An agreement of some forces with a partner that lists a flow of each, signed by all."""
        forces = tuple(forces)
        self.version(name, "sharing_agreement", reference, (*forces, partner))
        flows = [self.flow(force, partner) for force in forces]
        self.freeze(name, flows=flows, bases=[self.basis(name, flow["id"]) for flow in flows])
        for force in forces:
            self.sign(name, force, f"{force}_siro")
        signer = "signatory" if partner == COUNCIL else "trust_signatory"
        self.sign(name, partner, signer, act="sign")

    def _party(self, name: str, slug: str) -> dict[str, Any]:
        force = slug in ("essex", "kent")
        return {
            "id": new_id(), "version_id": self.versions[name],
            "document_id": self.documents[name],
            "organisation_id": self.people.organisations[slug],
            "capacity": "controller" if force else "partner",
            "chain": chain(slug),
            "required_roles": ["siro"] if force else ["signatory"],
        }  # fmt: skip

    def flow(self, force: str, partner: str) -> dict[str, Any]:
        """A flow as a frozen version lists it, kept under `force:partner`."""
        flow_id = self.flows[f"{force}:{partner}"] = new_id()
        ids = self.people.organisations
        return {
            "id": flow_id, "force_id": ids[force], "partner_id": ids[partner],
            "category": "crime-report", "purpose": "prevention", "direction": "send",
            "safety_critical": partner == TRUST,
            "fallback": "Ring the trust's duty desk" if partner == TRUST else None,
        }  # fmt: skip

    def basis(self, name: str, flow_id: str) -> dict[str, Any]:
        """A basis of that flow as a frozen version lists it."""
        now = self.installation.clock.now()
        return {
            "id": new_id(), "flow_id": flow_id, "document_id": self.documents[name],
            "version_id": self.versions[name], "starts_at": text(now - timedelta(days=1)),
            "ends_at": text(now + timedelta(days=300)), "review_due_at": None,
            "dpia_document_id": self.documents["dpia"], "dpia_min_version": 1,
            "code_document_id": self.documents["code"], "code_min_version": 1,
            "powers": ["G01"], "obligations": ["log_disclosure"], "readiness": [],
            "allowance_seconds": self.allowance, "all_or_none": False, "safety_critical": False,
            "fallback": None,
        }  # fmt: skip


def share(installation: Installation, allowance: int | None = None) -> Sharing:
    """Everyone, a DPIA and a code that both forces adopted, two agreements and so three flows."""
    made = Sharing(populate(installation), allowance)
    people = made.people
    people.organisations[TRUST] = add_organisation(
        installation, by=None, slug=TRUST, kind="partner", name="Mill Lane Trust", sector="nhs"
    )
    add_category(installation, by=None, slug="custody", title="Custody records", module="custody")
    add_purpose(installation, by=None, slug="care", title="Care", law_enforcement=False)
    for key, name, slug, role in MORE_PEOPLE:
        people.persons[key] = people.person(name, f"{key.replace('_', '.')}@people.example")
        more = AUDITS if role == "auditor" else {}
        if more:
            more = {**more, "ends_at": installation.clock.now() + timedelta(days=90)}
        people.appointments[key] = people.appoint(people.persons[key], slug, role, **more)
    for name, kind, reference in (
        ("dpia", "dpia", "DPIA-1"),
        ("code", "code_of_connection", "COC-1"),
    ):
        made.version(name, kind, reference, ("essex", "kent"))
        made.freeze(name)
        made.sign(name, "essex", "essex_siro")
        made.sign(name, "kent", "kent_siro")
    made.connect(COUNCIL, "essex", "kent")
    made.connect(TRUST, "kent")
    made.agreement("isa-council", "ISA-1", COUNCIL, ("essex", "kent"))
    made.agreement("isa-trust", "ISA-2", TRUST, ("kent",))
    return made

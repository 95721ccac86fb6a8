"""A small world of projection rows: two forces, a council and one agreement wholly in force."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

from govern.clock import text
from govern.register.facts import facts
from govern.register.judge import Verdict, judge

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
START = "2026-04-01T00:00:00.000Z"
END = "2027-03-31T23:00:00.000Z"
EARLY = "2026-01-05T10:00:00.000Z"
SIGNED = "2026-02-10T10:00:00.000Z"
LATER = "2026-06-01T10:00:00.000Z"
JUST_NOW = "2026-11-20T10:00:00.000Z"
CERTIFICATE_END = "2027-02-01T00:00:00.000Z"

FORCES = ("essex", "kent")
PARTNER = "council"


def sha(word: str) -> str:
    """A digest that belongs to `word` alone."""
    return hashlib.sha256(word.encode()).hexdigest()


def instant_text(year: int, month: int, day: int, hour: int = 0) -> str:
    """An instant in the fixed written form."""
    return text(datetime(year, month, day, hour, tzinfo=UTC))


class World:
    """Tables that can be changed row by row; an id is a name behind a prefix of its kind."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[str, dict[str, Any]]] = {}
        for force in FORCES:
            self.organisation(force, "force")
        self.organisation(PARTNER, "partner")
        self.document("dpia", "DPIA-12", "dpia")
        self.version("dpia", 1)
        self.document("code", "COC-9", "code_of_connection")
        self.version("code", 1)
        for force in FORCES:
            self.sign("dpia", 1, force)
            self.sign("code", 1, force)
        self.connect(PARTNER, lead="kent")
        self.accept("essex", PARTNER)
        self.agreement("isa", "ISA-44", 1)

    def add(self, table: str, key: str, **columns: Any) -> str:
        """Put a row in, or replace it."""
        self.tables.setdefault(table, {})[key] = {"id": key, **columns}
        return key

    def change(self, table: str, key: str, **columns: Any) -> None:
        """Change columns of a row that is there."""
        self.tables[table][key] = {**self.tables[table][key], **columns}

    def remove(self, table: str, key: str) -> None:
        """Take a row away."""
        del self.tables[table][key]

    def organisation(self, slug: str, kind: str) -> str:
        """A body that exists since early 2026."""
        return self.add(
            "organisation", f"org-{slug}", slug=slug, kind=kind, name=slug.title(), created_at=EARLY
        )

    def document(self, name: str, reference: str, kind: str) -> str:
        """A live document."""
        return self.add(
            "document", f"doc-{name}", kind=kind, reference=reference, state="live",
            created_at=EARLY, terminated_at=None,
        )  # fmt: skip

    def version(self, name: str, number: int, frozen_at: str = EARLY, **columns: Any) -> str:
        """A frozen version of a document."""
        given = {
            "document_id": f"doc-{name}", "number": number, "status": "frozen",
            "frozen_at": frozen_at, "pdf_digest": sha(f"{name}-{number}"), "facts": {},
            "materiality": {"class": "minor", "listed": []},
        }  # fmt: skip
        return self.add("version", f"{name}-v{number}", **{**given, **columns})

    def sign(self, name: str, number: int, body: str, at: str = SIGNED, **columns: Any) -> str:
        """A completed sign-off of a version by an organisation, with its sealed act."""
        key = f"{name}-v{number}-by-{body}"
        record = sha(f"record of {key}")
        chain = "agreement_partner" if body == PARTNER else f"{name}_force"
        given = {
            "version_id": f"{name}-v{number}", "document_id": f"doc-{name}",
            "organisation_id": f"org-{body}", "chain": chain, "outcome": "complete",
            "completed_at": at, "ended_at": None, "record_sha256": record,
        }  # fmt: skip
        self.add(
            "act", f"act-{key}", sign_off_id=key, sealed_at=at, record_sha256=record,
            frozen_digest=sha(f"{name}-{number}"),
        )  # fmt: skip
        return self.add("sign_off", key, **{**given, **columns})

    def connect(self, partner: str, lead: str, code_version: int = 1, at: str = SIGNED) -> str:
        """A certified connection of a partner under a version of the code."""
        self.document(f"return-{partner}", "CR-3", "connection_return")
        version = self.version(f"return-{partner}", 1)
        return self.add(
            "connection", f"connection-{partner}", organisation_id=f"org-{partner}",
            document_id=f"doc-return-{partner}", version_id=version, code_document_id="doc-code",
            code_version=code_version, lead_force_id=f"org-{lead}", state="certified",
            certified_at=at, expires_at=CERTIFICATE_END, ended_at=None,
            record_sha256=sha(f"certificate {partner}"),
        )  # fmt: skip

    def accept(self, force: str, partner: str, at: str = SIGNED) -> str:
        """A force's acceptance of a partner's connection."""
        return self.add(
            "acceptance", f"acceptance-{force}-{partner}", connection_id=f"connection-{partner}",
            force_id=f"org-{force}", accepted_at=at, withdrawn_at=None,
            record_sha256=sha(f"acceptance {force} {partner}"),
        )  # fmt: skip

    def agreement(self, name: str, reference: str, number: int, **basis: Any) -> None:
        """An agreement version of all three bodies, signed, listing one flow per force."""
        if f"doc-{name}" not in self.tables["document"]:
            self.document(name, reference, "sharing_agreement")
        self.version(name, number, facts={"starts_on": "2026-04-01"})
        for body in (*FORCES, PARTNER):
            self.party(name, number, body)
            self.sign(name, number, body)
        for force in FORCES:
            self.flow(force)
            self.basis(name, number, force, **basis)

    def party(self, name: str, number: int, body: str, **columns: Any) -> str:
        """A party that signs by its own chain."""
        chain = "agreement_partner" if body == PARTNER else f"{name}_force"
        given = {
            "version_id": f"{name}-v{number}", "document_id": f"doc-{name}",
            "organisation_id": f"org-{body}", "capacity": "controller", "chain": chain,
        }  # fmt: skip
        return self.add("party", f"party-{name}-{number}-{body}", **{**given, **columns})

    def flow(self, force: str) -> str:
        """A flow from a force's records to the council."""
        return self.add(
            "flow", f"flow-{force}", force_id=f"org-{force}", partner_id=f"org-{PARTNER}",
            category="intelligence", purpose="safeguarding", direction="send",
            safety_critical=False, fallback=None, listed_at=EARLY,
        )  # fmt: skip

    def basis(self, name: str, number: int, force: str, **columns: Any) -> str:
        """An agreement version's listing of a force's flow."""
        given = {
            "flow_id": f"flow-{force}", "document_id": f"doc-{name}",
            "version_id": f"{name}-v{number}", "starts_at": START, "ends_at": END,
            "review_due_at": None, "dpia_document_id": "doc-dpia", "dpia_min_version": 1,
            "code_document_id": "doc-code", "code_min_version": 1, "powers": ["G01"],
            "obligations": ["log_disclosure"], "readiness": [], "allowance_seconds": None,
            "all_or_none": False, "safety_critical": False, "fallback": None,
        }  # fmt: skip
        return self.add("basis", f"basis-{name}-{number}-{force}", **{**given, **columns})

    def stop(self, scope_kind: str, scope_id: str, kind: str = "suspension", **columns: Any) -> str:
        """A stop that is in force."""
        given = {"force_id": None, "at": JUST_NOW, "lifted_at": None}
        key = f"stop-{len(self.tables.get('stop', {}))}"
        return self.add(
            "stop", key, kind=kind, scope_kind=scope_kind, scope_id=scope_id, **{**given, **columns}
        )

    def condition(self, sign_off: str, **columns: Any) -> str:
        """An open condition of a sign-off."""
        row = self.tables["sign_off"][sign_off]
        given = {
            "sign_off_id": sign_off, "organisation_id": row["organisation_id"],
            "document_id": row["document_id"], "timing": "before_opening", "due_at": None,
            "on_overdue": "close", "state": "open", "set_at": SIGNED, "submitted_by": None,
            "accepted_by": None, "accepted_at": None, "continue_until": None,
        }  # fmt: skip
        key = f"condition-{len(self.tables.get('condition', {}))}"
        return self.add("condition", key, **{**given, **columns})

    def judged(self, force: str = "essex", at: datetime = NOW) -> Verdict:
        """The verdict on a force's flow."""
        return judge(facts(self.tables), f"flow-{force}", at)

    def codes(self, force: str = "essex", at: datetime = NOW) -> tuple[str, ...]:
        """The reasons that keep a force's flow closed; empty when it is open."""
        return self.judged(force, at).codes

"""A large consortium for measuring: thousands of agreements recorded straight into the ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

from documents import catalogue
from govern.clock import SettableClock, text
from govern.demonstration import cast
from govern.demonstration.gathering import gather
from govern.demonstration.stage import Stage
from govern.installation import Installation, begin
from govern.settings import settings
from govern.store import schema
from govern.store.database import Database
from govern.store.identifiers import new_id
from govern.store.writing import Writing

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
STARTS, ENDS = "2026-04-01T00:00:00.000Z", "2028-03-31T23:00:00.000Z"
UNSIGNED_EACH = 10
"""One agreement in so many still waits for its force."""


def build(home: Path, agreements: int, database_url: str = "") -> Stage:
    """An installation with the demonstration's people and that many agreements, a flow in each."""
    home.mkdir(parents=True, exist_ok=True)
    given = settings({}, home=home, demonstration=True, database_url=database_url)
    database = Database(given.database)
    with database.engine.begin() as connection:
        schema.create(connection)
    database.close()
    clock = SettableClock(AT)
    installation = begin(given, name="Bench", clock=clock)
    stage = Stage(installation, clock, date(2026, 3, 2))
    gather(stage)
    with installation.writing(None) as w:
        rests = {kind: _adopted(w, stage, kind) for kind in ("dpia", "code_of_connection")}
        for partner in cast.PARTNERS:
            _connected(w, stage, partner, rests["code_of_connection"])
    _agreements(installation, stage, rests, agreements)
    clock.set(AT + timedelta(days=200))
    return stage


def digest(word: str) -> str:
    """A digest that belongs to `word` alone."""
    return hashlib.sha256(word.encode()).hexdigest()


def _agreements(
    installation: Installation, stage: Stage, rests: dict[str, str], count: int
) -> None:
    tuples = _tuples()
    for first in range(0, count, 500):
        with installation.writing(None) as w:
            for number in range(first, min(first + 500, count)):
                _agreement(w, stage, rests, number, next(tuples))


def _tuples() -> Iterator[tuple[str, str, str, str, str]]:
    categories = [str(row["id"]) for row in catalogue.reference("categories")]
    purposes = [str(row["id"]) for row in catalogue.reference("purposes")]
    for category, purpose, direction in product(categories, purposes, ("send", "receive")):
        for partner, force in product(cast.PARTNERS, cast.FORCES):
            yield force, partner, category, purpose, direction


def _adopted(w: Writing, stage: Stage, kind: str) -> str:
    parties = [(stage.bodies[force], kind) for force in cast.FORCES]
    chain = "dpia" if kind == "dpia" else "code_of_connection"
    document_id, version_id = _frozen(w, stage, kind, 1, kind, [body for body, _ in parties], {})
    for body, _ in parties:
        _signed(w, document_id, version_id, body, chain, True)
    return document_id


def _connected(w: Writing, stage: Stage, partner: str, code: str) -> None:
    number = cast.PARTNERS.index(partner) + 1
    body, lead = stage.bodies[partner], stage.bodies["essex"]
    facts = {"partner": partner, "profile": "P1", "code_version": 1}
    document_id, version_id = _frozen(
        w, stage, "connection_return", number, partner, [body, lead], facts
    )
    connection_id = new_id()
    w.record(
        "connection_opened",
        ("connection", connection_id),
        {
            "organisation_id": body,
            "document_id": document_id,
            "version_id": version_id,
            "code_document_id": code,
            "code_version": 1,
            "profile": "P1",
            "lead_force_id": lead,
        },
    )
    record = _signed(w, document_id, version_id, body, "connection", True)
    w.record(
        "connection_certified",
        ("connection", connection_id),
        {"expires_at": ENDS, "record_sha256": record},
    )
    for force in cast.FORCES:
        if force != "essex":
            accepted = {"connection_id": connection_id, "force_id": stage.bodies[force]}
            w.record(
                "connection_accepted",
                ("acceptance", new_id()),
                {**accepted, "record_sha256": digest(new_id())},
            )


def _agreement(
    w: Writing,
    stage: Stage,
    rests: dict[str, str],
    number: int,
    five: tuple[str, str, str, str, str],
) -> None:
    force, partner, category, purpose, direction = five
    bodies = [stage.bodies[force], stage.bodies[partner]]
    flow_id, basis_id = new_id(), new_id()
    flow = {
        "id": flow_id,
        "force_id": bodies[0],
        "partner_id": bodies[1],
        "category": category,
        "purpose": purpose,
        "direction": direction,
        "safety_critical": False,
        "fallback": None,
    }
    basis = {
        "id": basis_id,
        "flow_id": flow_id,
        "starts_at": STARTS,
        "ends_at": ENDS,
        "review_due_at": None,
        "dpia_document_id": rests["dpia"],
        "dpia_min_version": 1,
        "code_document_id": rests["code_of_connection"],
        "code_min_version": 1,
        "powers": ["G01"],
        "obligations": [],
        "readiness": [],
        "allowance_seconds": None,
        "all_or_none": False,
        "safety_critical": False,
        "fallback": None,
    }
    document_id, version_id = _frozen(
        w, stage, "sharing_agreement", number + 1, f"isa-{number}", bodies, {}, flow, basis
    )
    waits = number % UNSIGNED_EACH == 0
    _signed(w, document_id, version_id, bodies[0], "agreement_force", not waits)
    _signed(w, document_id, version_id, bodies[1], "agreement_partner", True)


def _frozen(
    w: Writing,
    stage: Stage,
    kind: str,
    number: int,
    word: str,
    bodies: list[str],
    facts: dict[str, Any],
    flow: dict[str, Any] | None = None,
    basis: dict[str, Any] | None = None,
) -> tuple[str, str]:
    document_id, version_id = new_id(), new_id()
    firm = stage.bodies[cast.FIRM]
    w.record(
        "document_opened",
        ("document", document_id),
        {
            "kind": kind,
            "reference": f"{kind[:3].upper()}-{number}",
            "number": number,
            "title": f"{word} {number}",
            "owner_id": bodies[0],
            "drafter_id": firm,
        },
    )
    parties = [
        {
            "id": new_id(),
            "version_id": version_id,
            "document_id": document_id,
            "organisation_id": body,
            "capacity": "controller",
        }
        for body in bodies
    ]
    w.record(
        "version_opened",
        ("version", version_id),
        {
            "document_id": document_id,
            "number": 1,
            "definition": kind,
            "definition_version": 1,
            "workflow_version": 1,
            "parties": parties,
        },
    )
    frozen: dict[str, Any] = {
        "content_digest": digest(f"content {version_id}"),
        "pdf_digest": digest(f"pdf {version_id}"),
        "pages": 12,
        "status_token": new_id(),
        "facts": facts,
        "parties": [
            {"id": party["id"], "chain": _chain(kind, place), "required_roles": ["siro"]}
            for place, party in enumerate(parties)
        ],
    }
    if flow and basis:
        own = {"document_id": document_id, "version_id": version_id}
        frozen |= {"flows": [flow], "bases": [{**basis, **own}]}
    w.record("version_frozen", ("version", version_id), frozen)
    return document_id, version_id


def _chain(kind: str, place: int) -> str:
    pairs = {
        "sharing_agreement": ("agreement_force", "agreement_partner"),
        "connection_return": ("connection", "connection_acceptance"),
    }
    return pairs[kind][min(place, 1)] if kind in pairs else kind


def _signed(
    w: Writing, document_id: str, version_id: str, body: str, chain: str, complete: bool
) -> str:
    sign_off_id, act_id = new_id(), new_id()
    record = digest(act_id)
    w.record(
        "sign_off_opened",
        ("sign_off", sign_off_id),
        {
            "version_id": version_id,
            "document_id": document_id,
            "organisation_id": body,
            "chain": chain,
            "chain_version": 1,
            "stage": "decision",
            "due_at": text(w.at + timedelta(days=7)),
        },
    )
    if not complete:
        return record
    w.record(
        "act_confirmed",
        ("act", act_id),
        {
            "sign_off_id": sign_off_id,
            "subject_kind": "sign_off",
            "subject_id": sign_off_id,
            "organisation_id": body,
            "act": "approve",
            "appointment_id": new_id(),
            "person_id": new_id(),
            "delegation_id": None,
            "statement_digest": digest("statement"),
            "frozen_digest": digest(f"pdf {version_id}"),
            "authentication": {"method": "demonstration", "at": text(w.at)},
            "then": [],
        },
    )
    w.record("record_sealed", ("act", act_id), {"record_sha256": record, "size": 1})
    w.record(
        "sign_off_completed",
        ("sign_off", sign_off_id),
        {"stage": "complete", "record_sha256": record},
    )
    return record

"""The register's figures: CPU time of deriving and deciding, and how it grows with size.

Only ratios travel from machine to machine; absolute figures are for the machine they were made on.
"""

from __future__ import annotations

import gc
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import process_time
from typing import Any

from govern.clock import text
from govern.register.affected import affected
from govern.register.decide import Held, Question, Standing, decide
from govern.register.derive import Register, derive, rederive
from govern.register.facts import Index
from govern.register.row import FlowKey

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SIGNED = "2026-02-10T10:00:00.000Z"
START = "2026-04-01T00:00:00.000Z"
END = "2027-03-31T23:00:00.000Z"
FORCES = 9
CATEGORIES = ("crime", *(f"crime-{number}" for number in range(1, 40)))
"""What the flows of one agreement are about."""
POWERS, OBLIGATIONS = ["G01"], ["log_disclosure"]

Tables = dict[str, dict[str, dict[str, Any]]]


def consortium(agreements: int, unsigned: float = 0.1, each: int = 1) -> Tables:
    """Nine forces, one partner to an agreement, so many flows for each force in each."""
    tables: Tables = {}
    chance = random.Random(1)

    def add(table: str, key: str, **columns: Any) -> None:
        tables.setdefault(table, {})[key] = {"id": key, **columns}

    def document(key: str) -> str:
        add("document", key, reference=key.upper(), state="live")
        add("version", f"{key}.1", document_id=key, number=1, status="frozen", frozen_at=SIGNED)
        return f"{key}.1"

    def sign(version: str, body: str) -> None:
        key = f"{version}.{body}"
        add(
            "sign_off", key, version_id=version, document_id=version[:-2], organisation_id=body,
            chain="chain", outcome="complete", completed_at=SIGNED, record_sha256=key,
        )  # fmt: skip

    forces = [f"force-{number}" for number in range(FORCES)]
    for body in forces:
        add("organisation", body, slug=body, kind="force", name=body)
        for name in ("dpia", "code"):
            sign(document(name), body)
    for number in range(agreements):
        partner = f"partner-{number}"
        add("organisation", partner, slug=partner, kind="partner", name=partner)
        add(
            "connection", f"connection-{number}", organisation_id=partner, code_document_id="code",
            document_id=f"return-{number}", version_id=document(f"return-{number}"),
            code_version=1, lead_force_id=forces[0], state="certified", certified_at=SIGNED,
            expires_at=END, record_sha256=f"certificate-{number}",
        )  # fmt: skip
        version = document(f"isa-{number}")
        for body in (*forces, partner):
            add(
                "party", f"{version}.{body}", version_id=version, organisation_id=body,
                capacity="controller", chain="chain",
            )  # fmt: skip
            if chance.random() > unsigned:
                sign(version, body)
        for force in forces:
            accepted = f"flow-{number}-{force}"
            add(
                "acceptance", accepted, connection_id=f"connection-{number}", force_id=force,
                accepted_at=SIGNED, record_sha256=accepted,
            )  # fmt: skip
            for category in CATEGORIES[:each]:
                _flow(add, f"{accepted}{category[5:]}", version, force, partner, category)
    return tables


def _flow(
    add: Callable[..., None], flow: str, version: str, force: str, partner: str, category: str
) -> None:
    add(
        "flow", flow, force_id=force, partner_id=partner, category=category, purpose="safety",
        direction="send", listed_at=SIGNED,
    )  # fmt: skip
    add(
        "basis", flow, flow_id=flow, document_id=version[:-2], version_id=version, starts_at=START,
        ends_at=END, dpia_document_id="dpia", dpia_min_version=1, code_document_id="code",
        code_min_version=1, powers=POWERS, obligations=OBLIGATIONS,
    )  # fmt: skip


def timed(run: Callable[[], Any]) -> tuple[float, Any]:
    """CPU seconds a call takes, with its result."""
    gc.collect()
    began = process_time()
    result = run()
    return process_time() - began, result


def decisions_per_second(register: Register, asked: int = 200_000) -> float:
    """Decisions with reasons, and their context, for each CPU second."""
    standing = Standing(1, 1, text(AT), text(AT + timedelta(hours=8)))
    source = Held(register.rows, standing)
    keys = list(register.rows)
    chance = random.Random(2)
    absent = FlowKey("force-0", "nobody", "crime", "safety", "send")
    sample = [chance.choice(keys) if chance.random() > 0.1 else absent for _ in range(20_000)]
    questions = [Question(key) for key in sample]

    def ask() -> None:
        for _ in range(asked // len(questions)):
            for question in questions:
                decide(question, source, AT)

    seconds, _ = timed(ask)
    return asked / seconds


def rows(agreements: int = 5_000) -> list[tuple[str, str]]:
    """The table: what was measured, and the figure."""
    small, large = agreements // 4, agreements
    found, of_small, _, _ = _derived(small)
    more, of_large, index, register = _derived(large)
    growth = of_large / of_small
    found += more
    found.append(("derive, time for a flow at 4 times the size (1 is linear)", f"{growth:.2f}"))
    seconds, _ = timed(lambda: _one_signature(index, register))
    found.append(("a sign-off, the larger register kept up, CPU ms", f"{seconds * 1e3:.1f}"))
    rate = decisions_per_second(register)
    found.append(("decisions with reasons, larger register, for a CPU s", f"{rate:,.0f}"))
    return found


def _derived(agreements: int) -> tuple[list[tuple[str, str]], float, Index, Register]:
    tables = consortium(agreements)
    flows = agreements * FORCES
    indexing, index = timed(lambda: Index(tables))
    deriving, register = timed(lambda: derive(index.facts, AT))
    table = [
        (f"index {flows:,} flows, CPU s", f"{indexing:.2f}"),
        (f"derive {flows:,} flows, CPU s", f"{deriving:.2f}"),
    ]
    return table, deriving / flows, index, register


@dataclass(frozen=True)
class _RowChange:
    table: str
    key: str
    values: dict[str, Any]


def _one_signature(index: Index, register: Register) -> Register:
    withdrawn = {"ended_at": text(AT), "outcome": "withdrawn"}
    touched = index.apply([_RowChange("sign_off", "isa-7.1.force-3", withdrawn)])
    return rederive(register, index.facts, affected(index.facts, touched), AT)


if __name__ == "__main__":
    for what, figure in rows():
        print(f"{what:<62} {figure:>12}")

"""Settle one item of a readiness check: evidence, judgement by another person, or a waiver."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert

from documents.checklists import checklist
from govern.clock import london, london_end_of, text
from govern.commands.mail.tell import tell
from govern.commands.readiness.facts import item_facts
from govern.commands.reading import Reading
from govern.errors import Conflict
from govern.installation import Installation
from govern.store.identifiers import new_id
from govern.store.readiness import item_of, items_of, settled
from govern.store.rows.readiness import EvidenceFileRow, ReadinessItemRow, ReadinessRow
from govern.store.writing import Writing
from workflows.catalogue import workflow
from workflows.engine import Actor, Form, move
from workflows.steps import DECIDERS

LARGEST_FILE = 5_000_000
JUDGEMENTS = {"accept": "readiness_item_accepted", "return_item": "readiness_item_returned"}


@dataclass(frozen=True)
class Evidence:
    """What is handed in: where the evidence is and what it shows, the day it is of, the last day
    on which it counts where that is sooner than the checklist says, and a file if there is one.
    """

    words: str
    on: date
    until: date | None = None
    file_name: str = ""
    file: bytes = b""


def submit_evidence(
    installation: Installation, *, by: Actor, item_id: str, evidence: Evidence
) -> None:
    """Hand in evidence; Refused with every reason, Invalid for a field that will not do."""
    with installation.writing(by) as w:
        row, item = item_of(w.session, by, item_id)
        facts = item_facts(w.session, w.at, by, row, item, Form())
        move(workflow("readiness_item"), item.state, "submit", by, facts)
        until = _read(w, item, evidence)
        data = {
            "submitted_by": by.person,
            "evidence_on": evidence.on.isoformat(),
            "evidence_until": until,
        }
        private = {"words": evidence.words.strip()} | _file(w, item, evidence)
        w.record("readiness_evidence_submitted", ("readiness_item", item.id), data, private)
        key = f"{item.id}:submitted:{text(w.at)}"
        _tell(w, row, (item.approver,), "readiness_submitted", key, item.item)


def judge_item(
    installation: Installation, *, by: Actor, item_id: str, act: str, words: str = ""
) -> None:
    """`act` is accept, or return_item with words that say what is missing."""
    with installation.writing(by) as w:
        row, item = item_of(w.session, by, item_id)
        facts = item_facts(w.session, w.at, by, row, item, Form(reasons=words))
        move(workflow("readiness_item"), item.state, act, by, facts)
        if act not in JUDGEMENTS:
            raise Conflict("an item is accepted or sent back")
        data: dict[str, Any] = {"decided_by": by.person}
        if act == "accept":
            data["valid_until"] = item.evidence_until
        private = {"words": words.strip()} if words.strip() else None
        w.record(JUDGEMENTS[act], ("readiness_item", item.id), data, private)
        if act == "return_item":
            _tell_submitter(w, row, item)
        _ready(w, row)


def waive_item(
    installation: Installation, *, by: Actor, item_id: str, reasons: str, until: date
) -> None:
    """The SIRO does without an item until the end of a London day, with reasons."""
    with installation.writing(by) as w:
        row, item = item_of(w.session, by, item_id)
        facts = item_facts(w.session, w.at, by, row, item, Form(reasons=reasons, until=until))
        move(workflow("readiness_item"), item.state, "waive", by, facts)
        data = {"decided_by": by.person, "valid_until": text(london_end_of(until))}
        w.record(
            "readiness_item_waived", ("readiness_item", item.id), data, {"words": reasons.strip()}
        )
        _ready(w, row)


def _read(w: Writing, item: ReadinessItemRow, evidence: Evidence) -> str | None:
    """When the evidence stops counting (exclusive, text), or None; Invalid with every fault."""
    read, today = Reading(), london(w.at).date()
    fault = "Say what the evidence shows and where it is kept, in 10 to 4,000 characters."
    read.words("words", evidence.words, fault, shortest=10, longest=4000)
    if evidence.on > today:
        read.fault("on", "Enter a day that is not in the future.")
    days = item.valid_days
    ends = [evidence.on + timedelta(days=days)] if days is not None else []
    last = min([*ends, *([evidence.until] if evidence.until else [])], default=None)
    if last is not None and last < today:
        named = "until" if last == evidence.until else "on"
        read.fault(named, "This evidence is out of date already; newer evidence is needed.")
    if len(evidence.file) > LARGEST_FILE:
        read.fault("file", "Choose a file of at most 5 MB.")
    if evidence.file:
        read.line("file", evidence.file_name)
    read.done()
    return None if last is None else text(london_end_of(last))


def _file(w: Writing, item: ReadinessItemRow, evidence: Evidence) -> dict[str, str]:
    """Keep the file beside the ledger; what goes under the seal is its id, name and digest."""
    if not evidence.file:
        return {}
    file_id, name = new_id(), " ".join(evidence.file_name.split())
    sha256 = hashlib.sha256(evidence.file).hexdigest()
    values = {
        "id": file_id,
        "readiness_item_id": item.id,
        "name": name,
        "sha256": sha256,
        "size": len(evidence.file),
        "at": text(w.at),
        "body": evidence.file,
    }
    w.session.execute(insert(EvidenceFileRow).values(**values))
    return {"file_id": file_id, "file_name": name, "file_sha256": sha256}


def _ready(w: Writing, row: ReadinessRow) -> None:
    w.session.expire_all()
    if not settled(items_of(w.session, row.id), text(w.at)).unsettled:
        _tell(w, row, DECIDERS, "readiness_ready", f"{row.id}:ready")


def _tell_submitter(w: Writing, row: ReadinessRow, item: ReadinessItemRow) -> None:
    """Whoever handed it in, by their own office: a partner's people are told as partners."""
    title = checklist(row.template, row.template_version).title
    w.enqueue(
        "mail",
        f"mail:{item.id}:returned:{text(w.at)}:{item.submitted_by}",
        {
            "person_id": item.submitted_by,
            "template": "readiness_returned",
            "about": {"title": title, "item": item.item},
            "path": f"/readiness/items/{item.id}",
        },
    )


def _tell(
    w: Writing,
    row: ReadinessRow,
    who: tuple[str, ...],
    template: str,
    key: str,
    item: str = "",
) -> None:
    about = {"title": checklist(row.template, row.template_version).title, "item": item}
    path = f"/readiness/{row.id}"
    tell(w, row.organisation_id, who, template, key=key, about=about, path=path)

"""How far each consortium-wide text is adopted: by how many forces, and whom it waits for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from govern.register.facts import Facts
from govern.store.turns import waited_for
from workflows.catalogue import workflow

Record = Mapping[str, Any]
COMPLETE = ("complete", "carried")


@dataclass(frozen=True)
class Outstanding:
    """A force that has not adopted the newest version: at which stage, whose turn, since when."""

    organisation_id: str
    organisation: str
    stage: str
    roles: tuple[str, ...]
    outcome: str | None
    since: str
    due_at: str | None
    in_force: int | None
    sign_off_id: str | None


@dataclass(frozen=True)
class Adoption:
    """One text for all forces: its newest frozen version, adopted by `adopted` of `of` forces."""

    document_id: str
    kind: str
    reference: str
    title: str
    version: int
    frozen_at: str
    adopted: int
    of: int
    outstanding: tuple[Outstanding, ...]
    conditions_open: int
    conditions_overdue: int
    retrospective: bool
    ico: str
    ico_version: int | None


def adoptions(facts: Facts, kind: str, at: str) -> list[Adoption]:
    """Every live text of that kind with a frozen version, by reference."""
    found = []
    for document in facts.rows("document").values():
        if document.get("kind") == kind and document.get("state") == "live":
            frozen = frozen_versions(facts, document["id"])
            if frozen:
                found.append(_adoption(facts, document, frozen, at))
    return sorted(found, key=lambda each: each.reference)


def frozen_versions(facts: Facts, document_id: str) -> list[Record]:
    """The frozen versions of a document, the newest first."""
    found = [each for each in facts.find("versions", document_id) if each.get("status") == "frozen"]
    return sorted(found, key=lambda each: int(each["number"]), reverse=True)


def newest_sign_off(facts: Facts, version_id: str, organisation_id: str) -> Record | None:
    """An organisation's newest sign-off of a version."""
    found = facts.find("sign_offs", version_id, organisation_id)
    return max(found, key=lambda each: (each["opened_at"], each["id"]), default=None)


def _adoption(facts: Facts, document: Record, frozen: list[Record], at: str) -> Adoption:
    version = frozen[0]
    parties = [row for row in facts.find("parties", version["id"]) if row.get("chain")]
    outstanding, adopted = [], 0
    for party in parties:
        row = newest_sign_off(facts, version["id"], party["organisation_id"])
        if row is not None and row.get("outcome") in COMPLETE:
            adopted += 1
        else:
            outstanding.append(_outstanding(facts, party, row, frozen[1:]))
    conditions = [each for row in frozen for each in _conditions(facts, row)]
    still = [each for each in conditions if each.get("state") != "met"]
    return Adoption(
        document_id=document["id"],
        kind=document["kind"],
        reference=document["reference"],
        title=document["title"],
        version=version["number"],
        frozen_at=version["frozen_at"],
        adopted=adopted,
        of=len(parties),
        outstanding=tuple(sorted(outstanding, key=lambda each: (each.since, each.organisation))),
        conditions_open=len(still),
        conditions_overdue=sum(bool(each.get("due_at")) and each["due_at"] <= at for each in still),
        retrospective=bool((version.get("facts") or {}).get("retrospective")),
        **_consulted(facts, frozen, at),
    )


def _outstanding(
    facts: Facts, party: Record, row: Record | None, earlier: Iterable[Record]
) -> Outstanding:
    body = party["organisation_id"]
    signed = [
        int(version["number"])
        for version in earlier
        if (before := newest_sign_off(facts, version["id"], body)) is not None
        and before.get("outcome") in COMPLETE
    ]
    in_force = max(signed, default=None)
    name = facts.name(body) or body
    if row is None:
        return Outstanding(body, name, "Not asked yet", (), None, "", None, in_force, None)
    table = workflow(row["chain"], row["chain_version"])
    return Outstanding(
        organisation_id=body,
        organisation=name,
        stage=table.stage(row["stage"]).title,
        roles=waited_for(row["chain"], row["chain_version"], row["stage"]),
        outcome=row.get("outcome"),
        since=row["stage_since"],
        due_at=row.get("due_at"),
        in_force=in_force,
        sign_off_id=row["id"],
    )


def _conditions(facts: Facts, version: Record) -> list[Record]:
    """The conditions on a version of sign-offs that still stand or are under way."""
    found: list[Record] = []
    for party in facts.find("parties", version["id"]):
        for row in facts.find("sign_offs", version["id"], party["organisation_id"]):
            if row.get("outcome") in (None, "referred", *COMPLETE):
                found += facts.find("conditions", row["id"])
    return found


def _consulted(facts: Facts, frozen: list[Record], at: str) -> dict[str, Any]:
    """Where prior consultation stands: on the newest version, else on the latest one before it that
    was consulted on; `ico_version` is that version's number.
    """
    for version in frozen:
        if (state := _ico(facts, version, at)) != "none":
            return {"ico": state, "ico_version": version["number"]}
    return {"ico": "none", "ico_version": None}


def _ico(facts: Facts, version: Record, at: str) -> str:
    """none, open, overdue or closed: where prior consultation on this version stands."""
    found = facts.find("consultations", version["id"])
    if not found:
        return "none"
    still = [each for each in found if not each.get("closed_at")]
    if not still:
        return "closed"
    overdue = all(each.get("due_at") and each["due_at"] <= at for each in still)
    return "overdue" if overdue else "open"

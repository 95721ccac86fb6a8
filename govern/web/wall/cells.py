"""A party's standing as a word and an age, and who holds a document up, as a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask import url_for

from govern.store.turns import LEAD_STAGES, waited_for
from govern.store.wall import Body, Line, Standing
from govern.web import words
from govern.web.context import named
from govern.web.filters import plural
from govern.web.lateness import is_late, lateness, waited
from govern.web.panels import Tone, WallCell
from workflows.catalogue import workflow

NAMED = 2
_WAITING = {
    "security_review": "With security",
    "advice": "With DPO",
    "owner": "With owner",
    "information_assurance": "With security",
    "owner_consent": "With owner",
    "acceptance_advice": "With DPO",
    "decision": "With SIRO",
    "referred": "With the {regulator_short}",
    "reconsider": "SIRO again",
    "caldicott": "With Caldicott",
    "signature": "To sign",
    "declaration": "To declare",
    "assessment": "With lead force",
    "certification": "With lead force",
    "acceptance": "To accept",
}
_LEADING = {"assessment": "To assess", "certification": "To certify"}
_ENDED = {
    "complete": "Signed",
    "carried": "Carried over",
    "refused": "Refused",
    "returned": "Changes",
    "declined": "Declined",
    "withdrawn": "Withdrawn",
}


def of_body(line: Line, organisation_id: str, now: datetime, own: str) -> WallCell:
    """The cell of one organisation; of a connection's lead force, what it has to do as such."""
    standing = line.parties.get(organisation_id)
    if line.kind != "connection_return" or organisation_id != line.owner_id:
        return cell(standing, now, own)
    declared = next((each for each in line.parties.values() if each.chain == "connection"), None)
    if declared is None or declared.stage not in LEAD_STAGES:
        return WallCell("Leads")
    href = None
    if organisation_id == own:
        href = url_for("signing.show", sign_off_id=declared.sign_off_id)
    return WallCell(_LEADING[declared.stage], _age(declared, now), _tone(declared, now), href)


def cell(standing: Standing | None, now: datetime, own: str) -> WallCell:
    """One party's cell; blank for who is no party, a link for the viewer's own organisation."""
    if standing is None:
        return WallCell("")
    if standing.sign_off_id is None:
        return WallCell("Not yet asked")
    text = _word(standing)
    href = None
    if standing.organisation_id == own:
        href = url_for("signing.show", sign_off_id=standing.sign_off_id)
    return WallCell(text, _age(standing, now), _tone(standing, now), href)


def partners(line: Line, bodies: Mapping[str, Body], now: datetime, own: str) -> WallCell:
    """The one column for all who are no force: the partner, or how many of several have signed."""
    found = [each for each in line.parties.values() if bodies[each.organisation_id].kind != "force"]
    if len(found) == 1:
        return cell(found[0], now, own)
    if not found:
        return WallCell("")
    done = sum(each.outcome in ("complete", "carried") for each in found)
    slowest = min((each for each in found if each.waits), key=_due, default=None)
    tone: Tone = "done" if slowest is None else _tone(slowest, now)
    age = "" if slowest is None else _age(slowest, now)
    return WallCell(f"{done} of {len(found)} signed", age, tone)


def summary(line: Line, bodies: Mapping[str, Body], now: datetime) -> str:
    """Who holds this document up, the latest first; or that nobody does."""
    waiting = sorted((each for each in line.parties.values() if each.waits), key=_due)
    held = [each for each in line.parties.values() if each.outcome in _HELD]
    parts = []
    if waiting:
        named = [_holder(line, each, bodies, now) for each in waiting[:NAMED]]
        left = len(waiting) - len(named)
        more = f" and {plural(left, 'other')}" if left else ""
        parts.append(f"Waits for {_joined(named, bool(left))}{more}.")
    for each in held[:NAMED]:
        parts.append(f"{bodies[each.organisation_id].name}: {_HELD[each.outcome or '']}.")
    if not parts:
        parts.append(
            f"Signed by all {len(line.parties)}." if line.parties else "Nobody signs this."
        )
    return " ".join(parts)


_HELD = {
    "refused": "refused",
    "returned": "asked for changes",
    "declined": "declined",
    "withdrawn": "withdrew",
}


def _word(standing: Standing) -> str:
    if standing.waits:
        return named(_WAITING.get(standing.stage) or words.plain(standing.stage))
    return _ENDED.get(standing.outcome or "") or words.plain(standing.stage)


def _age(standing: Standing, now: datetime) -> str:
    age = waited(standing.since, now).replace(" working", "")
    if standing.waits and standing.in_force:
        return f"{age}, v{standing.in_force} in force"
    return age


def _tone(standing: Standing, now: datetime) -> Tone:
    if not standing.waits:
        return "done" if standing.outcome in ("complete", "carried") else "refused"
    if is_late(standing.due_at, now):
        return "late"
    table = workflow(standing.chain, standing.chain_version)
    return "waiting" if standing.stage == table.first else "going"


def _holder(line: Line, standing: Standing, bodies: Mapping[str, Body], now: datetime) -> str:
    roles = waited_for(standing.chain, standing.chain_version, standing.stage)
    who = " or ".join(words.role_title(role) for role in roles) or "someone"
    leads = standing.chain == "connection" and standing.stage in LEAD_STAGES
    body = bodies.get(line.owner_id if leads else standing.organisation_id)
    named = f"the {who} of {body.name if body else 'the lead force'}"
    late = lateness(standing.due_at, now) if is_late(standing.due_at, now) else ""
    return f"{named} ({late})" if late else named


def _due(standing: Standing) -> tuple[str, str]:
    return (standing.due_at or "9999", standing.since)


def _joined(parts: Sequence[str], more: bool) -> str:
    if len(parts) == 1 or more:
        return ", ".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"

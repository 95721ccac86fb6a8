"""What is asked of the reader of a sign-off, by when, and what follows either way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from govern.clock import instant
from govern.store import signing
from govern.store.database import Session
from govern.store.signing import Found
from govern.store.turns import waited_for
from govern.web import words
from govern.web.context import named
from govern.web.filters import day, moment
from govern.web.lateness import is_late, last_day, lateness, waited
from govern.web.signing.added_steps import ADDED, GOING_ON
from govern.web.signing.offers import Offers
from workflows import roles
from workflows.catalogue import workflow
from workflows.engine import Actor
from workflows.working_days import schedule

WAITING = frozenset({None, "referred"})


@dataclass(frozen=True)
class Ask:
    """What is asked of the viewer."""

    what: str
    by: str
    if_done: str
    if_not: str
    late: bool


# stage -> (what is asked, what happens then); {text} and {body} are filled in.
_ASKED: Mapping[str, tuple[str, str]] = {
    "security_review": (
        "Say whether the security requirements of {text} are sufficient for {body}",
        "It goes to the DPO of {body} for advice.",
    ),
    "advice": (
        "Advise {body} on {text}",
        "Your advice is signed, kept as a record and shown to whoever decides next.",
    ),
    "owner": (
        "Agree {text} for {body} as owner of the information it shares",
        "It goes to the SIRO of {body} for decision.",
    ),
    "decision": (
        "Decide on {text} for {body}",
        "Your decision is signed and completes the sign-off of {body}. What it switches is below.",
    ),
    "referred": (
        "Decide on {text} for {body}, once the {regulator} has been consulted",
        "Your decision is signed and completes the sign-off of {body}.",
    ),
    "reconsider": (
        "Decide again on {text}: the DPO has withdrawn the endorsement",
        "The decision of {body} stands, or is withdrawn, by your signature.",
    ),
    "caldicott": (
        "Say whether {text} meets the Caldicott Principles",
        "It goes to the authorised signatory of {body}.",
    ),
    "signature": (
        "Sign {text} for {body}, or decline",
        "{body} is bound by it. Flows of each force open when that force has signed too.",
    ),
    "declaration": (
        "Declare that {text} is a true account of {body}",
        "It goes to the lead force for assessment.",
    ),
    "assessment": (
        "Assess the connection of {body} against its evidence",
        "It goes to the SIRO of the lead force for the certificate.",
    ),
    "certification": (
        "Certify, or refuse, the connection of {body}",
        "The certificate runs for twelve months. Each other force then accepts it for itself.",
    ),
    **ADDED,
    "acceptance": (
        "Accept the certified connection for {body}",
        "Flows of {body} with this partner can rest on the certificate.",
    ),
}


_BESIDES: Mapping[str, tuple[str, str]] = {
    roles.DPO: (
        "Advise {body} on {text}, late: no advice was given before the step moved on",
        "Your advice is signed, kept as a record and shown to the SIRO before the decision.",
    ),
    roles.SIRO: (
        "Go on without the DPO's advice on {text}, or wait for it",
        "The record says that advice was sought and not received. You still decide after that.",
    ),
}
"""What those may do for whom nobody waits."""


def ask(here: Found, by: Actor, offered: Offers, at: datetime) -> Ask | None:
    """What is asked of this person; None when it is not their turn."""
    pending = here.row.outcome in WAITING or here.row.stage == "reconsider"
    waited = _waited_for(here, by)
    if not pending or not (waited or offered.deciding):
        return None
    what, done = _ASKED.get(here.row.stage, ("Act on {text} for {body}", ""))
    if not waited:
        what, done = _beside(here.row.stage, _office(by), (what, done))
    filled = {"text": here.named, "body": here.organisation.name}
    due = here.row.due_at
    return Ask(
        named(what).format(**filled),
        by_when(due, at),
        done.format(**filled),
        _if_not(here, by, at),
        is_late(due, at),
    )


def by_when(due: str | None, at: datetime) -> str:
    """The last day before an exclusive end, and how late it is; nothing without an end."""
    if due is None:
        return ""
    return f"{last_day(due)} ({lateness(due, at)})" if is_late(due, at) else last_day(due)


def _beside(stage: str, office: str, otherwise: tuple[str, str]) -> tuple[str, str]:
    if stage in ADDED and office == roles.SIRO:
        return GOING_ON
    return _BESIDES.get(office, otherwise)


def _waited_for(here: Found, by: Actor) -> bool:
    """Whether it is this person's turn; a Chief Constable may decide wherever a SIRO does."""
    waits = waited_for(here.row.chain, here.row.chain_version, here.row.stage)
    return _office(by) in waits and by.organisation == here.asked_id


def _office(by: Actor) -> str:
    return roles.SIRO if by.role == roles.CHIEF_CONSTABLE else by.role


def _if_not(here: Found, by: Actor, at: datetime) -> str:
    table = workflow(here.row.chain, here.row.chain_version)
    due = table.stage(here.row.stage).due
    if here.row.stage == "reconsider":
        return f"The decision of {here.organisation.name} stays in force until someone decides."
    told = "Silence approves nothing and refuses nothing. You are reminded"
    if due is None:
        return f"{told}."
    if here.row.organisation_id == by.organisation and here.organisation.kind == "partner":
        return f"{told}; nothing else follows. {_until_then(here)}"
    escalated = schedule(due, instant(here.row.stage_since)).escalate_at
    if here.row.stage == "advice" and by.role == roles.DPO:
        return f"{told}. {_without_advice(escalated, at)}"
    if escalated <= at:
        put = f"Since {day(escalated)} the delay has stood before those above you."
        return f"{told}. {put} {_until_then(here)}"
    return (
        f"{told}, and from {day(escalated)} the delay is put before those above you. "
        f"{_until_then(here)}"
    )


def _without_advice(escalated: datetime, at: datetime) -> str:
    """What a DPO's silence leads to: to come, or so already."""
    reasons = "with reasons that stay in the record"
    if escalated > at:
        return f"From {day(escalated)} the SIRO may go on without your advice, {reasons}."
    return (
        f"Since {day(escalated)} the SIRO may go on without your advice, {reasons}. "
        "Until the decision is made you can still advise."
    )


def _until_then(here: Found) -> str:
    if here.document.kind == "sharing_agreement":
        return "Until then its flows stay as they are."
    return "Until then what is in force stays in force."


def turn_sentence(session: Session, here: Found, at: datetime) -> str:
    """Where the sign-off stands, whose turn it is and since when."""
    table = workflow(here.row.chain, here.row.chain_version)
    stage = table.stage(here.row.stage)
    if stage.outcome not in (None, "referred") and stage.id != "reconsider":
        when = here.row.completed_at or here.row.ended_at or here.row.stage_since
        return f"{stage.title} since {moment(when)}."
    waits, names = signing.whose_turn(session, here, at)
    who = " or ".join(words.role_title(role) for role in waits)
    held = f" ({', '.join(names)})" if names else ", and nobody holds that office now"
    since = waited(here.row.stage_since, at)
    ago = "since today" if since == "today" else f"for {since}"
    return f"It waits for the {who}{held} {ago}."

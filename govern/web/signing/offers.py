"""Which outcomes a person is offered on a sign-off now, and why the others are not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from govern.store.database import Session
from govern.store.sign_off_facts import sign_off_facts
from govern.store.signing import Found
from govern.web.signing.outcomes import ENDING, outcome
from workflows.catalogue import workflow
from workflows.engine import Actor, Form, available, refusals

CONDITIONS = frozenset({"conditions_missing", "condition_incomplete"})
REASONS = frozenset({"reasons_missing", "reasons_too_short", "concern_unanswered"})
ICO = frozenset({"ico_question_unanswered", "ico_consultation_needed"})


@dataclass(frozen=True)
class Offer:
    """One outcome that can be chosen."""

    act: str
    label: str
    hint: str
    href: str


@dataclass(frozen=True)
class Barred:
    """One outcome of this stage that cannot be chosen now, with every reason."""

    label: str
    reasons: Sequence[str]


@dataclass(frozen=True)
class Offers:
    """What can be chosen, what cannot, and what takes something back."""

    deciding: Sequence[Offer]
    ending: Sequence[Offer]
    barred: Sequence[Barred]


@dataclass(frozen=True)
class Asked:
    """What an outcome asks the person to fill in."""

    conditions: bool
    reasons: bool
    long_reasons: bool
    concerns: bool
    ico: bool


def offers(session: Session, here: Found, by: Actor, at: datetime) -> Offers:
    """Everything this person's role may do at this stage, sorted into can and cannot."""
    table = workflow(here.row.chain, here.row.chain_version)
    facts = sign_off_facts(session, by, here.row, at)
    can = {row.act for row in available(table, here.row.stage, by, facts)}
    deciding: list[Offer] = []
    ending: list[Offer] = []
    barred: list[Barred] = []
    for row in table.transitions:
        if (row.start, row.role) != (here.row.stage, by.role):
            continue
        words = outcome(row.act, here.organisation.name)
        if row.act in can:
            decides = here.row.stage == "reconsider" or row.act not in ENDING
            kept = deciding if decides else ending
            address = url_for("signing.fill", sign_off_id=here.row.id, act=row.act)
            kept.append(Offer(row.act, words.label, words.hint, address))
        elif row.end != row.start:  # late advice is not missed where advice was given
            why = refusals(table, here.row.stage, row.act, by, facts)
            barred.append(Barred(words.label, [each.message for each in why]))
    return Offers(deciding, ending, barred)


def asked(session: Session, here: Found, by: Actor, act: str, at: datetime) -> Asked:
    """What the act asks for, found by asking the workflow what an empty form lacks."""
    table = workflow(here.row.chain, here.row.chain_version)
    facts = sign_off_facts(session, by, here.row, at, Form())
    codes = {each.code for each in refusals(table, here.row.stage, act, by, facts)}
    return Asked(
        conditions=bool(codes & CONDITIONS),
        reasons=bool(codes & REASONS),
        long_reasons="reasons_too_short" in codes,
        concerns="concern_unanswered" in codes,
        ico=bool(codes & ICO),
    )

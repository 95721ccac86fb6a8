"""What the page of a text asks of its reader: of whom, by when, and what silence does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from govern.errors import NotFound
from govern.store import chain_steps, documents, organisations
from govern.store.checking import unresolved_changes
from govern.store.my_work import READERS
from govern.store.rows.sign_offs import SignOffRow
from govern.store.turns import waited_for
from govern.web.context import actor, installation, post
from govern.web.documents.asks import to_write
from govern.web.documents.loading import Text
from govern.web.filters import day, plural
from govern.web.lateness import is_late, last_day
from govern.web.pieces import Link
from govern.web.words import role_title
from workflows import roles
from workflows.catalogue import chain_for, workflow
from workflows.table import Stage

SILENCE = "Silence approves nothing and vetoes nothing."


@dataclass(frozen=True)
class AskedHere:
    """What is asked, of whom, by when, and what follows from doing it and from silence."""

    what: str
    of: str
    by: str
    if_done: str
    if_not: str
    late: bool = False
    link: Link | None = None


def asked_here(text: Text) -> AskedHere | None:
    """What this text asks of the viewer, or of colleagues; None when it asks nothing of them."""
    if text.document.state != "live":
        return None
    if text.version.status == "frozen":
        return _to_sign(text)
    if text.version.status != "review":
        return None
    return _to_settle(text) if text.seen.sight.drafts else _to_read(text)


def _to_settle(text: Text) -> AskedHere:
    asked = to_write(
        text.document, text.version, unresolved_changes(text.session, text.document.id)
    )
    return AskedHere(
        asked.what,
        f"Whoever writes for {post().organisation}",
        _by(text),
        asked.if_done,
        f"{SILENCE} {asked.if_not}",
        link=asked.button,
    )


def _to_read(text: Text) -> AskedHere | None:
    if text.seen.sight.as_ != "party" or actor().role not in READERS:
        return None
    return AskedHere(
        f"Read it, and say what should change for {post().organisation}",
        f"You, and everyone else who reads for {post().organisation}",
        _by(text),
        "Whoever writes it answers. A request for changes holds the text until it is settled; any "
        "other comment holds nothing.",
        f"{SILENCE} The text can be frozen without a word from you. {_then(text)}",
    )


def _by(text: Text) -> str:
    """Reading has no date of its own: an open request for changes is what holds a text. How many
    there are is not said, for not all are of the viewer's own audiences.
    """
    said = ["Before it is frozen; no date is set. An open request for changes holds it."]
    if text.version.sent_at:
        said.append(f"In review since {day(text.version.sent_at)}.")
    starts = text.answers.get("starts_on")
    if isinstance(starts, str):
        said.append(f"It is meant to start on {day(starts)}.")
    return " ".join(said)


def _then(text: Text) -> str:
    """Who is asked to sign for the viewer's organisation once the text is frozen."""
    stages = [(each, waits) for each, waits in _stages(text) if waits]
    mine = next((each for each, waits in stages if _office() in waits), None)
    if mine is not None:
        days = f" within {plural(mine.due.working_days, 'working day')}" if mine.due else ""
        return f"Once it is frozen you are asked to act on exactly that text{days}."
    others = dict.fromkeys(role for _, waits in stages for role in waits)
    if not others:
        return ""
    named = _listed([role_title(role) for role in others])
    return f"Once it is frozen it is signed by others of {post().organisation}: {named}."


def _stages(text: Text) -> list[tuple[Stage, tuple[str, ...]]]:
    """The stages of the chain that the viewer's organisation follows, and for whom each waits."""
    body = organisations.by_id(text.session, post().organisation_id)
    chain = chain_for(text.document.kind, body.kind, body.sector)
    if chain is None:
        return []
    table = workflow(chain_steps.chain_of(text.session, body.id, chain))
    found = [each for each in table.stages if each.outcome is None]
    return [(each, waited_for(table.name, table.version, each.id)) for each in found]


def _to_sign(text: Text) -> AskedHere | None:
    """The open sign-off of the viewer's organisation, whoever's turn it is."""
    row = _own_sign_off(text)
    if row is None or row.outcome is not None:
        return None
    waits = waited_for(row.chain, row.chain_version, row.stage)
    named = _listed([role_title(role) for role in waits])
    mine = _office() in waits
    address = url_for("signing.show", sign_off_id=row.id)
    who = post().organisation
    return AskedHere(
        f"Act on this frozen text for {who}" if mine else f"Nothing of you now: {who} is at work",
        f"You, as {role_title(actor().role)}" if mine else f"{named}, {who}",
        last_day(row.due_at) if row.due_at else "No date is set.",
        f"Your act is signed and kept as a record of {who}."
        if mine
        else f"Each act is signed and kept as a record of {who}.",
        f"{SILENCE} It waits, whoever it waits for is reminded, and the delay is put before those "
        "above them. Until then what is in force stays in force.",
        is_late(row.due_at, installation().clock.now()),
        Link("Go to your sign-off" if mine else "See where the sign-off stands", address),
    )


def _own_sign_off(text: Text) -> SignOffRow | None:
    try:
        found = documents.party_sign_off(text.session, text.version.id, post().organisation_id)
    except NotFound:
        return None
    return text.session.get_one(SignOffRow, found)


def _office() -> str:
    return roles.SIRO if actor().role == roles.CHIEF_CONSTABLE else actor().role


def _listed(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)

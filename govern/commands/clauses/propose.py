"""Propose a clause for the bank, or a new version of one; another lawyer decides on it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import insert

from documents.catalogue import definition
from govern.clock import text
from govern.commands.authority import present
from govern.commands.mail.tell import tell
from govern.commands.reading import Reading
from govern.errors import Conflict, Forbidden, Invalid
from govern.installation import Installation
from govern.ledger.leaf import canonical
from govern.store import clauses
from govern.store.identifiers import new_id
from govern.store.rows.clauses import ClauseVersionRow
from govern.store.rows.organisations import AppointmentRow
from govern.store.standing import holders
from govern.store.writing import Writing
from workflows import roles
from workflows.engine import Actor

KINDS = ("dpia", "local_addendum", "code_of_connection", "sharing_agreement")
LONGEST = 10_000


@dataclass(frozen=True)
class Proposal:
    """A clause as typed. `fallback` is what is offered when a partner refuses the wording."""

    title: str
    wording: str
    fallback: str = ""
    why: str = ""
    owner_id: str = ""
    definition: str = ""
    section: str = ""


def propose_clause(
    installation: Installation, *, by: Actor, proposal: Proposal, clause_id: str | None = None
) -> str:
    """Propose wording; `clause_id` makes it the next version of that clause. Returns the clause's
    id. Conflict while another version of it waits.
    """
    with installation.writing(by) as w:
        lawyers(w, by)
        place, number, clause_id = _place(w, by, proposal, clause_id)
        values = _typed(w, by, proposal)
        version_id = new_id()
        w.session.execute(
            insert(ClauseVersionRow).values(
                id=version_id,
                organisation_id=by.organisation,
                clause_id=clause_id,
                number=number,
                definition=place[0],
                section=place[1],
                state="proposed",
                proposed_by=by.person,
                proposed_at=text(w.at),
                **values,
            )
        )
        data = {
            "clause_id": clause_id,
            "number": number,
            "organisation_id": by.organisation,
            "digest": hashlib.sha256(version_id.encode() + canonical(values)).hexdigest(),
        }
        w.record("clause_proposed", ("clause", version_id), data)
        about = {"title": str(values["title"])}
        path = f"/clauses/{clause_id}"
        tell(w, by.organisation, (roles.LAWYER,), "clause_proposed", key=version_id, about=about,
             path=path)  # fmt: skip
    return clause_id


def lawyers(w: Writing, by: Actor) -> None:
    """Refuse all but a lawyer under an appointment that runs."""
    present(w, by)
    if by.role != roles.LAWYER:
        raise Forbidden("Only lawyers keep the clause bank.")


def _place(
    w: Writing, by: Actor, proposal: Proposal, clause_id: str | None
) -> tuple[tuple[str, str], int, str]:
    if clause_id is None:
        return _section(proposal), 1, new_id()
    standing = clauses.clause(w.session, by.organisation, clause_id)
    if standing.proposed is not None:
        raise Conflict("A version of this clause waits already: decide on it, or take it back.")
    newest = standing.newest
    return (newest.definition, newest.section), newest.number + 1, clause_id


def _section(proposal: Proposal) -> tuple[str, str]:
    if proposal.definition not in KINDS:
        raise Invalid.field("section", "Choose the section it belongs to")
    known = {each.id for each in definition(proposal.definition).sections}
    if proposal.section not in known:
        raise Invalid.field("section", "Choose the section it belongs to")
    return proposal.definition, proposal.section


def _typed(w: Writing, by: Actor, proposal: Proposal) -> dict[str, str | None]:
    typed = Reading()
    title = typed.line("title", proposal.title, longest=120)
    wording = typed.words(
        "wording", proposal.wording, "Write the clause in 20 to 10,000 characters", shortest=20,
        longest=LONGEST,
    )  # fmt: skip
    fallback = typed.words(
        "fallback", proposal.fallback, "Use fewer words", shortest=0, longest=LONGEST
    )
    why = typed.words("why", proposal.why, "Use fewer words", shortest=0, longest=2_000)
    owner = proposal.owner_id or by.person
    if owner not in {each.person_id for each in _lawyers(w, by)}:
        typed.fault("owner_id", "Choose a lawyer of your organisation")
    if fallback and fallback == wording:
        typed.fault("fallback", "The fallback must differ from the wording")
    typed.done()
    return {
        "title": title,
        "wording": wording,
        "fallback": fallback or None,
        "why": why or None,
        "owner_id": owner,
    }


def _lawyers(w: Writing, by: Actor) -> list[AppointmentRow]:
    return holders(w.session, by.organisation, (roles.LAWYER,), w.at)

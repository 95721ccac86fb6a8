"""A search returns, and counts, exactly what the pages of the results would open."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import pytest
from sqlalchemy import insert, select

from govern.clock import text
from govern.commands.search.rebuild import rebuild
from govern.errors import NotFound
from govern.installation import Installation
from govern.search.passages import meets
from govern.search.query import parse
from govern.store import access, audiences, flows, organisation_pages, suggestions
from govern.store.database import Session
from govern.store.identifiers import new_id
from govern.store.rows.documents import DocumentRow
from govern.store.rows.organisations import OrganisationRow
from govern.store.rows.search import SearchEntryRow
from govern.store.rows.word import SuggestionRow
from govern.store.rows.working import CommentRow, DraftSectionRow
from govern.store.search import asking
from govern.store.search.finding import KINDS, Wanted, find
from tests.sharing import COUNCIL, PEOPLE, TRUST, Sharing, share
from workflows.engine import Actor

CANARY = "heronsmere"
FIRST = {
    "dpia": ("D0", "asset_name"),
    "local_addendum": ("L0", "handling_instructions"),
    "code_of_connection": ("C0", "title"),
    "connection_return": ("R0", "legal_name"),
    "sharing_agreement": ("S0", "title"),
}
"""A section of each kind of document with a question in it that is answered in words."""

WORDS = (CANARY, "police", "trust council", "sha*", "record", '"kent police"')
EVERYBODY = [who for who, *_ in PEOPLE]


@pytest.fixture
def world(installation: Installation) -> Sharing:
    """Texts in every status with a canary in each, and comments to every audience of each."""
    made = share(installation)
    made.version("draft", "sharing_agreement", "ISA-9", ("essex", "kent", COUNCIL))
    made.version("return", "connection_return", "CR-9", (TRUST, "kent"))
    made.version("sent", "local_addendum", "LA-1", ("essex",))
    made.record("version_sent_for_review", "version", made.versions["sent"], {})
    with installation.database.writing() as session:
        for name, version_id in made.versions.items():
            _fill(session, made, name, version_id)
    rebuild(installation)
    return made


def _fill(session: Session, made: Sharing, name: str, version_id: str) -> None:
    at = text(made.installation.clock.now())
    lawyer = made.people.persons["lawyer"]
    document = session.get_one(DocumentRow, made.documents[name])
    section, question = FIRST[document.kind]
    session.execute(
        insert(DraftSectionRow).values(
            version_id=version_id, section=section, revision=1,
            answers={question: f"{CANARY} of {name}"}, saved_at=at, saved_by=lawyer,
        )
    )  # fmt: skip
    bodies = session.scalars(select(OrganisationRow.id)).all()
    keys = [(audiences.LAWYER_AND_FORCES, "")]
    names = (audiences.INTERNAL, audiences.LAWYER_AND_FORCE, audiences.NEGOTIATION)
    keys += list(product(names, bodies))
    for audience, whose in keys:
        session.execute(
            insert(CommentRow).values(
                id=new_id(), version_id=version_id, document_id=document.id, section="D1",
                audience=audience, audience_key=f"{document.id}:{audience}:{whose}",
                organisation_id=whose or bodies[0], appointment_id=new_id(), person_id=lawyer,
                asks_for_changes=False, privileged=False, text=f"{CANARY} in a comment", at=at,
            )
        )  # fmt: skip
        session.execute(
            insert(SuggestionRow).values(
                id=new_id(), version_id=version_id, document_id=document.id, section=section,
                question=question, audience=audience,
                audience_key=f"{document.id}:{audience}:{whose}",
                organisation_id=whose or bodies[0], appointment_id=new_id(), person_id=lawyer,
                answers={"after": f"{CANARY} in other words"}, why="sha and trust", at=at,
                state="open",
            )
        )  # fmt: skip


def _opens(session: Session, actor: Actor, entry: SearchEntryRow) -> bool:
    """Whether the page of this entry would open, by the very functions that pages ask."""
    try:
        if entry.what in ("document", "text", "comment"):
            access.version(session, actor, entry.version_id or "")
        if entry.what == "comment":
            document = access.document(session, actor, entry.document_id or "")
            heard = audiences.comments(session, actor, document, entry.version_id or "")
            return entry.subject_id in {each.id for each in heard}
        if entry.what == "suggestion":
            suggestions.readable(session, actor, entry.subject_id)
        if entry.what == "flow":
            flows.one(session, actor, entry.subject_id)
        if entry.what == "organisation":
            organisation_pages.one(session, actor, entry.code)
        if entry.what == "record":
            access.document(session, actor, entry.document_id or "")
            return entry.first_id == actor.organisation
    except NotFound:
        return False
    return True


@pytest.mark.parametrize("at_once", [7, asking.SLICE])
def test_everybody_finds_and_counts_just_what_they_may_open(
    world: Sharing, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "SLICE", at_once)
    seen = dict.fromkeys(KINDS, 0)
    with world.installation.reading() as session:
        entries = session.scalars(select(SearchEntryRow)).all()
        meet = {typed: _meeting(entries, typed) for typed in WORDS}
        for who in EVERYBODY:
            actor = world.people.actor(who)
            may = {each.key for each in entries if _opens(session, actor, each)}
            for typed, met in meet.items():
                query, wanted = parse(typed, {}), Wanted(earlier=True)
                found = find(session, actor, query, wanted, skip=0, take=1_000)
                keys = {hit.entry.key for hit in found.hits}
                assert keys == met & may, (who, typed, keys ^ (met & may))
                assert found.total == len(keys)
                for hit in found.hits:
                    seen[hit.entry.what] += 1
    assert all(seen.values()), seen


def _meeting(entries: Sequence[SearchEntryRow], typed: str) -> set[str]:
    query = parse(typed, {})
    return {each.key for each in entries if meets(f"{each.title} {each.body}", query)}


def test_a_draft_and_its_comments_are_found_by_its_drafters_alone(world: Sharing) -> None:
    found = {who: _references(world, who) for who in ("lawyer", "essex_siro", "coordinator")}

    assert "ISA-9" in found["lawyer"]
    assert "ISA-9" not in found["essex_siro"] | found["coordinator"]


def _references(world: Sharing, who: str) -> set[str]:
    with world.installation.reading() as session:
        query = parse(CANARY, {})
        actor = world.people.actor(who)
        found = find(session, actor, query, Wanted(), skip=0, take=1_000)
        return {hit.document.reference for hit in found.hits if hit.document}

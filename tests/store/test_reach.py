"""What queries say exists for somebody is what the plain rule says, document by document."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import insert, select

from govern.installation import Installation
from govern.store import access, reach
from govern.store.database import Session
from govern.store.rows.documents import DocumentRow, PartyRow
from govern.store.rows.organisations import AppointmentRow, OrganisationRow
from govern.store.rows.search import SearchEntryRow
from govern.store.search import marks
from workflows import roles
from workflows.engine import Actor

AT = "2026-11-02T12:00:00.000Z"
SLUGS = ("essex", "kent", "surrey", "council", "trust", "firm", "office", "panel")
WORLDS, DOCUMENTS = 6, 14


def _world(session: Session, seed: int) -> list[Actor]:
    """Documents of random owners, drafters and parties, and somebody of each role anywhere."""
    chance = random.Random(seed)
    ids = {slug: f"{seed}{slug}" for slug in SLUGS}
    rows: dict[Any, list[dict[str, Any]]] = {
        OrganisationRow: [], DocumentRow: [], PartyRow: [], AppointmentRow: [], SearchEntryRow: []
    }  # fmt: skip
    for slug, key in ids.items():
        rows[OrganisationRow].append({
            "id": key, "seq": 1, "slug": f"{slug}-{seed}", "kind": "force", "name": slug,
            "created_at": AT,
        })  # fmt: skip
    for number in range(seed * DOCUMENTS, (seed + 1) * DOCUMENTS):
        owner, drafter = chance.choices(list(ids.values()), k=2)
        rows[DocumentRow].append({
            "id": f"d{number}", "seq": 1, "kind": "dpia", "reference": f"DPIA-{number}",
            "number": number, "title": "A text", "owner_id": owner, "drafter_id": drafter,
            "created_at": AT, "state": "live",
        })  # fmt: skip
        bound = []
        for version in range(chance.randrange(3)):
            some = chance.sample(list(ids.values()), chance.randrange(4))
            bound += some
            rows[PartyRow] += [{
                "id": f"p{number}-{version}-{each}", "seq": 1, "version_id": f"v{number}-{version}",
                "document_id": f"d{number}", "organisation_id": each, "capacity": "partner",
            } for each in some]  # fmt: skip
        entry = {"owner_id": owner, "drafter_id": drafter, "document_id": f"d{number}"}
        rows[SearchEntryRow].append({
            **entry, "key": f"k{number}", "what": "document", "subject_id": f"v{number}",
            "code": "", "at": AT, "title": "", "body": "",
            "marks": marks.written(marks.of("document", owner, drafter, "dpia", bound, ())),
        })  # fmt: skip
    actors: list[Actor] = []
    for role in roles.TITLES:
        for scope in [None, *_scopes(chance, seed)] if role == roles.AUDITOR else [None]:
            where, key = chance.choice(list(ids.values())), f"a{seed}-{len(actors)}"
            rows[AppointmentRow].append({
                "id": key, "seq": 1, "person_id": "someone", "organisation_id": where,
                "role": role, "scope": scope, "starts_at": AT,
            })  # fmt: skip
            actors.append(Actor("someone", key, where, role))
    for row, values in rows.items():
        if values:
            session.execute(insert(row), values)
    return actors


def _scopes(chance: random.Random, seed: int) -> Iterator[dict[str, Any]]:
    yield {"organisations": "all"}
    yield {"organisations": []}
    for count in (1, 2, 3):
        yield {"organisations": [f"{slug}-{seed}" for slug in chance.sample(SLUGS, count)]}


@pytest.fixture
def worlds(installation: Installation) -> tuple[Installation, list[Actor]]:
    """Several worlds in one database: those of another count for nobody."""
    with installation.database.writing() as session:
        return installation, [actor for seed in range(WORLDS) for actor in _world(session, seed)]


def test_queries_show_just_the_documents_that_the_plain_rule_shows(
    worlds: tuple[Installation, list[Actor]],
) -> None:
    installation, actors = worlds
    seen = set()
    with installation.reading() as session:
        documents = session.scalars(select(DocumentRow)).all()
        for actor in actors:
            plain = {row.id for row in documents if access.sight(session, actor, row)}
            asked = select(DocumentRow.id).where(reach.visible(session, actor))
            assert set(session.scalars(asked)) == plain, actor
            seen.add((actor.role, 0 < len(plain) < len(documents), len(plain) == len(documents)))
    assert {(roles.AUDITOR, True, False), (roles.AUDITOR, False, True)} <= seen
    assert {(roles.LAWYER, True, False), (roles.OPERATOR, False, False)} <= seen


def test_the_search_judges_entries_likewise_and_its_marks_leave_none_of_them_out(
    worlds: tuple[Installation, list[Actor]],
) -> None:
    installation, actors = worlds
    entry = SearchEntryRow
    with installation.reading() as session:
        documents = session.scalars(select(DocumentRow)).all()
        held = dict(session.execute(select(entry.document_id, entry.marks)).all())
        for actor in actors:
            plain = {row.id for row in documents if access.sight(session, actor, row)}
            of = reach.reach(session, actor)
            may = reach.within(of, entry.document_id, entry.owner_id, entry.drafter_id)
            assert set(session.scalars(select(entry.document_id).where(may))) == plain, actor
            wanted = marks.reached(of)
            if wanted is not None:
                left = {each for each, words in held.items() if wanted & set(words.split())}
                assert plain <= left, actor
                assert len(left) < len(held)

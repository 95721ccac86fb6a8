"""Where an answer was taken from is kept beside the draft, on both databases."""

from __future__ import annotations

import pytest

from govern.commands.documents.open_document import Opened, open_document
from govern.commands.documents.reuse import noting_origin
from govern.errors import NotFound
from govern.installation import Installation
from govern.store import reused
from govern.store.reused import Taken
from govern.store.rows.documents import VersionRow
from tests.consortium import Consortium, populate


def _opened(made: Consortium, kind: str) -> Opened:
    ids = made.organisations
    bound = [(ids["essex"], "controller"), (ids["kent"], "controller")]
    return open_document(
        made.installation,
        by=made.actor("lawyer"),
        kind=kind,
        title="A text",
        owner_id=ids["essex"],
        parties=bound,
    )


def _noted(made: Consortium, target: Opened, source: Opened, digest: str) -> None:
    lawyer = made.actor("lawyer")
    note = noting_origin(
        lawyer,
        version_id=target.version_id,
        question="retention",
        source_id=source.version_id,
        source_question="retention_rules",
        digest=digest,
    )
    with made.installation.writing(lawyer) as w:
        note(w)


def test_the_last_origin_of_an_answer_stands(installation: Installation) -> None:
    made = populate(installation)
    source, target = _opened(made, "dpia"), _opened(made, "sharing_agreement")

    _noted(made, target, source, "a" * 64)
    _noted(made, target, source, "b" * 64)

    with installation.reading() as session:
        found = reused.origins(session, session.get_one(VersionRow, target.version_id))
        none = reused.origins(session, session.get_one(VersionRow, source.version_id))
    assert found == {"retention": Taken(source.version_id, "retention_rules", "b" * 64)}
    assert none == {}


def test_the_newest_documents_that_one_may_read_are_offered(installation: Installation) -> None:
    made = populate(installation)
    opened = [_opened(made, "dpia") for _ in range(reused.MOST + 1)]

    with installation.reading() as session:
        mine = reused.sources(session, made.actor("lawyer"), "dpia", opened[-1].document_id)
        theirs = reused.sources(session, made.actor("essex_dpo"), "dpia", "")

    wanted = [each.document_id for each in reversed(opened[:-1])]
    assert [row.id for row, _ in mine] == wanted
    assert theirs == []


def test_nobody_notes_an_origin_in_a_text_that_is_not_theirs(installation: Installation) -> None:
    made = populate(installation)
    source, target = _opened(made, "dpia"), _opened(made, "sharing_agreement")
    note = noting_origin(
        made.actor("essex_dpo"),
        version_id=target.version_id,
        question="retention",
        source_id=source.version_id,
        source_question="retention_rules",
        digest="a" * 64,
    )

    with installation.writing(made.actor("essex_dpo")) as w, pytest.raises(NotFound):
        note(w)

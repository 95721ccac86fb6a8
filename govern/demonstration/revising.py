"""The yearly revision of the code of connection: nine forces read version 2, stumble over the same
sentences, and offer the lawyers their own wording; all of it waits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from govern.commands.comments.assign import assign_comment
from govern.commands.suggestions.propose import Proposal, propose
from govern.demonstration import acting
from govern.demonstration.acting import lawyer
from govern.demonstration.discussing import audience_key, discuss
from govern.demonstration.stage import Planned, Stage
from govern.demonstration.texts import connecting
from govern.demonstration.texts.filling import read
from govern.demonstration.wording import other_lawyer
from govern.store import drafts
from govern.store.rows.documents import VersionRow
from govern.store.rows.working import CommentRow

VETTING = "C6"


def scenes() -> Iterator[Planned]:
    """The last three weeks: written and sent, then read by everybody within a few days."""
    yield 527, _revise, "The code of connection is revised and sent for review"
    yield 535, _comment, "Nine forces comment on the code of connection"
    yield 538, _suggest, "Five forces suggest wording for the code of connection"


def _revise(stage: Stage) -> None:
    with stage.installation.reading() as session:
        first = session.get_one(VersionRow, stage.kept["code"])
    version_id = acting.next_version(
        stage, lawyer(stage), first.document_id, connecting.revised_code(stage.on)
    )
    stage.keep("code-2", version_id)
    acting.send(stage, lawyer(stage), version_id)


def _comment(stage: Stage) -> None:
    """What they say; the other lawyer is given what concerns vetting."""
    version_id = stage.kept["code-2"]
    discuss(stage, version_id, read("revision")["remarks"])
    query = select(CommentRow.id).where(
        CommentRow.version_id == version_id, CommentRow.section == VETTING
    )
    with stage.installation.reading() as session:
        said = list(session.scalars(query.order_by(CommentRow.at)))
    for comment_id in said:
        assign_comment(
            stage.installation,
            by=lawyer(stage),
            comment_id=comment_id,
            person_id=other_lawyer(stage).person,
        )


def _suggest(stage: Stage) -> None:
    for wording in read("revision")["wording"]:
        _propose(stage, wording)
        stage.clock.advance(timedelta(minutes=23))


def _propose(stage: Stage, wording: Mapping[str, Any]) -> None:
    version_id = stage.kept["code-2"]
    by = stage.actor(wording["by"], wording["body"])
    with stage.installation.reading() as session:
        version = session.get_one(VersionRow, version_id)
        before = str(drafts.content(session, version).answers[wording["question"]])
        audience = audience_key(session, by, version, wording["to"])
    if wording["old"] not in before:
        raise LookupError(f"no such words to suggest others for: {wording['old']}")
    propose(
        stage.installation,
        by=by,
        version_id=version_id,
        proposal=Proposal(
            wording["question"],
            audience,
            before,
            before.replace(wording["old"], wording["new"]),
            why=wording.get("why", ""),
        ),
    )

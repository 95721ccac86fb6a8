"""How the people of the demonstration discuss a text: remarks to an audience, answers, and ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from govern.commands.comments.post import Note, answer_comment, post_comment
from govern.commands.comments.settle import resolve_comment
from govern.demonstration.acting import lawyer
from govern.demonstration.stage import Stage
from govern.store.audiences import audiences
from govern.store.rows.documents import DocumentRow, VersionRow
from workflows import roles
from workflows.engine import Actor

Remark = Mapping[str, Any]
PARTNERS = frozenset({roles.AUTHOR, roles.SIGNATORY})


def discuss(
    stage: Stage,
    version_id: str,
    remarks: Iterable[Remark],
    *,
    force: str = "",
    partner: str = "",
    answered_after: timedelta = timedelta(hours=5),
) -> None:
    """Post remarks on a version in review, and later answer and settle those that have an answer.

    `force` and `partner` are who speaks where a remark names no body.
    """
    posted = []
    for remark in remarks:
        body = remark.get("body") or (partner if remark["by"] in PARTNERS else force)
        by = stage.actor(remark["by"], body)
        posted.append((_post(stage, by, version_id, remark), remark))
        stage.clock.advance(timedelta(minutes=11))
    stage.clock.advance(answered_after)
    for comment_id, remark in posted:
        if "answer" in remark:
            _settle(stage, comment_id, remark)


def _post(stage: Stage, by: Actor, version_id: str, remark: Remark) -> str:
    with stage.installation.reading() as session:
        version = session.get_one(VersionRow, version_id)
        key = audience_key(session, by, version, remark["to"])
    note = Note(
        remark["section"],
        key,
        remark["says"],
        asks_for_changes=bool(remark.get("asks")),
        quote=remark.get("quote", ""),
    )
    return post_comment(stage.installation, by=by, version_id=version_id, note=note)


def audience_key(session: Session, by: Actor, version: VersionRow, name: str) -> str:
    """The key of the audience of this name that `by` belongs to on the version's document."""
    document = session.get_one(DocumentRow, version.document_id)
    return next(each.key for each in audiences(session, by, document) if each.name == name)


def _settle(stage: Stage, comment_id: str, remark: Remark) -> None:
    answer_comment(
        stage.installation, by=lawyer(stage), comment_id=comment_id, text=remark["answer"]
    )
    resolve_comment(
        stage.installation,
        by=lawyer(stage),
        comment_id=comment_id,
        resolution=remark["settled"],
        reasons=remark.get("why", ""),
    )

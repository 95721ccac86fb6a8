"""How the people of the demonstration discuss a text: remarks to an audience, answers, and ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

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
        document = session.get_one(DocumentRow, version.document_id)
        found = audiences(session, by, document)
    key = next(each.key for each in found if each.name == remark["to"])
    asks = bool(remark.get("asks"))
    note = Note(remark["section"], key, remark["says"], asks_for_changes=asks)
    return post_comment(stage.installation, by=by, version_id=version_id, note=note)


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

"""What a document asks of the viewer: to write, to read, to settle or to sign; and what if not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from govern.store.access import Sight
from govern.store.rows.documents import DocumentRow, VersionRow
from govern.store.rows.sign_offs import SignOffRow
from govern.web.context import actor, installation, post
from govern.web.filters import plural
from govern.web.lateness import is_late, last_day
from govern.web.pieces import Link

MOST_VERSIONS = 3
"""Of so many of the newest versions an open sign-off is asked for."""


@dataclass(frozen=True)
class Ask:
    """What is asked of the viewer on this document."""

    what: str
    by: str
    if_done: str
    if_not: str
    late: bool
    button: Link


def asked(
    row: DocumentRow,
    sight: Sight,
    seen: Sequence[VersionRow],
    signing: Mapping[tuple[str, str], SignOffRow],
    holding: int,
) -> list[Ask]:
    """The viewer's own work here, what is signed first; `holding` are requests for changes."""
    if row.state != "live" or not seen:
        return []
    newest, mine = seen[0], actor().organisation
    asks = [_to_sign(each, signing.get((each.id, mine))) for each in seen[:MOST_VERSIONS]]
    if newest.status in ("draft", "review"):
        asks.append(
            to_write(row, newest, holding) if sight.drafts else _to_read(row, newest, sight)
        )
    return [ask for ask in asks if ask is not None]


def _to_read(row: DocumentRow, newest: VersionRow, sight: Sight) -> Ask | None:
    if sight.as_ != "party":
        return None
    reading = url_for("documents.review", document_id=row.id, number=newest.number)
    return Ask(
        f"Read version {newest.number} and say what should change",
        "before the lawyers freeze it",
        "The lawyers answer. A request for changes holds the text until it is settled.",
        "The text is frozen without your comments, and you can still ask for changes then.",
        False,
        Link("Read and comment", reading),
    )


def to_write(row: DocumentRow, newest: VersionRow, holding: int) -> Ask:
    """What is asked of whoever writes the text: to finish it, to settle it or to freeze it."""
    writing = url_for("documents.draft", document_id=row.id, number=newest.number)
    if newest.status == "draft":
        what = f"Finish version {newest.number} and send it for review"
        done = "Every party can read it and comment. You can still change the text."
        link = Link("Continue writing", writing)
        return Ask(what, "", done, "Nobody but your team can see it.", False, link)
    reading = url_for("documents.triage", document_id=row.id, number=newest.number)
    done = "Once frozen, each organisation signs those exact bytes."
    if not holding:
        freezing = url_for("documents.freezing", document_id=row.id, number=newest.number)
        what = f"When its readers have answered, freeze version {newest.number} for sign-off"
        return Ask(what, "", done, "Nobody can sign.", False, Link("Go to freezing", freezing))
    what = f"Settle {plural(holding, 'request')} for changes to version {newest.number}"
    done = "The text can then be frozen, and each organisation signs those exact bytes."
    return Ask(what, "", done, "Nobody can sign.", False, Link("See open comments", reading))


def _to_sign(newest: VersionRow, mine: SignOffRow | None) -> Ask | None:
    if mine is None or mine.outcome is not None or newest.status != "frozen":
        return None
    late = is_late(mine.due_at, installation().clock.now())
    return Ask(
        f"{post().organisation} is asked to sign version {newest.number}",
        last_day(mine.due_at) if mine.due_at else "",
        "Your organisation's own flows can rest on this text.",
        "Silence approves nothing: what rests on this text waits, and you are chased.",
        late,
        Link("Go to your sign-off", url_for("signing.show", sign_off_id=mine.id)),
    )

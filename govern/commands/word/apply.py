"""Make of an upload's items what was chosen: edits, suggestions, comments; nothing overwritten."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from govern.clock import text
from govern.commands.authority import present
from govern.commands.comments.post import Note, answered, posted
from govern.commands.documents.save_section import section_saved
from govern.commands.suggestions.propose import Proposal, proposed
from govern.commands.suggestions.weaving import weave
from govern.errors import Conflict, Forbidden, Invalid, NotFound
from govern.installation import Installation
from govern.store import access, drafts, word_files
from govern.store.audiences import audiences
from govern.store.rows.documents import DocumentRow, VersionRow
from govern.store.rows.word import NOTHING, WordUploadRow
from govern.store.writing import Writing
from workflows.engine import Actor

Outcome = dict[str, str]
WAITING = "waiting"
"""A comment on a draft: it is posted when the review opens."""


@dataclass(frozen=True)
class Choices:
    """Which items to apply and how. `save` lets drafters put untracked edits straight into the
    draft; all else becomes a suggestion.
    """

    items: Collection[str]
    suggestion_audience: str = ""
    comment_audience: str = ""
    save: bool = False


@dataclass(frozen=True)
class _Applying:
    """One item in its transaction, under whose upload it stands."""

    w: Writing
    by: Actor
    version: VersionRow
    upload_id: str
    choices: Choices
    saves: bool


def apply(
    installation: Installation, *, by: Actor, version_id: str, upload_id: str, choices: Choices
) -> dict[str, Outcome]:
    """Apply the chosen items that were not applied yet; returns what became of each.

    Each item and the note of what became of it are one transaction, so that after a crash, or sent
    twice, nothing is made twice. An item that is refused stays with the reason and can be tried
    again; the others go on. An edit whose words somebody changed meanwhile becomes a suggestion,
    never a silent overwrite.
    """
    with installation.reading() as session:
        found = word_files.upload(session, by, version_id, upload_id).found
    done: dict[str, Outcome] = {}
    for item in [*found["edits"], *found["remarks"]]:
        if item not in choices.items:
            continue
        try:
            made = apply_one(installation, by, version_id, upload_id, choices, item)
        except (Invalid, Conflict, Forbidden, NotFound) as fault:
            made = {"fault": said(fault)}
            _note_fault(installation, by, version_id, upload_id, item, made)
        if made is not None:
            done[item] = made
    return done


def apply_one(
    installation: Installation,
    by: Actor,
    version_id: str,
    upload_id: str,
    choices: Choices,
    item: str,
) -> Outcome | None:
    """What became of the item; None when something had become of it before.

    A comment that waits for the review is no end: it is posted from a closed upload too.
    """
    with installation.writing(by) as w:
        present(w, by)
        row = word_files.upload(w.session, by, version_id, upload_id)
        before = (row.outcome or {}).get(item, {}).get("became")
        if before != WAITING:
            _open(row)
        version = access.version(w.session, by, version_id)
        if before is not None and not (before == WAITING and version.status != "draft"):
            return None
        seen = access.sight(w.session, by, w.session.get_one(DocumentRow, version.document_id))
        saves = choices.save and seen is not None and seen.drafts
        applying = _Applying(w, by, version, upload_id, choices, saves)
        edit = row.found["edits"].get(item)
        made = _edit(applying, edit) if edit else _remark(applying, row.found["remarks"][item])
        row.outcome = {**(row.outcome or {}), item: made}
        became = made["became"]
        counts = {
            "edits": int(became == "edit"),
            "suggestions": int(became == "suggestion"),
            "comments": int(became in ("comment", "answer")),
        }
        w.record("word_file_applied", ("word_upload", upload_id), counts)
    return made


def _note_fault(
    installation: Installation,
    by: Actor,
    version_id: str,
    upload_id: str,
    item: str,
    fault: Outcome,
) -> None:
    """Keep the reason beside the item; an upload closed meanwhile says so to whoever applies."""
    with installation.writing(by) as w:
        present(w, by)
        row = word_files.upload(w.session, by, version_id, upload_id)
        _open(row)
        row.outcome = {**(row.outcome or {}), item: fault}


def _open(row: WordUploadRow) -> None:
    if row.state != "waiting":
        raise Conflict("this upload is closed")


def close(installation: Installation, *, by: Actor, version_id: str, upload_id: str) -> None:
    """Done with this upload: what was not applied stays listed, and the bytes stay kept."""
    with installation.writing(by) as w:
        present(w, by)
        row = word_files.upload(w.session, by, version_id, upload_id)
        _open(row)
        row.state, row.settled_at = "closed", text(w.at)
        if row.disposed_at:
            row.found = NOTHING
        w.record("word_file_discarded", ("word_upload", upload_id))


def _edit(one: _Applying, edit: Mapping[str, Any]) -> Outcome:
    if one.saves and not edit["author"] and (saved := _saved(one, edit)) is not None:
        return saved
    proposal = Proposal(
        question=edit["question"],
        audience_key=one.choices.suggestion_audience,
        before=edit["before"],
        after=edit["after"],
        tracked_by=edit["author"] or None,
        upload_id=one.upload_id,
    )
    return {"became": "suggestion", "id": proposed(one.w, one.by, one.version, proposal)}


def _saved(one: _Applying, edit: Mapping[str, Any]) -> Outcome | None:
    """The edit in the draft; None when the same words were changed meanwhile."""
    session = one.w.session
    section = drafts.content(session, one.version).definition.section_of(edit["question"]).id
    standing = drafts.section(session, one.version.id, section)
    answers = dict(standing.answers) if standing else {}
    revision = standing.revision if standing else 0
    woven = weave(edit["before"], edit["after"], answers.get(edit["question"]))
    if woven.clash:
        return None
    given = {**answers, edit["question"]: woven.answer}
    saved = section_saved(one.w, one.by, one.version.id, section, given, revision)
    return {"became": "edit", "id": str(saved.revision)}


def _remark(one: _Applying, remark: Mapping[str, Any]) -> Outcome:
    words = _worded(remark)
    if remark["answers"]:
        try:
            made = answered(one.w, one.by, remark["answers"], words)
        except NotFound:
            pass
        else:
            return {"became": "answer", "id": made}
    if one.version.status == "draft":
        return _waiting(one)
    note = Note(
        section=remark["section"],
        audience_key=one.choices.comment_audience,
        text=words,
        question=remark["question"],
    )
    return {"became": "comment", "id": posted(one.w, one.by, one.version, note)}


def _waiting(one: _Applying) -> Outcome:
    """Comments open with the review: until then this one is kept for the audience chosen."""
    document = one.w.session.get_one(DocumentRow, one.version.document_id)
    key = one.choices.comment_audience
    if key not in {each.key for each in audiences(one.w.session, one.by, document)}:
        raise Invalid.field("audience", "Choose who will read this")
    return {"became": WAITING, "audience": key}


def _worded(remark: Mapping[str, Any]) -> str:
    """The comment with who wrote it in Word, and the words it stands on."""
    lines = [f"From Word, by {remark['author']}:"]
    if remark["quote"]:
        lines.append(f"On “{remark['quote']}”")
    return "\n".join([*lines, remark["text"]])


def said(fault: Exception) -> str:
    """Why something was refused, as a sentence for a page."""
    words = "; ".join(fault.faults.values()) if isinstance(fault, Invalid) else str(fault)
    return words[:1].upper() + words[1:]

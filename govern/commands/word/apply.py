"""Make of an upload's items what was chosen: edits, suggestions, comments; nothing overwritten."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from govern.clock import text
from govern.commands.authority import present
from govern.commands.comments.post import Note, answer_comment, post_comment
from govern.commands.documents.save_section import save_section
from govern.commands.suggestions.propose import Proposal, propose
from govern.commands.suggestions.weaving import weave
from govern.errors import Conflict, Forbidden, Invalid, NotFound
from govern.installation import Installation
from govern.store import access, drafts, word_files
from govern.store.rows.documents import DocumentRow
from workflows.engine import Actor

Outcome = dict[str, str]


@dataclass(frozen=True)
class Choices:
    """Which items to apply and how. `save` lets drafters put untracked edits straight into the
    draft; all else becomes a suggestion.
    """

    items: Collection[str]
    suggestion_audience: str = ""
    comment_audience: str = ""
    save: bool = False


@dataclass
class _Applying:
    installation: Installation
    by: Actor
    version_id: str
    upload_id: str
    choices: Choices
    done: dict[str, Outcome] = field(default_factory=dict)


def apply(
    installation: Installation, *, by: Actor, version_id: str, upload_id: str, choices: Choices
) -> dict[str, Outcome]:
    """Apply the chosen items that were not applied yet; returns what became of each.

    An item that is refused stays with the reason and can be tried again; the others go on. An edit
    whose words somebody changed meanwhile becomes a suggestion, never a silent overwrite.
    """
    with installation.reading() as session:
        row = word_files.upload(session, by, version_id, upload_id)
        if row.state == "closed":
            raise Conflict("this upload is closed")
        before = dict(row.outcome or {})
        version = access.version(session, by, version_id)
        seen = access.sight(session, by, session.get_one(DocumentRow, version.document_id))
        saves = choices.save and seen is not None and seen.drafts
        found = row.found
    done = _Applying(installation, by, version_id, upload_id, choices)
    left = {each for each in choices.items if "became" not in before.get(each, {})}
    try:
        for item, edit in found["edits"].items():
            if item in left:
                done.done[item] = _edit(done, edit, saves and not edit["author"])
        for item, remark in found["remarks"].items():
            if item in left:
                done.done[item] = _remark(done, remark)
    finally:
        _note(done, before)
    return done.done


def close(installation: Installation, *, by: Actor, version_id: str, upload_id: str) -> None:
    """Done with this upload: what was not applied stays listed, and the bytes stay kept."""
    with installation.writing(by) as w:
        present(w, by)
        row = word_files.upload(w.session, by, version_id, upload_id)
        if row.state == "closed":
            raise Conflict("this upload is closed")
        row.state, row.settled_at = "closed", text(w.at)
        w.record("word_file_discarded", ("word_upload", upload_id))


def _edit(done: _Applying, edit: Mapping[str, Any], saves: bool) -> Outcome:
    try:
        if saves and (saved := _saved(done, edit)) is not None:
            return saved
        proposal = Proposal(
            question=edit["question"],
            audience_key=done.choices.suggestion_audience,
            before=edit["before"],
            after=edit["after"],
            tracked_by=edit["author"] or None,
            upload_id=done.upload_id,
        )
        made = propose(done.installation, by=done.by, version_id=done.version_id, proposal=proposal)
    except (Invalid, Conflict, Forbidden, NotFound) as fault:
        return {"fault": _said(fault)}
    return {"became": "suggestion", "id": made}


def _saved(done: _Applying, edit: Mapping[str, Any]) -> Outcome | None:
    """The edit in the draft; None when the same words were changed meanwhile."""
    with done.installation.reading() as session:
        version = access.version(session, done.by, done.version_id)
        section = drafts.content(session, version).definition.section_of(edit["question"]).id
        standing = drafts.section(session, done.version_id, section)
        answers = dict(standing.answers) if standing else {}
        revision = standing.revision if standing else 0
    woven = weave(edit["before"], edit["after"], answers.get(edit["question"]))
    if woven.clash:
        return None
    saved = save_section(
        done.installation,
        by=done.by,
        version_id=done.version_id,
        section=section,
        given={**answers, edit["question"]: woven.answer},
        based_on=revision,
    )
    return {"became": "edit", "id": str(saved.revision)}


def _remark(done: _Applying, remark: Mapping[str, Any]) -> Outcome:
    words = _worded(remark)
    try:
        if remark["answers"]:
            try:
                made = answer_comment(
                    done.installation, by=done.by, comment_id=remark["answers"], text=words
                )
            except NotFound:
                pass
            else:
                return {"became": "answer", "id": made}
        note = Note(
            section=remark["section"],
            audience_key=done.choices.comment_audience,
            text=words,
            question=remark["question"],
        )
        made = post_comment(done.installation, by=done.by, version_id=done.version_id, note=note)
    except (Invalid, Conflict, Forbidden, NotFound) as fault:
        return {"fault": _said(fault)}
    return {"became": "comment", "id": made}


def _worded(remark: Mapping[str, Any]) -> str:
    """The comment with who wrote it in Word, and the words it stands on."""
    lines = [f"From Word, by {remark['author']}:"]
    if remark["quote"]:
        lines.append(f"On “{remark['quote']}”")
    return "\n".join([*lines, remark["text"]])


def _said(fault: Exception) -> str:
    words = "; ".join(fault.faults.values()) if isinstance(fault, Invalid) else str(fault)
    return words[:1].upper() + words[1:]


def _note(done: _Applying, before: Mapping[str, Any]) -> None:
    with done.installation.writing(done.by) as w:
        present(w, done.by)
        row = word_files.upload(w.session, done.by, done.version_id, done.upload_id)
        row.outcome = {**(row.outcome or before), **done.done}
        became = [each.get("became") for each in done.done.values()]
        counts = {
            "edits": became.count("edit"),
            "suggestions": became.count("suggestion"),
            "comments": became.count("comment") + became.count("answer"),
        }
        w.record("word_file_applied", ("word_upload", done.upload_id), counts)
